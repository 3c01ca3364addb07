"""Findings: which wait for a second reviewer, and one of them with everything it relies on."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from incidents.domain import findings as verbs
from incidents.domain.queries import findings as queries
from incidents.forms.finding import AgreeForm, DisputeForm, WithdrawForm
from incidents.policies import Stale, Unfit

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
KINDS = {"agree": AgreeForm, "dispute": DisputeForm, "withdraw": WithdrawForm}


@require_safe
@needs("finding.agree")
def findings(request: HttpRequest) -> HttpResponse:
    """The findings under one heading."""
    show = request.GET.get("show", "")
    show = show if show in queries.SHOWN else "waiting"
    numbers = queries.counts(request.user)
    labels = {
        "waiting": _("Waiting for you"), "mine": _("Proposed by you"), "disputed": _("Disputed"), "agreed": _("Agreed")
    }  # fmt: skip
    tabs = [(name, labels[name], numbers[name], name == show) for name in queries.SHOWN]
    page = queries.page(request.user, show, request.GET.get("page"))
    return render(request, "desk/finding/findings.html", {"page": page, "tabs": tabs, "show": show})


@require_safe
@needs("finding.agree")
def finding(request: HttpRequest, ref: str) -> HttpResponse:
    """What it says, who says it, and the forms of the second reviewer."""
    return one_page(request, get_object_or_404(queries.visible(request.user), ref=ref))


@get_or_post
@needs("finding.agree")
def agree(request: HttpRequest, ref: str) -> HttpResponse:
    """A second reviewer agrees."""
    return act(request, ref, "agree", verbs.agree, _("You agreed. The person’s status follows from it."))


@get_or_post
@needs("finding.agree")
def dispute(request: HttpRequest, ref: str) -> HttpResponse:
    """A second reviewer disagrees."""
    return act(request, ref, "dispute", verbs.dispute, _("You disagreed. The reason is kept."))


@get_or_post
@needs("finding.propose")
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """A finding is taken back."""
    return act(request, ref, "withdraw", verbs.withdraw, _("The finding is taken back."))


def act(request: HttpRequest, ref: str, slug: str, verb: Callable, said: str) -> HttpResponse:
    """Fetch, read the form, do one thing, say so."""
    if request.method == "POST":
        found = get_object_or_404(queries.visible(request.user), ref=ref)
        form = KINDS[slug](request.POST, slug=slug)
        answer = refused(request, found, form, verb)
        if answer is not None:
            return answer
        messages.success(request, said)
    return redirect("desk:finding", ref)


def refused(request: HttpRequest, found, form: Form, verb: Callable) -> HttpResponse | None:
    """Nothing when the verb took it; else the page that says why, with everything typed."""
    if not form.is_valid():
        return one_page(request, found, form)
    typed = form.cleaned_data
    try:
        verb(found, by=request.user, at=timezone.now(), version=typed["version"] or 0, words=typed["words"])
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
        return one_page(request, found, form)
    except Stale as stale:
        return both(request, form, stale.current)
    return None


def one_page(request: HttpRequest, found, bound: Form | None = None) -> HttpResponse:
    """The finding with its forms; with 422 and everything typed when one could not be taken."""
    told = queries.Told(request.user, found)
    forms = {slug: make(slug=slug, initial={"version": found.version}) for slug, make in KINDS.items()}
    if bound:
        forms[bound.slug_now] = bound
    context = {"finding": found, "told": told, "forms": forms, "bound": bound,
               "keys": [("g", _("agree")), ("d", _("disagree"))]}  # fmt: skip
    return render(request, "desk/finding/finding.html", context, status=422 if bound else 200)


def both(request: HttpRequest, form: Form, current) -> HttpResponse:
    """409: as it is now beside what one wrote, and a way to send it again."""
    theirs = [
        (_("State"), current.get_status_display()),
        (_("Decided by"), current.decided_by or ""),
        (_("In words"), current.decision_words or current.withdrawn_words),
    ]
    hidden = [("slug", form.slug_now), ("words", request.POST.get("words", "")), ("version", current.version)]
    context = {"theirs": theirs, "mine": form.typed(), "hidden": hidden, "retry_url": request.path}
    return render(request, "errors/409.html", context, status=409)
