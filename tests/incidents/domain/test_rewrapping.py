"""Rotation: every data key wrapped anew, no text read, killed anywhere and gone on with; and the proof that all opens."""

import datetime as dt
import io
import uuid

import pytest
from django.apps import apps
from django.db import models

from incidents.domain import contact, evidence, identity, keyring, notes, rewrapping, seal_state, store
from incidents.domain.envelope import Broken
from incidents.domain.evidence import makers
from incidents.models import AuditEvent, DerivedCopy, Incoming, Original, SourceIdentity, WitnessNote
from incidents.policies import Denied
from tests import rings
from tests.factories import ReportFactory, SourceFactory, UserFactory
from tests.incidents.domain.test_identity import before_pairs
from tests.incidents.domain.test_intake_races import at_once

AT = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)
SOURCES = 7


@pytest.fixture
def file(tmp_path, monkeypatch, settings):
    """A ring in a file, and small batches."""
    monkeypatch.delenv("KUA_KEYS")
    monkeypatch.setattr(rewrapping, "BATCH", 2)
    settings.KEYS_FILE = str(tmp_path / "keys.json")
    keyring.write(rings.ring())
    return tmp_path / "keys.json"


@pytest.fixture
def kept(db, file, reviewer, activist):
    """Seven identities, a note, a contact, four of files: with one source that left no contact."""
    for number in range(SOURCES):
        identity.keep(
            source=SourceFactory(), name=f"Wqzx{number}", contact="a" * (number > 0), note="n", by=activist, at=AT
        )
    notes.keep(report=ReportFactory(), by=reviewer, at=AT, note="Wqzxnote", version=0)
    contact.keep(by=activist, at=AT, contact="Wqzxcontact")
    return 3 * SOURCES - 1 + 2 + files(activist)


def files(activist) -> int:
    """A file with a copy, one that is on its way, and who made it: four values; the keys go with names, not with rows."""
    report = ReportFactory(submitter=activist, status="draft")
    piece = evidence.add_file(report=report, file=io.BytesIO(b"Wqzx"), name="a", size=4, by=activist, at=AT)
    makers.keep(evidence=piece, made_by="Wqzxmaker", handed_by="", by=activist, at=AT)
    copy, begun = store.put([b"copy"], store.COPIES), store.new_name(store.EVIDENCE)
    DerivedCopy.objects.create(original=piece.original, kind="view", stored=copy.name, key_sealed=copy.key_sealed,
                               size=4, sha256=copy.sha256, media_type="image/webp", recipe="test", made_at=AT)  # fmt: skip
    Incoming.objects.create(id=uuid.uuid4(), report=report, by=activist, name="a", size=1, began_at=AT, touched_at=AT,
                            stored=begun, key_sealed=store.seal_key(bytes(32), begun))  # fmt: skip
    return 4


def bodies() -> dict:
    """Everything behind the heads: the sealed texts themselves."""
    return {
        (model.__name__, row.pk, column): bytes(value)[rewrapping.envelope.HEAD :]
        for model, _kind, columns in rewrapping.TABLES
        for row in model.objects.all()
        for column in columns
        if (value := getattr(row, column))
    }


def rotate():
    return rewrapping.rotate(at=AT, tell=lambda line: None)


def test_every_sealed_column_of_every_table_is_rotated():
    sealed = {
        (model, field.name)
        for model in apps.get_models()
        if model._meta.app_label == "incidents"
        for field in model._meta.local_fields
        if isinstance(field, models.BinaryField) and field.name.endswith("_sealed")
    }
    assert sealed == {(model, column) for model, _kind, columns in rewrapping.TABLES for column in columns}


def test_after_a_rotation_everything_is_under_the_newest_key_and_no_text_was_touched(kept):
    before, old = bodies(), set(rewrapping.count())
    outcome = rotate()
    assert (outcome.done, outcome.broken) == (kept, [])
    assert bodies() == before
    assert not set(rewrapping.count()) & old
    assert rewrapping.verify(at=AT).done == kept
    assert AuditEvent.objects.get(verb="keys_rotated").detail == {"values": kept}


class Killed(BaseException):
    """As if the process had ended here."""


@pytest.mark.parametrize("batches", range(6))
def test_a_rotation_that_is_killed_between_batches_goes_on_without_another_generation(kept, batches, monkeypatch):
    real, left = rewrapping._batch, iter(range(batches))

    def fault(*args):
        if next(left, None) is None:
            raise Killed
        return real(*args)

    monkeypatch.setattr(rewrapping, "_batch", fault)
    with pytest.raises(Killed):
        rotate()
    assert rewrapping.verify(at=AT).done == kept
    monkeypatch.setattr(rewrapping, "_batch", real)
    rotate()
    assert rewrapping.is_finished()
    assert rewrapping.verify(at=AT).done == kept
    assert rewrapping.UNFINISHED not in keyring.document()
    assert [len(ones) for ones in keyring.document()["classes"].values()] == [2] * 5


def test_a_rotation_that_is_killed_inside_a_batch_leaves_every_value_openable(kept, monkeypatch):
    real, calls = rewrapping._renew, []

    def fault(*args):
        calls.append(args)
        if len(calls) == 4:
            raise Killed
        return real(*args)

    monkeypatch.setattr(rewrapping, "_renew", fault)
    with pytest.raises(Killed):
        rotate()
    assert rewrapping.verify(at=AT).done == kept


def test_rotating_twice_makes_two_generations_and_the_unused_ones_retire(kept):
    rotate()
    rotate()
    assert [len(ones) for ones in keyring.document()["classes"].values()] == [3] * 5
    assert len(rewrapping.retire(at=AT)) == 10
    assert rewrapping.verify(at=AT).done == kept
    assert rewrapping.retire(at=AT) == []


def test_a_key_that_a_value_still_needs_does_not_retire(kept):
    keyring.write(keyring.add_generation(keyring.document(), AT))
    assert rewrapping.retire(at=AT) == []


def test_what_does_not_open_is_told_of_and_left_as_it_is_and_the_rest_is_renewed(kept):
    row = SourceIdentity.objects.order_by("pk").first()
    SourceIdentity.objects.filter(pk=row.pk).update(name_sealed=b"\x02nonsense")
    outcome = rotate()
    assert outcome.broken == [f"incidents_sourceidentity {row.source.ref}"]
    assert outcome.done == kept - 2
    assert rotate().done == kept - 2
    assert AuditEvent.objects.filter(verb="identity_unreadable", ref=row.source.ref).exists()


def test_the_proof_names_what_does_not_open_and_shows_no_text(kept):
    WitnessNote.objects.update(text_sealed=b"\x02" + bytes(180))
    outcome = rewrapping.verify(at=AT)
    assert outcome.done == kept - 1
    assert outcome.broken == [f"incidents_witnessnote {WitnessNote.objects.get().report.ref} text_sealed"]


def test_after_a_rotation_the_files_still_open_and_a_key_moved_to_another_file_opens_nothing(kept):
    rotate()
    original, copy = Original.objects.get(), DerivedCopy.objects.get()
    assert store.open_original(original).read() == b"Wqzx"
    assert store.open_copy(copy).read() == b"copy"
    DerivedCopy.objects.update(key_sealed=original.key_sealed)
    copy.refresh_from_db()
    with pytest.raises(Broken):
        store.open_copy(copy)
    ref = original.receipts.get().ref
    assert rewrapping.verify(at=AT).broken == [f"incidents_derivedcopy {ref} key_sealed"]
    assert AuditEvent.objects.get(verb="file_unreadable").ref == ref


def test_a_record_of_the_form_before_key_pairs_is_brought_into_the_present_form(file, db, settings):
    row = before_pairs(SourceFactory(), "Wqzxformer", "ab" * 32)
    settings.IDENTITY_KEY = "ab" * 32
    assert not rewrapping.is_finished()
    assert rotate().done == 1
    settings.IDENTITY_KEY = ""
    row.refresh_from_db()
    assert (bytes(row.wrapped_key), row.key_id, row.contact_hash) == (b"", "", "")
    with keyring.opened() as ring:
        assert identity.text_of(ring, row, "name_sealed") == "Wqzxformer"


def test_while_sealed_nothing_is_rotated_proved_or_retired(kept, admin):
    seal_state.set_(by=admin, at=AT)
    for work in (rotate, lambda: rewrapping.verify(at=AT), lambda: rewrapping.retire(at=AT)):
        with pytest.raises(keyring.Sealed):
            work()


@pytest.mark.django_db(transaction=True)
def test_who_writes_while_keys_are_rotated_loses_nothing(file):
    """A writer between any two batches: what was written opens, and is under the newest key in the end."""
    activist = UserFactory()
    sources = [SourceFactory() for _n in range(5)]
    for source in sources:
        identity.keep(source=source, name="before", contact="", note="stays", by=activist, at=AT)
    writes = iter(sources)

    def write(line: str) -> None:
        source = next(writes, None)
        if source is not None:
            identity.keep(source=source, name="after", contact="", note="", by=activist, at=AT)
            identity.keep(source=SourceFactory(), name="new", contact="", note="", by=activist, at=AT)

    rewrapping.rotate(at=AT, tell=write)
    assert rewrapping.is_finished()
    assert rewrapping.verify(at=AT).broken == []
    with keyring.opened() as ring:
        texts = [identity.text_of(ring, SourceIdentity.objects.get(source=one), "name_sealed") for one in sources]
    assert texts == ["after"] * 5


@pytest.mark.django_db(transaction=True)
def test_a_writer_and_a_rotation_at_the_same_moment_lose_nothing(file):
    """On connections of their own: neither overwrites the other."""
    activist, source = UserFactory(), SourceFactory()
    identity.keep(source=source, name="before", contact="", note="stays", by=activist, at=AT)

    def write():
        return [
            identity.keep(source=source, name=str(number), contact="", note="", by=activist, at=AT)
            for number in range(20)
        ]

    results = at_once(rotate, write)
    assert None not in results
    with keyring.opened() as ring:
        row = SourceIdentity.objects.get(source=source)
        assert [identity.text_of(ring, row, column) for column in ("name_sealed", "note_sealed")] == ["19", "stays"]


@pytest.mark.django_db(transaction=True)
def test_a_second_rotation_at_the_same_time_is_refused(file):
    refused = []

    def second(line: str) -> None:
        refused.append(at_once(rotate)[0])

    rewrapping.rotate(at=AT, tell=second)
    assert refused
    assert all(isinstance(answer, Denied) for answer in refused)
