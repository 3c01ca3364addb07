"""Profile-likelihood intervals: Kosovo's comes out, ends are told where there are none, and all are quick."""

import time

import pytest

from incidents.domain.estimating import families, loglinear, profile
from incidents.domain.estimating.cells import row
from tests.incidents.domain.estimating.published import DIABETES, KOSOVO, SPINA_BIFIDA


def test_kosovo_lies_between_8995_and_12110() -> None:
    """The issue says "about 8,995-12,110". Tolerance 1 person."""
    fit = loglinear.fit(KOSOVO, families.named(4, "ABC·AD·CD"))
    found = profile.interval(KOSOVO, fit)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(8995, abs=1), pytest.approx(12110, abs=1))


def test_a_wider_level_is_wider() -> None:
    fit = loglinear.fit(DIABETES, families.INDEPENDENT)
    usual, wide = profile.interval(DIABETES, fit), profile.interval(DIABETES, fit, level=0.99)
    assert wide.low < usual.low < 2250.6 < usual.high < wide.high


def test_nobody_is_below_those_seen() -> None:
    cells = row(3, [1, 1, 1, 1, 1, 1, 30])
    found = profile.interval(cells, loglinear.fit(cells, families.INDEPENDENT))
    assert found is not None
    assert found.low == pytest.approx(cells.seen, abs=0.01)


def test_every_interval_holds_its_estimate() -> None:
    for fit in loglinear.fit_all(SPINA_BIFIDA, families.hierarchical(3)):
        found = profile.interval(SPINA_BIFIDA, fit)
        assert found.low < fit.total < found.high


def test_what_is_not_determined_has_no_interval() -> None:
    cells = row(3, [5, 5, 0, 5, 0, 0, 0])
    assert profile.interval(cells, loglinear.fit(cells, families.INDEPENDENT)) is None


def test_one_person_on_both_lists_leaves_a_wide_interval() -> None:
    """Sizes 101 and 101 with one in both: 10,201 by Lincoln and Petersen."""
    cells = row(2, [100, 100, 1])
    fit = loglinear.fit(cells, families.INDEPENDENT)
    found = profile.interval(cells, fit)
    assert fit.total == pytest.approx(10201)
    assert (found.low < 4000, found.high > 50000) == (True, True)


def test_the_intervals_of_all_models_of_four_lists_take_about_half_a_second() -> None:
    fits = list(loglinear.fit_all(KOSOVO, families.hierarchical(4)))
    began = time.process_time()
    assert all(profile.interval(KOSOVO, fit) for fit in fits[::4])
    assert time.process_time() - began < 0.5
