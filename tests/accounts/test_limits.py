"""How often one may be wrong: nobody is locked out for good, nobody for what another behind the same address does."""

import datetime as dt

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts import limits
from accounts.models import Tries
from tests.accounts.conftest import PASSWORD
from tests.factories import code_for, give_factor

pytestmark = pytest.mark.django_db
LOGIN = reverse("account_login")
OFFICE = {"REMOTE_ADDR": "192.0.2.7"}


def guess(login, password="wrong-password-1", client=None, **address):
    return (client or Client()).post(LOGIN, {"login": login, "password": password}, **address)


def is_in(response):
    return response.status_code == 302


def stranger():
    return RequestFactory().post(LOGIN)


def test_three_hundred_wrong_tries_from_one_address_do_not_stop_another_person_there(activist):
    for number in range(300):
        guess(f"name{number}", **OFFICE)
    assert is_in(guess("aigerim", PASSWORD, **OFFICE))


def test_an_attack_on_one_account_from_many_addresses_is_slowed(activist):
    for number in range(10):
        guess("aigerim", REMOTE_ADDR=f"198.51.100.{number}")
    assert not is_in(guess("aigerim", PASSWORD, REMOTE_ADDR="203.0.113.9"))


def test_a_browser_that_signed_in_before_is_not_locked_out_by_the_tries_of_others(activist):
    own = Client()
    assert is_in(guess("aigerim", PASSWORD, own))
    own.post(reverse("account_logout"))
    for _try in range(20):
        guess("aigerim")
    assert not is_in(guess("aigerim", PASSWORD))
    assert is_in(guess("aigerim", PASSWORD, own))


def test_a_browser_that_signed_in_before_may_not_guess_for_ever_either(activist):
    own = Client()
    guess("aigerim", PASSWORD, own)
    own.post(reverse("account_logout"))
    for _try in range(10):
        guess("aigerim", client=own)
    assert not is_in(guess("aigerim", PASSWORD, own))


@pytest.mark.parametrize("cookie", ["", "x", "x.y", "0000.é", ".", "a" * 5000])
def test_a_made_up_mark_makes_no_browser_known(activist, cookie):
    request = stranger()
    request.COOKIES["kua_known"] = cookie
    assert limits.known(request, activist) == ""


def test_the_mark_of_one_account_is_none_for_another_and_ends_with_a_reset(activist, other_activist):
    own = Client()
    guess("aigerim", PASSWORD, own)
    request = stranger()
    request.COOKIES["kua_known"] = own.cookies["kua_known"].value
    assert limits.known(request, activist)
    assert not limits.known(request, other_activist)
    activist.session_stamp = "another"
    assert not limits.known(request, activist)


def test_user_name_and_e_mail_of_one_person_are_counted_as_one(activist):
    activist.email = "ai@example.org"
    activist.save()
    for login in ("aigerim", "AIGERIM", "ai@example.org", "AI@example.org") * 3:
        guess(login)
    assert "Wait five minutes" in guess("aigerim", PASSWORD).content.decode()


def test_a_name_that_nobody_has_waits_exactly_like_one_that_somebody_has(activist):
    for _try in range(10):
        guess("aigerim"), guess("nobody")
    assert "Wait five minutes" in guess("aigerim").content.decode()
    assert "Wait five minutes" in guess("nobody").content.decode()


def test_who_goes_on_trying_does_not_wait_longer(activist, at):
    for _try in range(10):
        limits.spend("password", 1, at=at)
    for seconds in (1, 100, 299):
        with pytest.raises(limits.TooMany) as error:
            limits.spend("password", 1, at=at + dt.timedelta(seconds=seconds))
        assert error.value.seconds == 300 - seconds
    limits.spend("password", 1, at=at + dt.timedelta(seconds=300))


def test_right_tries_do_not_count(activist, at):
    for _try in range(40):
        limits.right(limits.trying(stranger(), "password", activist, at))
    assert Tries.objects.filter(count__gt=0).count() == 0


def test_codes_have_a_small_budget_a_minute_and_one_for_the_hour(reviewer, at):
    give_factor(reviewer)
    own = Client()
    guess("dana", PASSWORD, own)
    for _try in range(5):
        own.post(reverse("mfa_authenticate"), {"code": "000000"})
    response = own.post(reverse("mfa_authenticate"), {"code": code_for(reviewer)})
    assert "Too many wrong tries" in response.content.decode()
    for minute in range(2, 7):
        for _try in range(5):
            limits.trying(stranger(), "code", reviewer, at + dt.timedelta(minutes=minute))
    with pytest.raises(limits.TooMany) as error:
        limits.trying(stranger(), "code", reviewer, at + dt.timedelta(minutes=8))
    assert error.value.kind == "codes"


def test_the_table_does_not_say_who_was_tried_and_is_emptied(activist, at):
    guess("aigerim")
    assert not Tries.objects.filter(key__contains="aigerim").exists()
    assert limits.forget(at + dt.timedelta(hours=2)) == 3  # the account, the house, and the line of the log
    assert not Tries.objects.exists()
