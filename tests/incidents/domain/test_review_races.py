"""Two reviewers at the same instant, with real connections: one is first, the other gets a clear answer."""

import threading
import uuid

import pytest
from django.db import connection

from incidents.domain import findings, incident, matching, review
from incidents.models import Act, Finding, Incident, MatchDecision, Mention, Person, ReportMove
from incidents.policies import Denied, Stale
from incidents.vocabulary import FindingStatus, ReportStatus, Resolution
from tests.factories import NOW, ActFactory, MentionFactory, ReportFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*verbs):
    """Run the verbs in threads that start together; what each returned or raised."""
    gate, results = threading.Barrier(len(verbs)), [None] * len(verbs)

    def run(number, verb):
        try:
            gate.wait(5)
            results[number] = verb()
        except Exception as refused:
            results[number] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return results


def refusals(results):
    return [type(result) for result in results if isinstance(result, Exception)]


def test_two_reviewers_take_at_once(activist, reviewer, second_reviewer):
    report = ReportFactory(submitter=activist)
    results = at_once(*(lambda by=by: review.take(report, by=by, at=NOW) for by in (reviewer, second_reviewer)))
    assert refusals(results) == [Denied]
    assert ReportMove.objects.count() == 1


def test_two_reviewers_agree_at_once(activist, reviewer, second_reviewer):
    report = ReportFactory(submitter=activist, taken_by=reviewer)
    act = ActFactory(mention=MentionFactory(report=report))
    person = matching.new_person(act.mention, because="new", by=reviewer, at=NOW)
    review.accept(report, by=reviewer, at=NOW)
    made = findings.propose(person, kind="killed", acts=[act], confirmation="weak", rationale="x", by=reviewer, at=NOW)
    third = UserFactory(role="reviewer")
    results = at_once(
        lambda: findings.agree(made, by=second_reviewer, at=NOW, version=made.version),
        lambda: findings.dispute(made, words="no", by=third, at=NOW, version=made.version),
        lambda: findings.agree(made, by=third, at=NOW, version=made.version),
    )
    assert len(refusals(results)) == 2
    assert set(refusals(results)) <= {Stale, Denied}


def test_two_reviewers_decide_about_one_person_at_once(activist, reviewer, second_reviewer):
    report = ReportFactory(submitter=activist, taken_by=reviewer, status=ReportStatus.ACCEPTED)
    mention = MentionFactory(report=report)
    results = at_once(
        *(
            lambda by=by: matching.new_person(mention, because="new", by=by, at=NOW)
            for by in (reviewer, second_reviewer)
        )
    )
    assert refusals(results) == [Denied]
    assert (Person.objects.count(), MatchDecision.objects.count()) == (1, 1)


def test_two_people_of_one_report_are_not_grouped_with_one_person_at_once(activist, reviewer):
    report = ReportFactory(submitter=activist, taken_by=reviewer)
    held = MentionFactory(report=ReportFactory(submitter=activist, taken_by=reviewer))
    person = matching.new_person(held, because="new", by=reviewer, at=NOW)
    mentions = [MentionFactory(report=report) for _n in range(2)]
    results = at_once(
        *(lambda one=one: matching.same(one, person, because="same", by=reviewer, at=NOW) for one in mentions)
    )
    assert len(refusals(results)) == 1
    assert Mention.objects.filter(report=report, person=person).count() == 1


def test_a_decision_taken_back_while_a_finding_is_proposed_leaves_no_finding_in_the_air(activist, reviewer):
    for _round in range(3):
        report = ReportFactory(submitter=activist, taken_by=reviewer)
        act = ActFactory(mention=MentionFactory(report=report))
        person = matching.new_person(act.mention, because="new", by=reviewer, at=NOW)
        known = {"kind": "killed", "acts": [act], "confirmation": "weak", "rationale": "x", "by": reviewer, "at": NOW}
        results = at_once(
            lambda mention=act.mention: matching.reopen(mention, because="a slip", by=reviewer, at=NOW),
            lambda person=person, known=known: findings.propose(person, **known),
        )
        assert len(refusals(results)) == 1
        standing = Finding.objects.filter(person=person, status=FindingStatus.PROPOSED).exists()
        mention = Mention.objects.get(pk=act.mention_id)
        assert standing == (mention.resolution == Resolution.NEW)


def test_two_texts_cannot_be_tied_to_each_other_at_once(activist, reviewer):
    one, other = [ReportFactory(submitter=activist, taken_by=reviewer) for _n in range(2)]
    results = at_once(
        lambda: review.link_origin(one, origin_ref=other.ref, derivation="reprint", by=reviewer, at=NOW),
        lambda: review.link_origin(other, origin_ref=one.ref, derivation="reprint", by=reviewer, at=NOW),
    )
    assert len(refusals(results)) == 1


def test_accepting_and_taking_a_decision_back_at_once_leave_nobody_undecided_by_accident(activist, reviewer):
    report = ReportFactory(submitter=activist, taken_by=reviewer)
    act = ActFactory(mention=MentionFactory(report=report))
    matching.new_person(act.mention, because="new", by=reviewer, at=NOW)
    results = at_once(
        lambda: review.accept(report, by=reviewer, at=NOW),
        lambda: matching.reopen(act.mention, because="a slip", by=reviewer, at=NOW),
    )
    report.refresh_from_db()
    assert len(refusals(results)) <= 1
    assert Act.objects.filter(mention__report=report).count() == 1
    assert report.status in (ReportStatus.ACCEPTED, ReportStatus.UNDER_REVIEW)


def test_one_incident_form_sent_twice_at_once_makes_one_incident(reviewer):
    key = uuid.uuid4()

    def make():
        return incident.make(by=reviewer, at=NOW, title="Shots at a car", key=key)

    results = at_once(make, make, make)
    assert len({result.pk for result in results}) == 1
    assert Incident.objects.count() == 1


def test_one_finding_proposed_twice_at_once_is_one_proposal(activist, reviewer):
    act = ActFactory(mention=MentionFactory(report=ReportFactory(submitter=activist, taken_by=reviewer)))
    person = matching.new_person(act.mention, because="new", by=reviewer, at=NOW)
    review.accept(act.mention.report, by=reviewer, at=NOW)

    def propose():
        known = {"kind": "killed", "acts": [act], "confirmation": "weak", "rationale": "One says so."}
        return findings.propose(person, by=reviewer, at=NOW, **known)

    results = at_once(propose, propose)
    assert len(refusals(results)) == 1
    assert Finding.objects.count() == 1
