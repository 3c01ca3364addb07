"""Where somebody is signed in: one row a session. A session lives as long as its row, and no longer than its times."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts import recorder
from accounts.models import User
from accounts.roles import Role

# Who uses a session within this time writes nothing.
WRITE_EVERY = timedelta(minutes=1)
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
CONFIRMED = "confirmed"


def of(user: User, session_key: str | None) -> UserSession | None:
    """The row of this session, with `has_factor` (whether its person has a second factor), or nothing."""
    factors = Authenticator.objects.filter(user_id=OuterRef("user_id"), type__in=FACTORS)
    found = UserSession.objects.filter(session_key=session_key, user_id=user.pk)
    return found.annotate(has_factor=Exists(factors)).first()


def begin(user: User, session_key: str, at: datetime) -> UserSession:
    """A session that was not begun at the sign-in page (benchmarks, tests)."""
    times = {"created_at": at, "last_seen_at": at, "ip": "0.0.0.0"}  # noqa: S104
    return UserSession.objects.get_or_create(session_key=session_key, defaults={"user": user, **times})[0]


def idle(user: User) -> timedelta:
    """How long one may do nothing: shorter for those who see more."""
    seconds = settings.IDLE_SECONDS if user.role == Role.ACTIVIST else settings.IDLE_SECONDS_OF_REVIEWERS
    return timedelta(seconds=seconds)


def ends_at(user: User, row: UserSession) -> datetime:
    """When the session ends if nothing is done any more."""
    return min(row.last_seen_at + idle(user), row.created_at + timedelta(seconds=settings.SESSION_COOKIE_AGE))


def seen(row: UserSession, at: datetime) -> None:
    """The person did something. Written at most once a minute."""
    if at - row.last_seen_at < WRITE_EVERY:
        return
    UserSession.objects.filter(pk=row.pk, last_seen_at__lt=at).update(last_seen_at=at)
    row.last_seen_at = at


def confirm(row: UserSession, session: SessionStore, at: datetime) -> None:
    """The person has just shown again who it is. The session gets another key: a copy of the former cookie is dead."""
    session.cycle_key()
    row.session_key, row.data = session.session_key, {**row.data, CONFIRMED: at.timestamp()}
    row.save(update_fields=["session_key", "data"])


def confirmed_recently(row: UserSession, at: datetime) -> bool:
    """Whether the person signed in, or showed again who it is, in the last minutes."""
    last = max(row.created_at.timestamp(), row.data.get(CONFIRMED, 0))
    return at.timestamp() - last < settings.ASK_AGAIN_SECONDS


def listed(user: User, at: datetime) -> list[UserSession]:
    """The sessions of this person that are alive, the one used last first."""
    rows = UserSession.objects.filter(user_id=user.pk).order_by("-last_seen_at", "-pk")
    return [row for row in rows if at < ends_at(user, row) and row.exists()]


def end(row: UserSession) -> None:
    """This session is over: its row and its stored data."""
    SessionStore().delete(row.session_key)
    row.delete()


@transaction.atomic
def revoke(*, by: User, rows: QuerySet[UserSession], at: datetime) -> int:
    """End sessions of one's own, and say so in the log. Returns how many there were."""
    found = list(rows.filter(user_id=by.pk))
    for row in found:
        end(row)
    if found:
        recorder.record(verb="account.sessions_ended", by=by, at=at, about=by, detail={"count": len(found)})
    return len(found)


def forget(at: datetime) -> int:
    """Delete what is known of sessions that must have ended by now. Returns how many there were."""
    begun = at - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return UserSession.objects.filter(created_at__lte=begun).delete()[0]


def one(ref: str) -> QuerySet[UserSession]:
    """The session with this number."""
    return UserSession.objects.filter(pk=ref)


def others(row: UserSession) -> QuerySet[UserSession]:
    """All but this one."""
    return UserSession.objects.exclude(pk=row.pk)


def go_on(request, user: User) -> None:
    """This session goes on although the person's stamp has changed."""
    request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()
