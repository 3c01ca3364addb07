"""What the database itself refuses about people and links."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from accounts.models import ALPHABET, Invitation, User, link_ref, user_ref
from accounts.roles import Role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def refused(name):
    return pytest.raises(IntegrityError, match=name)


def link(at, **facts):
    n = Invitation.objects.count()
    whole = {"token_hash": f"t{n}", "form_hash": f"f{n}", "purpose": "join", "role": "reviewer", "created_at": at,
             "expires_at": at + dt.timedelta(days=1)}  # fmt: skip
    return Invitation.objects.create(**whole | facts)


@pytest.mark.parametrize(("first", "second"), [("Anna", "aNNA"), ("Қайрат", "қАЙРАТ")])
def test_user_names_are_unique_whatever_their_case(first, second):
    UserFactory(username=first)
    with refused("user_username_whatever_case"):
        UserFactory(username=second)


def test_e_mails_are_unique_whatever_their_case():
    UserFactory(email="a@example.org")
    with refused("user_email_whatever_case"):
        UserFactory(email="A@Example.org")


def test_any_number_of_people_have_no_e_mail():
    UserFactory.create_batch(3, email="")
    assert User.objects.filter(email="").count() == 3


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"role": "owner"}, "user_role_is_known"),
        ({"name": ""}, "user_has_a_name"),
        ({"username": ""}, "user_has_a_name"),
        ({"is_active": False}, "user_suspended_at_by_and_why_together"),
        ({"suspended_reason": "left"}, "user_suspended_at_by_and_why_together"),
    ],
)
def test_a_half_true_person_is_refused(facts, name):
    with refused(name):
        UserFactory(**facts)


def test_nobody_is_suspended_by_themselves(admin, at):
    with refused("user_not_suspended_by_self"):
        User.objects.filter(pk=admin.pk).update(
            is_active=False, suspended_at=at, suspended_by=admin, suspended_reason="tired"
        )


def test_a_suspension_without_a_reason_is_refused(admin, activist, at):
    with refused("user_suspended_at_by_and_why_together"):
        User.objects.filter(pk=activist.pk).update(is_active=False, suspended_at=at, suspended_by=admin)


def test_a_link_is_for_a_role_or_for_an_account_and_not_both(activist, at):
    for facts in (
        {"account": activist},
        {"role": ""},
        {"purpose": "password"},
        {"purpose": "password", "account": activist},
    ):
        with refused("invitation_is_for_a_role_or_an_account"), transaction.atomic():
            link(at, **facts)


def test_a_link_is_used_by_somebody_at_some_time_or_not_at_all(activist, at):
    for facts in ({"used_at": at}, {"used_by": activist}):
        with refused("invitation_used_at_and_by_together"), transaction.atomic():
            link(at, **facts)


def test_a_link_is_not_both_used_and_withdrawn(activist, at):
    with refused("invitation_used_or_withdrawn_not_both"):
        link(at, used_at=at, used_by=activist, revoked_at=at)


def test_who_withdrew_is_not_kept_without_when(admin, at):
    with refused("invitation_withdrawn_by_only_with_at"):
        link(at, revoked_by=admin)


def test_a_password_link_is_used_by_its_own_account_only(activist, reviewer, at):
    with refused("invitation_password_is_used_by_its_account"):
        link(at, purpose="password", role="", account=activist, used_at=at, used_by=reviewer)


def test_a_link_ends_after_it_begins(at):
    with refused("invitation_ends_after_it_begins"):
        link(at, expires_at=at)


def test_one_account_comes_from_one_invitation(activist, at):
    link(at, used_at=at, used_by=activist)
    with refused("invitation_makes_one_account"):
        link(at, used_at=at, used_by=activist)


def test_a_link_says_in_which_state_it_is(activist, at):
    after = at + dt.timedelta(days=2)
    assert link(at).state(at) == "open"
    assert link(at).state(after) == "expired"
    assert link(at, revoked_at=at).state(after) == "withdrawn"
    assert link(at, used_at=at, used_by=activist).state(after) == "used"


def test_references_say_nothing_and_hold_no_letter_that_looks_like_another():
    assert user_ref()[:2] == "U-"
    assert link_ref()[:2] == "L-"
    assert set(user_ref()[2:]) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)
    assert len({user_ref() for _ in range(500)}) == 500


def test_a_person_is_shown_by_name(activist):
    assert str(activist) == activist.get_full_name() == activist.get_short_name() == "Aigerim Test"


def test_people_are_found_by_user_name_whatever_its_case(activist):
    assert User.objects.get_by_natural_key("AIGERIM") == activist


def test_only_active_admins_count_as_admins(admin, activist):
    assert list(User.objects.admins()) == [admin]
    assert set(User.objects.active()) == {admin, activist}


def test_passwords_are_kept_as_argon2(activist):
    assert activist.password.startswith("argon2")


def test_the_session_hash_changes_with_password_and_stamp(activist):
    before = activist.get_session_auth_hash()
    activist.session_stamp = "another"
    between = activist.get_session_auth_hash()
    activist.set_password("something else entirely")
    assert len({before, between, activist.get_session_auth_hash()}) == 3


def test_roles_are_words_of_the_vocabulary():
    assert Role.values == ["activist", "reviewer", "admin"]
