"""The log tells who came in and that somebody tried, without a name, an address, or an end to it."""

import pytest

from accounts import arrivals
from incidents.models import AuditEvent
from tests.accounts.test_views_doors import type_code, type_password
from tests.factories import code_for, give_factor

pytestmark = pytest.mark.django_db


def lines(*fields):
    return list(AuditEvent.objects.filter(verb__startswith="account.").order_by("pk").values_list("verb", *fields))


def test_whoever_signs_in_is_in_the_log(client, activist):
    type_password(client, activist)
    assert lines("by", "ref", "detail") == [("account.signed_in", activist.ref, activist.ref, {})]


def test_with_a_second_step_one_is_in_when_it_is_done(client, reviewer):
    type_password(client, give_factor(reviewer))
    type_code(client, "000000")
    assert lines("by", "ref") == [("account.code_wrong", "", reviewer.ref)]
    type_code(client, code_for(reviewer))
    assert lines("by")[1:] == [("account.signed_in", reviewer.ref)]


@pytest.mark.parametrize("name", ["aigerim", "nobody-of-this-name"])
def test_a_wrong_password_is_in_the_log_also_for_a_name_that_nobody_has(client, activist, name):
    for _time in range(5):
        client.post("/accounts/login/", {"login": name, "password": "not-the-password-1"}, secure=True)
    ref = activist.ref if name == "aigerim" else ""
    assert lines("by", "ref", "detail") == [("account.password_wrong", "", ref, {})] * 3


def test_an_hour_later_it_is_written_again(activist, at):
    for _time in range(5):
        arrivals.did_not("account.password_wrong", activist, at)
    arrivals.did_not("account.password_wrong", activist, at.replace(year=at.year + 1))
    assert len(lines()) == 4


def test_comings_do_not_bury_what_was_done_to_an_account(client_of, client, activist):
    type_password(client, activist)
    client.post("/accounts/login/", {"login": "aigerim", "password": "not-the-password-1"}, secure=True)
    response = client_of(activist).get("/profile/")
    assert response.context["story"] == []
