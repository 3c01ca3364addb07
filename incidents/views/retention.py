"""What is deleted by policy: how long things are kept, which identities come due, and keeping one for longer."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import needs
from incidents.domain import retention as verbs
from incidents.domain.queries import retention as queries


@require_safe
@needs("source.renew")
def retention(request: HttpRequest) -> HttpResponse:
    """The policies, the identities that come due within 30 days, the last runs."""
    page = queries.page(request.user, timezone.now(), request.GET.get("page", "1"))
    terms = [(_("Drafts that nobody touches"), settings.KEEP_DAYS["drafts"]),
             (_("Contents of rejected and withdrawn reports"), settings.KEEP_DAYS["rejected"]),
             (_("Who a source is"), settings.KEEP_DAYS["identities"])]  # fmt: skip
    context = {"page": page, "terms": terms, "runs": queries.runs(request.user)}
    return render(request, "desk/lists/retention.html", context)


@require_POST
@needs("source.renew")
def source_renew(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask to keep an identity, or agree as the second person."""
    source = get_object_or_404(queries.source(request.user, timezone.now(), ref))
    renewal = verbs.renew(source=source, by=request.user, at=timezone.now())
    kept, asked = _("The identity is kept for another term."), _("Noted. A second person must agree.")
    messages.success(request, kept if renewal.second_at else asked)
    return redirect("desk:retention")
