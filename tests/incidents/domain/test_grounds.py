"""Evidence that is held for a statement: not what somebody says contradicts it."""

import pytest

from incidents.domain.evidence import bearings
from incidents.domain.grounds import Grounds
from tests.factories import NOW, ActFactory, MentionFactory, ReportFactory
from tests.incidents.domain.evidence.pieces import a_file, a_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(activist):
    return ActFactory(mention=MentionFactory(report=ReportFactory(submitter=activist)))


def is_held(act) -> bool:
    return Grounds([act]).is_held(act)


def tied(piece, target, bearing, by):
    return bearings.tie(evidence=piece, targets=[target], bearing=bearing, by=by, at=NOW)[0]


def test_a_file_is_held_and_a_link_is_not(act):
    a_link(act.mention.report)
    assert not is_held(act)
    a_file(act.mention.report)
    assert is_held(act)


@pytest.mark.parametrize("aim", ["act", "mention", "report"])
def test_a_file_that_contradicts_it_does_not_count_until_that_is_taken_back(aim, act, reviewer):
    piece = a_file(act.mention.report)
    target = {"act": act, "mention": act.mention, "report": act.mention.report}[aim]
    row = tied(piece, target, "contradicts", reviewer)
    assert not is_held(act)
    bearings.untie(bearing=row, by=reviewer, at=NOW)
    assert is_held(act)


def test_another_file_of_the_report_counts_all_the_same(act, reviewer):
    tied(a_file(act.mention.report), act, "contradicts", reviewer)
    a_file(act.mention.report)
    assert is_held(act)


def test_what_contradicts_another_statement_counts_for_this_one(act, reviewer):
    piece, other = a_file(act.mention.report), ActFactory(mention=act.mention, kind="missing")
    tied(piece, other, "contradicts", reviewer)
    tied(piece, act, "context", reviewer)
    assert is_held(act)
    assert not is_held(other)


def test_however_many_files_there_are_it_is_asked_once(act, reviewer, django_assert_num_queries):
    for _piece in range(5):
        tied(a_file(act.mention.report), act, "supports", reviewer)
    with django_assert_num_queries(6):
        Grounds([act])
