"""One-time links: made once, shown once, used once, for a time."""

import datetime as dt

import pytest

from accounts import invite, people
from accounts.models import Invitation, User
from accounts.roles import Refused, Role

pytestmark = pytest.mark.django_db
WORDS = {"username": "zhanna", "password": "long-enough-password-1", "language": "kk"}


def test_an_invitation_makes_an_account_of_its_role(admin, invitation, at, verbs_about):
    link, token = invitation
    user = invite.accept(token=token, at=at, **WORDS)
    link.refresh_from_db()
    assert (user.role, user.name, user.email) == (Role.REVIEWER, "Zhanna Test", "zhanna@example.org")
    assert (user.invited_by, user.language, user.check_password(WORDS["password"])) == (admin, "kk", True)
    assert (link.used_by, link.used_at) == (user, at)
    assert verbs_about(user) == ["account.joined"]


def test_the_token_is_nowhere_in_the_database(invitation):
    link, token = invitation
    assert token not in repr(Invitation.objects.filter(pk=link.pk).values())


def test_looking_does_not_use_the_link_up(invitation, at):
    _link, token = invitation
    for _look in range(3):
        assert invite.look(token=token, at=at).used_at is None


def test_a_link_works_once(invitation, at):
    _link, token = invitation
    invite.accept(token=token, at=at, **WORDS)
    with pytest.raises(invite.Dead):
        invite.look(token=token, at=at)
    with pytest.raises(invite.Dead):
        invite.accept(token=token, at=at, **WORDS | {"username": "second"})
    assert not User.objects.filter(username="second").exists()


def test_a_link_works_until_it_expires(invitation, at, settings):
    _link, token = invitation
    end = at + dt.timedelta(days=settings.INVITATION_DAYS)
    assert invite.look(token=token, at=end - dt.timedelta(seconds=1))
    with pytest.raises(invite.Dead):
        invite.accept(token=token, at=end, **WORDS)


def test_a_withdrawn_link_is_dead(admin, invitation, at):
    link, token = invitation
    invite.revoke(link=link, by=admin, at=at)
    invite.revoke(link=link, by=admin, at=at)
    with pytest.raises(invite.Dead):
        invite.look(token=token, at=at)


def test_a_used_link_cannot_be_withdrawn(admin, invitation, at):
    link, token = invitation
    invite.accept(token=token, at=at, **WORDS)
    with pytest.raises(Refused, match="Too late"):
        invite.revoke(link=link, by=admin, at=at)


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "x" * 10_000, "\x00" * 43, "../" * 14 + "x", "Ж" * 43])
def test_an_unknown_token_is_dead(token, at):
    with pytest.raises(invite.Dead):
        invite.look(token=token, at=at)


def test_a_taken_user_name_leaves_the_link_alive(admin, activist, invitation, at):
    _link, token = invitation
    with pytest.raises(Refused) as refusal:
        invite.accept(token=token, at=at, **WORDS | {"username": "AIGERIM"})
    assert refusal.value.field == "username"
    assert invite.accept(token=token, at=at, **WORDS).username == "zhanna"


def test_an_e_mail_taken_meanwhile_is_left_out(invitation, activist, at):
    _link, token = invitation
    people.change_details(
        user=activist, by=activist, at=at, name=activist.name, email="zhanna@example.org", language="en"
    )
    assert invite.accept(token=token, at=at, **WORDS).email == ""


def test_the_same_form_sent_twice_makes_one_invitation_and_shows_the_same_link(admin, at, later):
    form = {"by": admin, "role": Role.ACTIVIST, "name": "Somebody", "email": "", "key": "the form"}
    first, again = invite.invite(at=at, **form), invite.invite(at=later, **form)
    assert first == again
    assert Invitation.objects.count() == 1


def test_another_form_another_admin_or_other_words_make_another_link(admin, second_admin, at):
    form = {"at": at, "role": Role.ACTIVIST, "name": "Somebody", "key": "the form"}
    links = [
        invite.invite(by=admin, **form),
        invite.invite(by=second_admin, **form),
        invite.invite(by=admin, **form | {"key": "another form"}),
        invite.invite(by=admin, **form | {"role": Role.ADMIN}),
    ]
    assert len({token for _link, token in links}) == 4


@pytest.mark.parametrize(
    ("facts", "field"), [({"role": "owner"}, "role"), ({"name": " "}, "name"), ({"email": "DANA@example.org"}, "email")]
)
def test_a_wrong_invitation_is_refused_beside_its_field(admin, reviewer, at, facts, field):
    User.objects.filter(pk=reviewer.pk).update(email="dana@example.org")
    with pytest.raises(Refused) as refusal:
        invite.invite(**{"by": admin, "at": at, "role": Role.ACTIVIST, "name": "Somebody"} | facts)
    assert refusal.value.field == field


def test_a_password_link_sets_a_new_password(admin, activist, at, verbs_about):
    before = activist.get_session_auth_hash()
    link, token = invite.password_link(user=activist, by=admin, at=at)
    user = invite.renew(token=token, at=at, password="quite-another-one-5")
    link.refresh_from_db()
    assert user == activist
    assert user.check_password("quite-another-one-5")
    assert user.get_session_auth_hash() != before
    assert link.used_by == activist
    assert verbs_about(activist) == ["account.password_link_made", "account.password_renewed"]


def test_a_new_password_link_ends_the_one_before(admin, activist, at):
    _link, first = invite.password_link(user=activist, by=admin, at=at)
    _link, second = invite.password_link(user=activist, by=admin, at=at)
    with pytest.raises(invite.Dead):
        invite.look(token=first, at=at)
    assert invite.look(token=second, at=at)


def test_the_same_password_form_twice_leaves_one_link_that_works(admin, activist, at):
    first = invite.password_link(user=activist, by=admin, at=at, key="the form")
    assert invite.password_link(user=activist, by=admin, at=at, key="the form") == first
    assert invite.look(token=first[1], at=at)


def test_nobody_makes_a_password_link_for_themselves_or_for_a_suspended_person(admin, activist, at):
    with pytest.raises(Refused, match="profile"):
        invite.password_link(user=admin, by=admin, at=at)
    people.suspend(user=activist, by=admin, at=at, reason="left")
    with pytest.raises(Refused, match="suspended"):
        invite.password_link(user=activist, by=admin, at=at)


def test_a_link_of_one_kind_does_not_do_the_work_of_the_other(admin, activist, invitation, at):
    _link, join = invitation
    _link, password = invite.password_link(user=activist, by=admin, at=at)
    with pytest.raises(invite.Dead):
        invite.renew(token=join, at=at, password="long-enough-password-1")
    with pytest.raises(invite.Dead):
        invite.accept(token=password, at=at, **WORDS)


def test_a_password_link_is_dead_when_its_account_is_suspended_by_whatever_way(admin, activist, at):
    _link, token = invite.password_link(user=activist, by=admin, at=at)
    User.objects.filter(pk=activist.pk).update(
        is_active=False, suspended_at=at, suspended_by=admin, suspended_reason="left"
    )
    with pytest.raises(invite.Dead):
        invite.renew(token=token, at=at, password="long-enough-password-1")


def test_the_first_admin_comes_by_a_link_of_the_server(db, at):
    token = invite.first_admin(at=at)
    user = invite.accept(token=token, at=at, **WORDS)
    assert user.role == Role.ADMIN
    assert user.invited_by is None


def test_a_second_link_for_the_first_admin_ends_the_one_before(db, at):
    first, second = invite.first_admin(at=at), invite.first_admin(at=at)
    with pytest.raises(invite.Dead):
        invite.look(token=first, at=at)
    assert invite.look(token=second, at=at)


def test_the_servers_link_is_dead_as_soon_as_there_is_an_admin(db, at):
    token = invite.first_admin(at=at)
    people.make(username="asel", name="Asel", role=Role.ADMIN, password="some-password-12", at=at)
    with pytest.raises(invite.Dead):
        invite.accept(token=token, at=at, **WORDS)
    with pytest.raises(Refused, match="admin already"):
        invite.first_admin(at=at)


def test_waiting_are_only_the_invitations_that_still_work(admin, activist, invitation, at, settings):
    link, token = invitation
    invite.password_link(user=activist, by=admin, at=at)
    assert list(invite.waiting(at)) == [link]
    assert list(invite.waiting(at + dt.timedelta(days=settings.INVITATION_DAYS))) == []
    invite.accept(token=token, at=at, **WORDS)
    assert list(invite.waiting(at)) == []


@pytest.mark.parametrize("ref", ["", "L-", "L-00000000", "L-\x00", "U-00000000"])
def test_an_unknown_reference_finds_no_link(db, ref):
    assert invite.find(ref) is None
