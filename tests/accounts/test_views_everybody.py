"""Language, the way out, one's own profile."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from accounts import people
from accounts.models import User

pytestmark = pytest.mark.django_db


def switch(client, language="kk", back="/profile/"):
    return client.post("/language/", {"language": language, "next": back})


def test_a_visitors_choice_is_kept_on_the_device(client, settings):
    assert switch(client, back="/accounts/login/")["Location"] == "/accounts/login/"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "kk"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME]["httponly"]


def test_a_persons_choice_is_kept_for_the_person(client_of, activist):
    switch(client_of(activist))
    activist.refresh_from_db()
    assert activist.language == "kk"
    assert client_of(activist).get("/profile/")["Content-Language"] == "kk"


@pytest.mark.parametrize("language", ["", "xx", "en\x00", "e" * 9999])
def test_an_unknown_language_changes_nothing(client_of, activist, language, settings):
    client = client_of(activist)
    assert switch(client, language).status_code in {302, 400}
    activist.refresh_from_db()
    assert activist.language == "en"
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "///evil.example", "javascript:alert(1)", "", " //evil.example",
     "http:///evil.example", "\thttps://evil.example", "http://testserver.evil.example/", "x" * 50_000 + ":"],
)  # fmt: skip
def test_switching_the_language_never_leads_to_another_site(client, elsewhere):
    response = switch(client, back=elsewhere)
    assert "evil" not in response.get("Location", "")
    assert response.get("Location", "/") == "/"


def test_the_language_is_switched_by_post_only(client):
    assert client.get("/language/").status_code == 405


def test_the_way_out_ends_the_session_and_leads_to_a_neutral_site(client_of, activist, settings):
    client = client_of(activist)
    response = client.post("/exit/")
    assert response["Refresh"] == f"0; url={settings.KUA_EXIT_URL}"
    assert response["Referrer-Policy"] == "no-referrer"
    assert settings.KUA_EXIT_URL in response.content.decode()
    assert "Kua" not in response.content.decode()
    assert SESSION_KEY not in client.session


def test_the_way_out_is_open_when_the_session_has_ended(activist):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/exit/").status_code == 200


def test_the_way_out_is_no_link_that_somebody_else_could_place(client_of, activist):
    client = client_of(activist)
    assert client.get("/exit/").status_code == 405
    assert SESSION_KEY in client.session


WORDS = {"name": "Aigerim B.", "email": "", "language": "ru", "version": "1"}


def test_a_visitor_has_no_profile(client):
    assert client.get("/profile/")["Location"].startswith("/accounts/login/")


def test_one_changes_the_own_details(client_of, activist, settings):
    client = client_of(activist)
    response = client.post("/profile/", WORDS)
    assert response["Location"] == "/profile/"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "ru"
    activist.refresh_from_db()
    assert (activist.name, activist.language) == ("Aigerim B.", "ru")


def test_nobody_changes_more_than_the_form_offers(client_of, activist):
    client_of(activist).post("/profile/", WORDS | {"role": "admin", "username": "root", "is_active": "0", "ref": "U-1"})
    activist.refresh_from_db()
    assert (activist.role, activist.username, activist.is_active) == ("activist", "aigerim", True)


def test_two_tabs_the_later_one_loses_no_word(client_of, activist, at):
    people.change_details(user=activist, by=activist, at=at, name="From the other tab", email="", language="en")
    client = client_of(activist)
    response = client.post("/profile/", WORDS)
    page = response.content.decode()
    assert response.status_code == 409
    assert "From the other tab" in page
    assert "Aigerim B." in page
    assert 'name="version" value="2"' in page
    activist.refresh_from_db()
    assert activist.name == "From the other tab"
    assert client.post("/profile/", WORDS | {"version": "2"}).status_code == 302


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"name": "x" * 1_000_000},
        {"name": "a\u202eb"},
        {"name": "a\x00b"},
        {"email": "not an address"},
        {"email": "x" * 300 + "@example.org"},
        {"language": "xx"},
        {"version": ""},
        {"version": "-1"},
        {"version": "9" * 40},
        {"version": "one"},
        {"name": ["Aigerim", ""]},
    ],
)
def test_hostile_details_are_told_and_kept_out(client_of, activist, words):
    response = client_of(activist).post("/profile/", (WORDS | words) if words else {})
    assert response.status_code in {200, 400}
    activist.refresh_from_db()
    assert (activist.name, activist.language, activist.version) == ("Aigerim Test", "en", 1)


def test_an_error_keeps_the_words_and_points_to_the_field(client_of, activist):
    page = client_of(activist).post("/profile/", WORDS | {"email": "not an address"}).content.decode()
    assert "There is a problem" in page
    assert 'href="#id_email"' in page
    assert 'value="not an address"' in page


def test_an_e_mail_of_somebody_else_is_refused_without_saying_whose(client_of, activist, reviewer):
    User.objects.filter(pk=reviewer.pk).update(email="dana@example.org")
    page = client_of(activist).post("/profile/", WORDS | {"email": "DANA@example.org"}).content.decode()
    assert "cannot be used here" in page
    assert "Dana Test" not in page


def test_one_sees_what_admins_did_to_the_account(client_of, admin, activist, at):
    people.suspend(user=activist, by=admin, at=at, reason="phone lost")
    people.restore(user=activist, by=admin, at=at)
    page = client_of(User.objects.get(pk=activist.pk)).get("/profile/").content.decode()
    assert "Asel Test: suspended the account" in page
    assert "Asel Test: restored the account" in page


def test_a_profile_is_not_kept_by_the_browser(client_of, activist):
    assert "no-store" in client_of(activist).get("/profile/")["Cache-Control"]
