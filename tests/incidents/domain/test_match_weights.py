"""Which weights are in use: those of the file, until fitted ones are kept; and back again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.domain import match_weights, matching, names, scoring
from incidents.models import AuditEvent, MatchWeights
from tests.factories import NOW, ActFactory, MentionFactory, ReportFactory

pytestmark = pytest.mark.django_db


def kept(**changed):
    return match_weights.keep(scoring.as_delivered() | changed, origin="Fitted.", measured={"pairs": 40}, at=NOW)


def test_the_weights_of_the_file_are_in_use_until_others_are_kept_and_again_when_they_are_dropped():
    assert match_weights.in_use() == scoring.load_weights()
    kept(prior=-20)
    assert match_weights.in_use().prior == -20
    kept(prior=-30)
    assert match_weights.in_use().prior == -30
    assert MatchWeights.objects.filter(in_use=True).count() == 1
    assert [match_weights.drop(at=NOW), match_weights.drop(at=NOW)] == [1, 0]
    assert match_weights.in_use() == scoring.load_weights()


def test_each_change_is_a_line_in_the_log():
    row = kept()
    match_weights.drop(at=NOW)
    lines = [(line.verb, line.detail) for line in AuditEvent.objects.order_by("pk")]
    assert lines == [("weights_fitted", {"version": row.pk, "rows": 40}), ("weights_dropped", {})]


def test_what_is_no_table_is_not_kept():
    with pytest.raises(KeyError):
        match_weights.keep({"prior": 1}, origin="x", measured={}, at=NOW)
    assert not MatchWeights.objects.exists()


def test_fitted_weights_are_read_once_and_then_known_by_one_small_query():
    kept(prior=-21)
    match_weights.in_use()
    with CaptureQueriesContext(connection) as caught:
        match_weights.in_use()
    assert len(caught) == 1
    assert '"weights"' not in caught[0]["sql"].split("FROM")[0]


def test_the_screens_follow_at_once(activist, reviewer):
    def told(report):
        name = "Ержан Сейітов"
        mention = MentionFactory(report=report, name=name, naming="named", name_keys=names.keys(name))
        ActFactory(mention=mention)
        return mention

    reports = [ReportFactory(submitter=activist, taken_by=reviewer) for _n in range(2)]
    matching.new_person(told(reports[0]), because="new", by=reviewer, at=NOW)
    mention = told(reports[1])
    before = matching.likely(mention)[0].bits
    kept(prior=scoring.as_delivered()["prior"] - 2)
    assert matching.likely(mention)[0].bits == pytest.approx(before - 2)
