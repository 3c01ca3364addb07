"""Run inside a started house: makes two people, a draft, sessions, and statements that fail with secret words in them."""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402 - needs the settings
from django.db import DatabaseError, connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts import factors  # noqa: E402
from accounts.models import User  # noqa: E402
from incidents.domain import intake  # noqa: E402
from tests.factories import UserFactory, sign_in  # noqa: E402
from tests.security.stage import content  # noqa: E402


def main(words: dict[str, str]) -> None:
    """Says on its output what the hunt needs to go on."""
    activist = UserFactory(username="aigerim", name="Aigerim Test", role="activist", password=words["password"])
    reviewer = UserFactory(username="dana", name="Dana Test", role="reviewer", password=words["password"])
    factors.give_totp(user=reviewer, secret=words["totp"], at=timezone.now())
    told = content("hunted", secret=True)
    told["what"]["title"] = words["control"]
    told["source"] |= {"name": words["name"], "contact": words["contact"], "note": words["note"]}
    report = intake.send(content=told, by=activist, at=timezone.now(), key="5f0c1f2e-0000-4000-8000-000000000001")
    draft = intake.start(by=activist, at=timezone.now(), key="5f0c1f2e-0000-4000-8000-000000000002")
    fail(words)
    cookies = {user.username: session(user) for user in (activist, reviewer)}
    print(json.dumps({"cookies": cookies, "report": report.ref, "draft": draft.ref, "version": draft.version}))


def session(user: User) -> str:
    """The value of the cookie of somebody signed in."""
    return sign_in(Client(), user).cookies[settings.SESSION_COOKIE_NAME].value


def fail(words: dict[str, str]) -> None:
    """A row that a constraint refuses, a cast that fails, a key that is taken: each with a secret word bound to it."""
    statements = [
        ("UPDATE incidents_source SET name = %s WHERE protection = 'secret'", [words["name"]]),
        ("SELECT %s::text::integer", [words["contact"]]),
        ("UPDATE accounts_user SET role = %s", [words["note"]]),
        ("SELECT no_such_column FROM incidents_source WHERE name = %s", [words["password"]]),
    ]
    for statement, values in statements:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, values)
        except DatabaseError:
            continue
        raise SystemExit(f"went through: {statement}")


if __name__ == "__main__":
    main(json.loads(sys.stdin.read()))
