"""The second factor: who needs one, what a code is good for, and what an admin can do about a lost one."""

import json

import pytest
from allauth.mfa.models import Authenticator

from accounts import codes, factors, people
from accounts.roles import Refused, Stale
from tests.factories import TOTP_SECRET, give_factor
from tests.passkeys import Passkey

pytestmark = pytest.mark.django_db


def shown(at, off=0):
    return codes.code_at(TOTP_SECRET, codes.step_of(at.timestamp()) + off)


@pytest.fixture
def second(reviewer):
    return give_factor(reviewer)


def test_reviewers_and_admins_need_one_and_activists_where_the_house_says_so(activist, reviewer, admin, settings):
    assert [factors.required(user) for user in (activist, reviewer, admin)] == [False, True, True]
    settings.SECOND_FACTOR_FOR_ACTIVISTS = True
    assert factors.required(activist)


def test_nothing_of_a_secret_is_stored_in_the_clear(second, at):
    factors.add_recovery(second, at)
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert TOTP_SECRET not in stored
    assert not [code for code in factors.unused_codes(second) if code in stored or code.replace("-", "") in stored]


def test_a_secret_that_was_copied_to_another_person_does_not_open(second, admin, at):
    row = factors.of(second).get()
    Authenticator.objects.create(user=admin, type=row.type, data=row.data)
    with pytest.raises(factors.sealing.Broken):
        factors.take_code(user=admin, code=shown(at), at=at)


def test_a_code_works_once_and_an_earlier_one_not_after_it(second, at):
    assert factors.take_code(user=second, code=shown(at), at=at)
    assert factors.take_code(user=second, code=shown(at), at=at) is None
    assert factors.take_code(user=second, code=shown(at, -1), at=at) is None
    assert factors.take_code(user=second, code=shown(at, 1), at=at)


def test_a_recovery_code_works_once_and_is_in_the_log(second, at, verbs_about):
    factors.add_recovery(second, at)
    code = factors.unused_codes(second)[3]
    assert factors.take_code(user=second, code=code, at=at)
    assert factors.take_code(user=second, code=code, at=at) is None
    assert len(factors.unused_codes(second)) == 9
    assert verbs_about(second) == ["account.recovery_code_used"]


def test_a_telephone_is_added_with_a_code_of_it_and_that_code_is_used_up(activist, at, verbs_about):
    made = factors.add_totp(user=activist, secret=TOTP_SECRET, code=shown(at), at=at)
    assert made
    assert len(factors.unused_codes(activist)) == 10
    assert factors.take_code(user=activist, code=shown(at), at=at) is None
    assert verbs_about(activist) == ["account.factor_added"]


def test_a_telephone_with_a_wrong_code_is_not_added(activist, at):
    with pytest.raises(Refused, match="not right"):
        factors.add_totp(user=activist, secret=TOTP_SECRET, code="000000", at=at)
    assert not factors.has(activist)


def test_who_has_a_telephone_adds_no_second_one(second, at):
    with pytest.raises(Refused, match="already"):
        factors.add_totp(user=second, secret=TOTP_SECRET, code=shown(at), at=at)


def test_the_last_one_of_a_reviewer_stays(second, at):
    with pytest.raises(Refused, match="Your role needs"):
        factors.remove(user=second, kind=factors.TOTP, at=at)
    assert factors.has(second)


def test_with_a_passkey_beside_it_the_telephone_can_go_and_all_sessions_end(second, at, verbs_about):
    factors.add_passkey(user=second, name="Key", credential=Passkey().made(), at=at)
    stamp = second.session_stamp
    second = factors.remove(user=second, kind=factors.TOTP, at=at)
    assert [row.type for row in factors.of(second)] == [factors.PASSKEY, factors.RECOVERY]
    assert second.session_stamp != stamp
    assert verbs_about(second) == ["account.factor_added", "account.factor_removed"]


def test_an_activist_can_take_off_the_last_one_and_no_code_stays(activist, at):
    factors.add_totp(user=activist, secret=TOTP_SECRET, code=shown(at), at=at)
    factors.remove(user=activist, kind=factors.TOTP, at=at)
    assert not factors.of(activist).exists()


def test_new_recovery_codes_end_the_old_ones(second, at, verbs_about):
    factors.add_recovery(second, at)
    old = factors.unused_codes(second)
    factors.renew_recovery(user=second, at=at)
    assert not set(old) & set(factors.unused_codes(second))
    assert factors.take_code(user=second, code=old[0], at=at) is None
    assert verbs_about(second) == ["account.recovery_codes_made"]


def test_without_a_second_factor_there_are_no_recovery_codes(activist, at):
    with pytest.raises(Refused):
        factors.renew_recovery(user=activist, at=at)


def test_an_admin_resets_a_lost_one_and_the_person_sees_who_and_why(second, admin, at):
    stamp = second.session_stamp
    second = factors.reset(user=second, by=admin, at=at, reason="gone", version=second.version)
    assert not factors.of(second).exists()
    assert second.session_stamp != stamp
    line = people.story(second)[0]
    assert (line["who"], str(line["what"]), str(line["why"])) == (
        "Asel Test", "reset the second step", "It was lost or stolen.",
    )  # fmt: skip


def test_a_reset_is_refused_to_who_is_no_admin_for_oneself_without_a_reason_and_where_there_is_none(
    second, admin, activist, second_admin, at
):
    give_factor(admin)
    for user, by, reason in [(second, activist, "gone"), (admin, admin, "gone"), (second, admin, "because"),
                             (activist, admin, "gone")]:  # fmt: skip
        with pytest.raises(Refused):
            factors.reset(user=user, by=by, at=at, reason=reason)
    with pytest.raises(Stale):
        factors.reset(user=second, by=admin, at=at, reason="gone", version=99)
    assert factors.has(second)


def test_every_secret_is_brought_under_the_new_key(second, at, settings):
    factors.add_recovery(second, at)
    before = factors.unused_codes(second)
    settings.SIGN_IN_KEYS = ["33" * 32, *settings.SIGN_IN_KEYS]
    assert factors.reseal_all() == 2
    assert factors.reseal_all() == 0
    settings.SIGN_IN_KEYS = settings.SIGN_IN_KEYS[:1]
    assert factors.unused_codes(second) == before
    assert factors.take_code(user=second, code=shown(at), at=at)
