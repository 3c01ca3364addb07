"""What the parts of a whole make, in sentences: what is left for words, who may be counted twice."""

from dataclasses import replace

from incidents.domain.figures.checks import check
from tests.incidents.domain.figures.samples import claim
from tests.incidents.domain.figures.scenes import ALMATY, KAZAKHSTAN, region, ties


def remarks(claims, tied, code):
    return [one for one in check(claims, tied) if one.code == code]


def test_what_is_left_for_words_is_at_most_that_beside_a_part_that_is_a_range():
    of, one, dozens = claim(238), claim(low=151), claim(value="words", words="dozens")
    (found,) = remarks([of, one, dozens], ties("part_of", of, one, dozens), "partition")
    assert found.sentence == "Parts of 238: at least 151 + “dozens” = at least 151, at most 87 are left for “dozens”."


def test_children_beside_places_may_be_counted_there_unless_all_make_up_the_whole():
    of, one, other = claim(164, **KAZAKHSTAN), claim(103, **ALMATY), claim(21, **region("r:k", "Kyzylorda Region"))
    children = claim(3, population="children", **KAZAKHSTAN)
    (found,) = remarks([of, one, other, children], ties("part_of", of, one, other, children), "overlap")
    assert found.sentence == (
        "3 (children, Kazakhstan) may be counted in 103 (Almaty) and 21 (Kyzylorda Region) as well: all are given as "
        "parts of 164 (Kazakhstan)."
    )
    among = [*ties("part_of", of, one, other), *ties("subset_of", of, children)]
    assert remarks([of, one, other, children], among, "overlap") == []
    men = claim(161, population_words="men", **KAZAKHSTAN)
    assert remarks([of, men, children], ties("part_of", of, men, children), "overlap") == []
    of = replace(of, best=127)
    assert remarks([of, one, other, children], ties("part_of", of, one, other, children), "overlap") == []
