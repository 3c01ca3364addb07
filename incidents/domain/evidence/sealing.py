"""Originals from before files were sealed are sealed, one after the other; and back again, for a return to that time.

Each is written anew under another name, read again from there and compared by its SHA-256 before its row points to it;
only then the file of before goes. Killed at any moment, every row points to a whole file; what is left over is swept.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from incidents.domain import audit, boxes, store, turns
from incidents.domain.envelope import Broken
from incidents.models import Original
from incidents.vocabulary import Integrity

Move = Callable[[Original], tuple[str, bytes]]


@dataclass
class Outcome:
    """How many were moved, and which could not be: gone, or not what they were."""

    done: int = 0
    left: list[str] = field(default_factory=list)


def waiting() -> int:
    """How many originals lie in clear."""
    return _clear().count()


def _clear() -> Any:
    """Those in clear; what is an alarm already waits for people."""
    return Original.objects.filter(key_sealed=b"").exclude(integrity__in=[Integrity.MISSING, Integrity.CHANGED])


def _quiet(line: str) -> None:
    """Nobody listens."""


def seal(*, at: datetime, tell: Callable[[str], None] = _quiet) -> Outcome:
    """Seal every original that lies in clear; needs no private key, so that it goes on while Kua is sealed.

    Raises Busy beside a backup or a clean-up, NoKeys, and Unreachable.
    """
    return _each(_clear(), _into_a_box, at, tell)


def unseal(*, at: datetime, tell: Callable[[str], None] = _quiet) -> Outcome:
    """Lay every original in clear, for a version of Kua that knows nothing else. Raises Busy, Sealed, NoKeys."""
    return _each(Original.objects.exclude(key_sealed=b""), _out_of_its_box, at, tell)


def _each(rows: Any, move: Move, at: datetime, tell: Callable[[str], None]) -> Outcome:
    outcome, total = Outcome(), rows.count()
    with turns.clearing():
        for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
            original = Original.objects.filter(pk=pk).first()
            if original is not None:
                _one(original, move, outcome, at)
            if outcome.done % 100 == 0:
                tell(f"{outcome.done} of {total} files")
    return outcome


def _one(original: Original, move: Move, outcome: Outcome, at: datetime) -> None:
    try:
        name, key_sealed = move(original)
    except store.Missing:
        _left(original, Integrity.MISSING, outcome, at)
    except Broken:
        _left(original, Integrity.CHANGED, outcome, at)
    else:
        outcome.done += _swap(original, name, key_sealed, at)


@transaction.atomic
def _swap(original: Original, name: str, key_sealed: bytes, at: datetime) -> bool:
    """The row points to the new file, when it still points to the old one; the other of them goes after the commit."""
    was = original.stored
    here = Original.objects.filter(pk=original.pk, stored=was).update(stored=name, key_sealed=key_sealed)
    detail = {"sha256": original.sha256, "was_stored": was, "stored": name}
    for ref in original.receipts.values_list("ref", flat=True) if here else ():
        audit.record(verb="evidence_moved", by=None, at=at, kind="evidence", ref=ref, detail=detail)
    transaction.on_commit(lambda: store.discard(was if here else name))
    return bool(here)


@transaction.atomic
def _left(original: Original, integrity: str, outcome: Outcome, at: datetime) -> None:
    """It stays as it is, and is an alarm."""
    Original.objects.filter(pk=original.pk).update(integrity=integrity, checked_at=at)
    for ref in original.receipts.values_list("ref", flat=True):
        detail = {"sha256": original.sha256, "stored": original.stored}
        audit.record(verb=f"evidence_{integrity}", by=None, at=at, kind="evidence", ref=ref, detail=detail)
    outcome.left.append(f"{original.sha256} {original.stored}: {integrity}")


def _into_a_box(original: Original) -> tuple[str, bytes]:
    """A sealed copy under a new name, compared. Raises Missing, Unreachable, and Broken for what is not what it was."""
    with store.open_original(original) as clear:
        stored = store.put(_parts(clear), store.EVIDENCE)
    with store.open_kept(stored) as again:
        _compare(original, stored.name, again)
    return stored.name, stored.key_sealed


def _out_of_its_box(original: Original) -> tuple[str, bytes]:
    """A clear copy under a new name, compared. Raises as above, and Sealed."""
    with store.open_original(original) as clear:
        name = default_storage.save(store.new_name(store.EVIDENCE), Clear(clear))
    with store.open_raw(name) as again:
        _compare(original, name, again)
    return name, b""


class Clear(File):
    """What is opened out of a box, for a storage that reads or copies it."""

    def __init__(self, clear: Any):
        super().__init__(clear, name="clear")
        self.clear = clear

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Every byte once. Raises Broken."""
        self.clear.seek(0)
        yield from _parts(self.clear)


def _parts(clear: Any) -> Iterator[bytes]:
    while part := clear.read(boxes.CHUNK):
        yield part


def _compare(original: Original, name: str, again: Any) -> None:
    if hashlib.file_digest(again, "sha256").hexdigest() != original.sha256:
        store.discard(name)
        raise Broken("an original is not what it was when it came")
