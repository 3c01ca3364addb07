"""What the tests of the accounts share: a clock, links that work, and the log about somebody."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts import invite, people, recorder
from accounts.roles import Role

PASSWORD = "korolek-na-vetke-42"
OTHER_PASSWORD = "zimorodok-u-reki-77"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def at():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def later(at):
    return at + dt.timedelta(hours=1)


@pytest.fixture
def second_admin(db, at):
    return people.make(username="marat", name="Marat Test", role=Role.ADMIN, password=PASSWORD, at=at)


@pytest.fixture
def invitation(admin, at):
    """A link for a reviewer, and its token."""
    return invite.invite(by=admin, at=at, role=Role.REVIEWER, name="Zhanna Test", email="zhanna@example.org")


@pytest.fixture
def verbs_about():
    """The verbs that the log holds about an account, oldest first."""
    return lambda thing: [line.verb for line in recorder.history(thing)][::-1]
