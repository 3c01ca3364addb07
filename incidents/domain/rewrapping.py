"""Rotation of the class keys, and the proof that everything opens. Data keys are wrapped anew; no text is read for it.

Each batch is a transaction of its own and skips what is done, so that a rotation that was killed goes on where it was.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from incidents.domain import audit, envelope, identity, keylock, keyring, looking, store, turns
from incidents.domain.envelope import Broken
from incidents.domain.keyring import Ring
from incidents.models import (
    ActivistContact,
    CaseBundle,
    DerivedCopy,
    EvidenceMaker,
    Incoming,
    ListExport,
    ListImport,
    Original,
    SourceIdentity,
    WitnessNote,
)
from incidents.policies import Denied
from incidents.vocabulary import SecretKind

# Every table with sealed columns: a new one is added here, and the tests of this module say so.
TABLES: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (SourceIdentity, SecretKind.IDENTITY, tuple(identity.FIELDS.values())),
    (WitnessNote, SecretKind.NOTE, ("text_sealed",)),
    (ActivistContact, SecretKind.CONTACT, ("text_sealed",)),
    (EvidenceMaker, SecretKind.MAKER, ("made_by_sealed", "handed_by_sealed")),
    (Original, SecretKind.FILE, ("key_sealed", "told_sealed")),
    (DerivedCopy, SecretKind.FILE, ("key_sealed",)),
    (Incoming, SecretKind.FILE, ("key_sealed",)),
    (CaseBundle, SecretKind.FILE, ("key_sealed",)),
    (ListImport, SecretKind.FILE, ("key_sealed",)),
    (ListExport, SecretKind.FILE, ("key_sealed",)),
)
BATCH = 200
TURN = 5_824_103  # any number, the same for every rotation on one database
# Stands in the ring from the making of a generation until everything is under it.
UNFINISHED = "rotating"
Tell = Callable[[str], None]


@dataclass
class Outcome:
    """What was done, and the records whose values do not open."""

    done: int = 0
    broken: list[str] = field(default_factory=list)


def count() -> Counter[str]:
    """How many values there are by key id; those of the form before key pairs under the empty id."""
    found: Counter[str] = Counter()
    for model, _kind, columns in TABLES:
        for values in model.objects.values_list(*columns).iterator():
            found.update(envelope.key_id(bytes(value)) for value in values if value)
    return found


def is_finished() -> bool:
    """Whether every value is under the newest generation of its kind."""
    newest = {public.id for public in keyring.presents(keyring.document()).values()}
    return set(count()) <= newest


def place_of(row: Any, column: str) -> str:
    """Where a value stands: the key of a file goes with the name of the file, everything else with its row."""
    return store.place_of(row.stored) if column == "key_sealed" else keyring.place_of(row, column)


def complete(*, at: datetime) -> list[str]:
    """Make keys for the kinds that a ring from before has none for; which they are. Works while Kua is sealed, and
    while the ring is locked. Raises NoKeys."""
    made: list[str] = []
    ids: list[str] = []

    def completed(kept: dict[str, Any]) -> dict[str, Any]:
        made[:] = keyring.lacking(kept)
        newer, halves = keyring.with_newer(kept, made, at)
        ids[:] = sorted(halves)
        return keylock.with_halves(newer, halves)

    if keyring.lacking(keyring.document(whole=False)):
        keyring.change(completed, whole=False)
        audit.record(verb="keys_made", by=None, at=at, kind="keys", detail={"ids": ids})
    return made


def rotate(*, at: datetime, tell: Tell) -> Outcome:
    """Wrap every data key for the newest generation; make that generation first, unless a rotation is unfinished.

    Raises NoKeys, Sealed, and Denied while another rotation runs. Values that do not open are left as they are, told of
    and an alarm.
    """
    with _alone():
        if keyring.is_given() or UNFINISHED in keyring.document():
            tell("Goes on with the newest generation that there is.")
        else:
            with keyring.opened():
                keyring.change(lambda kept: keyring.add_generation(kept, at) | {UNFINISHED: True})
            tell("A new generation of keys is made.")
        outcome = _all(at, tell)
        if not keyring.is_given():
            keyring.change(_finished)
        audit.record(verb="keys_rotated", by=None, at=at, kind="keys", detail={"values": outcome.done})
    return outcome


def verify(*, at: datetime) -> Outcome:
    """Open every value and its tag; show none. What does not open is an alarm. Raises NoKeys and Sealed."""
    outcome = Outcome()
    with keyring.opened() as ring:
        for model, kind, columns in TABLES:
            for row in model.objects.order_by("pk").iterator(BATCH):
                for column in columns:
                    _verify(ring, row, column, outcome, kind, at)
    return outcome


def retire(*, at: datetime) -> list[str]:
    """Take the generations out of the ring that no value uses, but for the newest; their ids. Raises NoKeys and Sealed.

    A backup from before the rotation cannot be read without them: make a new backup first.
    """
    with _alone(), keyring.opened():
        kept, used = keyring.document(), set(count())
        older = {one["id"] for ones in kept["classes"].values() for one in ones[:-1]}
        gone = older - used
        if gone:
            keyring.change(lambda now: keyring.without(now, gone))
            audit.record(verb="keys_retired", by=None, at=at, kind="keys", detail={"ids": sorted(gone)})
    return sorted(gone)


def _finished(kept: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in kept.items() if name != UNFINISHED}


def _all(at: datetime, tell: Tell) -> Outcome:
    """Passes over all tables until one changes nothing: a writer may have held the older key for a moment."""
    outcome = Outcome()
    while True:
        done, outcome.broken = outcome.done, []
        for model, kind, columns in TABLES:
            last = _batch(model, kind, columns, None, outcome, at)
            while last is not None:
                last = _batch(model, kind, columns, last, outcome, at)
            tell(f"{SecretKind(kind).value}: {outcome.done} values wrapped anew so far")
        if outcome.done == done:
            return outcome


@transaction.atomic
def _batch(model: Any, kind: str, columns: tuple[str, ...], after: Any, outcome: Outcome, at: datetime) -> Any:
    """The next rows; the last pk of them, or nothing when there were none."""
    later = {} if after is None else {"pk__gt": after}
    rows = list(model.objects.select_for_update().filter(**later).order_by("pk")[:BATCH])
    with keyring.opened() as ring:
        for row in rows:
            try:
                changed = _renew(ring, row, kind, columns)
            except Broken:
                outcome.broken.append(_name(row))
                looking.alarm(kind=kind, ref=_ref(row), by=None, at=at)
                continue
            if changed:
                row.save(update_fields=changed)
                outcome.done += sum(column in columns for column in changed)
    return rows[-1].pk if rows else None


def _renew(ring: Ring, row: Model, kind: str, columns: tuple[str, ...]) -> list[str]:
    """The columns of the row that are under the newest key now and were not before."""
    changed = []
    for column in columns:
        value = bytes(getattr(row, column) or b"")
        if value and envelope.key_id(value) != ring.now[kind].id:
            setattr(row, column, _renewed(ring, row, kind, column, value))
            changed.append(column)
    if isinstance(row, SourceIdentity) and row.wrapped_key:
        # The hash of then was made with another key: it is made anew the next time that hashes are filled in.
        row.wrapped_key, row.key_id, row.contact_hash = b"", "", ""
        changed += ["wrapped_key", "key_id", "contact_hash"]
    return changed


def _renewed(ring: Ring, row: Any, kind: str, column: str, value: bytes) -> bytes:
    place = place_of(row, column)
    if envelope.key_id(value):
        return ring.renew(value, kind, place)
    return envelope.wrap(identity.data_key_before_pairs(row), ring.now[kind], place) + value[envelope.ID :]


def _verify(ring: Ring, row: Any, column: str, outcome: Outcome, kind: str, at: datetime) -> None:
    value = bytes(getattr(row, column) or b"")
    if not value:
        return
    try:
        if isinstance(row, SourceIdentity):
            identity.text_of(ring, row, column)
        else:
            ring.open_(value, place_of(row, column))
        outcome.done += 1
    except Broken:
        outcome.broken.append(f"{_name(row)} {column}")
        looking.alarm(kind=kind, ref=_ref(row), by=None, at=at)


def _name(row: Model) -> str:
    return f"{row._meta.db_table} {_ref(row)}"


def _ref(row: Any) -> str:
    """The public reference of what the row belongs to; of an original, of its first receipt."""
    if isinstance(row, DerivedCopy):
        return _ref(row.original)
    if isinstance(row, Original):
        receipt = row.receipts.order_by("pk").first()
        return receipt.ref if receipt else ""
    owners = (getattr(row, name, None) for name in ("source", "report", "user", "evidence"))
    return next((owner.ref for owner in owners if owner is not None), getattr(row, "ref", ""))


def _alone() -> AbstractContextManager[None]:
    """One rotation at a time on one database. Raises Denied."""
    return turns.alone(TURN, Denied("Another rotation runs. Wait for it to end."))
