"""Who is out at the next request, and in which language a page speaks."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.urls import reverse

from accounts import people
from accounts.models import User
from accounts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def profile():
    return reverse("accounts:profile")


@pytest.fixture
def sign_in():
    return reverse("account_login")


def is_out(client, page):
    return client.get(page).status_code == 302 and SESSION_KEY not in client.session


def test_a_suspended_person_is_out_at_the_next_request(client_of, admin, activist, at, profile):
    client = client_of(activist)
    assert client.get(profile).status_code == 200
    people.suspend(user=activist, by=admin, at=at, reason="phone lost")
    assert is_out(client, profile)


def test_restoring_does_not_revive_the_session(client_of, admin, activist, at, profile):
    client = client_of(activist)
    people.suspend(user=activist, by=admin, at=at, reason="phone lost")
    people.restore(user=activist, by=admin, at=at)
    assert is_out(client, profile)


def test_a_suspension_written_by_hand_ends_the_session_for_good(client_of, admin, activist, at, profile):
    client = client_of(activist)
    User.objects.filter(pk=activist.pk).update(
        is_active=False, suspended_at=at, suspended_by=admin, suspended_reason="by hand"
    )
    assert is_out(client, profile)
    assert not Session.objects.filter(session_data__contains=activist.pk).exists()


def test_another_role_ends_the_session(client_of, admin, activist, at, profile):
    client = client_of(activist)
    people.change_role(user=activist, role=Role.REVIEWER, by=admin, at=at)
    assert is_out(client, profile)


def test_the_sessions_of_others_go_on(client_of, admin, activist, reviewer, at, profile):
    client = client_of(reviewer)
    people.suspend(user=activist, by=admin, at=at, reason="phone lost")
    assert client.get(profile).status_code == 200


@pytest.mark.parametrize(
    ("asked", "given"), [("ru", "ru"), ("kk,ru;q=0.5", "kk"), ("fr", "en"), ("\x00;q=x", "en"), ("", "en")]
)
def test_a_visitor_reads_what_the_browser_asks_for(client, sign_in, asked, given):
    response = client.get(sign_in, headers={"accept-language": asked})
    assert response["Content-Language"] == given
    assert f'<html lang="{given}"' in response.content.decode()


def test_the_cookie_comes_before_the_browser(client, sign_in, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "kk"
    assert client.get(sign_in, headers={"accept-language": "ru"})["Content-Language"] == "kk"


@pytest.mark.parametrize("cookie", ["xx", "ru/../..", "r" * 5000])
def test_a_broken_cookie_is_as_none(client, sign_in, settings, cookie):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    assert client.get(sign_in, headers={"accept-language": "ru"})["Content-Language"] == "ru"


def test_the_persons_own_choice_comes_first(client_of, activist, profile, settings):
    User.objects.filter(pk=activist.pk).update(language="ru")
    client = client_of(activist)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "kk"
    assert client.get(profile)["Content-Language"] == "ru"


def test_a_page_for_everybody_says_what_it_depends_on(client, sign_in):
    assert "accept-language" in client.get(sign_in)["Vary"].lower()
