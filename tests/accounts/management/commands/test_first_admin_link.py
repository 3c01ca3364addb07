"""The command that lets the first admin in."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.roles import Role

pytestmark = pytest.mark.django_db


def printed():
    out = StringIO()
    call_command("first_admin_link", stdout=out)
    return out.getvalue().strip()


def test_an_empty_house_gives_a_path_that_makes_the_first_admin(client):
    path = printed()
    words = {"username": "first", "password1": "korolek-na-vetke-42", "password2": "korolek-na-vetke-42"}
    assert client.get(path).status_code == 200
    assert client.post(path, words).status_code == 302
    assert User.objects.get().role == Role.ADMIN


def test_a_house_with_an_admin_gives_none(admin):
    with pytest.raises(CommandError, match="There is an admin already"):
        printed()


def test_a_house_whose_people_are_no_admins_gives_one(activist, reviewer):
    assert printed().startswith("/join/")
