"""Whether the parts of a whole make it up, and how that hangs on what nobody said of them."""

from dataclasses import replace

import pytest

from incidents.domain.figures.checks import check
from incidents.domain.figures.shapes import Tie
from tests.incidents.domain.figures.samples import claim
from tests.incidents.domain.figures.scenes import ALMATY, BREAKDOWN, KAZAKHSTAN, march, region, ties

ONLY = (
    "Nothing is left only if 139 (Almaty) leaves the 19 of the security forces out and holds the 11 bystanders in: "
    "139 + 63 + {sum} = 230."
)


def remarks(claims, tied, *codes):
    """Those with these codes, or all about partitions."""
    codes = codes or ("partition", "partition_readings", "parts_fit")
    return [one for one in check(claims, tied) if one.code in codes]


def all_of(scene):
    return list(vars(scene).values())


def as_part_of_twenty(m):
    return [
        *ties("part_of", m.whole, m.almaty, m.others, m.bystanders, m.officers),
        *ties("part_of", m.bystanders, m.of_almaty, m.of_region, m.of_taraz),
    ]


def test_the_remainder_of_march_is_nothing_under_one_reading_only():
    m = march()
    found, twenty = remarks(all_of(m), as_part_of_twenty(m))
    assert found.code == "partition_readings"
    assert sorted(found.numbers) == [-11, 0, 8, 19]
    assert found.sentence == (
        "Parts of 230 (Kazakhstan): 139 (Almaty), 63 (called attackers, seven other regions), 20 (bystanders, "
        "Kazakhstan) and 19 (security forces, Kazakhstan). "
        + ONLY.format(sum="(20 − 11) + 19")
        + " If it leaves both out, it is 11 too many. If it holds only the 19 of the security forces in, 8 are left"
        " unexplained. If it holds both in, 19 are left unexplained. Each group is reckoned as held in whole or not at"
        " all."
    )
    assert (twenty.code, twenty.sentence) == (
        "parts_fit", "Parts of 20 (bystanders, Kazakhstan): 11 + 8 + 1 = 20, nothing is left.",
    )  # fmt: skip


def test_it_is_the_same_however_the_breakdown_is_entered():
    m = march()
    parts = (m.whole, m.almaty, m.others, m.officers)
    flat = ties("part_of", *parts, m.of_almaty, m.of_region, m.of_taraz)
    among = [
        *ties("part_of", m.whole, m.almaty, m.others, m.bystanders),
        *ties("subset_of", m.whole, m.officers),
        *ties("subset_of", m.bystanders, m.of_almaty),
    ]
    every = [claim for claim in all_of(m) if claim.pk != m.bystanders.pk]
    (one,), (other, *_twenty) = remarks(every, flat), remarks(all_of(m), among)
    assert ONLY.format(sum="19 + 8 + 1") in one.sentence
    assert ONLY.format(sum="(20 − 11) + 19") in other.sentence
    nine = claim(9, population="uninvolved", place="almaty region and taraz", **BREAKDOWN)
    (short,) = remarks([*parts, nine], ties("part_of", *parts, nine))
    assert (
        "Nothing is left only if 139 (Almaty) leaves the 19 of the security forces out: 139 + 63 + 19 + 9 = 230."
        in (short.sentence)
    )


@pytest.mark.parametrize(
    ("said", "code", "left"),
    [
        ({"forces": "no", "bystanders": "yes"}, "parts_fit", [0]),
        ({"forces": "no", "bystanders": "no"}, "partition", [-11]),
        ({"forces": "no"}, "partition_readings", [-11, 0]),
        ({"bystanders": "yes"}, "partition_readings", [0, 19]),
        ({"forces": "yes", "bystanders": "yes"}, "partition", [1, 19]),  # how many of the 19 is not told
    ],
)
def test_what_is_said_leaves_no_reading(said, code, left):
    m = march(**said)
    found = remarks(all_of(m), as_part_of_twenty(m))[0]
    assert (found.code, sorted(found.numbers)) == (code, left)


def test_bystanders_entered_as_civilians_are_read_in_the_same_way():
    m = march()
    for name in ("bystanders", "of_almaty", "of_region", "of_taraz"):
        setattr(m, name, replace(getattr(m, name), population="civilians"))
    found, twenty = remarks(all_of(m), as_part_of_twenty(m))
    assert ONLY.format(sum="(20 − 11) + 19").replace("bystanders", "civilians") in found.sentence
    assert twenty.code == "parts_fit"
    flat = ties("part_of", m.whole, m.almaty, m.others, m.officers, m.of_almaty, m.of_region, m.of_taraz)
    (found,) = remarks([one for one in all_of(m) if one.pk != m.bystanders.pk], flat)
    assert ONLY.format(sum="19 + 8 + 1").replace("bystanders", "civilians") in found.sentence


def test_civilians_beside_officers_alone_are_no_group():
    whole, civilians = claim(160, **ALMATY), claim(149, population="civilians", **ALMATY)
    officers = claim(11, population="law_enforcement", **ALMATY)
    (found,) = remarks([whole, civilians, officers], ties("part_of", whole, civilians, officers))
    assert (found.code, found.numbers) == ("parts_fit", (0,))


def test_a_part_that_is_smaller_than_a_group_is_not_asked_whether_it_holds_it_in():
    whole, few, rest = claim(149, **KAZAKHSTAN), claim(8, **KAZAKHSTAN), claim(122, population="attackers")
    officers = claim(19, population="military", **KAZAKHSTAN)
    (found,) = remarks([whole, few, rest, officers], ties("part_of", whole, few, rest, officers))
    assert (found.code, found.numbers) == ("parts_fit", (0,))


def test_a_tie_says_what_a_part_holds_in():
    m = march()
    tied = [*as_part_of_twenty(m), *ties("subset_of", m.almaty, m.of_almaty)]
    found = remarks(all_of(m), tied)[0]
    assert sorted(found.numbers) == [0, 19]
    assert "leaves the 19 of the security forces out: 139 + 63 + (20 − 11) + 19 = 230." in found.sentence


def test_a_closer_number_of_the_officers_in_almaty_opens_a_second_reading():
    m = march()
    there = claim(11, population="law_enforcement", **ALMATY, **BREAKDOWN)
    found = remarks([*all_of(m), there], [*as_part_of_twenty(m), *ties("subset_of", m.officers, there)])[0]
    assert sorted(found.numbers) == [-11, 0, 11]
    assert ", or if 139 (Almaty)" in found.sentence
    assert "held in whole" not in found.sentence


def test_a_number_of_another_day_tells_nothing_of_this_one():
    m = march()
    there = claim(11, population="law_enforcement", **ALMATY, claimant="police")
    assert sorted(remarks([*all_of(m), there], as_part_of_twenty(m))[0].numbers) == [-11, 0, 8, 19]


def test_where_more_parts_leave_it_unsaid_the_others_are_told_as_a_range():
    m = march()
    unsaid = claim(63, place="seven other regions", **BREAKDOWN)
    every = [unsaid if one.pk == m.others.pk else one for one in all_of(m)]
    tied = [
        *ties("part_of", m.whole, m.almaty, unsaid, m.bystanders, m.officers),
        *ties("part_of", m.bystanders, m.of_almaty),
    ]
    found = remarks(every, tied)[0]
    assert found.sentence.count("Nothing is left only if") == 1
    assert "Under the other readings: from 11 too many to 28 left unexplained." in found.sentence


def test_a_group_among_the_whole_is_no_part_where_the_others_make_it_up_alone():
    m = march()
    rest = claim(91, place="the regions", **BREAKDOWN)
    tied = [*ties("part_of", m.whole, m.almaty, rest), *ties("subset_of", m.whole, m.officers)]
    (found,) = remarks([m.whole, m.almaty, rest, m.officers], tied)
    assert (found.code, found.numbers) == ("parts_fit", (0,))


# --- Plain sums ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("whole", "part", "code", "words"),
    [
        (230, {"best": 91}, "parts_fit", "139 + 91 = 230, nothing is left."),
        (230, {"best": 63}, "partition", "139 + 63 = 202, 28 are left unexplained."),
        (203, {"best": 63}, "partition", "139 + 63 = 202, 1 is left unexplained."),
        (200, {"best": 63}, "partition", "139 + 63 = 202, it is 2 too many."),
        (230, {"low": 80, "high": 90}, "partition", "139 + 80 to 90 = 219 to 229, 1 to 11 are left unexplained."),
        (225, {"low": 80, "high": 90}, "parts_fit", "139 + 80 to 90 = 219 to 229, it can come out even."),
        (230, {"low": 80}, "parts_fit", "139 + at least 80 = at least 219, it can come out even."),
        (200, {"low": 80}, "partition", "139 + at least 80 = at least 219, it is at least 19 too many."),
        (230, {"high": 80}, "partition", "139 + at most 80 = 139 to 219, 11 to 91 are left unexplained."),
        (
            230,
            {"value": "words", "words": "dozens"},
            "partition",
            "139 + “dozens” = at least 139, 91 are left for “dozens”.",
        ),
        (100, {"value": "unknown"}, "partition", "139 + not known = at least 139, it is at least 39 too many."),
    ],
)
def test_ranges_words_and_unknown_parts_are_reckoned_as_far_as_they_go(whole, part, code, words):
    of, one, other = claim(whole), claim(139), claim(**part)
    (found,) = remarks([of, one, other], ties("part_of", of, one, other))
    assert (found.code, found.sentence) == (code, f"Parts of {whole}: {words}")


def test_a_whole_that_is_a_range_leaves_a_range():
    of, one, other = claim(low=225), claim(139), claim(63)
    (found,) = remarks([of, one, other], ties("part_of", of, one, other))
    assert found.sentence == "Parts of at least 225: 139 + 63 = 202, at least 23 are left unexplained."


def test_what_was_taken_back_or_struck_leaves_the_reckoning_and_is_named():
    of, one = claim(230), claim(139)
    back, wrong = claim(63, state="retracted"), claim(28, struck=True)
    (found,) = remarks([of, one, back, wrong], ties("part_of", of, one, back, wrong))
    assert found.sentence == (
        "Parts of 230: 139, 91 are left unexplained. 63 and 28 were taken back or struck and are left out."
    )
    assert remarks([claim(230, pk=of.pk, state="retracted"), one], ties("part_of", of, one)) == []


def test_of_two_editions_of_a_part_the_newer_one_is_reckoned():
    of, old, new, rest = claim(230), claim(130, state="superseded"), claim(139), claim(91)
    (found,) = remarks([of, old, new, rest], [*ties("part_of", of, old, new, rest), Tie("supersedes", new.pk, old.pk)])
    assert "139 + 91 = 230" in found.sentence


def test_two_editions_of_a_whole_are_each_reckoned_with_their_own_parts():
    old, new = claim(225, state="superseded"), claim(230)
    one, other, more = claim(206), claim(19), claim(5)
    tied = [
        *ties("part_of", old, one, other),
        *ties("part_of", new, one, other, more),
        Tie("supersedes", new.pk, old.pk),
    ]
    assert [found.code for found in remarks([old, new, one, other, more], tied)] == ["parts_fit", "parts_fit"]


def test_two_reports_of_one_part_are_one_part():
    of, one, again, rest = claim(230), claim(139), claim(139), claim(91)
    tied = [*ties("part_of", of, one, again, rest), Tie("other_report_of_same_statement", one.pk, again.pk)]
    (found,) = remarks([of, one, again, rest], tied)
    assert found.code == "parts_fit"
    other = claim(137)
    tied = [*ties("part_of", of, one, other, rest), Tie("other_report_of_same_statement", one.pk, other.pk)]
    (found,) = remarks([of, one, other, rest], tied)
    assert "137 to 139 + 91" in found.sentence


def test_a_part_of_a_part_is_not_added_again():
    of, one, inside, rest = claim(230), claim(139), claim(86), claim(91)
    tied = [*ties("part_of", of, one, inside, rest), *ties("subset_of", one, inside)]
    (found,) = remarks([of, one, inside, rest], tied)
    assert found.code == "parts_fit"


def test_parts_of_one_population_of_which_one_lies_in_the_other_may_overlap():
    of = claim(230, **KAZAKHSTAN)
    outer = claim(20, **region("region:almaty", "Almaty Region"))
    inner = claim(
        8, place="gn:1", place_words="Taldykorgan", place_within=frozenset({"gn:1", "region:almaty", "country:kz"})
    )
    (found,) = remarks([of, outer, inner], ties("part_of", of, outer, inner), "overlap")
    assert found.sentence == (
        "8 (Taldykorgan) may be counted in 20 (Almaty Region) as well: both are given as parts of 230 (Kazakhstan)."
    )
    apart = claim(8, population="attackers", **region("region:almaty", "Almaty Region"))
    assert remarks([of, outer, apart], ties("part_of", of, outer, apart), "overlap") == []


def test_a_circle_of_ties_is_said_and_stops_nothing():
    one, other = claim(5), claim(6)
    tied = [Tie("part_of", one.pk, other.pk), Tie("part_of", other.pk, one.pk), Tie("part_of", one.pk, one.pk)]
    found = check([one, other], tied)
    assert [remark.code for remark in found][0] == "circle"
    assert found[0].sentence == "Each of these is said to be part of another of them: 5, 6."


def test_very_many_unsaid_things_are_told_as_one_range():
    of, officers = claim(500, **KAZAKHSTAN), claim(19, population="security_forces", **KAZAKHSTAN)
    parts = [claim(20 + number, **region(f"gn:{number}", f"Town {number}")) for number in range(12)]
    (found,) = remarks([of, officers, *parts], ties("part_of", of, officers, *parts))
    assert "anything is possible" in found.sentence
