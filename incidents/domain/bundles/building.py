"""The building of a bundle, in the job worker: what goes is chosen anew, read twice (measured, then written), signed.

Killed at any place it leaves a bundle that says “being built”, and is begun from the start by the next try.
"""

import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import IO, Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from incidents import policies
from incidents.domain import audit, disclosure, store
from incidents.domain.bundles import manifest, moving, rules, telling
from incidents.domain.bundles.choosing import Choice, Item, choose
from incidents.domain.bundles.manifest import Measured
from incidents.domain.envelope import Broken
from incidents.domain.keyring import NoKeys, Sealed
from incidents.models import CaseBundle
from incidents.policies import Denied
from incidents.vocabulary import BundleStatus, Disclosure

STEP = 1024 * 1024
EACH = 16 * STEP
VERIFIER = Path(settings.BASE_DIR) / "tools" / "verify_bundle.py"
ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif", "image/tiff": "tif",
    "image/heic": "heic", "image/avif": "avif", "video/mp4": "mp4", "video/webm": "webm", "video/quicktime": "mov",
    "audio/mpeg": "mp3", "audio/ogg": "ogg", "audio/mp4": "m4a", "audio/wav": "wav", "application/pdf": "pdf",
    "text/plain": "txt",
}  # fmt: skip
Clock = Callable[[], datetime]
WriteCsv = Callable[[IO[bytes], Sequence[str], Iterable[Sequence[disclosure.Value]]], None]
Open = Callable[[], BinaryIO]


class Stopped(Exception):
    """Somebody stopped the bundle, or deleted it."""


class Changed(Exception):
    """A file was another one when it was read the second time."""


@dataclass(frozen=True)
class Source:
    """One file of evidence: its path in the bundle, what it must be, and how it is opened."""

    path: str
    sha256: str
    size: int
    open: Open


class Progress:
    """How far it is, noted every 16 MiB; whoever stops the bundle is heard there."""

    def __init__(self, row: CaseBundle, total: int) -> None:
        self.row, self.read, self.noted = row, 0, 0
        CaseBundle.objects.filter(pk=row.pk).update(total=total // STEP + 1, done=0)

    def add(self, size: int) -> None:
        """So many bytes more. Raises Stopped."""
        self.read += size
        if self.read - self.noted >= EACH:
            self.note()

    def note(self) -> None:
        """Write it down. Raises Stopped."""
        self.noted = self.read
        building = CaseBundle.objects.filter(pk=self.row.pk, status=BundleStatus.BUILDING)
        if not building.update(done=self.read // STEP):
            raise Stopped


def build(ref: str, *, clock: Clock, write_csv: WriteCsv) -> CaseBundle | None:
    """Build the bundle that waits under this reference, or was left half-way. None when there is none to build.

    A bundle that cannot be built says so (`failed_words`) and raises nothing; what nobody foresaw is raised as well.
    """
    row = _taken(ref)
    if row is None:
        return None
    try:
        with translation.override(row.language):
            _build(row, clock, write_csv)
    except Stopped:
        pass
    except Sealed:
        _fail(row, "sealed")
    except Denied as no:
        _fail(row, "store" if isinstance(no, store.Unreachable | NoKeys) else "denied")
    except (Changed, Broken):
        _fail(row, "changed")
    except Exception:
        _fail(row, "error")
        raise
    row.refresh_from_db()
    return row


def _taken(ref: str) -> CaseBundle | None:
    if not moving.move(ref, BundleStatus.BUILDING, done=0, total=0):
        return None
    return CaseBundle.objects.select_related("by", "incident").get(ref=ref)


def _fail(row: CaseBundle, code: str) -> None:
    moving.move(row.ref, BundleStatus.FAILED, failed_words=code)


def _build(row: CaseBundle, clock: Clock, write_csv: WriteCsv) -> None:
    policies.check_export(row.by)
    if not settings.AUDIT_KEY:
        _fail(row, "no_key")
        return
    choice = choose(row.by, row.disclosure, persons=row.persons.all(), incident=row.incident)
    progress = Progress(row, 2 * choice.size)
    files, paths = _measured(choice, progress)
    made = clock()
    texts = _texts(row, choice, paths, write_csv)
    told = [(manifest.measure(path, [raw]), [raw]) for path, raw in texts.items()]
    again = [(file, _again(file, source, progress)) for file, source in files]
    facts = _facts(row, choice, made)
    stored = store.put(manifest.zipped(facts, [*told, *again], settings.AUDIT_KEY), store.BUNDLES)
    try:
        progress.note()
        _finish(row, choice, stored, clock())
    except BaseException:
        store.discard(stored.name)
        raise


# --- Files -----------------------------------------------------------------------------------------------------------
def sources(item: Item) -> list[Source]:
    """The files of one piece, each with its path: the original first."""
    folder, found = telling.of_piece(item.piece), []
    if item.original:
        opened = partial(store.open_original, item.original)
        path = f"{folder}/original.{_ending(item.piece.media_type)}"
        found.append(Source(path, item.original.sha256, item.original.size, opened))
    for copy in item.copies:
        path = f"{folder}/{copy.kind}-{copy.page:04}.{_ending(copy.media_type)}"
        found.append(Source(path, copy.sha256, copy.size, partial(store.open_copy, copy)))
    return found


def _ending(media_type: str) -> str:
    return ENDINGS.get(media_type, "bin")


def _measured(choice: Choice, progress: Progress) -> tuple[list[tuple[Measured, Source]], dict[str, list[str]]]:
    """Every file read once. A piece whose file is gone or changed is left out, and counted."""
    files: list[tuple[Measured, Source]] = []
    paths: dict[str, list[str]] = {}
    whole = []
    for item in choice.items:
        found = _measured_item(item, progress)
        if found is None:
            choice.left_out[rules.BROKEN] += 1
            continue
        whole.append(item)
        files += found
        paths[item.piece.ref] = [file.path for file, _source in found]
    choice.items = whole
    return files, paths


def _measured_item(item: Item, progress: Progress) -> list[tuple[Measured, Source]] | None:
    found = []
    for source in sources(item):
        try:
            file = manifest.measure(source.path, _chunks(source, progress))
        except (store.Missing, Broken):
            return None
        if (file.sha256, file.size) != (source.sha256, source.size):
            return None
        found.append((file, source))
    return found


def _chunks(source: Source, progress: Progress) -> Iterator[bytes]:
    with source.open() as file:
        while chunk := file.read(STEP):
            progress.add(len(chunk))
            yield chunk


def _again(file: Measured, source: Source, progress: Progress) -> Iterator[bytes]:
    """The same bytes for the ZIP. Raises Changed when they are no longer the same."""
    digest = hashlib.sha256()
    for chunk in _chunks(source, progress):
        digest.update(chunk)
        yield chunk
    if digest.hexdigest() != file.sha256:
        raise Changed(source.path)


# --- Texts -----------------------------------------------------------------------------------------------------------
def _texts(row: CaseBundle, choice: Choice, paths: dict[str, list[str]], write_csv: WriteCsv) -> dict[str, bytes]:
    header, cells, people = telling.people(choice)
    table = io.BytesIO()
    write_csv(table, header, cells)
    texts = {
        "README.txt": readme().encode(),
        "verify_bundle.py": VERIFIER.read_bytes(),
        "persons.csv": table.getvalue(),
        "persons.json": _json(people),
        "findings.json": _json(telling.findings(row.by, choice)),
        "evidence.json": _json(telling.evidence(choice, paths)),
        "custody.json": _json(telling.custody(row.by, choice)),
    }
    return texts | telling.stamps(choice)


def _json(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1).encode() + b"\n"


def readme() -> str:
    """How to check the bundle and what is in it, in the language of whoever receives it."""
    lines = [
        _("A case bundle of Kua. Every byte of it is signed."),
        _("To check it, take Python 3.8 or newer, and verify_bundle.py, best from another hand than the bundle:"),
        "    python3 verify_bundle.py BUNDLE.zip --key FINGERPRINT",
        _("Ask whoever made the bundle for the fingerprint of the key, by another way than the one the bundle came."),
        _("Check the ZIP as it came. The answer is OK, or which bytes are wrong."),
        _("What is in it:"),
        "    persons.csv, persons.json: " + _("people"),
        "    findings.json: " + _("what the team concluded"),
        "    evidence.json, evidence/: " + _("evidence"),
        "    custody.json: " + _("what happened to each piece of evidence, and when"),
        "    manifest.json: " + _("every file with its SHA-256, and how many pieces were left out and why"),
        "    signature.json: " + _("the signature over manifest.json, and the public key"),
    ]
    return "\r\n".join(lines) + "\r\n"


def _facts(row: CaseBundle, choice: Choice, at: datetime) -> dict[str, Any]:
    made_by = {"ref": row.by.ref, "role": row.by.role}
    facts: dict[str, Any] = {
        "bundle": row.ref, "disclosure": row.disclosure, "language": row.language, "kua": settings.VERSION,
        "made_at": telling.plain(at), "made_by": made_by, "of": "incident" if row.incident else "persons",
        "counts": {"persons": len(choice.entries), "evidence": len(choice.items)}, "left_out": dict(choice.left_out),
    }  # fmt: skip
    if row.disclosure != Disclosure.PUBLIC and row.incident:
        facts["incident"] = row.incident.ref
    if row.disclosure == Disclosure.INTERNAL:
        made_by["name"] = row.by.name
        facts["reason"] = row.reason
    return facts


# --- The end ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def _finish(row: CaseBundle, choice: Choice, stored: store.Stored, at: datetime) -> None:
    """It is ready, and the log holds who and what left. Raises Stopped when somebody was faster."""
    is_done = moving.move(
        row.ref, BundleStatus.READY, stored=stored.name, key_sealed=stored.key_sealed, size=stored.size,
        sha256=stored.sha256, ready_at=at, expires_at=at + timedelta(days=settings.BUNDLE_DAYS),
    )  # fmt: skip
    if not is_done:
        raise Stopped
    detail = {
        "disclosure": row.disclosure, "sha256": stored.sha256, "size": stored.size, "people": len(choice.entries),
        "evidence": len(choice.items), "left_out": sum(choice.left_out.values()), "purpose": row.reason,
    }  # fmt: skip
    held = telling.refs(choice)
    audit.record(verb="evidence_exported", by=row.by, at=at, kind="bundle", ref=row.ref, detail=detail, records=held)
