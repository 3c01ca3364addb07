"""Originals with real sealed files in a store of the test's own, and ways to harm them."""

import hashlib
import random
from pathlib import Path

from django.core.files.storage import default_storage

from incidents.domain import references, store
from incidents.models import Evidence, Original
from tests.factories import NOW, ReportFactory

LOCAL = "django.core.files.storage.FileSystemStorage"


def own_store(settings, folder: Path) -> None:
    """Files of this test lie in this folder."""
    settings.MEDIA_ROOT, settings.INCOMING_ROOT = folder / "media", folder / "incoming"
    (folder / "media").mkdir()
    options = {"BACKEND": LOCAL, "OPTIONS": {"location": folder / "media"}}
    settings.STORAGES = {**settings.STORAGES, "default": options}


def original(data: bytes, **known) -> Original:
    """These bytes, sealed, with their row."""
    kept = store.put([data], store.EVIDENCE)
    return Original.objects.create(
        sha256=kept.sha256, size=kept.size, stored=kept.name, key_sealed=kept.key_sealed, received_at=NOW, **known
    )


def unsealed(data: bytes) -> Original:
    """A file from before files were sealed."""
    name = f"evidence/old/{hashlib.sha256(data).hexdigest()[:8]}"
    path_of(name).parent.mkdir(parents=True, exist_ok=True)
    path_of(name).write_bytes(data)
    return Original.objects.create(
        sha256=hashlib.sha256(data).hexdigest(), size=len(data), stored=name, received_at=NOW
    )


def receipt(held: Original, report=None) -> Evidence:
    """A receipt of it in a report."""
    report = report or ReportFactory()
    return Evidence.objects.create(
        ref=references.make("E"), report=report, original=held, size=held.size, sha256=held.sha256,
        media_type=held.media_type, original_name="photo.jpg", added_by=report.submitter, added_at=NOW,
    )  # fmt: skip


def path_of(held: Original | str) -> Path:
    """Where the sealed file lies."""
    return Path(default_storage.path(held if isinstance(held, str) else held.stored))


def flip(held: Original, at: int | None = None) -> int:
    """Change one bit of the stored file; which byte it was."""
    data = bytearray(path_of(held).read_bytes())
    at = random.randrange(len(data)) if at is None else at
    data[at] ^= 1 << random.randrange(8)
    path_of(held).write_bytes(data)
    return at
