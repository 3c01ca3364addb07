"""The stage, once for each module of these tests: every request happens inside a savepoint that is taken back."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.factories import FOR_LONG, sign_in
from tests.security import stage as staging


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker, module_media):
    """The house with something of everything in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield staging.build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def module_media(tmp_path_factory):
    """Files that tests bring in go with them."""
    patch = pytest.MonkeyPatch()
    patch.setattr(
        "django.core.files.storage.default_storage._location", str(tmp_path_factory.mktemp("media")), raising=False
    )
    yield
    patch.undo()


@pytest.fixture(scope="module")
def sessions(stage):
    """A signed-in session of everybody: the value of its cookie."""
    found = {}
    for role, user in stage.people.items():
        client = sign_in(Client(), user, ahead=FOR_LONG)
        found[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return found


@pytest.fixture
def as_role(sessions, db):
    """as_role("reviewer").get(…): a client of that role; “anonymous” is nobody."""
    return lambda role: client_of(sessions, role)


def client_of(sessions, role: str) -> Client:
    """A fresh client. A failure is an answer, not an exception."""
    made = Client(raise_request_exception=False)
    if role in sessions:
        made.cookies[settings.SESSION_COOKIE_NAME] = sessions[role]
    return made
