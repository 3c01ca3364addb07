"""The arithmetic of codes, against the numbers of the standard."""

import base64

import pytest

from accounts import codes

# RFC 6238, appendix B: this secret, these seconds, and the last six digits of its answers.
RFC = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"),
     (20000000000, "353130")],
)  # fmt: skip
def test_the_code_is_that_of_the_standard(seconds, code):
    assert codes.code_at(RFC, codes.step_of(seconds)) == code


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_clock_may_be_half_a_minute_off(off):
    assert codes.step_for(RFC, codes.code_at(RFC, 1000 + off), 1000, after=0) == 1000 + off


@pytest.mark.parametrize("off", [-2, 2])
def test_a_clock_may_not_be_a_minute_off(off):
    assert codes.step_for(RFC, codes.code_at(RFC, 1000 + off), 1000, after=0) is None


def test_a_code_that_is_not_later_than_the_last_one_is_no_code():
    assert codes.step_for(RFC, codes.code_at(RFC, 1000), 1000, after=1000) is None


@pytest.mark.parametrize(
    "typed", ["", "abc", "12345", "１２３４５６", "\u0661\u0662\u0663\u0664\u0665\u0666", "0" * 40]
)
def test_what_is_no_code_is_no_code(typed):
    assert codes.step_for(RFC, typed, 1000, after=0) is None


def test_a_code_may_be_typed_with_blanks():
    code = codes.code_at(RFC, 1000)
    assert codes.step_for(RFC, f" {code[:3]} {code[3:]} ", 1000, after=0) == 1000


def test_recovery_codes_are_ten_and_all_different_and_another_seed_gives_others():
    one, other = (codes.recovery_codes(codes.new_seed()) for _seed in range(2))
    assert len(set(one)) == codes.RECOVERY_CODES == 10
    assert not set(one) & set(other)


def test_a_recovery_code_is_read_however_it_is_written():
    seed = "00" * 32
    for place, code in enumerate(codes.recovery_codes(seed)):
        written = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
        assert codes.recovery_place(seed, written, used=[]) == place
        assert codes.recovery_place(seed, code, used=[place]) is None
    assert codes.recovery_place(seed, "", used=[]) is None
