"""How sure the sources allow the team to be."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain import confirmation
from incidents.domain.confirmation import LEVELS, Allowed, Said, highest, may_choose
from incidents.vocabulary import Confirmation


def said(root="one", reliability="B", credibility="2", asserts=True, by_responsible=False):
    return Said(root, reliability, credibility, asserts, by_responsible, f"source {root}")


SAID = st.builds(
    said,
    st.sampled_from("abc"),
    st.sampled_from("ABCDEF"),
    st.sampled_from("123456"),
    st.sampled_from([True, False, None]),
    st.booleans(),
)


def test_the_levels_are_those_of_the_glossary():
    assert tuple(Confirmation.values) == LEVELS


@pytest.mark.parametrize(
    ("statements", "evidence", "level", "roots"),
    [
        ([], False, "no_information", 0),
        ([], True, "no_information", 0),
        ([said(asserts=None)], True, "no_information", 0),
        ([said(asserts=False)], True, "no_information", 0),
        ([said()], False, "weak", 1),
        ([said()], True, "weak", 1),
        ([said(), said(), said()], True, "weak", 1),
        ([said("a"), said("b")], False, "fair", 2),
        ([said("a", "C", "6"), said("b", "A", "1")], False, "fair", 2),
        ([said("a"), said("b", "F")], True, "weak", 2),
        ([said("a"), said("b", "D")], True, "weak", 2),
        ([said("a"), said("b", credibility="4")], True, "weak", 2),
        ([said("a"), said("b", credibility="5")], True, "weak", 2),
        ([said("a"), said("b")], True, "confirmed", 2),
        ([said("a"), said("b", by_responsible=True)], False, "confirmed", 2),
        ([said("a"), said("b"), said("c", "F", "6", by_responsible=True)], False, "confirmed", 3),
        ([said("a"), said("b"), said("c", asserts=None, by_responsible=True)], False, "fair", 2),
        ([said("a"), said("b", asserts=False)], True, "contested", 1),
        ([said("a"), said("b"), said("c", asserts=False)], True, "contested", 2),
        ([said("a", "E"), said("b", asserts=False)], False, "contested", 1),
        ([said("a"), said("b", "F", asserts=False)], False, "weak", 1),
        ([said("a"), said("b"), said("c", credibility="5", asserts=False, by_responsible=True)], False, "fair", 2),
        ([said("a"), said("a", asserts=False)], False, "weak", 1),
    ],
)
def test_the_sources_allow_a_level(statements, evidence, level, roots):
    for order in itertools.permutations(statements):
        allowed = highest(order, evidence)
        assert (allowed.level, allowed.roots) == (level, roots)
        assert allowed.reasons
        assert all(reason.endswith(".") for reason in allowed.reasons)


def test_the_reasons_say_what_counts():
    reasons = " ".join(highest([said("a"), said("b", "F"), said("c", asserts=False)], False).reasons)
    assert "2 independent sources say" in reasons
    assert "1 of them is rated credible" in reasons
    assert "Denied by a credible source: source c." in reasons


@given(st.lists(SAID, max_size=6), st.booleans())
def test_the_order_of_statements_does_not_matter(statements, evidence):
    assert highest(statements, evidence) == highest(statements[::-1], evidence)


@given(st.lists(SAID, max_size=6))
def test_evidence_never_lowers_the_level(statements):
    without, with_evidence = highest(statements, False), highest(statements, True)
    assert with_evidence.level in (without.level, "confirmed")


@given(st.lists(SAID, max_size=6), st.booleans())
def test_what_the_sources_allow_may_be_chosen(statements, evidence):
    allowed = highest(statements, evidence)
    assert may_choose(allowed.level, allowed)


@pytest.mark.parametrize(
    ("level", "choices"),
    [
        ("no_information", set()),
        ("weak", {"weak"}),
        ("fair", {"weak", "fair"}),
        ("confirmed", {"weak", "fair", "confirmed"}),
        ("contested", {"weak"}),
    ],
)
def test_a_reviewer_may_choose_lower_and_never_higher(level, choices):
    always = {"pending", "no_information", "contested", "discounted"}
    allowed = Allowed(level, [], 0)
    assert {chosen for chosen in LEVELS if may_choose(chosen, allowed)} == always | choices
    assert not may_choose("certain", allowed)
    assert not may_choose("", allowed)


def test_a_statement_must_be_rated_before_it_is_credible():
    assert said().is_credible
    assert not said(reliability="F").is_credible
    assert confirmation.highest([said("a", "F", "6"), said("b", "F", "6")], True).level == "weak"
