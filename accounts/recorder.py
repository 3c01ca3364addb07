"""The pen of the audit log, handed in by the settings: accounts imports nothing of incidents."""

from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation, User

# What can happen to an account, in the words of the log and of "what was done to my account".
VERBS = {
    "account.invited": _("made an invitation"),
    "account.invitation_withdrawn": _("withdrew an invitation"),
    "account.joined": _("joined the team"),
    "account.made": _("account made on the server"),
    "account.role_changed": _("changed the role"),
    "account.suspended": _("suspended the account"),
    "account.restored": _("restored the account"),
    "account.details_changed": _("changed name, e-mail or language"),
    "account.password_link_made": _("made a link for a new password"),
    "account.password_renewed": _("chose a new password by link"),
    "account.password_changed": _("changed the password"),
    "account.factor_added": _("added a second step to sign in"),
    "account.factor_removed": _("took off a second step"),
    "account.factor_reset": _("reset the second step"),
    "account.recovery_codes_made": _("made new recovery codes"),
    "account.recovery_code_used": _("used a recovery code"),
    "account.sessions_ended": _("ended sessions"),
    "account.signed_in": _("signed in"),
    "account.password_wrong": _("somebody typed a wrong password"),
    "account.code_wrong": _("somebody typed a wrong code"),
}


@cache
def pen(path: str):
    return import_string(path)


def record(
    *, verb: str, by: User | None, at: datetime, about: User | Invitation | None, detail: dict[str, Any] | None = None
) -> None:
    """Write one line of the audit log, in the caller's transaction. `detail` never holds a name or an address.

    About nobody is what concerns an account that does not exist.
    """
    if verb not in VERBS:
        raise ValueError(f"{verb!r} is not a verb of this page.")
    write = pen(settings.ACCOUNTS_RECORDER)
    kind, ref = (about._meta.model_name, about.ref) if about else ("user", "")
    write(verb=verb, by=by, at=at, kind=kind, ref=ref, detail=detail)


def history(about: User) -> list:
    """The lines of the log about this account, newest first: rows with at, by (a reference), verb, detail."""
    return list(pen(settings.ACCOUNTS_HISTORY)(kind="user", ref=about.ref))
