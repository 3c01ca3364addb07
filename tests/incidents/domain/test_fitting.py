"""Weights fitted to verdicts: towards what was decided, never far by a few, and nothing that was not met."""

import pytest

from incidents.domain import fitting, scoring
from incidents.domain.fitting import Verdict

AGREE = {"name.family": "same", "name.given": "same", "birth": "same_year", "place": "other"}


def verdicts(same: int, different: int, bits=4.0, **levels) -> list[Verdict]:
    """So many of each, all alike."""
    told = AGREE | levels
    return [Verdict(True, bits, told)] * same + [Verdict(False, bits, told)] * different


def both(level: str, *, same: int, different: int) -> list[Verdict]:
    """Pairs that differ in one field only, beside as many that do not know it and were decided half and half."""
    known = verdicts(same, different, bits=0.0, sex=level)
    return known + verdicts((same + different) // 2, (same + different) // 2, bits=0.0)


def test_a_level_met_in_same_people_is_worth_more_and_in_different_ones_less():
    assert fitting.moves(both("same", same=100, different=20))[("fields", "sex", "same")] > 0.5
    assert fitting.moves(both("other", same=20, different=100))[("fields", "sex", "other")] < -0.5


def test_ten_verdicts_do_not_wreck_the_weights():
    found = fitting.moves(verdicts(0, 10))
    assert max(abs(move) for move in found.values()) < 0.5
    assert max(abs(move) for move in fitting.moves(both("same", same=0, different=10)).values()) < 1.0


def test_verdicts_that_the_weights_foresaw_move_nothing():
    assert all(abs(move) < 0.1 for move in fitting.moves(verdicts(160, 10)).values())


def test_no_weight_moves_further_than_its_limit(monkeypatch):
    monkeypatch.setattr(fitting, "FARTHEST", 0.25)
    found = fitting.moves(both("same", same=200, different=0))
    assert max(abs(move) for move in found.values()) == 0.25


def test_only_what_was_met_moves_and_the_delivered_table_stays():
    delivered = scoring.as_delivered()
    fitted = fitting.fitted(delivered, both("same", same=100, different=20))
    assert delivered == scoring.as_delivered()
    assert fitted["fields"]["sex"]["same"] > delivered["fields"]["sex"]["same"]
    assert fitted["unnamed"] == delivered["unnamed"]
    assert fitted["names"]["father"] == delivered["names"]["father"]
    assert (fitted["prior"], fitted["bands"]) == (delivered["prior"], delivered["bands"])
    scoring.weights_of(fitted)


def test_people_without_a_name_have_weights_of_their_own():
    told = [Verdict(True, 0.0, {"unnamed": "both", "birth": "age"})] * 60
    untold = [Verdict(False, 0.0, {"unnamed": "both"})] * 60
    assert set(fitting.moves(told + untold)) <= {("unnamed", "birth", "age"), ("unnamed", "unnamed", "both")}
    assert fitting.moves(told + untold)[("unnamed", "birth", "age")] > 0


def test_a_second_word_of_a_kind_speaks_with_the_weight_of_the_kind():
    one = Verdict(True, 0.0, {"name.word": "same", "name.word.2": "same"})
    assert one.weights == {("names", "word", "same"): 2}
    assert fitting.after(one, {("names", "word", "same"): 1.5}) == 3.0


def test_a_level_that_the_table_does_not_know_is_passed_over():
    delivered = scoring.as_delivered()
    told = [Verdict(True, -5.0, {"name.family": "unheard", "moon": "full"})] * 50
    assert fitting.fitted(delivered, told) == delivered


def test_levels_are_counted_for_the_same_and_for_different_people():
    found = fitting.counts(verdicts(3, 1) + [Verdict(True, 0.0, {"unnamed": "both"})])
    assert found["fields birth same_year"] == (3, 1)
    assert found["unnamed unnamed both"] == (1, 0)


@pytest.mark.parametrize("told", [[], verdicts(0, 0)])
def test_without_verdicts_nothing_moves(told):
    assert fitting.moves(told) == {}
