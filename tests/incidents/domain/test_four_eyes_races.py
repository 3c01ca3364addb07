"""Decisions at the very instant at which their ground moves: with real connections, either one is first or one is told."""

import pytest

from accounts import people
from accounts.models import User
from incidents.domain import findings, intake, matching, review
from incidents.domain.grounds import Grounds
from incidents.models import Finding, Report
from incidents.policies import Denied, Stale, Unfit
from incidents.vocabulary import FindingStatus, ReportStatus
from tests.factories import NOW, ActFactory, MentionFactory, ReportFactory
from tests.incidents.domain.test_review_races import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def proposed(activist, reviewer):
    """A finding that waits, on one act of an accepted report."""
    report = ReportFactory(submitter=activist, taken_by=reviewer)
    act = ActFactory(mention=MentionFactory(report=report))
    person = matching.new_person(act.mention, because="new", by=reviewer, at=NOW)
    review.accept(report, by=reviewer, at=NOW)
    return findings.propose(person, kind="killed", acts=[act], confirmation="weak", rationale="x", by=reviewer, at=NOW)


def test_a_report_is_taken_and_withdrawn_at_once(activist, reviewer):
    """Whoever comes second is told; nobody reviews what was taken back."""
    report = ReportFactory(submitter=activist)
    results = at_once(
        lambda: review.take(report, by=reviewer, at=NOW),
        lambda: intake.withdraw(report=report, by=activist, at=NOW, version=report.version, reason="Afraid."),
    )
    assert len(refusals(results)) == 1
    assert set(refusals(results)) <= {Denied, Stale}
    assert Report.objects.get(pk=report.pk).status in (ReportStatus.WITHDRAWN, ReportStatus.UNDER_REVIEW)


def test_what_was_looked_at_changes_while_it_is_agreed(proposed, reviewer, second_reviewer):
    """Agreed on the old ground before it moved, or refused: never on a ground that nobody proposed."""
    act = proposed.acts.get()
    results = at_once(
        lambda: findings.agree(proposed, by=second_reviewer, at=NOW, version=proposed.version),
        lambda: review.rate_act(act, credibility="5", by=reviewer, at=NOW),
    )
    now = Finding.objects.get(pk=proposed.pk)
    assert set(refusals(results)) <= {Unfit}
    assert now.basis == proposed.basis
    assert (now.status == FindingStatus.AGREED) is (refusals(results) == [])
    assert Grounds(now.acts.all()).basis() != proposed.basis


def test_a_role_changes_while_its_holder_decides(proposed, second_reviewer, admin):
    """The decision stands only if it was made before the role was gone; the next one is refused."""
    at_once(
        lambda: findings.agree(proposed, by=User.objects.get(pk=second_reviewer.pk), at=NOW, version=proposed.version),
        lambda: people.change_role(user=second_reviewer, role="activist", by=admin, at=NOW),
    )
    now, who = Finding.objects.get(pk=proposed.pk), User.objects.get(pk=second_reviewer.pk)
    assert who.role == "activist"
    assert now.decided_by_id in (None, second_reviewer.pk)
    with pytest.raises(Denied):
        findings.agree(now, by=who, at=NOW, version=now.version)


def test_one_person_approves_twice_at_once(proposed, reviewer, second_reviewer):
    """From two tabs: once; and the proposer from a third: never."""
    results = at_once(
        lambda: findings.agree(proposed, by=second_reviewer, at=NOW, version=proposed.version),
        lambda: findings.agree(proposed, by=second_reviewer, at=NOW, version=proposed.version),
        lambda: findings.agree(proposed, by=reviewer, at=NOW, version=proposed.version),
    )
    assert len(refusals(results)) == 2
    assert Finding.objects.get(pk=proposed.pk).decided_by_id == second_reviewer.pk
