"""What ties say of claims all together: which edition of a number replaces which."""

import pytest

from incidents.domain.figures.checks import check
from incidents.domain.figures.shapes import Tie
from tests.incidents.domain.figures.samples import claim
from tests.incidents.domain.figures.scenes import ties


def partitions_of(claims, tied):
    return [one for one in check(claims, tied) if one.code in ("partition", "parts_fit")]


@pytest.mark.parametrize("middle", [{"state": "retracted"}, {"state": "superseded"}, None])
def test_a_part_stays_replaced_when_the_edition_between_was_taken_back_or_is_no_part(middle):
    of, old, between = claim(230), claim(100, state="superseded"), claim(120, **(middle or {"state": "superseded"}))
    new, rest = claim(139), claim(91)
    parts = (old, between, new, rest) if middle else (old, new, rest)
    tied = [
        *ties("part_of", of, *parts),
        Tie("supersedes", new.pk, between.pk),
        Tie("supersedes", between.pk, old.pk),
    ]
    (found,) = partitions_of([of, old, between, new, rest], tied)
    assert found.sentence.startswith("Parts of 230: 139 + 91 = 230, nothing is left.")


@pytest.mark.parametrize("again", [139, 137])
def test_whichever_report_of_an_edition_replaces_the_old_one_replaces_it(again):
    of, old, rest = claim(230), claim(130, state="superseded"), claim(91)
    new, other = claim(139), claim(again)
    same = [*ties("part_of", of, old, new, other, rest), Tie("other_report_of_same_statement", new.pk, other.pk)]
    for newer in (new, other):
        (found,) = partitions_of([of, old, new, other, rest], [*same, Tie("supersedes", newer.pk, old.pk)])
        assert found.code == "parts_fit"
        assert "130" not in found.sentence
