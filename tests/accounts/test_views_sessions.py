"""Where one is signed in, when it ends, being asked again, and what only the demo shows."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import get_resolver, reverse

from accounts import sessions
from tests.accounts.conftest import PASSWORD
from tests.accounts.test_views_doors import AGAIN, FIREFOX, PROFILE, STEP, is_in, type_code, type_password
from tests.factories import code_for, give_factor

pytestmark = pytest.mark.django_db


# --- Where one is signed in -------------------------------------------------------------------------------------------
def test_a_session_is_listed_by_the_kind_of_browser_and_without_an_address(client, activist):
    type_password(client, activist, HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.7")
    row = UserSession.objects.get()
    assert (row.user_agent, row.ip) == ("Firefox, Android", "0.0.0.0")
    page = client.get(reverse("accounts:sessions"), secure=True).content.decode()
    assert "Firefox, Android" in page
    assert "192.0.2.7" not in page


def test_one_session_or_all_others_can_be_ended_and_the_log_says_so(client_of, activist, verbs_about):
    here, *others = (client_of(activist) for _client in range(4))
    here.post(reverse("accounts:session_end", args=[UserSession.objects.order_by("pk")[1].pk]))
    assert [one.get(PROFILE).status_code for one in (here, *others)] == [200, 302, 200, 200]
    here.post(reverse("accounts:sessions_end"))
    assert [one.get(PROFILE).status_code for one in (here, *others)] == [200, 302, 302, 302]
    assert verbs_about(activist) == ["account.sessions_ended"] * 2


def test_nobody_ends_the_session_of_another(client_of, activist, other_activist):
    theirs = client_of(other_activist)
    row = UserSession.objects.get()
    assert client_of(activist).post(reverse("accounts:session_end", args=[row.pk])).status_code == 404
    assert theirs.get(PROFILE).status_code == 200


# --- Ends ---------------------------------------------------------------------------------------------------------------
def backdate(user, **minutes):
    """As if the session had been seen, or begun, so many minutes ago."""
    row = UserSession.objects.get(user=user)
    changed = {f: getattr(row, f) - sessions.timedelta(minutes=m) for f, m in minutes.items()}
    UserSession.objects.filter(pk=row.pk).update(**changed)


@pytest.mark.parametrize(
    ("minutes", "activists", "reviewers"), [(14, 200, 200), (16, 200, 302), (29, 200, 302), (31, 302, 302)]
)
def test_who_does_nothing_is_signed_out_reviewers_sooner(client_of, activist, reviewer, minutes, activists, reviewers):
    for user, answer in ((activist, activists), (reviewer, reviewers)):
        client = client_of(user)
        backdate(user, last_seen_at=minutes, created_at=minutes)
        assert client.get(PROFILE).status_code == answer


def test_after_twelve_hours_it_ends_whatever_one_does(client_of, activist):
    client = client_of(activist)
    backdate(activist, created_at=12 * 60 - 1)
    assert client.get(PROFILE).status_code == 200
    backdate(activist, created_at=2)
    assert client.get(PROFILE).status_code == 302


def test_nothing_is_kept_of_a_session_that_must_have_ended(client_of, activist, other_activist, at):
    client_of(activist), client_of(other_activist)
    backdate(activist, created_at=12 * 60 + 1)
    assert sessions.forget(at) == 1
    assert UserSession.objects.get().user == other_activist


def test_what_is_sent_after_the_end_is_kept_on_the_page(client_of, activist):
    client = client_of(activist)
    backdate(activist, last_seen_at=31)
    response = client.post(PROFILE, {"name": "A name that took long to type"})
    assert response.status_code == 403
    assert "A name that took long to type" in response.content.decode()


def test_doing_something_makes_it_longer_and_a_script_that_only_looks_does_not(client_of, activist):
    client, left = client_of(activist), reverse("accounts:session")
    backdate(activist, last_seen_at=29)
    looked = client.get(left, headers={"Kua-Unattended": "1"}).json()["left"]
    assert looked == client.get(left, headers={"Kua-Unattended": "1"}).json()["left"] or looked <= 60
    assert looked <= 60
    assert client.post(left).json()["left"] > 29 * 60


def test_a_session_is_written_once_a_minute_at_most(client_of, activist, django_assert_num_queries):
    client = client_of(activist)
    client.get(PROFILE)
    before = UserSession.objects.get().last_seen_at
    client.get(PROFILE)
    assert UserSession.objects.get().last_seen_at == before


def test_every_page_says_until_when_without_javascript(client_of, activist):
    page = client_of(activist).get(PROFILE).content.decode()
    assert "If you do nothing, you are signed out at" in page


def test_a_new_password_signs_out_everywhere_else(client_of, activist):
    here, elsewhere = client_of(activist), client_of(activist)
    words = {"oldpassword": PASSWORD, "password1": "four-words-far-apart", "password2": "four-words-far-apart"}
    here.post(reverse("account_change_password"), words)
    assert here.get(PROFILE).status_code == 200
    assert elsewhere.get(PROFILE).status_code == 302


# --- Asked again --------------------------------------------------------------------------------------------------------
ASKING = [
    "accounts:invite", "accounts:invitation_revoke", "accounts:person_role", "accounts:person_suspend",
    "accounts:person_restore", "accounts:person_password_link", "accounts:person_factor_reset", "accounts:totp_add",
    "accounts:totp_remove", "accounts:passkey_add", "accounts:passkey_rename", "accounts:passkey_remove",
    "accounts:recovery", "accounts:recovery_text", "accounts:recovery_renew", "accounts:session_end",
    "accounts:sessions_end", "desk:export_new",
]  # fmt: skip


def pattern(name):
    """The view of an address."""
    space, _colon, word = name.partition(":")
    branches = [entry for entry in get_resolver().url_patterns if hasattr(entry, "url_patterns")]
    found = [one for branch in branches if branch.namespace == space for one in branch.url_patterns if one.name == word]
    return found[0].callback


@pytest.mark.parametrize("name", ASKING)
def test_what_cannot_be_undone_asks_again(name):
    assert pattern(name).asks_again


@pytest.fixture
def asked(client_of, admin):
    """An admin who signed in six minutes ago."""
    client = client_of(admin)
    backdate(admin, created_at=6)
    return client


WORDS = {"name": "Zhanna of the east", "role": "activist", "key": "k"}
INVITE = reverse("accounts:invite")


def test_in_the_first_five_minutes_nobody_is_asked(client_of, admin):
    client = client_of(admin)
    backdate(admin, created_at=4)
    assert client.get(INVITE).status_code == 200


def test_later_the_form_waits_for_the_answer_and_then_goes_on_as_it_was_typed(asked):
    held = asked.post(INVITE, WORDS)
    assert held.status_code == 403
    assert 'value="Zhanna of the east"' in held.content.decode()
    for wrong in ({"again_password": "wrong-password-1"}, {"again_code": "000000"}, {"again_password": ""}):
        assert asked.post(INVITE, WORDS | wrong).status_code == 403
    response = asked.post(INVITE, WORDS | {"again_password": PASSWORD})
    assert "With it Zhanna of the east joins the team" in response.content.decode()
    assert asked.get(INVITE).status_code == 200


def test_a_new_e_mail_asks_again_and_a_new_name_does_not(asked, admin):
    given = {"name": "Asel Renamed", "email": "", "language": "en", "version": admin.version}
    assert asked.post(PROFILE, given, secure=True).status_code == 302
    admin.refresh_from_db()
    held = asked.post(PROFILE, given | {"email": "asel@example.org", "version": admin.version}, secure=True)
    assert held.status_code == 403
    assert "asel@example.org" in held.content.decode()
    admin.refresh_from_db()
    assert (admin.name, admin.email) == ("Asel Renamed", "")


def test_a_code_is_an_answer_too(asked, admin):
    assert asked.post(INVITE, WORDS | {"again_code": code_for(admin)}).status_code == 200


def test_a_page_that_one_wanted_to_open_opens_after_the_answer(asked):
    page = asked.get(INVITE)
    assert page.status_code == 403
    assert f'name="next" value="{INVITE}"' in page.content.decode()
    assert asked.post(AGAIN, {"next": INVITE, "again_password": PASSWORD})["Location"] == INVITE
    assert asked.get(INVITE).status_code == 200


def test_the_answer_leads_to_no_other_site(asked):
    assert asked.post(AGAIN, {"next": "https://evil.example/", "again_password": PASSWORD})["Location"] == "/"


def test_the_answer_of_one_session_does_not_answer_for_another(asked, client_of, admin):
    asked.post(AGAIN, {"next": "/", "again_password": PASSWORD})
    other = client_of(admin)
    UserSession.objects.update(created_at=UserSession.objects.earliest("pk").created_at)
    assert other.get(INVITE).status_code == 403
    assert asked.get(INVITE).status_code == 200


def test_nothing_of_the_words_is_kept_in_the_session(asked):
    asked.post(INVITE, WORDS)
    assert "Zhanna" not in str(dict(asked.session))
    assert "again" not in str(dict(asked.session))


def test_the_own_passwords_are_not_carried_along(asked):
    page = asked.post(INVITE, WORDS | {"again_password": "wrong-password-1"}).content.decode()
    assert "wrong-password-1" not in page


# --- The demo, and what is absent ----------------------------------------------------------------------------------------
def test_the_demo_shows_the_code_of_its_own_people_and_nobody_elses(client, settings, reviewer, second_reviewer):
    settings.DEMO = True
    settings.DEMO_PEOPLE = [("dana", "reviewer", "Dana Test")]
    type_password(client, give_factor(reviewer))
    page = client.get(STEP, secure=True).content.decode()
    assert "In the demo the code now is" in page
    type_code(client, re.search(r'class="code"[^>]*>(\d{6})<', page)[1])
    assert is_in(client)
    other = Client()
    type_password(other, give_factor(second_reviewer))
    assert "In the demo" not in other.get(STEP, secure=True).content.decode()


def test_outside_the_demo_nothing_of_it_exists(client, settings, reviewer):
    settings.DEMO_PEOPLE = [("dana", "reviewer", "Dana Test")]
    code = code_for(give_factor(reviewer))
    type_password(client, reviewer)
    page = client.get(STEP, secure=True).content.decode()
    assert "In the demo" not in page
    assert code not in page


def test_the_demo_lets_nobody_in_without_a_code(client, settings, reviewer):
    settings.DEMO = True
    settings.DEMO_PEOPLE = [("dana", "reviewer", "Dana Test")]
    type_password(client, give_factor(reviewer))
    assert not is_in(client)


def test_djangos_own_admin_is_absent(settings, client_of, admin):
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert client_of(admin).get("/admin/").status_code == 404
