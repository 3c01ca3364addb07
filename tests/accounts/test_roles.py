"""The page of permissions says what it should, and nobody has more."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.access import KNOWN
from accounts.models import User
from accounts.roles import PERMISSIONS, ROLE_HINTS, Role, may

EXPECTED = {
    "report.log": {"activist", "reviewer"},
    "report.review": {"reviewer"},
    "finding.propose": {"reviewer"},
    "finding.agree": {"reviewer"},
    "list.read": {"reviewer", "admin"},
    "list.import": {"reviewer", "admin"},
    "person.read": {"reviewer", "admin"},
    "incident.read": {"reviewer", "admin"},
    "figure.read": {"reviewer", "admin"},
    "figure.enter": {"reviewer", "admin"},
    "export.make": {"admin"},
    "audit.read": {"admin"},
    "team.manage": {"admin"},
    "secret.read": {"reviewer", "admin"},
    "source.renew": {"reviewer", "admin"},
    "integrity.read": {"reviewer", "admin"},
    "integrity.check": {"admin"},
}


def test_every_role_has_a_set_and_a_hint():
    assert set(PERMISSIONS) == set(Role.values)
    assert set(ROLE_HINTS) == set(Role.values)


def test_no_permission_is_missing_from_the_table_here():
    assert set(EXPECTED) == KNOWN


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("permission", EXPECTED)
def test_a_role_may_exactly_what_the_table_says(role, permission):
    assert may(User(role=role), permission) is (role in EXPECTED[permission])


@pytest.mark.parametrize("permission", EXPECTED)
def test_a_suspended_person_may_nothing(permission):
    assert not any(may(User(role=role, is_active=False), permission) for role in Role)


def test_nobody_who_is_not_signed_in_may_anything():
    assert not any(may(AnonymousUser(), permission) for permission in EXPECTED)


def test_an_unknown_permission_is_nobodys():
    assert not may(User(role=Role.ADMIN), "house.burn")


def test_an_unknown_role_may_nothing():
    assert not may(User(role="owner"), "team.manage")
