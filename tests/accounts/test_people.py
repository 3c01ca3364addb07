"""Roles, suspension, details and passwords."""

import pytest

from accounts import invite, people
from accounts.models import User
from accounts.roles import Refused, Role, Stale

pytestmark = pytest.mark.django_db


def test_an_admin_gives_somebody_another_role(admin, activist, at, verbs_about):
    before = activist.session_stamp
    people.change_role(user=activist, role=Role.REVIEWER, by=admin, at=at)
    activist.refresh_from_db()
    assert activist.role == Role.REVIEWER
    assert activist.session_stamp != before
    assert activist.version == 2
    assert verbs_about(activist) == ["account.role_changed"]


def test_the_same_role_again_changes_nothing(admin, activist, at, verbs_about):
    people.change_role(user=activist, role=Role.ACTIVIST, by=admin, at=at)
    activist.refresh_from_db()
    assert activist.version == 1
    assert verbs_about(activist) == []


def test_nobody_changes_their_own_role(admin, second_admin, at):
    with pytest.raises(Refused, match="own role"):
        people.change_role(user=admin, role=Role.ACTIVIST, by=admin, at=at)


def test_nobody_suspends_themselves(admin, second_admin, at):
    with pytest.raises(Refused, match="yourself"):
        people.suspend(user=admin, by=admin, at=at, reason="tired")


@pytest.mark.parametrize("role", [Role.ACTIVIST, Role.REVIEWER])
def test_only_admins_manage_the_team(role, activist, reviewer, at):
    by = {Role.ACTIVIST: activist, Role.REVIEWER: reviewer}[role]
    target = reviewer if by == activist else activist
    for act in (
        lambda: people.change_role(user=target, role=Role.ADMIN, by=by, at=at),
        lambda: people.suspend(user=target, by=by, at=at, reason="because"),
        lambda: people.restore(user=target, by=by, at=at),
        lambda: invite.password_link(user=target, by=by, at=at),
        lambda: invite.invite(by=by, at=at, role=Role.ADMIN, name="A friend"),
    ):
        with pytest.raises(Refused, match="Only an admin"):
            act()


def test_a_demoted_admin_is_no_admin_though_the_page_still_thinks_so(admin, second_admin, activist, at):
    people.change_role(user=second_admin, role=Role.ACTIVIST, by=admin, at=at)
    assert second_admin.role == Role.ADMIN
    with pytest.raises(Refused, match="Only an admin"):
        people.change_role(user=activist, role=Role.ADMIN, by=second_admin, at=at)


def test_an_unknown_role_is_refused(admin, activist, at):
    with pytest.raises(Refused) as refusal:
        people.change_role(user=activist, role="owner", by=admin, at=at)
    assert refusal.value.field == "role"


def test_suspending_keeps_who_when_and_why(admin, activist, at, verbs_about):
    people.suspend(user=activist, by=admin, at=at, reason=" phone lost ")
    activist.refresh_from_db()
    assert not activist.is_active
    assert (activist.suspended_by, activist.suspended_at, activist.suspended_reason) == (admin, at, "phone lost")
    assert verbs_about(activist) == ["account.suspended"]


def test_suspending_needs_a_reason(admin, activist, at):
    with pytest.raises(Refused) as refusal:
        people.suspend(user=activist, by=admin, at=at, reason="  ")
    assert refusal.value.field == "reason"


def test_suspending_twice_keeps_the_first_reason(admin, second_admin, activist, at, later):
    people.suspend(user=activist, by=admin, at=at, reason="phone lost")
    people.suspend(user=activist, by=second_admin, at=later, reason="other")
    activist.refresh_from_db()
    assert (activist.suspended_by, activist.suspended_reason) == (admin, "phone lost")


def test_a_suspended_person_gets_no_other_role(admin, activist, at):
    people.suspend(user=activist, by=admin, at=at, reason="phone lost")
    with pytest.raises(Refused, match="suspended"):
        people.change_role(user=activist, role=Role.REVIEWER, by=admin, at=at)


def test_restoring_clears_the_suspension_and_revives_no_session(admin, activist, at, verbs_about):
    before = activist.session_stamp
    people.suspend(user=activist, by=admin, at=at, reason="phone lost")
    people.restore(user=activist, by=admin, at=at)
    people.restore(user=activist, by=admin, at=at)
    activist.refresh_from_db()
    assert activist.is_active
    assert activist.suspended_reason == ""
    assert activist.session_stamp != before
    assert verbs_about(activist) == ["account.suspended", "account.restored"]


def test_the_links_of_a_suspended_person_end(admin, second_admin, activist, at):
    invited, _token = invite.invite(by=second_admin, at=at, role=Role.ADMIN, name="A friend")
    asked, _token = invite.password_link(user=second_admin, by=admin, at=at)
    other, _token = invite.invite(by=admin, at=at, role=Role.ACTIVIST, name="Somebody")
    people.suspend(user=second_admin, by=admin, at=at, reason="left")
    for link in (invited, asked, other):
        link.refresh_from_db()
    assert [link.state(at) for link in (invited, asked, other)] == ["withdrawn", "withdrawn", "open"]


def test_the_invitations_of_a_former_admin_end(admin, second_admin, at):
    invited, _token = invite.invite(by=second_admin, at=at, role=Role.ADMIN, name="A friend")
    people.change_role(user=second_admin, role=Role.REVIEWER, by=admin, at=at)
    invited.refresh_from_db()
    assert invited.state(at) == "withdrawn"


def test_a_stale_page_changes_nothing(admin, activist, at):
    people.change_role(user=activist, role=Role.REVIEWER, by=admin, at=at, version=1)
    with pytest.raises(Stale) as stale:
        people.suspend(user=activist, by=admin, at=at, reason="because", version=1)
    assert stale.value.now.role == Role.REVIEWER
    activist.refresh_from_db()
    assert activist.is_active


def test_everybody_changes_their_own_details(activist, at, verbs_about):
    people.change_details(user=activist, by=activist, at=at, name="Aigerim B.", email="Ai@Example.org", language="kk")
    activist.refresh_from_db()
    assert (activist.name, activist.email, activist.language) == ("Aigerim B.", "ai@example.org", "kk")
    assert verbs_about(activist) == ["account.details_changed"]


def test_nobody_changes_the_details_of_another(admin, activist, at):
    with pytest.raises(Refused):
        people.change_details(user=activist, by=admin, at=at, name="X", email="", language="en")


def test_unchanged_details_are_no_event(activist, at, verbs_about):
    people.change_details(user=activist, by=activist, at=at, name=activist.name, email="", language="en")
    assert verbs_about(activist) == []


def test_an_e_mail_in_use_is_refused_and_nothing_else_is_kept(activist, reviewer, at):
    people.change_details(user=reviewer, by=reviewer, at=at, name="Dana", email="d@example.org", language="en")
    with pytest.raises(Refused) as refusal:
        people.change_details(user=activist, by=activist, at=at, name="New", email="D@example.org", language="en")
    activist.refresh_from_db()
    assert refusal.value.field == "email"
    assert activist.name == "Aigerim Test"


def test_a_new_password_ends_the_open_password_links(admin, activist, at, verbs_about):
    link, _token = invite.password_link(user=activist, by=admin, at=at)
    people.change_password(user=activist, password="another-long-one-9", at=at)
    link.refresh_from_db()
    activist.refresh_from_db()
    assert link.state(at) == "withdrawn"
    assert activist.check_password("another-long-one-9")
    assert verbs_about(activist) == ["account.password_link_made", "account.password_changed"]


def test_making_an_account_twice_makes_one_and_changes_nothing(at):
    facts = {"role": Role.ACTIVIST, "password": "first-password-1", "at": at}
    first = people.make(username="saule", name="Saule", **facts)
    again = people.make(username="SAULE", name="Another", **facts | {"role": Role.ADMIN})
    assert first == again
    assert again.name == "Saule"
    assert again.role == Role.ACTIVIST
    assert User.objects.count() == 1


def test_the_log_holds_no_name_no_address_and_no_reason(admin, activist, at):
    people.suspend(user=activist, by=admin, at=at, reason="a canary in the reason")
    people.restore(user=activist, by=admin, at=at)
    people.change_details(user=activist, by=activist, at=at, name="Canary", email="canary@example.org", language="ru")
    lines = repr([(line.by, line.ref, line.detail) for line in people.recorder.history(activist)])
    assert "anary" not in lines
    assert activist.username not in lines


def test_the_story_names_people_in_two_queries(admin, activist, at, django_assert_num_queries):
    people.change_role(user=activist, role=Role.REVIEWER, by=admin, at=at)
    people.suspend(user=activist, by=admin, at=at, reason="left")
    with django_assert_num_queries(2):
        newest, oldest = people.story(activist)
    assert (newest["who"], oldest["role"]) == ("Asel Test", "Reviewer")


def test_the_team_is_narrowed_by_role_state_and_words(admin, activist, reviewer, at):
    people.suspend(user=activist, by=admin, at=at, reason="left")
    assert list(people.team()) == [activist, admin, reviewer]
    assert list(people.team(role=Role.REVIEWER)) == [reviewer]
    assert list(people.team(state="suspended")) == [activist]
    assert list(people.team(state="active", words="DAN")) == [reviewer]


@pytest.mark.parametrize("ref", ["", "U-", "U-00000000", "u-abc", "U-\x00", "1", "U-ABCDEFGH/../x"])
def test_an_unknown_reference_finds_nobody(ref):
    assert people.find(ref) is None


def test_an_unknown_verb_is_a_mistake_of_the_author(activist, at):
    with pytest.raises(ValueError, match=r"account\.eaten"):
        people.recorder.record(verb="account.eaten", by=None, at=at, about=activist)
