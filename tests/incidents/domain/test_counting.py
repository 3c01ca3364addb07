"""People are counted in ranges, sources by their roots."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.counting import count_range, independent_roots, root_of

LINKS = st.dictionaries(st.integers(1, 12), st.none() | st.integers(1, 12), max_size=12)


@pytest.mark.parametrize(
    ("units", "total"), [([], (0, 0)), ([(1, 1)] * 4, (4, 4)), ([(1, 1), (3, 5)], (4, 6)), ([(0, 2)], (0, 2))]
)
def test_a_range_stays_a_range(units, total):
    assert count_range(units) == total


@pytest.mark.parametrize("unit", [(2, 1), (-1, 1)])
def test_an_impossible_unit_is_refused(unit):
    with pytest.raises(ValueError, match="low"):
        count_range([unit])


def test_three_articles_with_one_root_are_one_source():
    derived_from = {1: None, 2: 1, 3: 2, 4: 1, 5: None}
    assert root_of(3, derived_from) == 1
    assert independent_roots([2, 3, 4], derived_from) == {1}
    assert independent_roots([2, 3, 4, 5], derived_from) == {1, 5}
    assert independent_roots([], derived_from) == set()


def test_a_report_that_nobody_mentions_is_its_own_root():
    assert root_of(7, {}) == 7


def test_a_circle_has_one_root_wherever_one_enters_it():
    derived_from = {1: 2, 2: 3, 3: 1, 4: 3, 5: 5}
    assert independent_roots([1, 2, 3, 4], derived_from) == {1}
    assert root_of(5, derived_from) == 5


@given(LINKS, st.integers(1, 12))
def test_a_report_and_what_it_derives_from_have_one_root(links, report):
    above = links.get(report)
    assert above is None or root_of(report, links) == root_of(above, links)


@given(LINKS, st.sets(st.integers(1, 12)))
def test_there_are_never_more_roots_than_reports(links, reports):
    assert len(independent_roots(reports, links)) <= len(reports)
