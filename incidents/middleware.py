"""A refusal becomes a page, and a line in the log that survives the request's own rollback."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from accounts.access import KNOWN
from accounts.roles import may
from incidents.domain import denials, seal_state
from incidents.policies import Denied, Stale

# While Kua is sealed: pages for whoever logs reports, signing in, and what says that it stands open itself.
OPEN = frozenset({"report.log", "signed_in", "anyone"})


class Denials:
    """Turns Denied into 403 and Stale into 409 where a view has not done so with more to show.

    What is written down of a refusal, and what not: domain/denials.py.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """The verb's transaction is over by now: this line stands on its own."""
        if isinstance(exception, Stale):
            return render(request, "errors/409.html", {"sentence": str(exception)}, status=409)
        if not request.resolver_match or not isinstance(exception, (Denied, Http404)):
            return None
        if isinstance(exception, Http404):
            return not_theirs(request)
        denials.denied(**asked(request))
        return render(request, "errors/403.html", {"sentence": str(exception)}, status=403)


def asked(request) -> dict:
    """Who came for which page, how and when."""
    by = request.user if request.user.is_authenticated else None
    return {"by": by, "at": timezone.now(), "page": request.resolver_match.view_name, "method": request.method}


def not_theirs(request) -> None:
    """Written down for whoever is signed in; the page itself is the same for all."""
    wanted = getattr(request.resolver_match.func, "permission", "")
    is_for_role = wanted not in KNOWN or may(request.user, wanted)
    if request.user.is_authenticated:
        denials.refused(**asked(request), words=request.resolver_match.kwargs, is_for_role=is_for_role)


class SealedDesk:
    """While Kua is sealed the desk is closed to everybody; reports are logged and sent as ever."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """By the permission of the page; the first page is a desk for whoever has one."""
        if is_open(request, view) or not seal_state.is_sealed():
            return None
        facts = {"may_unseal": may(request.user, "team.manage"), "may_log": may(request.user, "report.log")}
        return render(request, "errors/sealed.html", facts, status=503)


def is_open(request, view) -> bool:
    """Whether the page stays open when Kua is sealed."""
    if request.resolver_match.view_name == "desk:home" and may(request.user, "list.read"):
        return False
    return getattr(view, "permission", "") in OPEN or getattr(view, "while_sealed", False)
