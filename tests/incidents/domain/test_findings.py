"""Conclusions: one reviewer proposes, another decides, and never with fewer than four eyes."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.domain import dates, findings, matching, review
from incidents.models import Act, Finding, FindingAct
from incidents.policies import Denied, Stale, Unfit
from incidents.vocabulary import Confirmation, FindingStatus, ReportStatus, Status
from tests.factories import NOW, ActFactory, MentionFactory, ReportFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(activist, reviewer):
    return ReportFactory(submitter=activist, taken_by=reviewer)


@pytest.fixture
def act(report, reviewer):
    """Killed, of a person decided in an accepted report."""
    found = ActFactory(mention=MentionFactory(report=report))
    matching.new_person(found.mention, because="new", by=reviewer, at=NOW)
    review.accept(report, by=reviewer, at=NOW)
    return Act.objects.select_related("mention__person").get(pk=found.pk)


def again(act, reviewer, activist, **about):
    """The same act told by another report."""
    source = about.pop("source", None) or SourceFactory()
    report = ReportFactory(submitter=activist, taken_by=reviewer, source=source, status=ReportStatus.ACCEPTED)
    return ActFactory(mention=MentionFactory(report=report, person=act.mention.person), **about)


def propose(act, by, *more, **about):
    about = {"kind": "killed", "confirmation": "weak", "rationale": "One source."} | about
    return findings.propose(act.mention.person, acts=[act, *more], by=by, at=NOW, **about)


# --- Proposing -------------------------------------------------------------------------------------------------------
def test_a_proposal_keeps_what_it_relies_on_and_changes_no_status(act, reviewer):
    made = propose(act, reviewer, when="2022-01-08", place="Taldykorgan", manner="gunshot", contested=["when"])
    assert (made.status, made.highest, made.when_lower) == (FindingStatus.PROPOSED, "weak", act.when_lower)
    assert [relied.act for relied in made.relied.all()] == [act]
    made.person.refresh_from_db()
    assert made.person.status == ""


@pytest.mark.parametrize("level", [Confirmation.FAIR, Confirmation.CONFIRMED])
def test_a_level_above_what_the_sources_allow_is_refused(level, act, reviewer):
    with pytest.raises(Unfit, match="at most “Weak”") as refused:
        propose(act, reviewer, confirmation=level)
    assert refused.value.field == "confirmation"


def test_two_independent_credible_sources_allow_fair_and_evidence_confirmed(act, reviewer, activist):
    other = again(act, reviewer, activist)
    assert findings.allowed([act, other]).level == "fair"
    official = again(act, reviewer, activist, source=SourceFactory(kind="authority"))
    assert findings.allowed([act, other, official]).level == "confirmed"
    assert propose(act, reviewer, other, confirmation="fair").confirmation == "fair"


def test_two_texts_with_one_origin_are_one_source(act, reviewer, activist):
    other = again(act, reviewer, activist)
    review.link_origin(
        other.mention.report, origin_ref=act.mention.report.ref, derivation="reprint", by=reviewer, at=NOW
    )
    assert findings.allowed([act, other]).level == "weak"
    assert findings.allowed([act, other]).roots == 1


def test_a_credible_denial_makes_it_contested(act, reviewer, activist):
    denial = again(act, reviewer, activist, polarity="denies")
    assert findings.allowed([act, denial]).level == "contested"
    with pytest.raises(Unfit):
        propose(act, reviewer, denial, confirmation="fair")


def test_who_died_was_not_surely_killed(act, reviewer, activist):
    died = again(act, reviewer, activist, kind="died")
    assert findings.allowed([act, died], "killed").roots == 1
    assert findings.allowed([act, died], "died").roots == 2


@pytest.mark.parametrize(
    "about", [{"rationale": " "}, {"kind": "buried"}, {"kind": "nonsense"}, {"confirmation": "sure"}]
)
def test_half_a_proposal_is_refused(about, act, reviewer):
    with pytest.raises(Unfit):
        propose(act, reviewer, **about)
    assert not Finding.objects.exists()


def test_only_standing_acts_about_the_person_are_relied_on(act, reviewer, activist):
    stranger = ActFactory(mention=MentionFactory(report=act.mention.report))
    with pytest.raises(Unfit, match="about this person"):
        propose(act, reviewer, stranger)
    retired = again(act, reviewer, activist, retired_at=NOW)
    with pytest.raises(Unfit, match="no longer"):
        propose(act, reviewer, retired)
    with pytest.raises(Unfit, match="at least one statement"):
        findings.propose(
            act.mention.person, kind="killed", acts=[], confirmation="weak", rationale="x", by=reviewer, at=NOW
        )


def test_nobody_proposes_on_an_own_report(act, second_reviewer, reviewer):
    own = again(act, reviewer, second_reviewer)
    with pytest.raises(Denied, match="You wrote a report"):
        propose(act, second_reviewer, own)


@pytest.mark.parametrize("who", ["activist", "other_activist", "admin"])
def test_only_reviewers_propose_and_decide(who, request, act, reviewer):
    user = request.getfixturevalue(who)
    with pytest.raises(Denied):
        propose(act, user)
    made = propose(act, reviewer)
    with pytest.raises(Denied):
        findings.agree(made, by=user, at=NOW)
    with pytest.raises(Denied):
        findings.dispute(made, words="no", by=user, at=NOW)
    with pytest.raises(Denied):
        findings.withdraw(made, words="no", by=user, at=NOW)


def test_one_proposal_of_a_kind_waits_at_a_time(act, reviewer, second_reviewer):
    propose(act, reviewer)
    with pytest.raises(Unfit, match="waits for a second reviewer already"):
        propose(act, second_reviewer)


# --- Deciding --------------------------------------------------------------------------------------------------------
def test_a_second_reviewer_agrees_and_the_status_follows(act, reviewer, second_reviewer):
    made = propose(act, reviewer)
    row = findings.agree(made, by=second_reviewer, at=NOW, version=made.version, words="I read both.")
    made.person.refresh_from_db()
    assert (row.status, row.decided_by, row.decision_words) == (FindingStatus.AGREED, second_reviewer, "I read both.")
    assert (made.person.status, made.person.confirmation, made.person.ever) == (Status.KILLED, "weak", [Status.KILLED])


def test_the_proposer_cannot_decide(act, reviewer):
    made = propose(act, reviewer)
    with pytest.raises(Denied, match="A second reviewer must decide"):
        findings.agree(made, by=reviewer, at=NOW)
    with pytest.raises(Denied, match="A second reviewer must decide"):
        findings.dispute(made, words="no", by=reviewer, at=NOW)


def test_the_author_of_a_report_cannot_decide(act, reviewer, second_reviewer):
    own = again(act, reviewer, second_reviewer)
    made = propose(act, reviewer, own)
    with pytest.raises(Denied, match="You wrote a report"):
        findings.agree(made, by=second_reviewer, at=NOW)


@pytest.mark.parametrize(
    "change",
    [
        lambda act, by: review.rate_act(act, credibility="5", by=by, at=NOW),
        lambda act, by: review.rate_source(act.mention.report.source, reliability="E", by=by, at=NOW),
        lambda act, by: Act.objects.filter(pk=act.pk).update(when_edtf="2022-01-09"),
        lambda act, by: Act.objects.filter(pk=act.pk).update(retired_at=NOW),
        lambda act, by: review.link_origin(
            act.mention.report, origin_ref=ReportFactory().ref, derivation="quote", by=by, at=NOW
        ),
    ],
)
def test_what_changed_since_the_first_look_cannot_be_agreed(change, act, reviewer, second_reviewer):
    made = propose(act, reviewer)
    change(act, reviewer)
    with pytest.raises(Unfit, match="changed since this was proposed"):
        findings.agree(made, by=second_reviewer, at=NOW)


def test_a_report_that_is_not_accepted_gives_no_status(report, reviewer, second_reviewer):
    found = ActFactory(mention=MentionFactory(report=report))
    person = matching.new_person(found.mention, because="new", by=reviewer, at=NOW)
    made = findings.propose(
        person, kind="killed", acts=[found], confirmation="weak", rationale="One.", by=reviewer, at=NOW
    )
    with pytest.raises(Unfit, match="not accepted yet"):
        findings.agree(made, by=second_reviewer, at=NOW)
    review.accept(report, by=reviewer, at=NOW)
    assert findings.agree(made, by=second_reviewer, at=NOW).status == FindingStatus.AGREED


def test_a_newer_finding_takes_the_place_of_the_older(act, reviewer, second_reviewer, activist):
    older = findings.agree(propose(act, reviewer), by=second_reviewer, at=NOW)
    newer = propose(act, second_reviewer, again(act, reviewer, activist), confirmation="fair")
    row = findings.agree(newer, by=reviewer, at=NOW)
    older.refresh_from_db()
    assert (older.status, row.supersedes) == (FindingStatus.SUPERSEDED, older)
    row.person.refresh_from_db()
    assert row.person.confirmation == "fair"


def test_a_dispute_needs_words_and_leaves_room_for_another_proposal(act, reviewer, second_reviewer):
    made = propose(act, reviewer)
    with pytest.raises(Unfit):
        findings.dispute(made, words=" ", by=second_reviewer, at=NOW)
    row = findings.dispute(made, words="The name is common.", by=second_reviewer, at=NOW)
    assert (row.status, row.decision_words) == (FindingStatus.DISPUTED, "The name is common.")
    assert propose(act, second_reviewer).status == FindingStatus.PROPOSED


def test_an_agreed_finding_withdrawn_takes_the_status_with_it(act, reviewer, second_reviewer):
    made = findings.agree(propose(act, reviewer), by=second_reviewer, at=NOW)
    row = findings.withdraw(made, words="He was seen alive.", by=reviewer, at=NOW)
    row.person.refresh_from_db()
    assert (row.status, row.person.status) == (FindingStatus.WITHDRAWN, "")


def test_a_proposal_is_taken_back_by_its_proposer_only(act, reviewer, second_reviewer):
    made = propose(act, reviewer)
    with pytest.raises(Denied, match="You can dispute it"):
        findings.withdraw(made, words="no", by=second_reviewer, at=NOW)
    assert findings.withdraw(made, words="Too early.", by=reviewer, at=NOW).status == FindingStatus.WITHDRAWN


def test_a_decision_on_an_old_page_is_stale(act, reviewer, second_reviewer):
    made = propose(act, reviewer)
    with pytest.raises(Stale):
        findings.agree(made, by=second_reviewer, at=NOW, version=made.version + 1)


def test_a_decided_finding_is_not_decided_again(act, reviewer, second_reviewer):
    made = findings.agree(propose(act, reviewer), by=second_reviewer, at=NOW)
    third = UserFactory(role="reviewer")
    for verb, words in ((findings.agree, {}), (findings.dispute, {"words": "no"})):
        with pytest.raises(Denied, match="cannot be done now"):
            verb(made, by=third, at=NOW, **words)


# --- Around the verbs ------------------------------------------------------------------------------------------------
def test_the_database_refuses_one_pair_of_eyes(act, reviewer):
    made = propose(act, reviewer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=made.pk).update(status="agreed", decided_by=reviewer, decided_at=NOW)


def test_the_database_refuses_a_decision_by_the_author_of_a_report(act, reviewer, activist):
    made = propose(act, reviewer)
    with pytest.raises(IntegrityError, match="nobody reviews an own report"), transaction.atomic():
        Finding.objects.filter(pk=made.pk).update(status="agreed", decided_by=activist, decided_at=NOW)


def test_the_database_refuses_agreement_by_nobody_and_two_agreed_findings(act, reviewer, second_reviewer):
    made = findings.agree(propose(act, reviewer), by=second_reviewer, at=NOW)
    other = propose(act, reviewer)
    for around in ({"status": "agreed"}, {"status": "agreed", "decided_by": second_reviewer, "decided_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(pk=other.pk).update(**around)
    assert made.pk != other.pk


def test_the_database_refuses_to_rewrite_what_a_finding_relied_on(act, reviewer):
    relied = FindingAct.objects.get(finding=propose(act, reviewer))
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        FindingAct.objects.filter(pk=relied.pk).delete()


def test_the_database_refuses_a_reliance_on_a_report_by_the_proposer(act, reviewer, second_reviewer):
    made = propose(act, reviewer)
    own = ActFactory(mention=MentionFactory(report=ReportFactory(submitter=reviewer)))
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingAct.objects.create(finding=made, act=own)


def test_a_date_that_cannot_be_read_makes_no_finding(act, reviewer):
    with pytest.raises(dates.Unreadable):
        propose(act, reviewer, when="2022-02-30")
    assert not Finding.objects.exists()


STEPS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["propose", "agree", "dispute", "withdraw", "around"])), max_size=7)  # fmt: skip


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_four_eyes_cannot_be_done_with_two(steps, act, reviewer, second_reviewer, activist):
    """Whatever three people try in whatever order, every agreed finding has two reviewers and neither wrote a report."""
    people = [reviewer, second_reviewer, activist]
    with transaction.atomic():
        for number, step in steps:
            attempt(people[number], step, act)
        for made in Finding.objects.filter(status__in=(FindingStatus.AGREED, FindingStatus.SUPERSEDED)):
            assert made.decided_by_id not in (None, made.proposed_by_id, activist.pk)
            assert made.proposed_by_id != activist.pk
        transaction.set_rollback(True)


def attempt(user, step, act):
    """One try; being refused is fine."""
    latest = Finding.objects.order_by("-pk").first()
    tries = {
        "propose": lambda: propose(act, user),
        "agree": lambda: latest and findings.agree(latest, by=user, at=NOW),
        "dispute": lambda: latest and findings.dispute(latest, words="no", by=user, at=NOW),
        "withdraw": lambda: latest and findings.withdraw(latest, words="no", by=user, at=NOW),
        "around": lambda: Finding.objects.filter(status="proposed").update(
            status="agreed", decided_by=user, decided_at=NOW
        ),
    }
    try:
        with transaction.atomic():
            tries[step]()
    except (Denied, Stale, IntegrityError):
        return
