"""No way in goes round another; and whoever shows who it is, at first or again, gets a session key that nobody had before."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import invite
from tests.accounts.conftest import OTHER_PASSWORD, PASSWORD
from tests.factories import code_for, give_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_new_password(reviewer, admin):
    """A reviewer with a second step, who has just chosen a new password by an admin's link, and the browser used."""
    give_factor(reviewer)
    _link, token = invite.password_link(user=reviewer, by=admin, at=timezone.now())
    browser = Client()
    words = {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    assert browser.post(reverse("accounts:join", args=[token]), words).status_code == 302
    return reviewer, browser


def test_choosing_a_new_password_by_a_link_signs_nobody_in(with_new_password):
    _reviewer, browser = with_new_password
    assert browser.get(reverse("desk:home"))["Location"].startswith("/accounts/login/")


def test_after_a_new_password_by_a_link_the_second_step_is_asked_for(with_new_password):
    reviewer, browser = with_new_password
    answer = browser.post(reverse("account_login"), {"login": reviewer.username, "password": OTHER_PASSWORD})
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert browser.get(reverse("desk:home"))["Location"].startswith("/accounts/login/")
    browser.post(reverse("mfa_authenticate"), {"code": code_for(reviewer)})
    assert browser.get(reverse("desk:home")).status_code == 200


def key_of(client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_signing_in_gives_a_key_that_was_not_there_before(client, activist):
    client.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted = client.session.session_key or "planted"
    client.post(reverse("account_login"), {"login": activist.username, "password": PASSWORD})
    assert key_of(client) != planted
    assert UserSession.objects.get(user=activist).session_key == key_of(client)


def test_showing_again_who_it_is_gives_a_new_key_and_the_former_is_dead(client_of, admin):
    here = client_of(admin)
    UserSession.objects.update(created_at=timezone.now() - dt.timedelta(minutes=6))
    copied = Client()
    copied.cookies[settings.SESSION_COOKIE_NAME] = former = key_of(here)
    assert (
        here.get(reverse("accounts:profile")).status_code == copied.get(reverse("accounts:profile")).status_code == 200
    )
    here.post(reverse("accounts:invite"), {"again_code": code_for(admin)})
    assert key_of(here) != former
    assert here.get(reverse("accounts:profile")).status_code == 200
    assert copied.get(reverse("accounts:profile")).status_code == 302
