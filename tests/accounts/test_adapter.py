"""Signing in and out, and one's own new password, through django-allauth."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from accounts import people
from accounts.adapter import WRONG
from accounts.models import User
from tests.accounts.conftest import OTHER_PASSWORD
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
CHANGE = "/accounts/password/change/"


def sign_in(client, login, password=PASSWORD, query="", **more):
    return client.post(LOGIN + query, {"login": login, "password": password, **more})


def is_in(client):
    return SESSION_KEY in client.session


@pytest.mark.parametrize("login", ["aigerim", "AIGERIM", " aigerim ", "ai@example.org", "AI@Example.org"])
def test_one_signs_in_by_user_name_or_e_mail(client, activist, login):
    User.objects.filter(pk=activist.pk).update(email="ai@example.org")
    response = sign_in(client, login)
    assert (response.status_code, response["Location"]) == (302, reverse("desk:home"))
    assert is_in(client)


def test_a_changed_e_mail_no_longer_signs_in(client, activist, at):
    for email in ("old@example.org", "new@example.org"):
        people.change_details(user=activist, by=activist, at=at, name="A", email=email, language="en")
        sign_in(client, email)
        assert is_in(client)
        client.logout()
        activist.refresh_from_db()
    sign_in(client, "old@example.org")
    assert not is_in(client)


def answer(response, login):
    """The page without what differs by nature: the typed login and the token against forgery."""
    page = response.content.decode().replace(login, "LOGIN")
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_unknown_wrong_and_suspended_give_the_same_answer(client, admin, activist, reviewer, at):
    people.suspend(user=reviewer, by=admin, at=at, reason="left")
    unknown = sign_in(client, "nobody")
    wrong = sign_in(client, "aigerim", "wrong-password-1")
    suspended = sign_in(client, "dana")
    assert answer(unknown, "nobody") == answer(wrong, "aigerim") == answer(suspended, "dana")
    assert {response.status_code for response in (unknown, wrong, suspended)} == {200}
    assert str(WRONG) in unknown.content.decode()
    assert not is_in(client)


def test_an_e_mail_that_nobody_has_gives_the_same_answer(client, activist):
    User.objects.filter(pk=activist.pk).update(email="ai@example.org")
    unknown, wrong = sign_in(client, "no@example.org"), sign_in(client, "ai@example.org", "wrong-password-1")
    assert answer(unknown, "no@example.org") == answer(wrong, "ai@example.org")


def test_the_password_is_never_sent_back(client, activist):
    assert "wrong-password-1" not in sign_in(client, "aigerim", "wrong-password-1").content.decode()


def test_after_ten_wrong_tries_even_the_right_password_waits(client, activist):
    for _try in range(10):
        sign_in(client, "aigerim", "wrong-password-1")
    response = sign_in(client, "aigerim")
    assert not is_in(client)
    assert "Wait five minutes" in response.content.decode()


def test_when_the_whole_house_is_tried_strangers_get_a_page_that_says_how_long_to_wait(client, db, settings):
    settings.TRIES = settings.TRIES | {"house": (1, 60)}
    sign_in(client, "nobody")
    response = sign_in(client, "somebody-else")
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60
    assert "Too many tries" in response.content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:evil.example"],
)
def test_signing_in_never_leads_to_another_site(client, activist, elsewhere):
    response = sign_in(client, "aigerim", next=elsewhere)
    assert response["Location"] == reverse("desk:home")


def test_signing_in_leads_back_to_where_one_was(client, activist):
    assert sign_in(client, "aigerim", next="/profile/")["Location"] == "/profile/"


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"login": "a\x00b", "password": "x"},
        {"login": "a\u202eb", "password": "x\x00"},
        {"login": "x" * 100_000, "password": "x" * 100_000},
        {"login": ["a", "b"], "password": ["c", "d"]},
        {"login": "'\"--", "password": "{{7*7}}"},
        {"login": "ё" * 150 + "@example.org", "password": "x"},
    ],
)
def test_hostile_words_get_the_form_again(client, db, words):
    response = client.post(LOGIN, words)
    assert response.status_code in {200, 400}
    assert not is_in(client)


def test_who_is_in_already_is_led_on(client_of, activist):
    assert client_of(activist).get(LOGIN)["Location"] == reverse("desk:home")


def test_signing_out_ends_the_session(client_of, activist):
    client = client_of(activist)
    assert client.get("/accounts/logout/").status_code == 200
    assert is_in(client)
    assert client.post("/accounts/logout/")["Location"] == LOGIN
    assert not is_in(client)


def test_signing_out_twice_is_no_error(client, db):
    assert client.post("/accounts/logout/").status_code == 302


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/password/reset/"])
def test_nobody_signs_up_or_resets_without_an_admin(client, db, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "Ask an admin for a link" in response.content.decode()
    assert client.post(address, {"email": "x@example.org"}).status_code == 405


def change(client, old=PASSWORD, new=OTHER_PASSWORD, again=None):
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again or new})


def test_a_new_password_keeps_this_session_and_ends_the_others(client_of, activist, verbs_about):
    here, there = client_of(activist), client_of(activist)
    assert change(here)["Location"] == reverse("accounts:profile")
    assert "Your password is changed." in here.get("/profile/").content.decode()
    assert there.get("/profile/").status_code == 302
    activist.refresh_from_db()
    assert activist.check_password(OTHER_PASSWORD)
    assert verbs_about(activist) == ["account.password_changed"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"old": "wrong"}, "not your present password"),
        ({"new": "short"}, "at least 12 characters"),
        ({"new": "aigerim-test"}, "too similar"),
        ({"new": "password1234"}, "too common"),
        ({"again": "something-else-1"}, "differ"),
        ({"new": "x" * 5000}, "at most 200"),
    ],
)
def test_a_bad_new_password_is_told_beside_its_field(client_of, activist, words, said):
    response = change(client_of(activist), **words)
    assert said in response.content.decode()
    activist.refresh_from_db()
    assert activist.check_password(PASSWORD)
