"""How often one may be wrong. Counted in the database, for all workers; never by address: behind one may be an office.

Three budgets: one account, tried from browsers that never signed in to it; one account, from one that did (so that
nobody who only knows a name can lock its owner out); and the whole house, which slows strangers and locks nobody.
"""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import Tries, User

COOKIE_DAYS = 30
HOUSE = ("house",)
COUNT = """
    INSERT INTO accounts_tries AS old (key, count, ends_at) VALUES (%(key)s, 1, %(ends)s)
    ON CONFLICT (key) DO UPDATE SET count = CASE WHEN old.ends_at <= %(at)s THEN 1 ELSE old.count + 1 END,
                                    ends_at = CASE WHEN old.ends_at <= %(at)s THEN %(ends)s ELSE old.ends_at END
    RETURNING count, ends_at
"""


class TooMany(Exception):
    """The budget is used up; `seconds` until it is full again."""

    def __init__(self, kind: str, seconds: int):
        super().__init__(kind)
        self.kind, self.seconds = kind, seconds


def key_of(*what: object) -> str:
    return salted_hmac("accounts.limits", "|".join(str(part) for part in what), algorithm="sha256").hexdigest()


def spend(kind: str, *what: object, at: datetime) -> None:
    """One try more, counted before it is looked at, so that twenty at once count as twenty. Raises TooMany.

    A span ends when it ends: who goes on trying does not make it longer.
    """
    most, seconds = settings.TRIES[kind]
    facts = {"key": key_of(kind, *what), "at": at, "ends": at + timedelta(seconds=seconds)}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, facts)
        count, ends_at = cursor.fetchone()
    if count > most:
        raise TooMany(kind, max(1, int((ends_at - at).total_seconds())))


def give_back(kind: str, *what: object) -> None:
    """It was right after all: only wrong tries count."""
    Tries.objects.filter(key=key_of(kind, *what), count__gt=0).update(count=F("count") - 1)


def forget(at: datetime) -> int:
    """Delete the counts whose span is over. Returns how many there were."""
    return Tries.objects.filter(ends_at__lt=at).delete()[0]


# --- Browsers that signed in before ---------------------------------------------------------------------------------
def proof(user: User, nonce: str) -> str:
    """Without the key nobody makes it; a new role, a suspension, a reset end it."""
    return key_of("known", user.pk, user.session_stamp, nonce)


def remember(response, user: User):
    """This browser has signed in to this account. The cookie says nothing of whose it is."""
    nonce = secrets.token_hex(8)
    response.set_cookie(
        settings.KNOWN_COOKIE_NAME,
        f"{nonce}.{proof(user, nonce)}",
        max_age=COOKIE_DAYS * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def known(request, user: User | None) -> str:
    """The mark of this browser where it has signed in to this account before; else nothing."""
    nonce, _dot, given = request.COOKIES.get(settings.KNOWN_COOKIE_NAME, "").partition(".")
    right = (
        user is not None and nonce.isalnum() and given.isascii() and constant_time_compare(given, proof(user, nonce))
    )
    return nonce if right else ""


# --- Trying ---------------------------------------------------------------------------------------------------------
def budgets(request, kind: str, user: User | None, name: str) -> list[tuple]:
    """Which budgets a try is taken from: a stranger's from the account's and the house's, a known browser's from its
    own. A name that nobody has is counted like one that somebody has."""
    mark, who = known(request, user), user.pk if user else f"nobody {name}"
    kinds = ["code", "codes"] if kind == "code" else [kind]
    own = [(one, who, mark) if mark else (one, who) for one in kinds]
    return own if mark else [*own, HOUSE]


def trying(request, kind: str, user: User | None, at: datetime, name: str = "") -> list[tuple]:
    """Take one try from every budget. Raises TooMany. What it returns is given back when the try was right."""
    spent = budgets(request, kind, user, name)
    for budget in spent:
        spend(*budget, at=at)
    return spent


def right(spent: list[tuple]) -> None:
    for budget in spent:
        give_back(*budget)
