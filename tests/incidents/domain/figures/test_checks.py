"""Subsets larger than their whole, two reports of one statement, one number for two things, sums that nobody stated."""

import time

import pytest

from incidents.domain.figures.checks import check
from incidents.domain.figures.shapes import Tie
from tests.incidents.domain.figures.samples import claim, day
from tests.incidents.domain.figures.scenes import ALMATY, BREAKDOWN, BRIEFING, KAZAKHSTAN, briefing, march, region, ties

OTHER = "other_report_of_same_statement"


def sentences(claims, tied=(), *codes):
    return [one.sentence for one in check(claims, tied) if not codes or one.code in codes]


# --- Subsets ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("part", "whole", "sentence"),
    [
        ({"best": 160}, {"best": 149}, "160 is said to be among 149, and is 11 more."),
        ({"low": 160}, {"best": 149}, "at least 160 is said to be among 149, and is at least 11 more."),
        ({"low": 17}, {"high": 11}, "at least 17 is said to be among at most 11, and is at least 6 more."),
        ({"low": 100, "high": 200}, {"best": 149}, None),
        ({"best": 149}, {"best": 149}, None),
        ({"low": 17}, {"low": 11}, None),
        ({"high": 160}, {"best": 149}, None),
        ({"value": "words", "words": "most of the 149"}, {"best": 149}, None),
        ({"value": "unknown"}, {"best": 149}, None),
        ({"best": 160}, {"value": "unknown"}, None),
    ],
)
@pytest.mark.parametrize("kind", ["subset_of", "part_of"])
def test_a_part_that_is_certainly_larger_than_its_whole_is_told(kind, part, whole, sentence):
    inner, outer = claim(**part), claim(**whole)
    found = sentences([inner, outer], ties(kind, outer, inner), "subset_larger")
    assert found == ([sentence] if sentence else [])


def test_words_between_a_part_and_a_whole_hide_nothing():
    outer, between, inner = claim(149), claim(value="words", words="most of the 149"), claim(160)
    tied = [*ties("subset_of", outer, between), *ties("subset_of", between, inner)]
    assert sentences([outer, between, inner], tied) == ["160 is said to be among 149, and is 11 more."]


def test_what_was_taken_back_is_larger_than_nothing():
    outer, inner = claim(149), claim(160, state="retracted")
    assert sentences([outer, inner], ties("subset_of", outer, inner)) == []


@pytest.mark.parametrize(
    ("part", "whole", "ending"),
    [
        ({"status": "dead"}, {"status": "wounded"}, "11 (dead) is said to be among 149 (wounded): nobody is both."),
        (
            KAZAKHSTAN,
            ALMATY,
            "11 (dead, Kazakhstan) is said to be among 149 (dead, Almaty), and is not of a place in it.",
        ),
        ({"window": day("2022-01-05")}, {"window": day("2022-01-08")}, "and is of other days."),
        ({"population": "military"}, {"forces": "no"}, "which leaves the security forces out."),
        ({"population": "military"}, {"population": "civilians"}, "which leaves the security forces out."),
        ({"population": "uninvolved"}, {"bystanders": "no"}, "which leaves the bystanders out."),
    ],
)
def test_a_part_whose_scope_does_not_lie_in_its_whole_is_told(part, whole, ending):
    inner, outer = claim(11, **part), claim(149, **whole)
    (found,) = sentences(
        [inner, outer], ties("subset_of", outer, inner), "odd_status", "odd_place", "odd_window", "odd_group"
    )
    assert found.endswith(ending)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        (ALMATY, KAZAKHSTAN),
        ({}, ALMATY),
        (ALMATY, {}),
        ({"place": "the square"}, ALMATY),
        ({"status": "killed"}, {"status": "dead"}),
        ({"status": "tortured"}, {"status": "detained"}),
        ({"population": "military"}, {}),
    ],
)
def test_a_part_of_which_less_is_stated_is_no_fault(part, whole):
    inner, outer = claim(11, **part), claim(149, **whole)
    assert sentences([inner, outer], ties("subset_of", outer, inner)) == []


# --- Two reports of one statement ------------------------------------------------------------------------------------
def test_one_briefing_told_in_two_ways_is_a_contradiction():
    b = briefing()
    tied = [Tie(OTHER, b.with_them.pk, b.without.pk), *ties("subset_of", b.with_them, b.officers)]
    assert sentences(vars(b).values(), tied) == [
        "Two reports of one statement contradict each other, 149 (Almaty), R-1 and 149 (Almaty), R-2: one holds the "
        "security forces in, the other leaves them out.",
        "149 + 11 = 160: nobody stated this sum.",
    ]


def test_that_officers_are_told_under_a_number_says_that_it_holds_them():
    told, apart, officers = (
        claim(149, **BRIEFING), claim(149, forces="no", **BRIEFING), claim(11, population="law_enforcement", **BRIEFING),
    )  # fmt: skip
    tied = [Tie(OTHER, told.pk, apart.pk), *ties("subset_of", told, officers)]
    assert "one holds the security forces in" in sentences([told, apart, officers], tied, "two_reports")[0]


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ({"best": 149}, {"best": 148}, "one says 149, the other 148"),
        ({"best": 149}, {"low": 150}, "one says 149, the other at least 150"),
        ({"best": 149, "status": "wounded"}, {"best": 149}, "one says “wounded”, the other “dead, however they died”"),
        ({"best": 149, **ALMATY}, {"best": 149, **KAZAKHSTAN}, "one is of Almaty, the other of Kazakhstan"),
        ({"best": 149}, {"low": 140, "high": 150}, None),
        ({"best": 149}, {"value": "words", "words": "about 150"}, None),
        ({"best": 225, "status": "killed"}, {"best": 225, "unit": "bodies"}, None),  # a translation
        ({"best": 149, "forces": "yes"}, {"best": 149}, None),  # one that does not say contradicts nothing
        ({"best": 149, "stated": day("2022-01-16")}, {"best": 149, "stated": day("2022-01-17")}, None),
    ],
)
def test_two_reports_contradict_each_other_only_where_both_say_something(one, other, difference):
    a, b = claim(**one), claim(**other)
    found = sentences([a, b], [Tie(OTHER, a.pk, b.pk)], "two_reports")
    assert [text.partition(": ")[2].rstrip(".") for text in found] == ([difference] if difference else [])


def test_claims_that_are_said_to_contradict_each_other_are_told_with_the_reason():
    a, b = claim(230, claimant="prosecutor"), claim(238, claimant="ombudsperson")
    assert sentences([a, b], [Tie("contradicts", a.pk, b.pk, "Those who died in custody.")]) == [
        "230 contradicts 238: Those who died in custody; one says 230, the other 238."
    ]
    same = claim(230)
    assert sentences([a, same], [Tie("contradicts", a.pk, same.pk)]) == ["230 contradicts 230."]


# --- The same number -------------------------------------------------------------------------------------------------
def test_149_in_january_and_in_march_are_two_things():
    january, march_ = claim(149, **BRIEFING), claim(149, population="attackers", **KAZAKHSTAN, **BREAKDOWN)
    assert sentences([january, march_]) == [
        "149 stands for different things: dead, Almaty, Almaty police, 16 January 2022; dead, called attackers, "
        "Kazakhstan, Prosecutor General, 14 March 2022."
    ]


@pytest.mark.parametrize(
    ("one", "other", "meanings"),
    [
        ({"window": day("2022-01-05")}, {"window": day("2022-01-06")}, ["5 January 2022", "6 January 2022"]),
        ({"forces": "yes"}, {"forces": "no"}, ["with the security forces", "without the security forces"]),
        ({"bystanders": "no"}, {"bystanders": "yes"}, ["without bystanders", "with bystanders"]),
    ],
)
def test_what_parts_two_meanings_of_a_number_is_told(one, other, meanings):
    assert sentences([claim(149, **ALMATY, **one), claim(149, **ALMATY, **other)]) == [
        f"149 stands for different things: dead, Almaty, {meanings[0]}; dead, Almaty, {meanings[1]}."
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"stated": day("2022-03-14")}, {"stated": day("2022-08-16")}),  # said again
        ({"unit": "bodies"}, {"unit": "people"}),
        ({"status": "killed"}, {"status": "dead"}),
        (ALMATY, {}),  # one does not say where
        ({"population": "everybody"}, {}),
        ({"forces": "yes"}, {}),
        ({"state": "retracted"}, {"status": "wounded"}),
        ({"low": 140}, {"status": "wounded"}),
    ],
)
def test_one_thing_said_again_or_less_exactly_is_no_other_thing(one, other):
    assert sentences([claim(149, **one), claim(149, **other)]) == []


def test_one_is_no_number_to_wonder_about():
    assert sentences([claim(1, **ALMATY), claim(1, status="wounded", **ALMATY)]) == []


# --- Sums ------------------------------------------------------------------------------------------------------------
def test_a_sum_that_only_somebody_else_states_names_who():
    b = briefing()
    newsroom = claim(160, claimant="newsroom", claimant_words="A newsroom", stated=day("2022-01-16"), **ALMATY)
    tied = [Tie(OTHER, b.with_them.pk, b.without.pk), *ties("subset_of", b.with_them, b.officers)]
    found = sentences([*vars(b).values(), newsroom], tied, "unstated_sum")
    assert found == ["149 + 11 = 160: A newsroom states this sum; whoever gave its parts does not."]
    police = claim(160, status="killed", **BRIEFING)
    assert sentences([*vars(b).values(), police], tied, "unstated_sum") == []


def test_parts_without_a_number_for_the_whole_make_a_sum_that_nobody_stated():
    whole, one, other = (
        claim(value="unknown", **ALMATY),
        claim(149, forces="no", **ALMATY),
        claim(11, population="military", **ALMATY),
    )
    found = sentences([whole, one, other], ties("part_of", whole, one, other))
    assert found == ["149 + 11 = 160: nobody stated this sum."]


@pytest.mark.parametrize(
    "rest",
    [
        {"forces": "yes"},
        {"forces": "no", "status": "wounded"},
        {"forces": "no", **KAZAKHSTAN},
        {"forces": "no", "claimant": "others"},
        {"forces": "no", "stated": day("2022-01-20")},
        {"forces": "no", "state": "retracted"},
    ],
)
def test_nobody_adds_up_what_was_not_told_together(rest):
    officers, others = claim(11, population="law_enforcement", **BRIEFING), claim(**({"best": 149} | BRIEFING | rest))
    assert sentences([officers, others], (), "unstated_sum", "unsaid_sum") == []


def test_where_nobody_says_whether_the_officers_are_in_it_the_sum_is_told_with_its_condition():
    officers, others = claim(11, population="law_enforcement", **BRIEFING), claim(149, **BRIEFING)
    assert sentences([officers, others]) == [
        "Nobody says whether 149 (Almaty) holds 11 (law enforcement, Almaty) in. If not, 149 + 11 = 160: nobody stated "
        "this sum."
    ]
    assert sentences([officers, others], ties("subset_of", others, officers)) == []
    assert sentences([officers, others, claim(160, **ALMATY)], (), "unsaid_sum", "unstated_sum") == []
    said = claim(149, forces="yes", **BRIEFING)
    assert sentences([officers, others, said], [Tie(OTHER, others.pk, said.pk)], "unsaid_sum") == []


def test_4578_is_4353_wounded_and_225_dead():
    about = {"stated": day("2022-01-15")} | KAZAKHSTAN
    every = [
        claim(4578, status="wounded", **about),
        claim(225, unit="bodies", **about),
        claim(4353, status="wounded", **about),
    ]
    assert sentences(every) == [
        "4,578 = 4,353 + 225: 4,578 (wounded, Kazakhstan) is as many as 4,353 (wounded, Kazakhstan) and 225 (dead, "
        "Kazakhstan) together. Nobody says that it is their sum."
    ]
    assert sentences([*every[:2], claim(4353, status="wounded", stated=day("2022-06-01"), **KAZAKHSTAN)]) == []
    assert sentences([*every[:2], claim(4353, status="wounded", stated=day("2022-01-15"), **ALMATY)]) == []


def test_139_is_86_and_53_and_is_no_surprise_once_they_are_its_parts():
    about = ALMATY | BREAKDOWN
    whole, attackers, found = claim(139, **about), claim(86, population="attackers", **about), claim(53, **about)
    assert "139 = 86 + 53" in sentences([whole, attackers, found])[0]
    tied = ties("part_of", whole, attackers, found)
    assert sentences([whole, attackers, found], tied) == ["Parts of 139 (Almaty): 86 + 53 = 139, nothing is left."]


def test_small_numbers_that_add_up_by_chance_are_not_told():
    about = ALMATY | BREAKDOWN
    assert sentences([claim(13, **about), claim(8, status="wounded", **about), claim(5, **about)]) == []


# --- All together ----------------------------------------------------------------------------------------------------
def test_the_same_claims_in_any_order_give_the_same_remarks():
    m, b = march(), briefing()
    every = [*vars(m).values(), *vars(b).values()]
    tied = [
        *ties("part_of", m.whole, m.almaty, m.others, m.bystanders, m.officers),
        *ties("part_of", m.bystanders, m.of_almaty, m.of_region, m.of_taraz),
        Tie(OTHER, b.with_them.pk, b.without.pk),
        *ties("subset_of", b.with_them, b.officers),
    ]
    found = check(every, tied)
    assert check(every[::-1], tied[::-1]) == found
    assert {one.code for one in found} == {
        "partition_readings",
        "parts_fit",
        "two_reports",
        "same_number",
        "unstated_sum",
    }


def test_three_hundred_claims_are_checked_at_once():
    every = [
        claim(20 + number % 90, **region(f"gn:{number}", "Town"), stated=day("2022-01-15")) for number in range(300)
    ]
    whole = claim(20000, **KAZAKHSTAN)
    begun = time.perf_counter()
    check([whole, *every], ties("part_of", whole, *every[:100]))
    assert time.perf_counter() - begun < 5
