"""One-time links in the browser: inviting, joining, a new password."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from accounts import invite, people
from accounts.models import Invitation, User
from accounts.roles import Role
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
JOIN = {"username": "zhanna", "password1": "zimorodok-u-reki-77", "password2": "zimorodok-u-reki-77"}
FORM = {"name": "Zhanna Test", "role": "reviewer", "email": "", "key": "a-form"}


@pytest.fixture
def path(invitation):
    return reverse("accounts:join", args=[invitation[1]])


def shown_link(response):
    found = re.search(r'value="http://testserver(/join/[\w-]{43}/)"', response.content.decode())
    return found and found[1]


def test_an_admin_invites_somebody_who_joins_and_signs_in(client_of, client, admin):
    link = shown_link(client_of(admin).post("/team/invite/", FORM))
    assert "Zhanna Test" in client.get(link).content.decode()
    response = client.post(link, JOIN, follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/login/"
    assert "Now sign in" in response.content.decode()
    response = client.post("/accounts/login/", {"login": "zhanna", "password": JOIN["password1"]})
    assert response["Location"] == reverse("desk:home")
    assert User.objects.get(username="zhanna").role == Role.REVIEWER


def test_the_form_itself_holds_a_new_key_each_time(client_of, admin):
    client = client_of(admin)
    keys = {re.search(r'name="key" value="([^"]+)"', client.get("/team/invite/").content.decode())[1] for _ in range(3)}
    assert len(keys) == 3


def test_sending_the_form_twice_makes_one_invitation(client_of, admin):
    client = client_of(admin)
    first, again = client.post("/team/invite/", FORM), client.post("/team/invite/", FORM)
    assert shown_link(first) == shown_link(again)
    assert Invitation.objects.count() == 1


def test_the_form_sent_again_after_its_link_was_used_shows_no_link(client_of, client, admin):
    signed_in = client_of(admin)
    client.post(shown_link(signed_in.post("/team/invite/", FORM)), JOIN)
    response = signed_in.post("/team/invite/", FORM)
    assert shown_link(response) is None
    assert "sent before" in response.content.decode()


def test_the_link_is_shown_nowhere_else(client_of, admin, invitation):
    page = client_of(admin).get("/team/").content.decode()
    assert "Zhanna Test" in page
    assert invitation[1] not in page


@pytest.mark.parametrize(
    "words",
    [
        {"name": ""},
        {"name": "a\u202eb"},
        {"name": "x" * 500},
        {"role": "owner"},
        {"role": ""},
        {"email": "nonsense"},
        {"key": ""},
        {"key": "x" * 500},
        {"name": "a\x00"},
    ],
)
def test_a_wrong_invitation_is_told_and_makes_none(client_of, admin, words):
    response = client_of(admin).post("/team/invite/", FORM | words)
    assert response.status_code in {200, 400}
    assert not Invitation.objects.exists()


def test_an_invitation_for_an_e_mail_of_the_team_is_refused_beside_the_field(client_of, admin, reviewer):
    User.objects.filter(pk=reviewer.pk).update(email="dana@example.org")
    page = client_of(admin).post("/team/invite/", FORM | {"email": "dana@example.org"}).content.decode()
    assert 'href="#id_email"' in page


def test_an_admin_withdraws_an_invitation(client_of, client, admin, invitation, path):
    response = client_of(admin).post(reverse("accounts:invitation_revoke", args=[invitation[0].ref]))
    assert response["Location"] == "/team/"
    assert client.get(path).status_code == 404


def test_withdrawing_a_used_invitation_says_that_it_is_too_late(client_of, admin, invitation, at):
    link, token = invitation
    invite.accept(token=token, at=at, username="z", password="long-enough-password-1", language="en")
    response = client_of(admin).post(reverse("accounts:invitation_revoke", args=[link.ref]), follow=True)
    assert "Too late" in response.content.decode()


def dead_page(response):
    assert response.status_code == 404
    page = response.content.decode()
    assert "This link no longer works" in page
    return [line for line in page.splitlines() if "csrf" not in line and 'name="next"' not in line]


def test_unknown_used_withdrawn_and_expired_links_look_the_same(client, admin, at, settings):
    made = [invite.invite(by=admin, at=at, role=Role.ACTIVIST, name=name) for name in ("Used", "Withdrawn", "Expired")]
    invite.accept(token=made[0][1], at=at, username="used", password="long-enough-password-1", language="en")
    invite.revoke(link=made[1][0], by=admin, at=at)
    paths = [reverse("accounts:join", args=[token]) for token in ("x" * 43, "short", *(token for _link, token in made))]
    with time_machine.travel(at + dt.timedelta(days=settings.INVITATION_DAYS), tick=False):
        pages = [dead_page(client.get(path)) for path in paths] + [dead_page(client.post(path, JOIN)) for path in paths]
    assert all(page == pages[0] for page in pages)


def test_a_link_works_until_its_last_second(client, path, at, settings):
    with time_machine.travel(at + dt.timedelta(days=settings.INVITATION_DAYS, seconds=-1), tick=False):
        assert client.get(path).status_code == 200
        assert client.post(path, JOIN).status_code == 302


def test_looking_at_the_page_does_not_use_the_link_up(client, path):
    for _look in range(3):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert client.post(path, JOIN).status_code == 302
    assert client.post(path, JOIN).status_code == 404


def test_the_address_of_the_link_is_told_to_no_other_site(client, path):
    response = client.get(path)
    # Not "no-referrer": a browser would then send the form without an origin, and the gate against forgery refuses it.
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"username": "AIGERIM"}, "taken"),
        ({"username": "аdmin"}, "one alphabet"),
        ({"username": "a b"}, "No spaces"),
        ({"username": "a@b.org"}, "No spaces"),
        ({"username": ""}, "required"),
        ({"password1": "short", "password2": "short"}, "at least 12"),
        ({"password1": "zhanna-test1", "password2": "zhanna-test1"}, "too similar"),
        ({"password2": "another-password-1"}, "differ"),
        ({"username": "x" * 100_000}, "at most 60"),
    ],
)
def test_wrong_words_are_told_and_leave_the_link_alive(client, activist, path, words, said):
    response = client.post(path, JOIN | words)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert client.post(path, JOIN).status_code == 302


def test_who_is_signed_in_as_another_is_signed_out_by_joining(client_of, activist, path):
    client = client_of(activist)
    assert client.post(path, JOIN).status_code == 302
    assert client.get("/profile/").status_code == 302


def test_an_admin_gives_a_link_for_a_new_password(client_of, client, admin, activist):
    old_session = client_of(activist)
    page = client_of(admin).post(reverse("accounts:person_password_link", args=[activist.ref]), {"link-key": "k"})
    link = shown_link(page)
    words = {"password1": JOIN["password1"], "password2": JOIN["password1"]}
    assert client.get(link).status_code == 200
    assert client.post(link, words)["Location"] == "/accounts/login/"
    activist.refresh_from_db()
    assert activist.check_password(JOIN["password1"])
    assert not activist.check_password(PASSWORD)
    assert old_session.get("/profile/").status_code == 302
    assert client.post(link, words).status_code == 404


def test_no_password_link_for_a_suspended_person(client_of, admin, activist, at):
    people.suspend(user=activist, by=admin, at=at, reason="left")
    response = client_of(admin).post(reverse("accounts:person_password_link", args=[activist.ref]), {"link-key": "k"})
    assert shown_link(response) is None
    assert "suspended" in response.content.decode()


def test_a_joiner_reads_the_page_and_the_app_in_the_language_chosen(client, path, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ru"
    client.post(path, JOIN)
    assert User.objects.get(username="zhanna").language == "ru"
