"""Who came in, and who tried: lines of the audit log, without names and addresses, and bounded."""

from datetime import datetime

from accounts import limits, recorder
from accounts.models import User

NOBODY = "nobody"


def came(user: User, at: datetime) -> None:
    """The person is signed in, second step included."""
    recorder.record(verb="account.signed_in", by=user, at=at, about=user)


def did_not(verb: str, user: User | None, at: datetime) -> None:
    """A wrong password or code. A few lines an hour for each account, and for all names that nobody has together: the
    answer takes as long for them, and nobody fills the log from outside."""
    try:
        limits.spend("noted", user.pk if user else NOBODY, at=at)
    except limits.TooMany:
        return
    recorder.record(verb=verb, by=None, at=at, about=user)
