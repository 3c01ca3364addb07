"""Verbs of a file that comes in: received, read, checked, asked for, stopped, given up; by whom, and from which state."""

import datetime as dt
import io
import uuid

import pytest
from django.core.files.storage import default_storage
from procrastinate.contrib.django.models import ProcrastinateJob

from incidents.domain import dates, evidence, store
from incidents.domain.imports import committing, failures, moving, trying, verbs
from incidents.models import AuditEvent, ListImport, ListMapping
from incidents.policies import Denied, Stale, Unfit
from incidents.vocabulary import ImportState
from tests.factories import NOW
from tests.incidents.domain.imports.samples import PEOPLE, a_list, checked, imported, received, table

pytestmark = pytest.mark.django_db


def asked(row: ListImport, by) -> ListImport:
    return verbs.ask_import(row, version=row.version, by=by, at=NOW)


def jobs(row: ListImport) -> list[str]:
    found = ProcrastinateJob.objects.filter(args__ref=row.ref).order_by("id").values_list("task_name", flat=True)
    return [name.removeprefix("incidents.jobs.") for name in found]


def test_a_file_is_kept_sealed_and_looked_at(reviewer):
    row = received(reviewer, a_list(reviewer))
    assert (row.state, row.version, row.name, row.when_edtf) == ("received", 1, "list.csv", "2022-01")
    assert (row.look["kind"], row.look["sheets"][0]["headings"][2], row.look["same_as"]) == ("csv", "Name", [])
    assert "Ахметов".encode() not in default_storage.open(row.stored).read()
    with store.open_stored(row.stored, bytes(row.key_sealed)) as clear:
        assert clear.read() == table()
    line = AuditEvent.objects.get(verb="list_file_received")
    assert (line.kind, line.ref, line.detail["sha256"]) == ("import", row.ref, row.sha256)


def test_one_key_receives_once_and_only_for_its_owner(reviewer, second_reviewer):
    series, key = a_list(reviewer), uuid.uuid4()
    how = {"person_list": series, "label": "January", "as_of": dates.parse(""), "name": "a.csv", "key": key, "at": NOW}
    first = verbs.receive(file=io.BytesIO(table()), by=reviewer, **how)
    assert verbs.receive(file=io.BytesIO(table()), by=reviewer, **how) == first
    with pytest.raises(Unfit):
        verbs.receive(file=io.BytesIO(table()), by=second_reviewer, **how)
    assert ListImport.objects.count() == 1


@pytest.mark.parametrize(("content", "label", "field"), [(b"", "January", "file"), (b"%PDF-1.4", "January", "file"),
                                                         (table(), " ", "label")])  # fmt: skip
def test_what_cannot_be_read_or_has_no_label_is_refused_and_nothing_lies_in_the_store(
    reviewer, content, label, field, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(Unfit) as refused:
        verbs.receive(person_list=a_list(reviewer), label=label, as_of=dates.parse(""), file=io.BytesIO(content),
                      name="a.csv", key=uuid.uuid4(), by=reviewer, at=NOW)  # fmt: skip
    assert refused.value.field == field
    assert not ListImport.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_only_who_may_import_does_any_of_it(reviewer, activist):
    row = received(reviewer, a_list(reviewer))
    with pytest.raises(Denied):
        received(activist, row.person_list)
    for verb in (verbs.ask_check, verbs.stop, verbs.discard, verbs.remember):
        with pytest.raises(Denied):
            verb(row, by=activist, at=NOW)
    for verb, told in ((verbs.read_as, {"sheet": 0}), (verbs.ask_import, {})):
        with pytest.raises(Denied):
            verb(row, version=1, by=activist, at=NOW, **told)
    with pytest.raises(Denied):
        verbs.ask_undo(row, because="x", by=activist, at=NOW)


def test_another_reading_forgets_what_was_checked_and_another_heading_the_columns_too(reviewer):
    row = checked(reviewer, a_list(reviewer))
    assert (row.state, row.found["counts"]["mentions"], bool(row.columns)) == ("checked", 5, True)
    row = verbs.read_as(row, values={"status": {"убит": "killed"}}, version=row.version, by=reviewer, at=NOW)
    assert (row.state, row.found, bool(row.columns)) == ("received", {}, True)
    row = verbs.read_as(row, header=(1, 1), version=row.version, by=reviewer, at=NOW)
    assert (row.columns, row.values, row.look["headings"][2]) == ({}, {}, PEOPLE[0][1])
    with pytest.raises(Stale):
        verbs.read_as(row, sheet=0, version=row.version - 1, by=reviewer, at=NOW)


def test_a_small_file_is_checked_at_once_and_a_large_one_by_a_job(reviewer, monkeypatch):
    row = checked(reviewer, a_list(reviewer))
    assert (row.state, jobs(row)) == ("checked", [])
    monkeypatch.setattr(verbs, "SMALL", 1)
    row = verbs.ask_check(verbs.ask_check(row, by=reviewer, at=NOW), by=reviewer, at=NOW)
    assert (row.state, row.total, jobs(row)) == ("checking", 5, ["check_list"])
    assert trying.run(row.ref, clock=lambda: NOW).state == "checked"
    assert trying.run(row.ref, clock=lambda: NOW) is None


def test_a_check_of_a_reading_that_is_no_longer_so_is_not_kept(reviewer, monkeypatch):
    row = checked(reviewer, a_list(reviewer))
    real = trying.checking.check

    def stopped_meanwhile(held, **how):
        verbs.stop(held, by=reviewer, at=NOW)
        return real(held, **how)

    monkeypatch.setattr(trying.checking, "check", stopped_meanwhile)
    row = verbs.ask_check(row, by=reviewer, at=NOW)
    assert (row.state, row.found) == ("stopped", {})


def test_a_check_that_fails_says_why(reviewer):
    row = checked(reviewer, a_list(reviewer))
    ListImport.objects.update(stored="lists/00/gone")
    row = verbs.ask_check(row, by=reviewer, at=NOW)
    assert (row.state, row.failed_code) == ("failed", "store")
    assert "store" in failures.words(row)


def test_how_a_file_is_read_is_kept_by_headings_for_the_keeper(reviewer):
    row = checked(reviewer, a_list(reviewer), kind="killed")
    verbs.remember(row, by=reviewer, at=NOW)
    again = verbs.remember(row, by=reviewer, at=NOW)
    assert ListMapping.objects.get() == again
    assert (again.keeper, again.name) == (row.person_list.keeper, "Official list")
    assert (again.columns["Name"], again.options["kind"]) == ("name", "killed")


def test_nothing_is_imported_that_was_not_checked_as_it_is_read_now(reviewer):
    row = received(reviewer, a_list(reviewer))
    with pytest.raises(Denied):
        asked(row, reviewer)
    row = checked(reviewer, row.person_list)
    with pytest.raises(Stale):
        verbs.ask_import(row, version=row.version - 1, by=reviewer, at=NOW)
    ListImport.objects.filter(pk=row.pk).update(columns={"2": "name"})
    with pytest.raises(Denied):
        asked(row, reviewer)


def test_pressed_twice_it_is_imported_once(reviewer):
    row = checked(reviewer, a_list(reviewer))
    version = row.version
    first = verbs.ask_import(row, version=version, by=reviewer, at=NOW)
    second = verbs.ask_import(row, version=version, by=reviewer, at=NOW)
    assert (first.state, second.state, first.version == second.version) == ("waiting", "waiting", True)
    assert jobs(row) == ["import_list"]


def test_one_file_of_a_list_at_a_time_and_none_twice(reviewer):
    series = a_list(reviewer)
    first, second = checked(reviewer, series), checked(reviewer, series, table(PEOPLE[1:]))
    asked(first, reviewer)
    with pytest.raises(Unfit, match="Wait"):
        asked(second, reviewer)
    committing.run(first.ref, clock=lambda: NOW)
    third = checked(reviewer, series)
    assert third.look["same_as"] == [first.ref]
    with pytest.raises(Unfit, match="already: January"):
        asked(third, reviewer)
    assert asked(second, reviewer).state == "waiting"


def test_an_import_that_waits_is_stopped_at_once_and_one_that_goes_on_is_asked_to(reviewer):
    row = asked(checked(reviewer, a_list(reviewer)), reviewer)
    assert verbs.stop(row, by=reviewer, at=NOW).state == "stopped"
    assert verbs.stop(row, by=reviewer, at=NOW).state == "stopped"
    assert committing.run(row.ref, clock=lambda: NOW).state == "stopped"
    row.refresh_from_db()
    row = asked(row, reviewer)
    moving.move(row, ImportState.IMPORTING)
    row = verbs.stop(verbs.stop(row, by=reviewer, at=NOW), by=reviewer, at=NOW)
    assert (row.state, row.stop_asked) == ("importing", True)
    assert AuditEvent.objects.filter(verb="list_import_stopped").count() == 2


def test_what_is_imported_is_neither_stopped_nor_given_up(reviewer):
    row = imported(reviewer, a_list(reviewer))
    for verb in (verbs.stop, verbs.discard):
        with pytest.raises(Denied, match="imported"):
            verb(row, by=reviewer, at=NOW)
    with pytest.raises(Denied):
        verbs.read_as(row, sheet=0, version=row.version, by=reviewer, at=NOW)


def test_a_file_that_is_given_up_leaves_no_bytes(reviewer, django_capture_on_commit_callbacks):
    row = checked(reviewer, a_list(reviewer))
    with django_capture_on_commit_callbacks(execute=True):
        verbs.discard(row, by=reviewer, at=NOW)
    assert not default_storage.exists(row.stored)
    row.refresh_from_db()
    assert (row.state, row.stored, row.look, bytes(row.key_sealed)) == ("discarded", "", {}, b"")
    assert verbs.discard(row, by=reviewer, at=NOW).state == "discarded"
    assert AuditEvent.objects.filter(verb="list_import_discarded").count() == 1


def test_the_sweep_takes_files_without_a_row_and_leaves_the_others(reviewer, settings, tmp_path):
    settings.MEDIA_ROOT, settings.INCOMING_ROOT = tmp_path, tmp_path / "incoming"
    files = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": files, "OPTIONS": {"location": tmp_path}}}
    row, orphan = received(reviewer, a_list(reviewer)), store.put([b"left"], store.LISTS)
    evidence.sweep(at=dt.datetime.now(dt.UTC) + dt.timedelta(days=2))
    assert default_storage.exists(row.stored)
    assert not default_storage.exists(orphan.name)


def test_undoing_needs_a_reason_and_something_imported(reviewer):
    row = checked(reviewer, a_list(reviewer))
    with pytest.raises(Unfit):
        verbs.ask_undo(row, because=" ", by=reviewer, at=NOW)
    with pytest.raises(Denied, match="checked"):
        verbs.ask_undo(row, because="x", by=reviewer, at=NOW)
    done = imported(reviewer, a_list(reviewer, "Another"))
    for _twice in range(2):
        row = verbs.ask_undo(done, because="Wrong.", by=reviewer, at=NOW)
    assert (row.state, row.undone_by, jobs(row)) == ("undoing", reviewer, ["import_list", "undo_list"])


def test_every_code_of_a_failure_has_words():
    for code in (*failures.WORDS, "error", "file:damaged"):
        assert failures.words(ListImport(failed_code=code))
    assert failures.words(ListImport()) == ""
