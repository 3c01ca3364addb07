"""A refusal becomes a page, and a line in the log that survives the request's own rollback."""

from django.shortcuts import render
from django.utils import timezone

from incidents.domain import audit
from incidents.policies import Denied, Stale


class Denials:
    """Turns Denied into 403 and Stale into 409 where a view has not done so with more to show."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """The verb's transaction is over by now: this line stands on its own."""
        if isinstance(exception, Stale):
            return render(request, "errors/409.html", {"sentence": str(exception)}, status=409)
        if not isinstance(exception, Denied):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        by = request.user if request.user.is_authenticated else None
        audit.record(
            verb="denied", by=by, at=timezone.now(), kind="page", detail={"page": name, "method": request.method}
        )
        return render(request, "errors/403.html", {"sentence": str(exception)}, status=403)
