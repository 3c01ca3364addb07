"""Two at once, on a real database with real threads."""

import itertools
import threading

import pytest
from django.db import connection
from django.utils import timezone

from accounts import invite, people
from accounts.models import Invitation, User
from accounts.roles import Refused, Role

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4
numbers = itertools.count()


def in_rounds(test):
    """The same race several times: a race that is lost once in four is lost."""

    def rounds():
        for round_ in range(ROUNDS):
            test(round_)

    rounds.__doc__, rounds.__name__ = test.__doc__, test.__name__
    return rounds


def at_once(*acts):
    """Run all acts at the same moment, each on its own connection; what each returned or raised."""
    results, start = [None] * len(acts), threading.Barrier(len(acts))

    def run(place, act):
        start.wait()
        try:
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not any(thread.is_alive() for thread in threads)
    return results


def made(username, role=Role.ADMIN):
    """A person with a user name of their own."""
    username = f"{username}{next(numbers)}"
    return people.make(username=username, name=username, role=role, password="some-password-12", at=timezone.now())


def errors(results):
    return [type(result).__name__ for result in results if isinstance(result, Exception)]


@in_rounds
def test_two_admins_who_demote_each_other_at_once_leave_one_admin(round_):
    one, other, at = made("one"), made("other"), timezone.now()
    results = at_once(
        lambda: people.change_role(user=other, role=Role.ACTIVIST, by=one, at=at),
        lambda: people.change_role(user=one, role=Role.ACTIVIST, by=other, at=at),
    )
    assert errors(results) == ["Refused"]
    assert User.objects.admins().filter(pk__in=[one.pk, other.pk]).count() == 1


@in_rounds
def test_two_admins_who_suspend_and_demote_each_other_at_once_leave_one_admin(round_):
    one, other, at = made("one"), made("other"), timezone.now()
    results = at_once(
        lambda: people.suspend(user=other, by=one, at=at, reason="because"),
        lambda: people.change_role(user=one, role=Role.ACTIVIST, by=other, at=at),
    )
    assert errors(results) == ["Refused"]
    assert User.objects.admins().filter(pk__in=[one.pk, other.pk]).count() == 1


def test_three_admins_who_suspend_in_a_circle_leave_one():
    ring, at = [made("one"), made("two"), made("three")], timezone.now()
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    acts = [lambda by=by, user=user: people.suspend(user=user, by=by, at=at, reason="because") for by, user in pairs]
    results = at_once(*acts)
    assert User.objects.admins().count() >= 1
    assert set(errors(results)) == {"Refused"}


@in_rounds
def test_a_link_that_two_use_at_once_makes_one_account(round_):
    at = timezone.now()
    _link, token = invite.invite(by=made("boss"), at=at, role=Role.REVIEWER, name="Somebody")

    def join(username):
        return invite.accept(token=token, at=at, username=username, password="some-password-12", language="en")

    results = at_once(
        *[lambda name=name: join(name) for name in (f"first{round_}", f"second{round_}", f"third{round_}")]
    )
    assert errors(results) == ["Dead", "Dead"]
    assert User.objects.filter(role=Role.REVIEWER).count() == round_ + 1


@in_rounds
def test_two_links_with_one_user_name_at_once_make_one_account_and_leave_one_link(round_):
    at, boss = timezone.now(), made("boss")
    tokens = [invite.invite(by=boss, at=at, role=Role.ACTIVIST, name=name)[1] for name in ("Anna", "Bella")]
    results = at_once(
        *[
            lambda token=token, username=username: invite.accept(
                token=token, at=at, username=username, password="some-password-12", language="en"
            )
            for token, username in zip(tokens, [f"sparrow{round_}", f"SPARROW{round_}"], strict=True)
        ]
    )
    assert errors(results) == ["Refused"]
    assert Invitation.objects.open(at).filter(invited_by=boss).count() == 1


@in_rounds
def test_the_same_form_sent_twice_at_once_makes_one_invitation(round_):
    at, boss = timezone.now(), made("boss")

    def send():
        return invite.invite(by=boss, at=at, role=Role.ACTIVIST, name="Somebody", key="the form")

    (one, first), (other, second) = at_once(send, send)
    assert (one.pk, first) == (other.pk, second)
    assert Invitation.objects.count() == round_ + 1


@in_rounds
def test_a_new_password_and_a_suspension_at_once_end_in_a_suspension_without_deadlock(round_):
    at, boss, person = timezone.now(), made("boss"), made("person", Role.ACTIVIST)
    _link, token = invite.password_link(user=person, by=boss, at=at)
    results = at_once(
        lambda: people.suspend(user=person, by=boss, at=at, reason="because"),
        lambda: invite.renew(token=token, at=at, password="another-password-34"),
    )
    person.refresh_from_db()
    assert not person.is_active
    assert set(errors(results)) <= {"Dead"}


@in_rounds
def test_joining_while_the_inviter_is_suspended_ends_without_deadlock(round_):
    at, boss, other = timezone.now(), made("boss"), made("other")
    link, token = invite.invite(by=other, at=at, role=Role.REVIEWER, name="Somebody")
    results = at_once(
        lambda: people.suspend(user=other, by=boss, at=at, reason="because"),
        lambda: invite.accept(token=token, at=at, username=f"new{round_}", password="some-password-12", language="en"),
    )
    link.refresh_from_db()
    assert link.state(at) in {"used", "withdrawn"}
    assert set(errors(results)) <= {"Dead"}


@in_rounds
def test_withdrawing_and_using_a_link_at_once_do_one_of_both(round_):
    at, boss = timezone.now(), made("boss")
    link, token = invite.invite(by=boss, at=at, role=Role.REVIEWER, name="Somebody")
    results = at_once(
        lambda: invite.revoke(link=link, by=boss, at=at),
        lambda: invite.accept(token=token, at=at, username=f"new{round_}", password="some-password-12", language="en"),
    )
    link.refresh_from_db()
    assert errors(results) == (["Refused"] if link.state(at) == "used" else ["Dead"])
    assert isinstance(next(result for result in results if isinstance(result, Exception)), Refused | invite.Dead)
