"""The import as one act: rows become mentions with their acts; killed at any place it is as if it never began."""

import datetime as dt

import pytest

from incidents.domain import intake, names
from incidents.domain.imports import committing, moving, undoing, verbs
from incidents.models import Act, AuditEvent, FoundText, ListImport, ListMark, Mention, NameWord, Report
from incidents.policies import Denied
from incidents.vocabulary import ImportState
from tests.factories import NOW
from tests.incidents.domain.imports.kills import again, killed
from tests.incidents.domain.imports.samples import PEOPLE, a_list, checked, dump, imported, table

COMMITTING = "incidents.domain.imports.committing"
PLACES = {
    "in the first lines": ("incidents.domain.imports.told.Told._mention", 2),
    "between two parts": ("incidents.domain.imports.told.Told.write", 1),
    "after the last row": ("incidents.domain.imports.told.Told.write", 3),
    "with the new words": ("incidents.domain.imports.writing.hold_words", 1),
    "with the report": (f"{COMMITTING}._report", 1),
    "with the text to find": (f"{COMMITTING}.texts.keep_report", 1),
    "before the commit": (f"{COMMITTING}._end", 1),
}


def content() -> dict[str, list]:
    """What an import writes, without the keys and the moments of the database."""
    of_mention = ("key", "position", "name", "name_folded", "name_keys", "keys_version", "naming", "sex", "age_low",
                  "age_high", "birth_edtf", "national_id_hash", "row", "report__key")  # fmt: skip
    of_act = ("mention__key", "key", "kind", "when_edtf", "place_text", "excerpt")
    return {
        "mentions": list(Mention.objects.order_by("position").values_list(*of_mention)),
        "acts": list(Act.objects.order_by("key").values_list(*of_act)),
        "marks": list(ListMark.objects.order_by("mention__key").values_list("mention__key", "value")),
        "words": list(NameWord.objects.order_by("word").values_list("word", "near", "count")),
        "reports": list(Report.objects.values_list("key", "title", "status", "edition__number", "edition__rows")),
        "texts": list(FoundText.objects.values_list("words")),
    }  # fmt: skip


@pytest.mark.django_db
def test_a_row_becomes_a_mention_with_its_acts_and_stays_verbatim(reviewer):
    done = imported(reviewer, a_list(reviewer))
    report = done.edition.report
    assert (report.status, report.channel, report.source) == ("submitted", "list", done.person_list.keeper)
    assert (done.edition.number, done.edition.rows, done.edition.label) == (1, 5, "January")
    assert (done.done, done.total, done.rows) == (5, 5, 5)
    mention = report.mentions.get(position=1)
    cells = ["1", *PEOPLE[0]]
    cells[8] = ""  # the number of the identity card stays in the sealed file
    assert mention.row == {"number": 2, "id": "K-1", "cells": cells}
    assert (mention.name, mention.sex, mention.age_low, len(mention.national_id_hash)) == (
        "Ахметов Айдар",
        "male",
        34,
        64,
    )
    act = mention.acts.get()
    assert (act.kind, act.when_edtf, act.place_text, act.excerpt) == ("killed", "2022-01-08", "Алматы", "у площади")


@pytest.mark.django_db
def test_names_are_keyed_and_their_words_held_as_a_typed_report_does(reviewer):
    done = imported(reviewer, a_list(reviewer))
    for mention in done.edition.report.mentions.all():
        assert (mention.name_keys, mention.name_folded) == (names.keys(mention.name), names.folded(mention.name))
        assert set(names.words(mention.name)) <= set(done.new_words)
    assert sorted(done.new_words) == sorted(NameWord.objects.values_list("word", flat=True))
    assert NameWord.objects.get(word="aidar").near


@pytest.mark.django_db
def test_the_words_to_find_of_a_list_hold_no_names(reviewer):
    report = imported(reviewer, a_list(reviewer)).edition.report
    held = FoundText.objects.get(report=report).words
    assert "official" in held
    assert "айдар" not in held
    assert "xqaidar" not in held


@pytest.mark.django_db
def test_the_report_is_frozen_and_moved_and_one_line_of_the_log_tells_it(reviewer):
    done = imported(reviewer, a_list(reviewer))
    report = done.edition.report
    revision, move = report.revisions.get(), report.moves.get()
    assert revision.content["list"]["sha256"] == done.sha256
    assert (move.from_status, move.to_status, move.by) == ("", "submitted", reviewer)
    line = AuditEvent.objects.get(verb="list_imported")
    assert (line.kind, line.ref, line.detail["mentions"], line.detail["list"]) == (
        "report", report.ref, 5, done.person_list.ref)  # fmt: skip


@pytest.mark.django_db
def test_the_editions_of_one_list_are_one_root(reviewer):
    series = a_list(reviewer)
    first, second, third = (imported(reviewer, series, table(PEOPLE[:n]), str(n)).edition for n in (3, 4, 5))
    assert (second.follows, third.follows) == (first, second)
    assert [one.report.derived_from_id for one in (first, second, third)] == [None, first.report_id, first.report_id]
    assert second.report.derivation == "reprint"


@pytest.mark.django_db
def test_its_report_is_not_withdrawn_but_undone(reviewer):
    report = imported(reviewer, a_list(reviewer)).edition.report
    with pytest.raises(Denied, match="Undo its import"):
        intake.withdraw(report=report, by=reviewer, at=NOW, version=report.version, reason="Wrong.")


@pytest.mark.django_db
def test_rows_with_errors_stop_the_import_or_are_left_out(reviewer):
    wrong = (*PEOPLE, ("K-6", "Ким В.", "", "500", "убит", "", "", "", ""))
    row = checked(reviewer, a_list(reviewer), table(wrong))
    with pytest.raises(verbs.Denied):
        verbs.ask_import(row, version=row.version, by=reviewer, at=NOW)
    done = imported(reviewer, a_list(reviewer, "Another"), table(wrong), errors="leave_rows")
    assert done.rows == 5


@pytest.mark.django_db
def test_a_file_that_is_gone_says_so(reviewer, monkeypatch):
    row = checked(reviewer, a_list(reviewer))
    row = verbs.ask_import(row, version=row.version, by=reviewer, at=NOW)
    ListImport.objects.update(stored="lists/00/gone")
    done = committing.run(row.ref, clock=lambda: NOW)
    assert (done.state, done.failed_code) == ("failed", "store")
    assert not Report.objects.exists()


@pytest.mark.django_db
def test_what_nobody_foresaw_is_kept_and_raised(reviewer, monkeypatch):
    row = checked(reviewer, a_list(reviewer))
    row = verbs.ask_import(row, version=row.version, by=reviewer, at=NOW)
    with monkeypatch.context() as patched:
        patched.setattr(committing, "_end", lambda *_all: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            committing.run(row.ref, clock=lambda: NOW)
    row.refresh_from_db()
    assert (row.state, row.failed_code) == ("failed", "error")
    row = verbs.ask_import(row, version=row.version, by=reviewer, at=NOW)
    assert committing.run(row.ref, clock=lambda: NOW).state == "done"


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_place_and_run_again_it_ends_as_one_clean_run(reviewer, monkeypatch):
    monkeypatch.setattr(committing, "AT_ONCE", 2)
    row = imported(reviewer, a_list(reviewer))
    clean = content()
    verbs.ask_undo(row, because="Only to begin anew.", by=reviewer, at=NOW)
    undoing.undo(row.ref, clock=lambda: NOW)
    row.refresh_from_db()
    row = verbs.ask_import(row, version=row.version, by=reviewer, at=NOW)
    nothing = dump()
    for name, (place, after) in PLACES.items():
        assert killed(lambda: again(lambda: committing.run(row.ref, clock=lambda: NOW)), place, after=after), name
        assert dump() == nothing, name
    again(lambda: committing.run(row.ref, clock=lambda: NOW))
    assert content() == clean
    assert AuditEvent.objects.filter(verb="list_imported").count() == 2


@pytest.mark.django_db(transaction=True)
def test_killed_behind_the_commit_it_is_imported_and_is_only_compared(reviewer):
    series = a_list(reviewer)
    imported(reviewer, series, table(PEOPLE[:3]), "First")
    row = checked(reviewer, series, table(PEOPLE[1:]), "Second")
    row = verbs.ask_import(row, version=row.version, by=reviewer, at=NOW)
    assert killed(lambda: committing.run(row.ref, clock=lambda: NOW), f"{COMMITTING}._caught")
    row.refresh_from_db()
    assert (row.state, row.edition.compared_at) == ("done", None)
    before = Mention.objects.count()
    again(lambda: committing.run(row.ref, clock=lambda: NOW))
    assert Mention.objects.count() == before
    assert sorted(row.edition.changes.values_list("kind", flat=True)) == ["added", "added", "removed"]


@pytest.mark.django_db(transaction=True)
def test_a_wish_to_stop_is_heard_while_it_goes_on_and_nothing_stays(reviewer, monkeypatch):
    row = checked(reviewer, a_list(reviewer))
    row = verbs.ask_import(row, version=row.version, by=reviewer, at=NOW)
    before = dump()
    monkeypatch.setattr(committing, "AT_ONCE", 2)
    monkeypatch.setattr("incidents.domain.imports.progress.KEEP_EVERY_SECONDS", 0.0)
    ListImport.objects.filter(pk=row.pk).update(stop_asked=True)
    done = committing.run(row.ref, clock=lambda: NOW + dt.timedelta(hours=1))
    assert (done.state, done.done) == ("stopped", 2)
    assert dump() == before
    row = verbs.ask_import(done, version=done.version, by=reviewer, at=NOW)
    assert committing.run(row.ref, clock=lambda: NOW).state == "done"


@pytest.mark.django_db
def test_an_import_that_was_stopped_meanwhile_leaves_nothing(reviewer, monkeypatch):
    row = checked(reviewer, a_list(reviewer))
    row = verbs.ask_import(row, version=row.version, by=reviewer, at=NOW)
    before = dump()
    real = committing._report

    def stopped(*arguments):
        moving.move(row, ImportState.STOPPED)
        return real(*arguments)

    monkeypatch.setattr(committing, "_report", stopped)
    committing.run(row.ref, clock=lambda: NOW)
    assert dump() == before
