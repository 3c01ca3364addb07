"""The rotation of the key of signing in."""

import pytest
from django.core.management import call_command

from accounts import factors
from tests.factories import give_factor

pytestmark = pytest.mark.django_db


def test_a_new_key_takes_over_and_the_old_one_can_go(reviewer, settings, capsys):
    give_factor(reviewer)
    settings.SIGN_IN_KEYS = ["44" * 32, *settings.SIGN_IN_KEYS]
    call_command("reseal_second_steps")
    call_command("reseal_second_steps")
    assert capsys.readouterr().out == "Sealed anew: 1\nSealed anew: 0\n"
    settings.SIGN_IN_KEYS = settings.SIGN_IN_KEYS[:1]
    assert factors.opened(factors.of(reviewer).get())
