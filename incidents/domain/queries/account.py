"""What the audit log says about one account: accounts asks for it by the settings, and imports nothing of incidents."""

from django.db.models import QuerySet

from incidents.models import AuditEvent


def about(*, kind: str, ref: str, limit: int = 50) -> QuerySet[AuditEvent]:
    """The newest lines about this account, newest first. One query."""
    return AuditEvent.objects.filter(kind=kind, ref=ref, verb__startswith="account.").order_by("-id")[:limit]
