"""The marks on the views."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse

from accounts.access import needs, public, signed_in
from accounts.models import User
from accounts.roles import Role


def view(request):
    """Says yes."""
    return HttpResponse("yes")


@pytest.fixture
def request_of(rf):
    def made(user):
        request = rf.get("/")
        request.user = user
        return request

    return made


def test_who_has_the_permission_gets_the_page(request_of):
    assert needs("team.manage")(view)(request_of(User(role=Role.ADMIN))).content == b"yes"


@pytest.mark.parametrize("user", [User(role=Role.REVIEWER), User(role=Role.ADMIN, is_active=False), AnonymousUser()])
def test_for_all_others_the_page_does_not_exist(request_of, user):
    with pytest.raises(Http404):
        needs("team.manage")(view)(request_of(user))


def test_a_permission_that_no_role_has_is_a_mistake_of_the_author():
    with pytest.raises(ValueError, match="no.such"):
        needs("no.such")


def test_every_mark_can_be_read_from_the_view():
    assert needs("report.log")(view).permission == "report.log"
    assert signed_in(view).permission == "signed_in"
    assert public(view).permission == "anyone"
    assert public(view).login_required is False
    assert not hasattr(view, "permission")
    assert signed_in(view).__name__ == "view"
