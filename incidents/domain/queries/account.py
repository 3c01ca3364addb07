"""What the audit log says about one account: accounts asks for it by the settings, and imports nothing of incidents."""

from django.db.models import QuerySet

from incidents.models import AuditEvent

# Who comes and goes is in the log and in the list of sessions; here it would bury what was done to the account.
COMINGS = ("account.signed_in", "account.password_wrong", "account.code_wrong")


def about(*, kind: str, ref: str, limit: int = 50) -> QuerySet[AuditEvent]:
    """The newest lines of what was done to this account, newest first. One query."""
    lines = AuditEvent.objects.filter(kind=kind, ref=ref, verb__startswith="account.").exclude(verb__in=COMINGS)
    return lines.order_by("-id")[:limit]
