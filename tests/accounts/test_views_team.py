"""The team's pages: who reaches them, what they show, what an admin decides."""

import pytest
from django.urls import reverse

from accounts import people
from accounts.models import User
from accounts.roles import Role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def to(name, user):
    return reverse(f"accounts:{name}", args=[user.ref])


@pytest.fixture
def asks(client_of, admin):
    """A signed-in admin."""
    return client_of(admin)


PAGES = [("get", "/team/"), ("get", "/team/invite/"), ("post", "/team/invite/"), ("get", "/team/U-00000000/"),
         ("post", "/team/U-00000000/role/"), ("post", "/team/U-00000000/suspend/"), ("post", "/team/U-00000000/restore/"),
         ("post", "/team/U-00000000/password-link/"), ("post", "/team/links/L-00000000/withdraw/")]  # fmt: skip


@pytest.mark.parametrize(("method", "address"), PAGES)
@pytest.mark.parametrize("who", ["activist", "reviewer"])
def test_for_all_but_admins_the_team_does_not_exist(client_of, request, who, method, address):
    user = request.getfixturevalue(who)
    assert getattr(client_of(user), method)(address.replace("U-00000000", user.ref)).status_code == 404


@pytest.mark.parametrize(("method", "address"), PAGES)
def test_a_visitor_is_asked_to_sign_in(client, db, method, address):
    assert getattr(client, method)(address)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(("method", "address"), PAGES[3:])
def test_an_unknown_person_or_link_is_not_found(asks, method, address):
    assert getattr(asks, method)(address).status_code == 404


@pytest.mark.parametrize("name", ["person_role", "person_suspend", "person_restore", "person_password_link"])
def test_decisions_are_made_by_post_only(asks, activist, name):
    assert asks.get(to(name, activist)).status_code == 405


def test_the_list_shows_people_with_their_state(asks, admin, activist, at):
    people.suspend(user=activist, by=admin, at=at, reason="left")
    page = asks.get("/team/").content.decode()
    assert "Aigerim Test" in page
    assert "Suspended" in page
    assert "2 people" in page


def test_the_list_is_filtered_and_keeps_the_filter(asks, activist, reviewer):
    page = asks.get("/team/?role=reviewer&state=active&words=dan").content.decode()
    assert "Dana Test" in page
    assert "Aigerim Test" not in page
    assert 'value="dan"' in page


@pytest.mark.parametrize(
    "query", ["role=owner", "state=x", "page=0", "page=x", "page=99999999999999999999", "words=%00", "words=" + "x" * 5000,
              "role=a&role=b", "invitations=-1", "words=%E2%80%AE", "%FF=%FF"]
)  # fmt: skip
def test_a_hostile_filter_is_no_error(asks, activist, query):
    assert asks.get(f"/team/?{query}").status_code in {200, 400}


def test_the_list_is_paged_and_takes_the_same_queries_for_any_length(
    asks, admin, invitation, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8) as short:
        asks.get("/team/")
    UserFactory.create_batch(60)
    with django_assert_max_num_queries(len(short.captured_queries)):
        page = asks.get("/team/").content.decode()
    assert "1 to 25 of 61" in page
    assert page.count("/team/U-") == 25


def test_a_persons_page_tells_state_and_story(asks, admin, activist, at):
    people.change_role(user=activist, role=Role.REVIEWER, by=admin, at=at)
    people.suspend(user=activist, by=admin, at=at, reason="phone lost")
    page = asks.get(to("person", activist)).content.decode()
    assert "Suspended by Asel Test" in page
    assert "phone lost" in page
    assert "Asel Test: changed the role (Reviewer)" in page
    assert to("person_restore", activist) in page
    assert to("person_role", activist) not in page


def test_a_persons_page_takes_few_queries(asks, activist, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        asks.get(to("person", activist))


def test_the_own_page_offers_no_decision(asks, admin):
    page = asks.get(to("person", admin)).content.decode()
    assert "This is you" in page
    assert to("person_suspend", admin) not in page


def test_an_admin_changes_a_role(asks, activist):
    response = asks.post(to("person_role", activist), {"role-role": "reviewer", "role-version": "1"})
    assert response["Location"] == to("person", activist)
    activist.refresh_from_db()
    assert activist.role == Role.REVIEWER


def test_an_admin_suspends_and_restores(asks, activist):
    assert (
        asks.post(to("person_suspend", activist), {"suspend-reason": "left", "suspend-version": "1"}).status_code == 302
    )
    assert not User.objects.get(pk=activist.pk).is_active
    assert asks.post(to("person_restore", activist), {"restore-version": "2"}).status_code == 302
    assert User.objects.get(pk=activist.pk).is_active


def test_a_stale_decision_gets_the_page_as_it_is_now_with_the_own_words(asks, admin, activist, at):
    people.change_role(user=activist, role=Role.REVIEWER, by=admin, at=at)
    words = {"suspend-reason": "my own words", "suspend-version": "1"}
    response = asks.post(to("person_suspend", activist), words)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else changed this" in page
    assert "my own words" in page
    assert 'name="suspend-version" value="2"' in page
    assert User.objects.get(pk=activist.pk).is_active
    assert asks.post(to("person_suspend", activist), words | {"suspend-version": "2"}).status_code == 302


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("person_role", {}),
        ("person_role", {"role-role": "owner", "role-version": "1"}),
        ("person_role", {"role-role": "admin"}),
        ("person_role", {"role-role": "admin", "role-version": "9" * 50}),
        ("person_suspend", {}),
        ("person_suspend", {"suspend-reason": " ", "suspend-version": "1"}),
        ("person_suspend", {"suspend-reason": "x" * 100_000, "suspend-version": "1"}),
        ("person_suspend", {"suspend-reason": "a\x00b", "suspend-version": "1"}),
        ("person_suspend", {"suspend-reason": "a\u202eb", "suspend-version": "1"}),
        ("person_restore", {}),
        ("person_restore", {"restore-version": "x"}),
        ("person_password_link", {}),
    ],
)
def test_a_hostile_decision_changes_nothing(asks, activist, name, words):
    assert asks.post(to(name, activist), words).status_code in {200, 400}
    activist.refresh_from_db()
    assert (activist.role, activist.is_active, activist.version) == ("activist", True, 1)
    assert not activist.password_links.exists()


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("person_role", {"role-role": "activist", "role-version": "1"}, "your own role"),
        ("person_suspend", {"suspend-reason": "tired", "suspend-version": "1"}, "cannot suspend yourself"),
        ("person_password_link", {"link-key": "k"}, "on your profile"),
    ],
)
def test_an_admin_cannot_decide_about_the_own_account(asks, admin, name, words, said):
    page = asks.post(to(name, admin), words).content.decode()
    assert said in page
    admin.refresh_from_db()
    assert (admin.role, admin.is_active) == (Role.ADMIN, True)


@pytest.mark.parametrize("ref", ["U-%00", "U-../x", "%E2%80%AE", "x" * 2000, "U-abcdefgh", "1"])
def test_a_hostile_reference_is_not_found(asks, ref):
    assert asks.get(f"/team/{ref}/").status_code in {400, 404}


def test_a_name_is_shown_as_text(asks, activist):
    User.objects.filter(pk=activist.pk).update(name="<script>alert(1)</script>")
    assert "<script>alert" not in asks.get(to("person", activist)).content.decode()
    assert "<script>alert" not in asks.get("/team/").content.decode()
