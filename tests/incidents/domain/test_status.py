"""What became of a person, whatever the order of the findings."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.status import KINDS, Held, Status, derive
from incidents.vocabulary import STATUS_KINDS, Confirmation


def held(kind, confirmation="fair", day=None, until=None, ref=""):
    lower = date(2022, 1, day) if day else None
    upper = date(2022, 1, until or day) if until or day else None
    return Held(kind, confirmation, lower, upper, ref or f"F-{kind}-{day}-{until}-{confirmation}")


ANY = st.builds(
    held,
    st.sampled_from([*KINDS, "buried"]),
    st.sampled_from(Confirmation.values),
    st.none() | st.integers(1, 9),
    st.none() | st.integers(9, 20),
)


def test_the_kinds_are_those_of_the_glossary():
    assert tuple(STATUS_KINDS) == KINDS


def test_nothing_agreed_gives_no_status():
    assert derive([]) == Status("", "", ())


@pytest.mark.parametrize(
    ("findings", "current", "confirmation"),
    [
        ([held("missing", day=5), held("killed", "weak", day=8)], "killed", "weak"),
        ([held("killed", "weak", day=5), held("missing", day=8)], "killed", "weak"),
        ([held("killed", "weak", day=5), held("detained", "confirmed", day=8)], "killed", "weak"),
        ([held("killed", day=8), held("died", day=9)], "killed", "fair"),
        ([held("killed", "weak", day=8), held("died", "confirmed", day=9)], "died", "confirmed"),
        ([held("missing", day=5), held("found_alive", day=9)], "found_alive", "fair"),
        ([held("found_alive", day=5), held("missing", day=9)], "missing", "fair"),
        ([held("missing", day=5), held("found_alive", day=5)], "found_alive", "fair"),
        ([held("detained", day=7), held("released", day=7)], "released", "fair"),
        ([held("detained", "confirmed", day=7), held("released", "weak", day=7)], "released", "weak"),
        ([held("missing", day=7), held("detained", day=7)], "detained", "fair"),
        ([held("detained", day=1, until=30), held("released", day=20)], "released", "fair"),
        ([held("released", day=7), held("detained", day=12)], "detained", "fair"),
        ([held("missing"), held("found_alive", day=9)], "found_alive", "fair"),
        ([held("missing", day=9), held("found_alive")], "found_alive", "fair"),
        ([held("detained", day=7), held("tortured", day=9)], "detained", "fair"),
        ([held("released", day=9), held("wounded", day=12)], "released", "fair"),
        ([held("wounded", day=9), held("tortured", day=5)], "tortured", "fair"),
        ([held("wounded", "weak", day=9)], "wounded", "weak"),
        ([held("detained", day=7), held("tortured", day=8), held("died", day=9)], "died", "fair"),
        ([held("killed", "contested", day=8), held("found_alive", day=12)], "found_alive", "fair"),
        ([held("killed", "weak", day=8), held("found_alive", "weak", day=12)], "found_alive", "weak"),
        ([held("killed", "weak", day=8), held("released", "fair", day=12)], "released", "fair"),
        ([held("killed", "fair", day=8), held("found_alive", "weak", day=12)], "killed", "fair"),
        ([held("killed", "confirmed", day=8), held("found_alive", "confirmed", day=12)], "killed", "confirmed"),
        ([held("killed", "weak", day=8), held("found_alive", "confirmed", day=8)], "killed", "weak"),
        ([held("killed", "weak", day=8), held("found_alive", "confirmed")], "killed", "weak"),
        ([held("killed", "weak", day=8), held("found_alive", "contested", day=12)], "killed", "weak"),
        ([held("killed", "weak", day=5), held("found_alive", day=8), held("died", "weak", day=12)], "died", "weak"),
        ([held("killed", "discounted", day=8), held("missing", "weak", day=5)], "missing", "weak"),
        ([held("killed", "pending", day=8)], "", ""),
        ([held("killed", "no_information", day=8)], "", ""),
        ([held("buried", "confirmed", day=8)], "", ""),
    ],
)
def test_the_current_status_follows_from_the_findings(findings, current, confirmation):
    for order in itertools.permutations(findings):
        status = derive(order)
        assert (status.current, status.confirmation) == (current, confirmation)


def test_a_date_open_at_its_end_is_of_the_day_it_names():
    since = Held("missing", "fair", date(2022, 1, 7), None, "F-1")
    assert derive([since, held("found_alive", day=10)]).current == "found_alive"
    assert derive([since, held("released", day=5)]).current == "missing"
    by = Held("detained", "fair", None, date(2022, 1, 7), "F-2")
    assert derive([by, held("missing", day=5)]).current == "detained"


def test_everything_ever_held_is_listed_once_in_a_fixed_order():
    findings = [
        held("found_alive", day=12),
        held("killed", "contested", day=8),
        held("missing", day=5),
        held("missing", day=6),
    ]
    assert derive(findings).ever == ("killed", "missing", "found_alive")
    assert derive([held("killed", "discounted", day=8)]).ever == ()


@given(st.lists(ANY, max_size=5).flatmap(lambda findings: st.tuples(st.just(findings), st.permutations(findings))))
def test_the_order_of_findings_does_not_matter(orders):
    assert derive(orders[0]) == derive(orders[1])


@given(st.lists(ANY, max_size=6))
def test_the_current_status_is_one_that_was_held(findings):
    status = derive(iter(findings))
    assert (status.current in status.ever) or status == Status("", "", ())
    assert set(status.ever) <= {finding.kind for finding in findings}
    assert bool(status.current) == bool(status.ever)


@given(st.lists(ANY, max_size=6))
def test_a_confirmed_death_stands(findings):
    assert derive([*findings, held("killed", "confirmed", day=8)]).current in ("killed", "died")
