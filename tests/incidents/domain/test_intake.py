"""What the activist does to a report: start, save, send, answer, take back."""

import datetime as dt
import uuid

import pytest

from incidents.domain import intake, review, workflow
from incidents.models import AuditEvent, Mention, Report, ReportRevision
from incidents.policies import Denied, Stale, Unfit
from incidents.vocabulary import ReportStatus
from tests.incidents.domain.intake_samples import FAMILY, family, new_key

pytestmark = pytest.mark.django_db
AT = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(hours=1)


@pytest.fixture
def draft(activist):
    return intake.start(by=activist, at=AT, key=new_key())


@pytest.fixture
def sent(activist):
    return intake.send(content=family(), by=activist, at=AT, key=new_key())


@pytest.fixture
def returned(sent, reviewer):
    taken = review.take(sent, by=reviewer, at=AT)
    return review.ask_back(taken, question="Which bridge?", by=reviewer, at=AT)


def save(report, by, step="what", **values):
    return intake.save(report=report, step=step, values=values, by=by, at=AT, version=report.version)


# --- Starting --------------------------------------------------------------------------------------------------------
def test_one_key_makes_one_report(activist):
    key = new_key()
    assert intake.start(by=activist, at=AT, key=key) == intake.start(by=activist, at=LATER, key=key)
    assert Report.objects.count() == 1


def test_a_key_of_somebody_else_makes_nothing(draft, other_activist):
    with pytest.raises(Denied):
        intake.start(by=other_activist, at=AT, key=draft.key)


def test_an_admin_logs_no_report(admin):
    with pytest.raises(Denied):
        intake.start(by=admin, at=AT, key=new_key())


def test_a_new_draft_is_in_the_log(draft, activist):
    event = AuditEvent.objects.get(verb="report_drafted")
    assert (event.ref, event.by) == (draft.ref, activist.ref)


def test_a_reference_that_is_taken_is_drawn_again(draft, activist, monkeypatch):
    drawn = iter([draft.ref, "R-0000001"])
    monkeypatch.setattr("incidents.domain.references.make", lambda prefix: next(drawn))
    assert intake.start(by=activist, at=AT, key=new_key()).ref == "R-0000001"


# --- Saving ----------------------------------------------------------------------------------------------------------
def test_what_was_typed_is_kept_although_it_is_no_date(draft, activist):
    row = save(draft, activist, day="31", month="2", year="2022", narrative="Shots.")
    assert row.draft["what"] == {"day": "31", "month": "2", "year": "2022", "narrative": "Shots."}


def test_saving_counts_the_version_and_notes_the_time(draft, activist):
    row = save(draft, activist, title="x")
    assert (row.version, row.draft_saved_at) == (draft.version + 1, AT)


def test_of_two_pages_that_save_one_step_the_second_is_told(draft, activist):
    save(draft, activist, title="first")
    with pytest.raises(Stale) as stale:
        save(draft, activist, title="second")
    assert stale.value.current.draft["what"]["title"] == "first"


def test_two_pages_that_save_different_steps_do_not_disturb_each_other(draft, activist):
    save(draft, activist, title="first")
    row = save(draft, activist, step="consent", consent="internal")
    assert (row.draft["what"], row.draft["consent"]) == ({"title": "first"}, {"consent": "internal"})


def test_a_page_is_never_in_conflict_with_itself(draft, activist):
    for title in ("one", "two"):
        row = intake.save(report=draft, step="what", values={"title": title}, by=activist, at=AT, version=1, tab="a")
    assert row.draft["what"]["title"] == "two"


def test_nobody_else_saves_into_a_draft(draft, other_activist, reviewer):
    for stranger in (other_activist, reviewer):
        with pytest.raises(Denied):
            save(draft, stranger, title="mine")


def test_a_report_that_was_sent_is_not_edited(sent, activist):
    with pytest.raises(Denied):
        save(sent, activist, title="changed")


def test_a_page_left_open_while_the_report_was_sent_is_told_that_it_is_stale(draft, activist):
    intake.send(content=family(), by=activist, at=AT, key=draft.key)
    with pytest.raises(Stale):
        save(draft, activist, title="late")


def test_the_statement_that_nobody_is_known_outlives_saving_step_one(draft, activist):
    row = save(draft, activist, step="people", persons_unknown="on")
    row = save(row, activist, title="x")
    assert row.draft["what"] == {"title": "x", "persons_unknown": True}


# --- People one by one -----------------------------------------------------------------------------------------------
def put(report, by, person, kinds=("killed",), ties=(), **values):
    return intake.save_person(
        report=report, person=person, values=values, kinds=kinds, ties=ties, by=by, at=AT, version=report.version
    )


def test_the_same_person_sent_twice_is_one_person(draft, activist):
    key = str(new_key())
    for _time in range(2):
        row = intake.save_person(report=draft, person=key, values={"name": "А"}, kinds=["killed"], ties=[], by=activist,
                                 at=AT, version=draft.version, tab="a")  # fmt: skip
    assert [person["name"] for person in row.draft["people"]] == ["А"]


def test_a_kind_that_stays_ticked_keeps_what_was_said_of_it(draft, activist):
    key = str(new_key())
    row = put(draft, activist, key)
    act = row.draft["people"][0]["acts"][0]["key"]
    row = intake.save_act(report=row, person=key, act=act, values={"kind": "killed", "manner": "gunshot"}, by=activist,
                          at=AT, version=row.version)  # fmt: skip
    row = put(row, activist, key, kinds=["killed", "tortured"])
    acts = row.draft["people"][0]["acts"]
    assert [(one["kind"], one.get("manner")) for one in acts] == [("killed", "gunshot"), ("tortured", None)]
    assert acts[0]["key"] == act


def test_a_kind_that_is_unticked_goes(draft, activist):
    key = str(new_key())
    row = put(put(draft, activist, key), activist, key, kinds=["wounded"])
    assert [one["kind"] for one in row.draft["people"][0]["acts"]] == ["wounded"]


def test_when_and_where_count_as_an_acts_own_only_where_they_differ(draft, activist):
    key = str(new_key())
    row = put(save(draft, activist, day="8", month="1", year="2022", place="Taldykorgan"), activist, key)
    act = row.draft["people"][0]["acts"][0]["key"]
    same = {"kind": "killed", "day": "8", "month": "1", "year": "2022", "place": "Taldykorgan"}
    row = intake.save_act(report=row, person=key, act=act, values=same, by=activist, at=AT, version=row.version)
    assert row.draft["people"][0]["acts"] == [{"key": act, "kind": "killed"}]
    row = intake.save_act(
        report=row, person=key, act=act, values=same | {"day": "9"}, by=activist, at=AT, version=row.version
    )
    held = row.draft["people"][0]["acts"][0]
    assert (held["own_when"], held["day"], held.get("place")) == (True, "9", None)


def test_a_tie_joins_two_people_once_whoever_says_it(draft, activist):
    a, b = str(new_key()), str(new_key())
    row = put(put(draft, activist, a), activist, b, ties=[("spouse", a)])
    row = put(row, activist, a, ties=[("spouse", b)])
    assert [(tie["a"], tie["b"]) for tie in row.draft["kin"]] == [(a, b)]


def test_nonsense_in_a_tie_makes_no_tie(draft, activist):
    a = str(new_key())
    row = put(draft, activist, a, ties=[("spouse", a), ("spouse", "nobody"), ("boss", a)])
    assert row.draft["kin"] == []


def test_a_person_who_is_taken_out_leaves_with_all_ties(draft, activist):
    a, b = str(new_key()), str(new_key())
    row = put(put(draft, activist, a), activist, b, ties=[("spouse", a)])
    row = intake.remove_person(report=row, person=a, by=activist, at=AT, version=row.version)
    assert ([person["key"] for person in row.draft["people"]], row.draft["kin"]) == ([b], [])


def test_an_act_of_a_person_who_is_gone_is_stale(draft, activist):
    with pytest.raises(Stale):
        intake.save_act(
            report=draft, person=str(new_key()), act=str(new_key()), values={}, by=activist, at=AT, version=1
        )


def test_there_is_an_end_to_the_people_of_one_report(draft, activist):
    row = save(draft, activist, step="people", people=[{"name": str(n)} for n in range(500)])
    with pytest.raises(Denied, match="500"):
        put(row, activist, str(new_key()))


# --- Sending ---------------------------------------------------------------------------------------------------------
def test_sending_freezes_the_content_with_its_fingerprint(sent):
    revision = sent.revisions.get()
    assert revision.number == 1
    assert len(revision.sha256) == 64
    assert [person["describing"] for person in revision.content["people"]][:2] == [
        "a man of about 40, the husband", "a woman, the wife",
    ]  # fmt: skip


def test_the_same_content_has_the_same_fingerprint_whatever_the_order(sent):
    content = sent.revisions.get().content
    assert intake.contents.sha256(dict(reversed(content.items()))) == sent.revisions.get().sha256


def test_sending_moves_the_report_and_says_so(sent):
    assert (sent.status, sent.received_at) == (ReportStatus.SUBMITTED, AT)
    event = AuditEvent.objects.get(verb="report_submitted")
    assert event.detail == {"revision": 1, "sha256": sent.revisions.get().sha256}


def test_a_key_that_was_sent_already_sends_nothing_again(activist):
    key = new_key()
    first = intake.send(content=family(), by=activist, at=AT, key=key)
    assert intake.send(content=family(), by=activist, at=LATER, key=key) == first
    assert ReportRevision.objects.count() == 1


def test_an_empty_report_is_told_everything_that_it_lacks(draft, activist):
    with pytest.raises(intake.Incomplete) as incomplete:
        intake.submit(report=draft, by=activist, at=AT, version=draft.version)
    assert [(problem.step, problem.field) for problem in incomplete.value.problems] == [
        ("people", "persons_unknown"), ("source", "kind"), ("consent", "consent"),
    ]  # fmt: skip
    assert not ReportRevision.objects.exists()


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"what": {"day": "31", "month": "2"}}, ("what", "day")),
        ({"what": {"year": "9999"}}, ("what", "day")),
        ({"what": {"title": "x" * 301}}, ("what", "title")),
        ({"consent": {"consent": ""}}, ("consent", "consent")),
        ({"consent": {"consent": "sure"}}, ("consent", "consent")),
        ({"source": {"name": ""}}, ("source", "name")),
        ({"source": {"kind": "ghost"}}, ("source", "kind")),
        ({"source": {"derived_ref": "R-0000000", "derivation": "quote"}}, ("source", "derived_ref")),
        ({"source": {"derived_words": "a newspaper"}}, ("source", "derivation")),
        ({"people": []}, ("people", "persons_unknown")),
    ],
)
def test_each_thing_that_is_wrong_is_told_with_its_place(activist, changes, where):
    with pytest.raises(intake.Incomplete) as incomplete:
        intake.send(content=family(**changes), by=activist, at=AT, key=new_key())
    assert where in {(problem.step, problem.field) for problem in incomplete.value.problems}
    assert not Report.objects.exists()


def test_what_is_wrong_with_a_person_or_an_act_is_told_with_their_keys(activist):
    key, act = str(new_key()), str(new_key())
    people = [{"key": key, "name": "А", "age": "131", "acts": [{"key": act, "kind": "killed", "stated_reason": "x"}]}]
    with pytest.raises(intake.Incomplete) as incomplete:
        intake.send(content=family(people=people, kin=[]), by=activist, at=AT, key=new_key())
    assert [problem[:2] for problem in incomplete.value.problems] == [
        ("people", f"{key}.age"), ("people", f"{key}.{act}.stated_reason_by"),
    ]  # fmt: skip


def test_people_without_a_single_act_are_not_enough(activist):
    with pytest.raises(intake.Incomplete, match="what was done"):
        intake.send(
            content=family(people=[{"key": "a", "name": "А", "acts": []}], kin=[]), by=activist, at=AT, key=new_key()
        )


def test_unknown_persons_are_a_report_when_there_are_words(activist):
    what = {"persons_unknown": True}
    report = intake.send(content=family(what=what, people=[], kin=[]), by=activist, at=AT, key=new_key())
    assert (report.persons_unknown, report.mentions.count()) == (True, 0)
    with pytest.raises(intake.Incomplete, match="nobody is described"):
        intake.send(content=family(what=what | {"narrative": ""}, people=[], kin=[]), by=activist, at=AT, key=new_key())


def test_a_report_that_changed_since_the_check_page_is_not_sent(draft, activist):
    for step, values in (
        ("people", {"people": FAMILY["people"]}),
        ("source", FAMILY["source"]),
        ("consent", FAMILY["consent"]),
    ):
        row = save(Report.objects.get(pk=draft.pk), activist, step=step, **values)
    save(row, activist, narrative="changed in another tab")
    with pytest.raises(Stale):
        intake.submit(report=row, by=activist, at=AT, version=row.version)


def test_nobody_else_sends_it(draft, other_activist):
    with pytest.raises(Denied):
        intake.submit(report=draft, by=other_activist, at=AT, version=draft.version)


# --- Answering -------------------------------------------------------------------------------------------------------
def test_an_answer_is_a_new_revision_and_puts_the_report_back_into_the_queue(returned, activist):
    values = FAMILY["what"] | {"narrative": "The bridge over the Karatal."}
    revision = intake.answer(report=returned, step="what", values=values, reason="The Karatal bridge.", by=activist,
                             at=LATER, version=returned.version)  # fmt: skip
    report = Report.objects.get(pk=returned.pk)
    assert (revision.number, revision.reason) == (2, "The Karatal bridge.")
    assert (report.status, report.taken_by, report.received_at) == (ReportStatus.SUBMITTED, None, AT)
    assert report.narrative == "The bridge over the Karatal."
    assert returned.revisions.get(number=1).content["what"]["narrative"] == FAMILY["what"]["narrative"]


def test_an_answer_without_words_is_not_sent_and_changes_nothing(returned, activist):
    with pytest.raises(intake.Incomplete, match="question"):
        intake.answer(report=returned, step="what", values={"narrative": "x"}, reason="  ", by=activist, at=LATER,
                      version=returned.version)  # fmt: skip
    assert Report.objects.get(pk=returned.pk).draft["what"]["narrative"] == FAMILY["what"]["narrative"]


def test_while_a_report_is_being_mended_the_sent_rows_stay(returned, activist):
    save(returned, activist, step="people", people=[], kin=[])
    assert Mention.objects.filter(report=returned, retired_at=None).count() == 3


def test_what_changed_is_told_question_by_question(returned, activist):
    people = [dict(person) for person in FAMILY["people"]][:2]
    people[0] = people[0] | {"age": 41}
    row = save(returned, activist, step="people", people=people, kin=[])
    intake.submit(report=row, by=activist, at=LATER, version=row.version, reason="Corrected.")
    changed = intake.revisions_diff(row)
    assert ("1 · a man of about 40, the husband: Age", "40", "41") in changed
    assert any(before == "15" and after == "" for _label, before, after in changed)
    assert not any("Where" in label for label, _before, _after in changed)


def test_a_first_sending_changed_nothing(sent):
    assert intake.revisions_diff(sent) == []


# --- Taking back -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["draft", "sent", "returned"])
def test_the_author_takes_a_report_back_with_a_reason(state, activist, request):
    report = request.getfixturevalue(state)
    row = intake.withdraw(report=report, by=activist, at=LATER, version=report.version, reason="They asked me to.")
    assert row.status == ReportStatus.WITHDRAWN
    assert row.moves.last().words == "They asked me to."


def test_taking_back_needs_a_reason(sent, activist):
    with pytest.raises(Unfit):
        intake.withdraw(report=sent, by=activist, at=LATER, version=sent.version, reason=" ")


def test_nobody_else_takes_it_back(sent, other_activist, reviewer):
    for stranger in (other_activist, reviewer):
        with pytest.raises(Denied):
            intake.withdraw(report=sent, by=stranger, at=LATER, version=sent.version, reason="x")


def test_a_report_that_moved_meanwhile_is_not_taken_back_unseen(sent, activist, reviewer):
    review.take(sent, by=reviewer, at=AT)
    with pytest.raises(Stale):
        intake.withdraw(report=sent, by=activist, at=LATER, version=sent.version, reason="x")


def test_what_is_withdrawn_stays_withdrawn(sent, activist):
    row = intake.withdraw(report=sent, by=activist, at=LATER, version=sent.version, reason="x")
    with pytest.raises(Denied):
        intake.submit(report=row, by=activist, at=LATER, version=row.version)
    assert workflow.lock(row).status == ReportStatus.WITHDRAWN


def test_keys_may_be_plain_words(sent):
    keys = [person["key"] for person in sent.revisions.get().content["people"]]
    assert all(str(uuid.UUID(key)) == key for key in keys)
