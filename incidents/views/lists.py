"""The audit log: for admins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import needs
from incidents.domain import audit_words
from incidents.domain.queries import audit as log
from incidents.forms.audit import AuditForm


@require_safe
@needs("audit.read")
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first."""
    verb_choices = sorted(
        ((code, str(label)) for code, label in audit_words.AUDIT_VERBS.items()), key=lambda pair: pair[1]
    )
    form = AuditForm(request.GET, people=log.people(), verbs=verb_choices, kinds=list(audit_words.AUDIT_KINDS.items()))
    chosen = form.chosen()
    found = log.read(request.user, chosen) if form.is_valid() else log.Lines([], None, True)
    chain = log.chain(request.user, timezone.now())
    return render(request, "desk/lists/audit.html", {"form": form, "found": found, "chain": chain})
