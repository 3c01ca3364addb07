"""Originals from before are sealed and back again: compared before the row moves, and killed anywhere nothing is lost."""

import hashlib
import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from incidents import jobs
from incidents.domain import evidence, seal_state, store, turns
from incidents.domain.evidence import sealing
from incidents.models import AuditEvent, Original
from tests.factories import NOW, ReportFactory

pytestmark = pytest.mark.django_db(transaction=True)
DATA = b"Wqzx photograph" * 40_000


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    """A store of its own."""
    settings.INCOMING_ROOT = tmp_path / "incoming"
    options = settings.STORAGES["default"]["OPTIONS"] | {"location": tmp_path / "media"}
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": options}}


@pytest.fixture
def old(activist) -> Original:
    """An original as it was kept before."""
    report = ReportFactory(submitter=activist, status="draft")
    piece = evidence.add_file(report=report, file=io.BytesIO(DATA), name="a", size=len(DATA), by=activist, at=NOW)
    store.discard(piece.original.stored)
    name = default_storage.save("evidence/aa/old", ContentFile(DATA))
    Original.objects.update(stored=name, key_sealed=b"")
    return Original.objects.get()


def held() -> set[str]:
    root = Path(default_storage.location)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def said(*words: str) -> str:
    out = io.StringIO()
    call_command("evidence", *words, stdout=out, stderr=out)
    return out.getvalue()


def whole(original: Original) -> bool:
    original.refresh_from_db()
    with store.open_original(original) as clear:
        return hashlib.file_digest(clear, "sha256").hexdigest() == original.sha256


def test_a_file_of_before_is_read_as_it_is(old):
    assert whole(old)


def test_it_is_sealed_under_another_name_and_the_clear_one_is_gone(old):
    assert "1 files moved" in said("seal")
    assert whole(old)
    assert (bool(old.key_sealed), held()) == (True, {old.stored})
    assert DATA[:15] not in Path(default_storage.path(old.stored)).read_bytes()
    moved = AuditEvent.objects.get(verb="evidence_moved")
    assert moved.detail == {"sha256": old.sha256, "was_stored": "evidence/aa/old", "stored": old.stored}
    assert sealing.waiting() == 0


def test_the_job_does_it_at_the_first_occasion_also_while_kua_is_sealed(old, admin):
    seal_state.set_(by=admin, at=NOW)
    jobs.seal_originals(timestamp=0)
    old.refresh_from_db()
    assert old.key_sealed


def test_and_back_again_for_a_version_of_before(old):
    said("seal")
    assert "1 files moved" in said("unseal")
    assert whole(old)
    assert (bytes(old.key_sealed), held()) == (b"", {old.stored})
    assert Path(default_storage.path(old.stored)).read_bytes() == DATA


class Killed(BaseException):
    """As if the process had ended here."""


@pytest.mark.parametrize("at", ["put", "open_kept", "discard"])
def test_killed_anywhere_the_row_has_a_whole_file_and_the_next_run_finishes(old, at, monkeypatch):
    real = getattr(store, at)

    def killed(*arguments):
        if at == "put":
            real(*arguments)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(store, at, killed)
        with pytest.raises(Killed):
            sealing.seal(at=NOW)
    assert whole(old)
    sealing.seal(at=NOW)
    assert whole(old)
    assert old.key_sealed
    assert old.stored in held()


@pytest.mark.parametrize(("harm", "found"), [("changed", b"another photograph"), ("missing", None)])
def test_what_is_not_as_it_was_stays_as_it_is_and_is_an_alarm_once(old, harm, found):
    store.discard(old.stored)
    if found:
        default_storage.save(old.stored, ContentFile(found))
    before = held()
    with pytest.raises(CommandError, match="missing or changed"):
        said("seal")
    old.refresh_from_db()
    assert (old.integrity, bytes(old.key_sealed), held()) == (harm, b"", before)
    assert "0 files moved" in said("seal")
    assert AuditEvent.objects.filter(verb=f"evidence_{harm}").count() == 1


def test_it_waits_while_a_backup_runs(old):
    with connection.get_new_connection(connection.get_connection_params()) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [turns.CLEARING])
        with pytest.raises(CommandError, match="is running"):
            said("seal")
        jobs.seal_originals(timestamp=0)
    assert sealing.waiting() == 1
