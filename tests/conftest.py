"""What every test may ask for: one person of each role, and a browserless client for each."""

import pytest
from django.db import connection
from django.test import Client

from accounts.roles import Role
from tests.factories import UserFactory, sign_in


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests that commit are tidied up by emptying every table; the log's own trigger against that is tested switched on."""
    if not connection.settings_dict["NAME"].startswith("test_"):
        return  # no test of this run asks for the database, so that none was made
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("incidents_auditevent", "incidents_auditset", "incidents_auditbatch"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER audit_kept")


@pytest.fixture
def activist(db):
    return UserFactory(username="aigerim", name="Aigerim Test", role=Role.ACTIVIST)


@pytest.fixture
def other_activist(db):
    return UserFactory(username="bolat", name="Bolat Test", role=Role.ACTIVIST)


@pytest.fixture
def reviewer(db):
    return UserFactory(username="dana", name="Dana Test", role=Role.REVIEWER)


@pytest.fixture
def second_reviewer(db):
    return UserFactory(username="erlan", name="Erlan Test", role=Role.REVIEWER)


@pytest.fixture
def admin(db):
    return UserFactory(username="asel", name="Asel Test", role=Role.ADMIN)


@pytest.fixture
def client_of():
    """A signed-in client: client_of(activist).get(…)."""

    return lambda user: sign_in(Client(), user)
