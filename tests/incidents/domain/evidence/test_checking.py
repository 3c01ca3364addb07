"""Originals are hashed anew: what was harmed is found, what cannot be asked says nothing, a killed run goes on."""

import datetime as dt
import errno
import random

import pytest
from django.conf import settings as house
from django.db import connections

from incidents.domain import boxes, seal_state, store, timestamps
from incidents.domain.evidence import checking
from incidents.domain.keyring import Sealed
from incidents.models import AuditEvent, AuditSet, CheckRun, Original, Seal
from incidents.policies import Denied
from incidents.vocabulary import Integrity
from tests.factories import NOW
from tests.incidents.domain.evidence.held import flip, original, own_store, path_of, receipt, unsealed

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    own_store(settings, tmp_path)


@pytest.fixture
def three():
    return [original(word * 9) for word in (b"one", b"two", b"three")]


def found(held: Original) -> str:
    held.refresh_from_db()
    return held.integrity


def lines(*verbs: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(verb__in=verbs).order_by("pk"))


def test_whole_originals_are_whole_and_the_line_names_their_receipts(three, admin):
    refs = {receipt(held).ref for held in (*three, three[0])}
    run = checking.run(at=NOW, by=admin)
    assert {found(held) for held in three} == {Integrity.WHOLE}
    assert (run.done, run.total, run.missing, run.changed) == (3, 3, 0, 0)
    assert (run.done_bytes, run.total_bytes) == (99, 99)
    assert run.ended_at >= NOW
    (line,) = lines("evidence_checked")
    assert set(AuditSet.objects.get(pk=line.records).refs) == refs
    assert line.detail["sha256"] == timestamps.root_of(timestamps.packed(held.sha256 for held in three))
    assert (line.by, line.detail["rows"], line.detail["run"]) == (admin.ref, 3, run.pk)


@pytest.mark.parametrize("size", [0, 1, boxes.CHUNK - 1, boxes.CHUNK, boxes.CHUNK + 1, 2 * boxes.CHUNK + 9])
def test_one_flipped_bit_anywhere_in_the_sealed_file_is_found_and_told_where(size):
    held = original(random.randbytes(size))
    whole = path_of(held).read_bytes()
    for at in (None, None, 0, boxes.HEADER, len(whole) - 1):
        at = flip(held, at)
        assert checking.look(held) == Integrity.CHANGED
        begin, end = checking.damage(held)[0]
        assert begin <= at < end <= len(whole)
        path_of(held).write_bytes(whole)
    assert checking.look(held) == Integrity.WHOLE
    assert checking.damage(held) == []


@pytest.mark.parametrize("cut", [0, 5, boxes.HEADER, boxes.HEADER + boxes.RECORD, -1])
def test_a_file_that_was_cut_short_is_changed(cut):
    held = original(random.randbytes(boxes.CHUNK + 100))
    path_of(held).write_bytes(path_of(held).read_bytes()[:cut])
    assert checking.look(held) == Integrity.CHANGED


def test_a_file_that_was_put_in_the_place_of_another_is_changed(three):
    path_of(three[0]).write_bytes(path_of(three[1]).read_bytes())
    assert checking.look(three[0]) == Integrity.CHANGED


def test_an_unsealed_file_of_before_is_held_against_its_hash():
    held = unsealed(b"an old photo")
    assert checking.look(held) == Integrity.WHOLE
    path_of(held).write_bytes(b"An old photo")
    assert checking.look(held) == Integrity.CHANGED
    assert checking.damage(held) == []


def test_sectors_that_cannot_be_read_are_a_changed_file_and_other_trouble_is_none(three, monkeypatch):
    def broken(number):
        def open_(held):
            raise OSError(number, "invented")

        return open_

    monkeypatch.setattr(store, "open_original", broken(errno.EIO))
    assert checking.look(three[0]) == Integrity.CHANGED
    monkeypatch.setattr(store, "open_original", broken(errno.ETIMEDOUT))
    with pytest.raises(store.Unreachable):
        checking.look(three[0])


def test_an_alarm_is_one_line_for_each_receipt_until_it_changes_or_ends(three):
    lost, kept = three[1], path_of(three[1]).read_bytes()
    refs = sorted(receipt(lost).ref for _copy in range(2))
    path_of(lost).unlink()
    for _time in range(2):
        assert checking.run(at=NOW).missing == 1
    assert sorted(line.ref for line in lines("evidence_missing")) == refs
    assert lines("evidence_missing")[0].detail["sha256"] == lost.sha256
    path_of(lost).write_bytes(kept[:-1])
    assert checking.run(at=LATER).changed == 1
    assert sorted(line.ref for line in lines("evidence_changed")) == refs
    path_of(lost).write_bytes(kept)
    assert checking.run(at=LATER).changed == 0
    assert sorted(line.ref for line in lines("evidence_restored")) == refs
    assert found(lost) == Integrity.WHOLE
    assert lost.checked_at >= LATER


def test_a_changed_file_is_not_among_the_receipts_that_were_unchanged(three):
    refs = [receipt(held).ref for held in three]
    flip(three[0])
    checking.run(at=NOW)
    assert sorted(AuditSet.objects.get(pk=lines("evidence_checked")[0].records).refs) == sorted(refs[1:])


def test_a_stretch_that_ended_goes_on_and_ends_as_one_run_would(three):
    flip(three[2])
    run = checking.run(at=NOW, stop_after=0)
    assert (run.done, run.ended_at) == (1, None)
    assert found(three[1]) == Integrity.UNCHECKED
    for _stretch in range(3):
        run = checking.run(at=LATER, stop_after=0)
    assert (run.done, run.done_bytes, run.changed) == (3, 99, 1)
    assert run.ended_at >= LATER
    assert [found(held) for held in three] == [Integrity.WHOLE, Integrity.WHOLE, Integrity.CHANGED]
    assert [line.detail["rows"] for line in lines("evidence_checked")] == [1, 1, 0]


def test_a_run_that_was_killed_goes_on_from_what_was_kept_and_says_it_all(three, monkeypatch):
    """Killed in the middle of the second file: no line was written, and the next stretch writes it for both."""
    monkeypatch.setattr(checking, "KEEP_EVERY_FILES", 1)
    monkeypatch.setattr(checking, "_say", lambda stretch: None)
    open_ = store.open_original

    def killed(held):
        if held.pk == three[1].pk:
            raise KeyboardInterrupt
        return open_(held)

    with monkeypatch.context() as patched:
        patched.setattr(store, "open_original", killed)
        with pytest.raises(KeyboardInterrupt):
            checking.run(at=NOW)
    monkeypatch.undo()
    assert (CheckRun.objects.get().done, found(three[0])) == (1, Integrity.WHOLE)
    run = checking.run(at=LATER)
    assert (run.pk, run.done, CheckRun.objects.count()) == (CheckRun.objects.get().pk, 3, 1)
    assert [line.detail["rows"] for line in lines("evidence_checked")] == [3]


def test_from_the_start_leaves_the_unfinished_run_and_begins_another(three):
    first = checking.run(at=NOW, stop_after=0)
    second = checking.run(at=LATER, from_start=True)
    assert (second.pk != first.pk, second.done) == (True, 3)
    assert CheckRun.objects.get(pk=first.pk).ended_at == LATER


def test_a_file_that_came_while_it_ran_is_for_the_next_run(three):
    checking.run(at=NOW, stop_after=0)
    new = original(b"came later")
    assert checking.run(at=NOW).done == 3
    assert found(new) == Integrity.UNCHECKED
    assert checking.run(at=LATER).done == 4


def test_a_file_that_was_moved_or_deleted_while_it_was_read_is_asked_anew(three, monkeypatch):
    """Sealed anew under another name, or taken away by the retention policy with its row."""
    open_, moved, gone = store.open_original, *three[:2]

    def meanwhile(held):
        if held.pk == moved.pk and held.stored == moved.stored:
            path_of(held).rename(path_of(held).with_name("moved"))
            Original.objects.filter(pk=held.pk).update(stored=held.stored.rpartition("/")[0] + "/moved", key_sealed=b"")
            path_of(Original.objects.get(pk=held.pk)).write_bytes(b"one" * 9)
        if held.pk == gone.pk:
            path_of(held).unlink()
            Original.objects.filter(pk=held.pk).delete()
        return open_(held)

    monkeypatch.setattr(store, "open_original", meanwhile)
    run = checking.run(at=NOW)
    assert (run.done, run.missing, run.changed) == (3, 0, 0)
    assert found(moved) == Integrity.WHOLE
    assert lines("evidence_missing", "evidence_changed") == []


def test_an_alarm_that_somebody_raised_meanwhile_is_not_taken_back_unsaid(three, monkeypatch):
    open_ = store.open_original

    def meanwhile(held):
        if held.pk == three[1].pk:
            checking.note(original=three[0], found=Integrity.CHANGED, by=None, at=NOW)
        return open_(held)

    with monkeypatch.context() as patched:
        patched.setattr(store, "open_original", meanwhile)
        checking.run(at=NOW)
    assert found(three[0]) == Integrity.CHANGED
    checking.run(at=LATER)
    assert found(three[0]) == Integrity.WHOLE
    assert len(lines("evidence_changed")) == len(lines("evidence_restored"))


def test_a_store_that_is_away_is_no_alarm_and_the_run_goes_on_later(three):
    away = house.MEDIA_ROOT.with_name("unmounted")
    checking.run(at=NOW, stop_after=0)
    house.MEDIA_ROOT.rename(away)
    with pytest.raises(store.Unreachable, match="mounted"):
        checking.run(at=NOW)
    assert {found(held) for held in three} == {Integrity.WHOLE, Integrity.UNCHECKED}
    away.rename(house.MEDIA_ROOT)
    assert checking.run(at=NOW).done == 3
    assert CheckRun.objects.count() == 1


def test_while_kua_is_sealed_nothing_is_found_out_and_the_run_waits(three, admin):
    seal_state.set_(by=admin, at=NOW)
    with pytest.raises(Sealed):
        checking.run(at=NOW)
    assert {found(held) for held in three} == {Integrity.UNCHECKED}
    assert CheckRun.objects.get().ended_at is None
    Seal.objects.all().delete()
    assert checking.run(at=NOW).done == 3


def test_without_a_single_original_nothing_is_written():
    """A backup can be put back into an empty house only, also after a night."""
    run = checking.run(at=NOW)
    assert (run.total, run.ended_at, CheckRun.objects.count()) == (0, NOW, 0)
    assert lines("evidence_checked") == []


def test_a_run_ends_also_when_every_original_was_deleted_meanwhile(three):
    checking.run(at=NOW, stop_after=0)
    Original.objects.all().delete()
    assert checking.run(at=LATER).ended_at >= LATER
    assert CheckRun.objects.count() == 1


def test_beginning_twice_is_one_run(three, admin):
    first = checking.begin(by=admin, at=NOW)
    assert checking.begin(by=admin, at=LATER) == first
    assert checking.run(at=LATER).pk == first.pk


@pytest.mark.django_db(transaction=True)
def test_one_check_runs_at_a_time(three):
    other = connections["default"].copy("other")
    connections["other"] = other
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [checking.TURN])
            with pytest.raises(Denied, match="running already"):
                checking.run(at=NOW)
            cursor.execute("SELECT pg_advisory_unlock(%s)", [checking.TURN])
    finally:
        other.close()
        del connections["other"]
    assert checking.run(at=NOW).done == 3


def test_memory_does_not_grow_with_the_file():
    """The file is read in parts; none is larger than a part."""
    held, sizes = original(random.randbytes(3 * checking.PART)), []

    class Told:
        def __init__(self, source):
            self.source = source

        def __enter__(self):
            return self

        def __exit__(self, *exc):
            self.source.close()

        def read(self, size):
            part = self.source.read(size)
            sizes.append(len(part))
            return part

    open_ = store.open_original
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(store, "open_original", lambda one: Told(open_(one)))
        assert checking.look(held) == Integrity.WHOLE
    assert max(sizes) <= checking.PART
    assert sum(sizes) == held.size
