"""All models together: the range is over those that are sound, and the rest are told."""

import time

import pytest

from incidents.domain.estimating import admissible
from incidents.domain.estimating.admissible import Family
from incidents.domain.estimating.cells import read, row
from incidents.domain.estimating.loglinear import Came
from tests.incidents.domain.estimating.published import KOSOVO, SPINA_BIFIDA


def test_kosovo_is_told_as_a_range_of_113_models() -> None:
    told = admissible.tell(KOSOVO)
    assert (told.family, told.models, told.admissible, len(told.rows), told.cut) == (
        Family.HIERARCHICAL, 113, 113, 113, False,
    )  # fmt: skip
    assert (told.low, told.high) == (pytest.approx(6729, abs=0.5), pytest.approx(22889, abs=0.5))
    assert told.lowest < told.low < told.high < told.highest
    assert told.best.fit.total == pytest.approx(10356.5, abs=0.05)
    assert [row.fit.total for row in told.rows] == sorted(row.fit.total or 0 for row in told.rows)


def test_models_that_lie_at_a_boundary_are_left_out_and_told() -> None:
    told = admissible.tell(read({"100": 12, "010": 10, "001": 20, "101": 4, "011": 5, "110": 0, "111": 0}))
    assert told.came[Came.AT_BOUNDARY] > 0
    assert told.boundary_low is not None
    assert told.tried == told.models == 8


def test_a_table_that_determines_nothing_has_no_range() -> None:
    told = admissible.tell(row(3, [5, 5, 0, 5, 0, 0, 0]))
    assert (told.admissible, told.low, told.high, told.best) == (0, None, None, None)


def test_one_in_every_pattern_still_has_a_range() -> None:
    told = admissible.tell(row(3, [1] * 7))
    assert (told.low, told.high, told.lowest) == (pytest.approx(8), pytest.approx(8), pytest.approx(7, abs=0.01))


def test_two_lists_have_one_model_and_six_lists_those_of_pairs() -> None:
    assert [len(admissible.family_of(lists)[1]) for lists in (2, 3, 4, 6)] == [1, 8, 113, 32768]
    assert admissible.family_of(6)[0] == Family.PAIRS


def test_when_time_runs_out_it_is_told() -> None:
    told = admissible.tell(SPINA_BIFIDA, lambda: False)
    assert (told.cut, told.tried, told.low) == (True, 0, None)


def test_six_sparse_lists_end_when_their_time_is_over() -> None:
    until = time.monotonic() + 0.3
    numbers = [(3 * place) % 7 % 3 for place in range(63)]
    told = admissible.tell(row(6, numbers), lambda: time.monotonic() < until)
    assert told.cut
    assert time.monotonic() < until + 2
