"""Who may do what: the one page to read. A role is a set of permissions; a permission is one word of this page."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What somebody is in the team for."""

    ACTIVIST = "activist", _("Activist")
    REVIEWER = "reviewer", _("Reviewer")
    ADMIN = "admin", _("Admin")


PERMISSIONS: dict[str, frozenset[str]] = {
    # Logs what happened to people; sees only own reports.
    Role.ACTIVIST: frozenset({"report.log"}),
    # Verifies; never an own report (incidents.policies says so, and the database).
    Role.REVIEWER: frozenset(
        {
            "report.log",
            "report.review",
            "list.read",
            "list.import",
            "person.read",
            "incident.read",
            "figure.read",
            "figure.enter",
            "finding.propose",
            "finding.agree",
            "secret.read",
            "source.renew",
            "integrity.read",
        }
    ),
    # Exports case lists and manages people; reads, but neither logs nor reviews.
    Role.ADMIN: frozenset(
        {
            "list.read",
            "list.import",
            "person.read",
            "incident.read",
            "figure.read",
            "figure.enter",
            "export.make",
            "audit.read",
            "team.manage",
            "secret.read",
            "source.renew",
            "integrity.read",
            "integrity.check",
        }
    ),
}

# What the roles may do, in the words of the pages that give a role to somebody.
ROLE_HINTS = {
    Role.ACTIVIST: _("Logs reports and sees only their own."),
    Role.REVIEWER: _("Checks the reports of others, and logs their own."),
    Role.ADMIN: _("Exports case lists and manages the team. Reads, but does not review."),
}


class Lost(TextChoices):
    """Why an admin takes off somebody's second factor. A code, because the log holds no free words."""

    GONE = "gone", _("It was lost or stolen.")
    REPLACED = "replaced", _("It is broken, or a new telephone took its place.")
    DOUBT = "doubt", _("Somebody else may have it.")


class Refused(Exception):
    """What was asked for is not allowed here and now. Its text is a sentence that the page shows, beside `field`."""

    def __init__(self, sentence: str, field: str | None = None):
        super().__init__(sentence)
        self.field = field


class Stale(Refused):
    """Somebody else changed it since the page was opened; `now` is what is stored."""

    def __init__(self, now):
        super().__init__(_("Somebody else changed this since you opened it. Look again, then decide."))
        self.now = now


def may(user, permission: str) -> bool:
    """Whether the user is signed in, not suspended, and of a role that has the permission."""
    if not (user.is_authenticated and user.is_active):
        return False
    return permission in PERMISSIONS.get(user.role, frozenset())
