"""No way in goes round another: a new password by a link leaves the second step where it was."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import invite
from tests.accounts.conftest import OTHER_PASSWORD
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
