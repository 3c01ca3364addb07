"""An import taken back: the database is as it was before, to the letter; or it is refused in words."""

import uuid

import pytest

from incidents.domain import editions, findings, lexicon, matching, merging, names, notes, review
from incidents.domain.imports import committing, undoing, verbs
from incidents.models import (
    Act,
    AuditEvent,
    BulkDecided,
    BulkDecision,
    LikelyGroup,
    LikelyPair,
    ListImport,
    MatchRun,
    Mention,
    Person,
    RowHold,
)
from incidents.policies import Denied, Unfit
from tests.factories import NOW, ActFactory, MentionFactory, ReportFactory
from tests.incidents.domain.figures.samples import entered
from tests.incidents.domain.imports.kills import again, killed
from tests.incidents.domain.imports.samples import LATER, PEOPLE, a_list, differences, dump, imported, table
from tests.incidents.domain.test_review_races import at_once

LEAVING = "incidents.domain.imports.leaving"
PLACES = {
    "with a table in the middle": (f"{LEAVING}._delete", 6),
    "with the rows": (f"{LEAVING}._delete", 16),
    "with the words": (f"{LEAVING}.leave", 1),
    "before the commit": ("incidents.domain.imports.undoing._undo", 1),
}
WHY = {"because": "The wrong columns."}


def undone(row: ListImport, by, at=NOW) -> ListImport:
    verbs.ask_undo(row, **WHY, by=by, at=at)
    found = undoing.undo(row.ref, clock=lambda: at)
    assert found is not None
    return found


def rows_of(row: ListImport) -> list[Mention]:
    return list(row.edition.report.mentions.order_by("position"))


@pytest.fixture
def held(activist, reviewer):
    """A person whom another report tells of, and that report's mention."""
    mention = MentionFactory(report=ReportFactory(submitter=activist, taken_by=reviewer), name="Айдар Ахметов")
    ActFactory(mention=mention)
    lexicon.hold(names.words(mention.name))
    matching.new_person(mention, because="Named.", by=reviewer, at=NOW)
    review.accept(mention.report, by=reviewer, at=NOW)
    mention.refresh_from_db()
    return mention


@pytest.fixture
def before(held, admin):
    """The tables behind the making of a list."""
    return a_list(admin), dump()


@pytest.mark.django_db
def test_all_tables_are_as_before(admin, before):
    series, was = before
    row = undone(imported(admin, series), admin)
    assert differences(was, dump()) == {}
    assert (row.state, row.edition, row.undone_by, row.undone_because) == ("undone", None, admin, "The wrong columns.")
    line = AuditEvent.objects.get(verb="list_import_undone")
    assert (line.ref, line.detail["mentions"], line.detail["acts"], line.detail["people"]) == (row.ref, 5, 5, 0)


@pytest.mark.django_db
def test_the_sealed_file_stays_and_is_imported_again(admin, before):
    row = undone(imported(admin, before[0]), admin)
    row = verbs.ask_import(row, version=row.version, by=admin, at=NOW)
    done = committing.run(row.ref, clock=lambda: NOW)
    assert (done.state, done.edition.number, done.undone_by) == ("done", 1, None)


@pytest.mark.django_db
def test_words_that_others_bear_by_now_stay_in_the_lexicon(admin, before, activist):
    row = imported(admin, before[0])
    word = row.new_words[0]
    MentionFactory(report=ReportFactory(submitter=activist), name_keys=[word])
    undone(row, admin)
    assert list(dump()["incidents_nameword"]) != before[1]["incidents_nameword"]
    assert word in "".join(dump()["incidents_nameword"])


@pytest.mark.django_db
def test_after_decisions_about_its_rows_too(admin, reviewer, held, before):
    series, was = before
    row = imported(admin, series)
    first, second, third, fourth, _fifth = rows_of(row)
    person = held.person
    matching.same(first, person, because="The same name.", by=reviewer, at=NOW + LATER)
    matching.different(second, person, because="A woman.", by=reviewer, at=NOW + LATER)
    made = matching.new_person(second, because="Nobody we hold.", by=reviewer, at=NOW + LATER)
    matching.different(third, made, because="A man.", by=reviewer, at=NOW + LATER)
    matching.new_person(third, because="Nobody we hold.", by=reviewer, at=NOW + LATER)
    matching.reopen(third, because="Too fast.", by=reviewer, at=NOW + LATER)
    matching.undecided(fourth, because="Nobody knows.", by=reviewer, at=NOW + LATER)
    undone(row, admin)
    assert differences(was, dump()) == {}
    assert not Person.objects.filter(pk=made.pk).exists()


@pytest.mark.django_db
def test_a_person_whom_its_row_made_stays_when_another_report_tells_of_them(admin, reviewer, activist, before):
    row = imported(admin, before[0])
    made = matching.new_person(rows_of(row)[1], because="Nobody we hold.", by=reviewer, at=NOW + LATER)
    other = MentionFactory(report=ReportFactory(submitter=activist, taken_by=reviewer), name="Дана С.")
    matching.same(other, made, because="The same.", by=reviewer, at=NOW + LATER)
    undone(row, admin)
    made.refresh_from_db()
    assert (made.display_name, made.reports_count) == ("Дана С.", 1)


@pytest.mark.django_db
def test_after_decisions_on_many_and_likely_pairs_and_holds(admin, reviewer, held, before):
    series, was = before
    row = imported(admin, series)
    first, second, *_others = rows_of(row)
    made = matching.new_person(second, because="Nobody we hold.", by=reviewer, at=NOW)
    many = BulkDecision.objects.create(key=uuid.uuid4(), edition=row.edition, because="New.", kind="new", by=reviewer,
                                       at=NOW, state="done")  # fmt: skip
    BulkDecided.objects.create(bulk=many, mention=second, created=made)
    RowHold.objects.create(mention=first, by=reviewer, at=NOW)
    run = MatchRun.objects.create(kind="pairs", state="done", asked_at=NOW, ended_at=NOW)
    group = LikelyGroup.objects.create(run=run, size=2, score=0.9, open_pairs=1)
    LikelyPair.objects.create(group=group, left_person=held.person, right_mention=first, score=0.9)
    undone(row, admin)
    assert differences(was, dump()) == {}


@pytest.mark.django_db
def test_a_group_of_likely_pairs_that_others_are_in_stays_smaller(admin, activist, reviewer, held, before):
    row = imported(admin, before[0])
    other = MentionFactory(report=ReportFactory(submitter=activist))
    run = MatchRun.objects.create(kind="pairs", state="done", asked_at=NOW, ended_at=NOW)
    group = LikelyGroup.objects.create(run=run, size=3, score=0.9, open_pairs=2)
    LikelyPair.objects.create(group=group, left_person=held.person, right_mention=rows_of(row)[0], score=0.9)
    LikelyPair.objects.create(group=group, left_person=held.person, right_mention=other, score=0.6)
    undone(row, admin)
    group.refresh_from_db()
    assert (group.size, group.open_pairs, group.score) == (2, 1, 0.6)


@pytest.mark.django_db
def test_while_a_finding_relies_on_its_rows_it_is_refused_by_name(admin, reviewer, before):
    series, was = before
    row = imported(admin, series)
    first = rows_of(row)[0]
    person = matching.new_person(first, because="Nobody we hold.", by=reviewer, at=NOW + LATER)
    review.take(row.edition.report, by=reviewer, at=NOW)
    made = findings.propose(person, kind="killed", acts=first.acts.all(), confirmation="weak", rationale="As told.",
                            by=reviewer, at=NOW)  # fmt: skip
    with pytest.raises(Unfit, match=made.ref):
        verbs.ask_undo(row, **WHY, by=admin, at=NOW)
    findings.withdraw(made, words="Not yet.", by=reviewer, at=NOW)
    undone(row, admin)
    assert differences(was, dump()) == {}


@pytest.mark.django_db
def test_a_finding_of_before_that_also_relied_on_others_stays_on_record(admin, reviewer, held, before):
    row = imported(admin, before[0])
    first = matching.same(rows_of(row)[0], held.person, because="The same.", by=reviewer, at=NOW)
    review.take(row.edition.report, by=reviewer, at=NOW)
    both = Act.objects.filter(mention__in=[first, held])
    made = findings.propose(held.person, kind="killed", acts=both, confirmation="weak", rationale="As told.",
                            by=reviewer, at=NOW)  # fmt: skip
    findings.withdraw(made, words="Not yet.", by=reviewer, at=NOW)
    with pytest.raises(Unfit, match=made.ref):
        verbs.ask_undo(row, **WHY, by=admin, at=NOW)


@pytest.mark.django_db
def test_persons_of_its_rows_that_were_joined_are_taken_apart_first(admin, reviewer, held, before):
    series, was = before
    row = imported(admin, series)
    made = matching.new_person(rows_of(row)[0], because="Nobody we hold.", by=reviewer, at=NOW + LATER)
    joined = merging.merge(held.person, made, because="The same.", by=reviewer, at=NOW + LATER)
    with pytest.raises(Unfit, match=made.ref):
        verbs.ask_undo(row, **WHY, by=admin, at=NOW)
    merging.unmerge(joined, because="Two after all.", by=reviewer, at=NOW + LATER)
    undone(row, admin)
    assert differences(was, dump()) == {}


@pytest.mark.django_db
def test_what_is_tied_to_its_rows_keeps_it(admin, reviewer, activist, before):
    row = imported(admin, before[0])
    report = row.edition.report
    notes.keep(report=report, by=reviewer, at=NOW, note="a note", version=0)
    with pytest.raises(Unfit, match="note"):
        verbs.ask_undo(row, **WHY, by=admin, at=NOW)
    notes.remove(report=report, by=reviewer, at=NOW, version=1)
    review.link_origin(ReportFactory(submitter=activist, taken_by=reviewer), origin_ref=report.ref,
                       derivation="summary", by=reviewer, at=NOW)  # fmt: skip
    with pytest.raises(Unfit, match="come from it"):
        verbs.ask_undo(row, **WHY, by=admin, at=NOW)


@pytest.mark.django_db
def test_a_figure_that_its_report_told_keeps_it(admin, reviewer, before):
    row = imported(admin, before[0])
    made = entered(reviewer, 17, report=row.edition.report)
    with pytest.raises(Unfit, match=f"Figures were entered from its report: {made.ref}"):
        verbs.ask_undo(row, **WHY, by=admin, at=NOW)


@pytest.mark.django_db
def test_a_decision_on_many_that_goes_on_keeps_it(admin, reviewer, before):
    row = imported(admin, before[0])
    BulkDecision.objects.create(key=uuid.uuid4(), edition=row.edition, because="New.", kind="new", by=reviewer, at=NOW)
    with pytest.raises(Unfit, match="under way"):
        verbs.ask_undo(row, **WHY, by=admin, at=NOW)


@pytest.mark.django_db
def test_an_edition_that_another_follows_goes_after_it(admin, before):
    series, was = before
    first = imported(admin, series, label="First")
    second = imported(admin, series, table(PEOPLE[1:]), "Second")
    with pytest.raises(Unfit, match="Second"):
        verbs.ask_undo(first, **WHY, by=admin, at=NOW)
    undone(second, admin)
    undone(first, admin)
    assert differences(was, dump()) == {}


@pytest.mark.django_db
def test_what_comes_to_rely_on_it_while_it_waits_keeps_it_and_is_told(admin, reviewer, before):
    row = imported(admin, before[0])
    verbs.ask_undo(row, **WHY, by=admin, at=NOW)
    BulkDecision.objects.create(key=uuid.uuid4(), edition=row.edition, because="New.", kind="new", by=reviewer, at=NOW)
    row = undoing.undo(row.ref, clock=lambda: NOW)
    assert (row.state, row.failed_code, row.undone_by, row.rows) == ("done", "relied", None, 5)


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_place_it_has_changed_nothing_and_is_begun_anew(admin, reviewer, before):
    series, was = before
    row = imported(admin, series)
    matching.new_person(rows_of(row)[1], because="Nobody we hold.", by=reviewer, at=NOW + LATER)
    verbs.ask_undo(row, **WHY, by=admin, at=NOW)
    there = dump()
    for name, (place, after) in PLACES.items():
        assert killed(lambda: again(lambda: undoing.undo(row.ref, clock=lambda: NOW)), place, after=after), name
        assert (dump() == there) is (place != PLACES["before the commit"][0]), name
    again(lambda: undoing.undo(row.ref, clock=lambda: NOW))
    assert differences(was, dump()) == {}
    row.refresh_from_db()
    assert row.state == "undone"


@pytest.mark.django_db(transaction=True)
def test_twice_at_once_it_is_undone_once(admin, before):
    series, was = before
    row = imported(admin, series)
    verbs.ask_undo(row, **WHY, by=admin, at=NOW)
    results = at_once(*[lambda: undoing.undo(row.ref, clock=lambda: NOW)] * 2)
    assert {type(one) for one in results} <= {ListImport, undoing.Busy, type(None)}
    assert differences(was, dump()) == {}
    assert AuditEvent.objects.filter(verb="list_import_undone").count() == 1


@pytest.mark.django_db(transaction=True)
def test_while_it_is_compared_with_the_one_before_neither_waits_for_good(admin, before):
    series, _was = before
    imported(admin, series, label="First")
    there = dump()
    second = imported(admin, series, table(PEOPLE[1:]), "Second")
    verbs.ask_undo(second, **WHY, by=admin, at=NOW)
    edition = second.edition
    results = at_once(lambda: undoing.undo(second.ref, clock=lambda: NOW), lambda: editions.compare(edition, at=NOW))
    assert not [one for one in results if isinstance(one, Exception)]
    assert differences(there, dump()) == {}


@pytest.mark.django_db(transaction=True)
def test_a_decision_at_the_same_moment_is_made_before_or_not_at_all(admin, reviewer, before):
    series, was = before
    row = imported(admin, series)
    mention = rows_of(row)[1]
    verbs.ask_undo(row, **WHY, by=admin, at=NOW)
    _row, made = at_once(
        lambda: undoing.undo(row.ref, clock=lambda: NOW),
        lambda: matching.new_person(mention, because="Nobody we hold.", by=reviewer, at=NOW + LATER),
    )
    assert isinstance(made, Person | Denied)
    assert differences(was, dump()) == {}
