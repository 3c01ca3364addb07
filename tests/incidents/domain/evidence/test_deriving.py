"""Copies after the receipt: made once, gone on with after a kill, and never in the way of the evidence itself."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from incidents import jobs
from incidents.domain import evidence, intake, store
from incidents.domain.evidence import deriving
from incidents.models import AuditEvent, AuditSet, DerivedCopy, Original
from incidents.vocabulary import Deriving
from tests.factories import NOW
from tests.incidents.domain.decoders import media
from tests.incidents.domain.decoders.test_forms import made_of
from tests.incidents.domain.evidence import held
from tests.incidents.domain.intake_samples import new_key

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    held.own_store(settings, tmp_path)


@pytest.fixture
def draft(activist):
    return intake.start(by=activist, at=NOW, key=new_key())


def add(report, data: bytes, name="photo.jpg"):
    by = report.submitter
    return evidence.add_file(report=report, file=io.BytesIO(data), name=name, size=len(data), by=by, at=NOW)


def derived(data: bytes, **known) -> Original:
    """A file that is here, with all that was made of it."""
    row = held.original(data, **known)
    held.receipt(row)
    return deriving.derive(original=row, at=LATER)


def kinds(original: Original) -> list[tuple[str, int]]:
    return list(original.copies.values_list("kind", "page"))


def test_a_picture_gets_its_copies_and_what_it_says_is_sealed():
    original = derived(media.picture("JPEG", media.WORD))
    assert kinds(original) == [("thumb", 0), ("veil", 0), ("view", 0)]
    assert (original.deriving, original.form, original.width) == (Deriving.DONE, "picture", 96)
    assert media.WORD.encode() not in bytes(original.told_sealed)
    assert deriving.told(original)["make"] == media.WORD
    copy = original.copies.get(kind="view")
    with store.open_copy(copy) as clear:
        body = clear.read()
    assert (len(body), body[:2]) == (copy.size, b"\xff\xd8")
    assert media.WORD.encode() not in body


def test_the_making_is_one_line_of_the_log_for_all_receipts():
    row = held.original(media.picture())
    refs = {held.receipt(row).ref, held.receipt(row).ref}
    deriving.derive(original=row, at=LATER)
    line = AuditEvent.objects.get(verb="evidence_derived")
    assert (line.detail["sha256"], line.detail["copies"], len(line.detail["of_copies"])) == (row.sha256, 3, 64)
    assert set(AuditSet.objects.get(pk=line.records).refs) == refs


def test_what_is_made_is_not_made_again(monkeypatch):
    original = derived(media.picture())
    before = set(DerivedCopy.objects.values_list("stored", flat=True))
    deriving.derive(original=original, at=LATER)
    Original.objects.update(deriving=Deriving.WAITING)
    DerivedCopy.objects.filter(kind="thumb").delete()
    deriving.derive(original=Original.objects.get(), at=LATER)
    assert len(set(DerivedCopy.objects.values_list("stored", flat=True)) - before) == 1
    assert len(kinds(original)) == 3


def test_a_killed_run_goes_on_where_it_was(monkeypatch):
    row, real = held.original(media.pdf(3)), deriving._write_copy
    held.receipt(row)

    def killed(original, made, at):
        if made.page == 2:
            raise KeyboardInterrupt
        real(original, made, at)

    monkeypatch.setattr(deriving, "_write_copy", killed)
    with pytest.raises(KeyboardInterrupt):
        deriving.derive(original=row, at=NOW)
    assert Original.objects.get().deriving == Deriving.WAITING
    assert kinds(row) == [("page", 1), ("thumb", 0), ("veil", 0)]
    monkeypatch.undo()
    deriving.derive(original=Original.objects.get(), at=LATER)
    assert kinds(row) == [("page", 1), ("page", 2), ("page", 3), ("thumb", 0), ("veil", 0)]


@pytest.mark.parametrize(
    ("data", "state", "words"),
    [
        (b"\xff\xd8\xff\xe0 no picture", Deriving.FAILED, "damaged"),
        (media.bomb(), Deriving.FAILED, "pixels"),
        (b"\x7fELF\0", Deriving.NONE, ""),
        ("Мы видели.".encode(), Deriving.NONE, ""),
    ],
)
def test_a_file_without_copies_says_why_and_stands_in_nobody_s_way(data, state, words):
    original = derived(data)
    assert (original.deriving, original.deriving_words, kinds(original)) == (state, words, [])


def test_a_film_that_is_cut_short_gets_its_copies_and_a_word():
    clip = b"".join(next(copy for copy in made_of(media.film(seconds=2)) if copy.kind == "clip").data)
    original = derived(clip[: len(clip) * 3 // 4])
    assert (original.deriving, original.deriving_words) == (Deriving.DONE, "cut")
    assert ("clip", 0) in kinds(original)


def test_a_file_that_was_changed_in_the_store_is_told():
    row = held.original(media.picture())
    held.flip(row, 200)
    assert deriving.derive(original=row, at=NOW).deriving_words == "changed"


def test_copies_wait_while_a_file_cannot_be_read(monkeypatch):
    row = held.original(media.picture())
    held.path_of(row).unlink()
    deriving.derive_one(key=row.pk, at=NOW)
    deriving.derive_one(key=0, at=NOW)
    assert Original.objects.get().deriving == Deriving.WAITING


def test_a_receipt_brings_the_job_and_the_job_the_copies(draft):
    piece = add(draft, media.picture())
    job = ProcrastinateJob.objects.get(task_name=deriving.JOB)
    assert (job.args, job.lock) == ({"original": piece.original_id}, "derive files")
    jobs.derive_copies(**job.args)
    assert len(kinds(piece.original)) == 3


def test_what_still_waits_is_brought_back_once(draft):
    add(draft, media.picture())
    held.original(media.film(), form="video")
    assert deriving.remind() == 2
    jobs.derive_waiting(timestamp=0)
    locks = ProcrastinateJob.objects.filter(task_name=deriving.JOB).values_list("lock", flat=True)
    assert sorted(locks) == ["derive files", "derive recordings"]


def test_a_batch_says_how_far_it_is_and_takes_up_what_failed_on_request(capsys):
    for data in (media.picture(), media.picture("PNG"), b"\xff\xd8\xff"):
        held.original(data)
    call_command("evidence", "derive")
    said = capsys.readouterr().out
    assert "2 of 3: picture, done" in said
    assert "of 1 files no copy could be made" in said
    call_command("evidence", "derive", "--again")
    assert "1 of 1: opaque, failed" in capsys.readouterr().out


def test_a_batch_goes_on_behind_a_file_that_is_away():
    away = held.original(media.picture("PNG"))
    held.path_of(away).unlink()
    here = held.original(media.picture())
    with pytest.raises(CommandError, match="1 files could not be read"):
        call_command("evidence", "derive")
    assert len(kinds(here)) == 3


def test_what_keeps_the_decoding_process_in_is_told(capsys):
    call_command("evidence", "limits")
    assert capsys.readouterr().out.startswith("yes  memory, time")


def test_a_file_that_was_changed_and_comes_again_gets_its_copies(draft):
    data = media.picture()
    lost = held.original(data, integrity="changed", checked_at=NOW, deriving=Deriving.FAILED)
    add(draft, data)
    lost.refresh_from_db()
    assert lost.deriving == Deriving.WAITING
    deriving.derive_one(key=lost.pk, at=LATER)
    assert len(kinds(lost)) == 3
