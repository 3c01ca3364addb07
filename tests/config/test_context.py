"""What every page knows of the house: the top bar of a role, the languages, the demo's people."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.test import Client
from django.utils import translation

from accounts.roles import Role
from config.context import NAV, house, nav_for


@pytest.mark.parametrize("role", Role.values)
def test_every_role_has_a_top_bar_that_leads_somewhere(role):
    entries = nav_for(role, "/nowhere/")
    assert len(entries) == len(NAV[role]) >= 2
    assert not any(entry["current"] for entry in entries)


def test_the_longest_address_that_leads_to_the_page_is_the_current_one():
    entries = nav_for(Role.ADMIN, "/desk/people/P-2M9XA4C/")
    assert [str(entry["label"]) for entry in entries if entry["current"]] == ["People"]


def test_the_way_out_is_for_activists(rf, activist, reviewer):
    request = rf.get("/")
    for user, wanted in ((activist, True), (reviewer, False), (AnonymousUser(), False)):
        request.user = user
        assert house(request)["house"]["exit"] is wanted


def test_the_present_language_is_marked(rf):
    with translation.override("kk"):
        marked = [one["code"] for one in house(rf.get("/"))["house"]["languages"] if one["current"]]
    assert marked == ["kk"]


def test_a_language_chosen_on_a_sent_form_leads_to_the_first_page(rf):
    assert house(rf.get("/desk/?page=2"))["house"]["back"] == "/desk/?page=2"
    assert house(rf.post("/desk/"))["house"]["back"] == "/"


def test_a_database_that_does_not_answer_leaves_a_page_without_a_person(rf):
    class Gone:
        @property
        def is_authenticated(self):
            raise OperationalError

    request = rf.get("/")
    request.user = Gone()
    assert house(request)["house"]["person"] is None


@pytest.mark.django_db
def test_the_demos_people_are_named_in_demo_mode_only(settings):
    assert settings.DEMO_PASSWORD not in Client().get("/accounts/login/").content.decode()
    settings.DEMO = True
    text = Client().get("/accounts/login/").content.decode()
    assert settings.DEMO_PASSWORD in text
    assert all(f">{username}<" in text for username, _role, _name in settings.DEMO_PEOPLE)


@pytest.mark.django_db
def test_a_wrong_password_is_said_without_losing_the_user_name():
    text = Client().post("/accounts/login/", {"login": "nobody", "password": "wrong"}).content.decode()
    assert "There is a problem" in text
    assert 'value="nobody"' in text
    assert 'value="wrong"' not in text
    empty = Client().post("/accounts/login/", {}).content.decode()
    assert "User name or e-mail – " in empty
