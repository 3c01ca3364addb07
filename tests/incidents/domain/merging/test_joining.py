"""Two persons are joined: what moves, what stays where it was, who may, and what is written down."""

import datetime as dt

import pytest

from incidents.domain import findings, matching, merging, standing
from incidents.domain.queries import audit as log
from incidents.domain.queries.persons import listed
from incidents.models import AuditEvent, Kinship, MatchDecision, Merge, Person
from incidents.policies import Denied, Stale, Unfit
from tests.factories import NOW, ReportFactory, UserFactory
from tests.incidents.domain.merging.house import agreed, held, proposed, tie, told

pytestmark = pytest.mark.django_db
BECAUSE = "One name, one day, one place."


@pytest.fixture
def older(activist, reviewer):
    return held(activist, reviewer, "Ержан Садықов")


@pytest.fixture
def newer(activist, reviewer):
    return held(activist, reviewer, "Erzhan Sadykov", kind="detained")


def join(one, other, by, **known):
    row = merging.merge(one, other, because=BECAUSE, by=by, at=NOW, **known)
    for person in (one, other):
        person.refresh_from_db()
    return row


def test_the_older_reference_stays_in_whichever_order_they_are_given(older, newer, activist, reviewer):
    assert join(newer, older, reviewer).kept == older
    early = held(activist, reviewer)
    Person.objects.filter(pk=early.pk).update(created_at=NOW - dt.timedelta(days=9))
    assert join(older, early, reviewer).kept == early


def test_the_mentions_the_decisions_and_the_findings_move(older, newer, reviewer, second_reviewer):
    agreed(newer, reviewer, second_reviewer, "detained")
    row = join(older, newer, reviewer)
    assert (older.mentions.count(), newer.mentions.count()) == (2, 0)
    assert (older.decisions.exclude(mention=None).count(), newer.decisions.exclude(mention=None).count()) == (2, 0)
    assert (older.status, older.reports_count, older.variants) == ("detained", 2, ["Erzhan Sadykov"])
    assert (newer.status, newer.reports_count, newer.merged_into) == ("", 0, older)
    assert (row.because, row.by, row.reasons != [], row.score > 0.4) == (BECAUSE, reviewer, True, True)


def test_the_absorbed_person_is_listed_no_longer_and_the_survivor_is(older, newer, reviewer):
    join(older, newer, reviewer)
    assert list(listed(reviewer)) == [older]


def test_status_is_what_a_recomputation_gives(older, newer, activist, reviewer, second_reviewer):
    agreed(older, reviewer, second_reviewer)
    agreed(newer, reviewer, second_reviewer, "detained")
    join(older, newer, reviewer)
    for person in (older, newer):
        held_now = standing.derived_status(person.findings.filter(status="agreed"))
        assert (person.status, tuple(person.ever)) == (held_now.current, held_now.ever)
    assert (older.status, set(older.ever)) == ("killed", {"detained", "killed"})


def test_a_finding_of_a_kind_that_the_survivor_has_stays_with_the_absorbed(activist, reviewer, second_reviewer):
    one, other = held(activist, reviewer), held(activist, reviewer)
    first, second = agreed(one, reviewer, second_reviewer), agreed(other, reviewer, second_reviewer)
    join(one, other, reviewer)
    assert (list(one.findings.all()), list(other.findings.all())) == ([first], [second])
    assert (one.status, other.status) == ("killed", "killed")


def test_a_proposal_of_before_the_joining_is_proposed_anew(older, newer, reviewer, second_reviewer):
    made = proposed(newer, reviewer, "detained")
    join(older, newer, second_reviewer)
    made.refresh_from_db()
    assert made.person == older
    with pytest.raises(Unfit, match="Propose it anew"):
        findings.agree(made, by=second_reviewer, at=NOW)
    findings.dispute(made, words="Of before the joining.", by=second_reviewer, at=NOW)
    older.refresh_from_db()
    assert proposed_again(older, reviewer).status == "proposed"


def proposed_again(person, reviewer):
    acts = [act for mention in person.mentions.all() for act in mention.acts.filter(kind="detained")]
    return findings.propose(
        person, kind="detained", acts=acts, confirmation="weak", rationale="Seen.", by=reviewer, at=NOW
    )


def test_nothing_is_agreed_about_somebody_who_was_joined_with_another(activist, reviewer, second_reviewer):
    one, other = held(activist, reviewer), held(activist, reviewer)
    proposed(one, reviewer)
    left = proposed(other, reviewer)
    join(one, other, reviewer)
    with pytest.raises(Denied, match="joined with another"):
        findings.agree(left, by=second_reviewer, at=NOW)
    assert findings.withdraw(left, words="One is enough.", by=reviewer, at=NOW).status == "withdrawn"


def test_nobody_becomes_kin_of_oneself_and_a_tie_is_there_once(older, newer, activist, reviewer):
    sister = held(activist, reviewer, "Айнұр Садықова")
    tie(older, newer), tie(older, sister), tie(newer, sister, "other"), tie(sister, newer, "older_sibling")
    join(older, newer, reviewer)
    rows = Kinship.objects.filter(mention=None).order_by("pk").values_list("person", "to_person", "kind")
    assert list(rows) == [(older.pk, sister.pk, "sibling"), (sister.pk, older.pk, "older_sibling")]


def test_a_person_joined_before_leads_to_the_new_survivor_at_once(older, newer, activist, reviewer):
    third = held(activist, reviewer, "Е. Садықов")
    join(newer, third, reviewer)
    join(older, newer, reviewer)
    third.refresh_from_db()
    assert (third.merged_into, older.mentions.count()) == (older, 3)


def test_a_refusal_of_before_no_longer_stands_when_they_are_joined(older, newer, reviewer):
    past = merging.different(older, newer, because="Another age.", by=reviewer, at=NOW)
    row = join(older, newer, reviewer)
    past.refresh_from_db()
    assert past.reversed_by == reviewer
    now = MatchDecision.objects.get(pk=row.moved["decision"])
    assert (now.verdict, now.person, now.other, now.reversed_at) == ("same", older, newer, None)


def test_two_people_of_one_report_cannot_be_joined(activist, reviewer):
    report = ReportFactory(submitter=activist, taken_by=reviewer)
    pair = [
        matching.new_person(told(activist, reviewer, report=report), because="new", by=reviewer, at=NOW)
        for _n in range(2)
    ]
    with pytest.raises(merging.Relied, match=f"Report {report.ref} names both") as refused:
        merging.merge(*pair, because=BECAUSE, by=reviewer, at=NOW)
    assert refused.value.ref == report.ref
    assert not Merge.objects.exists()


def test_only_a_reviewer_joins_and_never_over_an_own_report(older, newer, activist, admin, reviewer):
    for user in (activist, admin):
        with pytest.raises(Denied, match="Only a reviewer"):
            merging.merge(older, newer, because=BECAUSE, by=user, at=NOW)
    own = held(UserFactory(role="reviewer"), reviewer)
    author = own.mentions.get().report.submitter
    for verb in (merging.merge, merging.different, merging.undecided):
        with pytest.raises(Denied, match="You wrote a report"):
            verb(older, own, because=BECAUSE, by=author, at=NOW)


def test_no_joining_without_a_reason_with_oneself_or_twice(older, newer, reviewer, second_reviewer):
    with pytest.raises(Unfit, match="Write why"):
        merging.merge(older, newer, because=" ", by=reviewer, at=NOW)
    with pytest.raises(Unfit, match="one and the same"):
        merging.merge(older, older, because=BECAUSE, by=reviewer, at=NOW)
    join(older, newer, reviewer)
    with pytest.raises(Denied, match="joined with another"):
        merging.merge(older, newer, because=BECAUSE, by=second_reviewer, at=NOW)


def test_nothing_is_decided_any_more_about_somebody_who_was_joined_with_another(older, newer, activist, reviewer):
    join(older, newer, reviewer)
    mention = told(activist, reviewer)
    for verb in (matching.same, matching.different, matching.unsure):
        with pytest.raises(Denied, match="joined with another"):
            verb(mention, newer, because="x", by=reviewer, at=NOW)
    with pytest.raises(Denied, match="joined with another"):
        merging.different(newer, held(activist, reviewer), because="x", by=reviewer, at=NOW)


def test_whoever_saw_another_state_is_told(older, newer, reviewer):
    seen = {older.ref: older.version, newer.ref: newer.version}
    with pytest.raises(Stale) as stale:
        merging.merge(older, newer, because=BECAUSE, by=reviewer, at=NOW, seen={**seen, newer.ref: newer.version + 1})
    assert stale.value.current == newer
    assert join(older, newer, reviewer, seen=seen).kept == older


def test_the_log_finds_a_joining_by_either_reference_and_holds_no_name(older, newer, reviewer):
    row = join(older, newer, reviewer)
    merging.unmerge(row, because="secret words", by=reviewer, at=NOW)
    lines = AuditEvent.objects.filter(verb__in=("person_merged", "person_unmerged"))
    for ref in (older.ref, newer.ref):
        assert lines.filter(log.about_ref(ref)).count() == 2
    kept = " ".join(str(line.detail) for line in lines)
    assert "secret" not in kept
    assert "Sadykov" not in kept
