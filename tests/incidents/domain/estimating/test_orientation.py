"""Two lists for orientation, and Chao's bound: numbers that can be reckoned by hand."""

import pytest

from incidents.domain.estimating import chao, orientation
from incidents.domain.estimating.cells import row
from tests.incidents.domain.estimating.published import HEPATITIS, SPINA_BIFIDA


def test_ten_and_fifteen_turtles_with_five_in_both() -> None:
    """The textbook example: Lincoln-Petersen 30, Chapman 28 1/3, interval 22 to 65 (Sadinle's transformed logit)."""
    told = orientation.two_lists(10, 15, 5)
    assert (told.lincoln_petersen, told.chapman) == (30, pytest.approx(28.333, abs=0.001))
    assert (round(told.low), round(told.high)) == (22, 65)
    assert told.deviation**2 == pytest.approx(11 * 16 * 5 * 10 / (36 * 7))


def test_without_overlap_chapman_still_speaks_and_lincoln_petersen_does_not() -> None:
    told = orientation.two_lists(20, 30, 0)
    assert (told.lincoln_petersen, told.chapman) == (None, 650)
    assert told.low < told.chapman < told.high


@pytest.mark.parametrize("numbers", [(3, 4, 5), (3, 4, -1)])
def test_more_on_both_than_on_one_is_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="of 3 and 4"):
        orientation.two_lists(*numbers)


def test_every_two_lists_are_set_beside_each_other() -> None:
    """Spina bifida, birth and death certificates: 513 · 207 / 154."""
    found = orientation.every_two(SPINA_BIFIDA)
    assert set(found) == {(0, 1), (0, 2), (1, 2)}
    assert found[0, 1].lincoln_petersen == pytest.approx(513 * 207 / 154)


def test_chaos_bound_of_the_hepatitis_lists_is_that_of_the_paper() -> None:
    """Hepatitis: 187 on one list, 56 on two: 271 + 187² / 112, and the variance of the paper."""
    told = chao.bound(HEPATITIS)
    ratio = 187 / 56
    assert told is not None
    assert told.total == pytest.approx(271 + 187**2 / 112)
    assert told.deviation**2 == pytest.approx(56 * (ratio**4 / 4 + ratio**3 + ratio**2 / 2))
    assert 271 < told.low < told.total < told.high
    assert chao.few_lists(HEPATITIS) == pytest.approx(271 + 2 / 3 * 187**2 / 112)


def test_chaos_bound_needs_somebody_on_two_lists_and_its_corrected_form_does_not() -> None:
    cells = row(3, [5, 5, 0, 5, 0, 0, 1])
    assert (chao.bound(cells), chao.few_lists(cells)) == (None, None)
    assert chao.corrected(cells).total == pytest.approx(16 + 15 * 14 / 2)
    assert chao.corrected(row(3, [0, 0, 3, 0, 3, 3, 1])).total == 10
