"""One code works once, also for twenty who bring it at once, and in two processes."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts import factors, limits
from accounts.models import Tries
from accounts.roles import Refused, Role
from tests.accounts.test_races import at_once, errors, made
from tests.factories import TOTP_SECRET
from tests.passkeys import Passkey

pytestmark = pytest.mark.django_db(transaction=True)

TAKE = """
import django; django.setup()
from django.utils import timezone
from accounts import factors
from accounts.models import User
print("in" if factors.take_code(user=User.objects.get(), code="{code}", at=timezone.now()) else "out")
"""


@pytest.fixture
def dana():
    user = made("dana", Role.REVIEWER)
    factors.give_totp(user=user, secret=TOTP_SECRET, at=timezone.now())
    factors.add_recovery(user, timezone.now())
    return user


@pytest.mark.parametrize("kind", ["telephone", "recovery"])
def test_of_twenty_who_bring_one_code_at_once_one_is_let_in(dana, kind):
    at = timezone.now()
    code = factors.code_now(dana, at) if kind == "telephone" else factors.unused_codes(dana)[0]
    results = at_once(*[lambda: factors.take_code(user=dana, code=code, at=at)] * 20)
    assert errors(results) == []
    assert len([taken for taken in results if taken]) == 1


def test_of_two_processes_that_bring_one_code_one_is_let_in(dana):
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    code = TAKE.format(code=factors.unused_codes(dana)[0])
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": url}
    both = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, cwd=settings.BASE_DIR, stdout=subprocess.PIPE)
        for _process in range(2)
    ]
    assert sorted(process.communicate(timeout=60)[0].decode().strip() for process in both) == ["in", "out"]


def test_twenty_wrong_tries_at_once_count_as_twenty():
    at = timezone.now()
    results = at_once(*[lambda: limits.spend("password", "somebody", at=at)] * 20)
    assert errors(results) == ["TooMany"] * 10
    assert Tries.objects.get().count == 20


def test_two_who_take_off_the_last_two_at_once_leave_one(dana):
    at = timezone.now()
    factors.add_passkey(user=dana, name="Key", credential=Passkey().made(), at=at)
    results = at_once(
        lambda: factors.remove(user=dana, kind=factors.TOTP, at=at),
        lambda: factors.remove(user=dana, kind=factors.PASSKEY, at=at),
    )
    assert [type(result) for result in results if isinstance(result, Exception)] == [Refused]
    assert factors.has(dana)
