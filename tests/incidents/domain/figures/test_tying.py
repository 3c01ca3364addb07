"""What one claim is to another: said, taken back, and what it does to the older one."""

import datetime as dt

import pytest

from incidents.domain.figures import states, verbs
from incidents.models import FigureClaim, FigureRelation
from incidents.policies import Denied, Stale, Unfit
from incidents.vocabulary import FigureState as S
from incidents.vocabulary import FigureTie as T
from tests.incidents.domain.figures.samples import AT, entered

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(hours=1)


@pytest.fixture
def older(reviewer):
    return entered(reviewer, 225, when="2022-01-15")


@pytest.fixture
def newer(reviewer):
    return entered(reviewer, 230, when="2022-03-14")


def state(claim, day=None):
    row = FigureClaim.objects.get(pk=claim.pk)
    return states.state_on(row, row.moves.all(), dt.date.fromisoformat(day) if day else None)


def test_a_newer_claim_replaces_the_older_one_on_its_own_day(older, newer, reviewer):
    verbs.relate(newer, older, T.SUPERSEDES, version=1, by=reviewer, at=AT)
    assert [state(older, day) for day in ("2022-03-13", "2022-03-14")] == [S.STANDING, S.SUPERSEDED]
    move = older.moves.get()
    assert (move.told_in, move.when_edtf) == (newer.report, "2022-03-14")
    assert move.because == f"{newer.ref} replaces {older.ref}"


def test_what_takes_back_retracts_on_the_day_that_is_given(older, newer, reviewer):
    verbs.relate(newer, older, T.RETRACTS, why="An error.", when="2022-03-10", by=reviewer, at=AT)
    assert [state(older, day) for day in ("2022-03-09", "2022-03-10")] == [S.STANDING, S.RETRACTED]
    assert older.moves.get().because == "An error."


def test_what_contradicts_makes_both_disputed_from_the_later_day(older, newer, reviewer):
    verbs.relate(older, newer, T.CONTRADICTS, by=reviewer, at=AT)
    assert [state(one, "2022-03-14") for one in (older, newer)] == [S.DISPUTED, S.DISPUTED]
    assert state(older, "2022-03-13") == S.STANDING


def test_a_tie_taken_back_leaves_no_day_on_which_it_held(older, newer, reviewer):
    tie = verbs.relate(newer, older, T.SUPERSEDES, by=reviewer, at=AT)
    verbs.unrelate(tie, by=reviewer, at=LATER)
    verbs.unrelate(tie, by=reviewer, at=LATER)
    assert [state(older, day) for day in ("2022-03-13", "2022-03-14", None)] == [S.STANDING] * 3
    assert older.moves.count() == 2
    tie.refresh_from_db()
    assert tie.removed_by == reviewer


def test_what_another_tie_still_says_or_a_person_said_since_stays(older, newer, reviewer):
    other = entered(reviewer, 231, when="2022-03-15")
    first = verbs.relate(newer, older, T.SUPERSEDES, by=reviewer, at=AT)
    second = verbs.relate(other, older, T.SUPERSEDES, by=reviewer, at=LATER)
    verbs.unrelate(first, by=reviewer, at=LATER)
    assert state(older) == S.SUPERSEDED
    verbs.unrelate(second, by=reviewer, at=LATER)
    assert state(older) == S.STANDING
    third = verbs.relate(newer, older, T.SUPERSEDES, by=reviewer, at=LATER)
    verbs.move(older, S.RETRACTED, because="A letter.", when="2022-04-01", by=reviewer, at=LATER)
    verbs.unrelate(third, by=reviewer, at=LATER)
    assert state(older) == S.RETRACTED


def test_striking_the_newer_one_gives_the_older_one_its_state_back(older, newer, reviewer):
    verbs.relate(newer, older, T.SUPERSEDES, by=reviewer, at=AT)
    verbs.strike(newer, because="Entered twice.", by=reviewer, at=LATER)
    assert state(older) == S.STANDING
    assert not FigureRelation.objects.filter(removed_at=None).exists()
    with pytest.raises(Denied, match="struck"):
        verbs.relate(newer, older, T.SUBSET_OF, by=reviewer, at=LATER)


def test_a_tie_is_said_once_also_the_other_way_round(older, newer, reviewer):
    first = verbs.relate(older, newer, T.OTHER_REPORT, version=1, by=reviewer, at=AT)
    assert verbs.relate(older, newer, T.OTHER_REPORT, version=1, by=reviewer, at=AT) == first
    assert verbs.relate(newer, older, T.OTHER_REPORT, by=reviewer, at=AT) == first
    with pytest.raises(Stale):
        verbs.relate(older, newer, T.SUBSET_OF, version=1, by=reviewer, at=AT)


@pytest.mark.parametrize("kinds", [(T.SUBSET_OF, T.PART_OF), (T.PART_OF, T.SUBSET_OF), (T.SUBSET_OF, T.SUBSET_OF)])
def test_a_circle_of_parts_is_refused(kinds, older, newer, reviewer):
    middle = entered(reviewer, 3)
    verbs.relate(older, middle, kinds[0], by=reviewer, at=AT)
    verbs.relate(middle, newer, kinds[1], by=reviewer, at=AT)
    with pytest.raises(Unfit, match="circle"):
        verbs.relate(newer, older, kinds[0], by=reviewer, at=AT)


def test_what_makes_no_sense_is_refused(older, newer, reviewer, activist):
    for claim, other, kind, field in (
        (older, older, T.SUBSET_OF, "other"),
        (older, newer, T.SUPERSEDES, "other"),
        (older, newer, T.NOT_COMPARABLE, "why"),
        (older, newer, "cousin_of", "kind"),
    ):
        with pytest.raises(Unfit) as refused:
            verbs.relate(claim, other, kind, by=reviewer, at=AT)
        assert refused.value.field == field
    with pytest.raises(Unfit):
        verbs.relate(newer, older, T.SUPERSEDES, when="2022-01-01", by=reviewer, at=AT)
    with pytest.raises(Denied):
        verbs.relate(newer, older, T.SUBSET_OF, by=activist, at=AT)
    assert not FigureRelation.objects.exists()
