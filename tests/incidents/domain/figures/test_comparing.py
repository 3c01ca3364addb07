"""Two numbers are compared inside one scope only; outside it every reason is told."""

import pytest

from incidents.domain.figures.comparing import because, compare, sentence, with_documented
from incidents.domain.figures.shapes import Tie, said, value
from tests.incidents.domain.figures.samples import claim, day

ALMATY = {"place": "city:almaty", "place_words": "Almaty", "place_within": frozenset({"city:almaty", "country:kz"})}
KAZAKHSTAN = {"place": "country:kz", "place_words": "Kazakhstan", "place_within": frozenset({"country:kz"})}
JANUARY = {"window": (day("2022-01-05")[0], day("2022-01-14")[0])}


def codes(one, other, *ties):
    return [reason.code for reason in compare(one, other, ties)]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"best": 149}, "149"),
        ({"best": 4578}, "4,578"),
        ({"low": 17}, "at least 17"),
        ({"high": 20}, "at most 20"),
        ({"low": 100, "best": 120, "high": 150}, "100 to 150"),
        ({"low": 17, "best": 19}, "at least 17"),
        ({"low": 5, "high": 5}, "5"),
        ({"best": 0}, "0"),
        ({"low": 0}, "at least 0"),
        ({"value": "words", "words": "dozens"}, "“dozens”"),
        ({"value": "unknown", "words": "nobody knows"}, "not known"),
    ],
)
def test_a_number_is_told_as_it_was_given(fields, words):
    one = claim(**fields)
    assert value(one) == words
    if one.is_number:
        assert said(*one.interval()) == words


def test_two_numbers_of_one_scope_are_comparable():
    about = {**KAZAKHSTAN, **JANUARY, "forces": "yes", "stated": day("2022-03-14")}
    assert compare(claim(230, **about), claim(238, **about)) == ()
    assert because(()) == ""


def test_every_reason_is_told_in_one_sentence():
    one = claim(149, **ALMATY, forces="yes", stated=day("2022-01-16"))
    other = claim(149, **KAZAKHSTAN, population="attackers", unit="bodies", stated=day("2022-03-14"), **JANUARY)
    assert codes(one, other) == [
        "unit",
        "population_open",
        "forces",
        "bystanders_not_said",
        "place",
        "window_not_said",
        "as_of",
    ]
    assert because(compare(one, other)) == (
        "Not comparable, because one counts people, the other bodies; one is of people whom the claimant calls attackers or"
        " terrorists, the other does not say of whom; one holds the security forces in, the other leaves them out;"
        " only one of them says whether it holds the bystanders in; one is of Almaty, the other of Kazakhstan; only one"
        " of them says in which days it happened; they are of different days: 16 January 2022 and 14 March 2022."
    )


@pytest.mark.parametrize(
    ("fields", "code", "certain"),
    [
        ({"status": "wounded"}, "status", True),
        ({"population": "everybody"}, "population_not_said", False),
        ({"population": "children"}, "population_open", True),
        ({"forces": "no"}, "forces_not_said", False),
        ({"bystanders": "yes"}, "bystanders_not_said", False),
        ({"place": "", "place_words": "", "place_within": frozenset()}, "place_not_said", False),
        ({"window": (None, None)}, "window_not_said", False),
        ({"window": day("2022-01-05")}, "window", True),
        ({"as_of": day("2022-01-15")}, "as_of", True),
        ({"state": "retracted"}, "retracted", True),
        ({"struck": True}, "struck", True),
        ({"best": None, "value": "unknown"}, "value", True),
    ],
)
def test_each_part_of_the_scope_parts_them(fields, code, certain):
    about = {**ALMATY, **JANUARY, "stated": day("2022-01-16")}
    found = compare(claim(149, **about), claim(**({"best": 149} | about | fields)))
    assert (code, certain) in [(reason.code, reason.certain) for reason in found]
    assert all(sentence(reason) for reason in found)


def test_numbers_that_are_true_of_one_day_are_comparable_whenever_they_were_stated():
    one = claim(225, as_of=day("2022-01-14"), stated=day("2022-01-15"))
    assert codes(one, claim(226, as_of=day("2022-01-14"), stated=day("2022-03-01"))) == []
    assert codes(one, claim(227, stated=day("2022-02-01"))) == ["as_of"]


def test_others_are_of_one_scope_by_their_label_only():
    one = claim(5, population="other", population_words="miners")
    assert codes(one, claim(6, population="other", population_words="Miners")) == []
    assert codes(one, claim(6, population="other", population_words="drivers")) == ["label"]
    assert codes(one, claim(6, population="other")) == ["label_not_said"]
    assert codes(claim(230), claim(238, population_words="with those who died in custody")) == ["label_not_said"]
    assert codes(claim(5, population="military", population_words="soldiers"), claim(6, population="military")) == []


def test_what_somebody_said_of_them_is_a_reason():
    one, other = claim(5), claim(6)
    found = compare(one, other, [Tie("not_comparable", other.pk, one.pk, "another method")])
    assert because(found) == "Not comparable, because it was said of them: another method."
    assert compare(one, other, [Tie("not_comparable", other.pk, 10**6, "another method")]) == ()


# --- Beside our own count --------------------------------------------------------------------------------------------
def test_our_count_of_the_dead_is_comparable_with_a_claim_of_the_dead():
    dead = {"ever": ["killed", "died"]}
    assert with_documented(claim(230, **KAZAKHSTAN), dead) == ()
    assert with_documented(claim(149, **ALMATY), dead | {"place": "Алматы"}, place="city:almaty") == ()
    assert with_documented(claim(230, **KAZAKHSTAN), {"ever": "dead"}) == with_documented(
        claim(230, **KAZAKHSTAN), dead
    )
    assert with_documented(claim(3, status="killed"), {"status": "killed"}) == ()


@pytest.mark.parametrize(
    ("fields", "filters", "code"),
    [
        ({"unit": "bodies"}, {}, "unit"),
        ({}, {"ever": "killed"}, "status"),
        ({}, {"ever": []}, "status"),
        (ALMATY, {}, "place"),
        (KAZAKHSTAN, {"place": "city:almaty"}, "place"),
        (JANUARY, {}, "window"),
        (JANUARY, {"since": "2022-01"}, "window"),
        ({"forces": "no"}, {}, "forces"),
        ({"bystanders": "no"}, {}, "bystanders"),
        ({"population": "children"}, {}, "population"),
        ({}, {"participation": "bystander"}, "population"),
        ({"best": None, "value": "unknown"}, {}, "value"),
        ({"state": "retracted"}, {}, "retracted"),
    ],
)
def test_our_count_of_others_is_not_comparable_and_says_why(fields, filters, code):
    found = with_documented(claim(**({"best": 9} | fields)), {"ever": ["killed", "died"]} | filters)
    assert code in [reason.code for reason in found]
    assert all(sentence(reason) for reason in found)


def test_the_days_of_our_filter_are_compared_with_those_of_the_claim():
    dead = {"ever": ["killed", "died"], "since": "2022-01-05", "until": "2022-01-14"}
    assert with_documented(claim(9, **JANUARY), dead) == ()
    (reason,) = with_documented(claim(9), dead | {"since": "nonsense"})
    assert sentence(reason).startswith("it is of what happened on days that it does not state, ours")
