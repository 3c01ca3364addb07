"""Secrets of signing in, under keys: what opens, what does not, and what is then said."""

import pytest

from accounts import sealing

OLD, NEW = "11" * 32, "22" * 32
WHOSE = "mfa_authenticator|totp|7"


def test_what_is_sealed_opens_again_and_does_not_stand_in_the_value():
    value = sealing.seal("JBSWY3DP", WHOSE)
    assert "JBSWY3DP" not in value
    assert sealing.unseal(value, WHOSE) == "JBSWY3DP"
    assert sealing.seal("JBSWY3DP", WHOSE) != value


def test_a_value_names_the_key_that_it_is_sealed_with():
    assert sealing.seal("a", WHOSE).split(".")[1] == next(iter(sealing.keys()))


@pytest.mark.parametrize("elsewhere", ["mfa_authenticator|totp|8", "mfa_authenticator|recovery_codes|7", ""])
def test_a_value_that_was_carried_to_another_place_does_not_open(elsewhere):
    with pytest.raises(sealing.Broken):
        sealing.unseal(sealing.seal("a", WHOSE), elsewhere)


@pytest.mark.parametrize(
    "change", [lambda v: v[:-6] + "AAAA" + v[-2:], lambda v: "", lambda v: "x.y.z", lambda v: "s2" + v[2:]]
)
def test_a_changed_value_is_an_alarm_and_never_an_empty_text(change, caplog):
    with pytest.raises(sealing.Broken):
        sealing.unseal(change(sealing.seal("a secret", WHOSE)), WHOSE)
    assert [line.levelname for line in caplog.records] == ["CRITICAL"]
    assert "a secret" not in caplog.text


def test_an_older_key_still_opens_and_resealing_brings_the_new_one(settings):
    settings.SIGN_IN_KEYS = [OLD]
    value = sealing.seal("a", WHOSE)
    settings.SIGN_IN_KEYS = [NEW, OLD]
    renewed = sealing.reseal(value, WHOSE)
    assert sealing.unseal(value, WHOSE) == sealing.unseal(renewed, WHOSE) == "a"
    assert sealing.reseal(renewed, WHOSE) == renewed
    settings.SIGN_IN_KEYS = [NEW]
    assert sealing.unseal(renewed, WHOSE) == "a"
    with pytest.raises(sealing.Broken):
        sealing.unseal(value, WHOSE)
