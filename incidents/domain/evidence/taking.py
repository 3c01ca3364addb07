"""Large files on bad lines: begun, appended to as often as the line breaks, finished; sealed from the first byte on."""

import io
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import boxes, store
from incidents.domain.envelope import Broken
from incidents.domain.evidence import inspecting, receipts, room, rows, tickets
from incidents.domain.store import Stored
from incidents.models import Evidence, Incoming, Report
from incidents.policies import Denied, Unfit

PART = 1024 * 1024
MOST_UNFINISHED = 20


class Stream(Protocol):
    """What a body is read from."""

    def read(self, size: int, /) -> bytes:
        """So many bytes, fewer at the end."""


class Begun(NamedTuple):
    """An upload, and the ticket for the page that began it."""

    incoming: Incoming
    ticket: str


class Elsewhere(Unfit):
    """The next byte is another one. `offset` is how many bytes are safe."""

    def __init__(self, offset: int) -> None:
        super().__init__(_("The upload goes on at another place."), "files")
        self.offset = offset


@transaction.atomic
def begin(
    *, report: Report, name: str, size: int, told: dict[str, Any], key: uuid.UUID, by: User, at: datetime
) -> Begun:
    """A file is announced. The same key, or the same file of the same form left unfinished before, goes on with that.

    `told` is what the form says of it (note, sensitivities) and `mark`, by which its bytes are known again.
    Raises Denied when the report is not open for more or the key is somebody else's; Unfit, with a sentence.
    """
    row = rows.open_report(report, by)
    found = _begun(row, rows.clean_name(name), size, told, key, by)
    if found is not None:
        return Begun(found, tickets.lend_again(found))
    inspecting.check_size(size)
    room.check(size)
    if Incoming.objects.filter(report=row, evidence=None).count() >= MOST_UNFINISHED:
        raise Unfit(_("Too many uploads of this report are unfinished. Finish them first, or drop them."), "files")
    arrival = store.begin()
    arrival.pause()
    made = Incoming.objects.create(
        id=key, report=row, by=by, name=rows.clean_name(name), size=size, told=told, stored=arrival.name,
        key_sealed=arrival.key_sealed, began_at=at, touched_at=at,
    )  # fmt: skip
    return Begun(made, tickets.lend(made, arrival.key))


def _begun(row: Report, name: str, size: int, told: dict[str, Any], key: uuid.UUID, by: User) -> Incoming | None:
    same = Incoming.objects.filter(pk=key).first()
    if same is not None:
        if (same.report_id, same.by_id, same.name, same.size) != (row.pk, by.pk, name, size):
            raise Denied(_("This was begun with another file. Open the page anew."))
        return same
    mark = told.get("mark", "")
    left = Incoming.objects.filter(report=row, by=by, name=name, size=size, evidence=None, told__mark=mark)
    return left.order_by("-touched_at").first() if mark else None


# --- What is here already --------------------------------------------------------------------------------------------
def offset(incoming: Incoming) -> int:
    """How many of its bytes are safe: whole chunks of them, or all."""
    if incoming.evidence_id or is_whole(incoming):
        return incoming.size
    try:
        held = store.incoming_path(incoming.stored).stat().st_size
    except FileNotFoundError:
        return 0
    return min(boxes.whole_chunks(held) * boxes.CHUNK, incoming.size)


def is_whole(incoming: Incoming) -> bool:
    """Whether every byte is here, and hashed."""
    return "sha256" in incoming.told


# --- More of it ------------------------------------------------------------------------------------------------------
def append(incoming: Incoming, *, offset: int, stream: Stream, ticket: str = "", by: User, at: datetime) -> int:
    """Seal what the stream brings, from this byte on, and say how many bytes are safe afterwards. A stream that breaks
    off is no error: what came is kept, by whole chunks.

    Raises Elsewhere when another byte is the next one; store.Busy when somebody else appends; Denied; Unfit for more
    bytes than were announced, and for a full disk.
    """
    _check_open(incoming, by)
    if incoming.evidence_id or is_whole(incoming):
        return _at_end(incoming, offset)
    room.check(incoming.size - offset)
    arrival = _resumed(incoming, offset, ticket)
    try:
        for part in _parts(stream):
            if arrival.size + len(part) > incoming.size:
                raise Unfit(_("This file is larger than it was when you chose it. Choose it once more."), "files")
            arrival.write(part)
        return _left(incoming, arrival, at)
    except Broken:
        forget(incoming)
        raise Unfit(room.gone(), "files") from None
    except OSError as error:
        raise (Unfit(room.full(), "files") if error.errno in room.FULL else error) from error
    finally:
        room.close_quietly(arrival)


def _resumed(incoming: Incoming, offset: int, ticket: str) -> store.Arrival:
    """The file opened for this one writer. What is gone or does not open is given up."""
    try:
        key = tickets.key_of(incoming, ticket)
        arrival = store.resume(incoming.stored, bytes(incoming.key_sealed), key=key, hashed=offset == 0)
    except (store.Missing, Broken):
        forget(incoming)
        raise Unfit(room.gone(), "files") from None
    if arrival.size != offset:
        arrival.pause()
        raise Elsewhere(arrival.size)
    return arrival


def _at_end(incoming: Incoming, offset: int) -> int:
    if offset != incoming.size:
        raise Elsewhere(incoming.size)
    return incoming.size


def _parts(stream: Stream) -> Iterator[bytes]:
    """The body as far as it comes: a line that breaks ends it."""
    while True:
        try:
            part = stream.read(PART)
        except OSError:
            return
        if not part:
            return
        yield part


def _left(incoming: Incoming, arrival: store.Arrival, at: datetime) -> int:
    """Finished when all is here; else left to be continued. What is noted of it stands on its own."""
    if arrival.size < incoming.size:
        safe = arrival.pause()
        Incoming.objects.filter(pk=incoming.pk).update(touched_at=at)
        return safe
    stored = arrival.finish()
    incoming.told |= {"sha256": stored.sha256}
    incoming.touched_at = at
    incoming.save(update_fields=["told", "touched_at"])
    return incoming.size


# --- The end of it ---------------------------------------------------------------------------------------------------
def finish(incoming: Incoming, *, ticket: str = "", by: User, at: datetime) -> Evidence:
    """Make the receipt. Done twice it is the same evidence. What cannot be kept is dropped, with its sentence.

    Raises Elsewhere while bytes are missing; Denied; Unfit.
    """
    _check_open(incoming, by)
    if not is_whole(incoming) and offset(incoming) == incoming.size:
        append(incoming, offset=incoming.size, stream=io.BytesIO(), ticket=ticket, by=by, at=at)
    try:
        return _finished(incoming, ticket, by=by, at=at)
    except Elsewhere:
        raise
    except (Unfit, Broken, FileNotFoundError) as error:
        forget(incoming)
        if isinstance(error, Unfit):
            raise
        raise Unfit(room.gone(), "files") from None


@transaction.atomic
def _finished(incoming: Incoming, ticket: str, *, by: User, at: datetime) -> Evidence:
    row = Incoming.objects.select_for_update(of=("self",)).select_related("evidence", "report").get(pk=incoming.pk)
    if row.evidence is not None:
        return row.evidence
    if not is_whole(row):
        raise Elsewhere(offset(row))
    stored = Stored(row.stored, bytes(row.key_sealed), row.size, row.told["sha256"], tickets.key_of(row, ticket))
    said = {"note": row.told.get("note", ""), "sensitivities": row.told.get("sensitivities", [])}
    row.evidence = receipts.receive(report=row.report, stored=stored, name=row.name, **said, by=by, at=at)
    row.told, row.touched_at = {}, at
    row.save(update_fields=["evidence", "told", "touched_at"])
    return row.evidence


def drop(incoming: Incoming, *, by: User) -> None:
    """Give an unfinished upload up; nothing of it stays. Raises Denied for what is somebody else's."""
    if incoming.by_id != by.pk:
        raise Denied(_("Only a person who logs reports can do this."))
    forget(incoming)


def forget(incoming: Incoming) -> None:
    """The row and the bytes of an upload that became nothing; of a finished one the row alone."""
    if incoming.evidence_id is None:
        store.drop_arrived(incoming.stored)
    Incoming.objects.filter(pk=incoming.pk).delete()


def sweep(*, at: datetime) -> int:
    """Take away the uploads that nobody went on with for KUA_INCOMING_DAYS; how many went."""
    old = list(Incoming.objects.filter(touched_at__lt=at - timedelta(days=settings.INCOMING_DAYS)))
    for incoming in old:
        forget(incoming)
    return len(old)


def _check_open(incoming: Incoming, by: User) -> None:
    """Raises Denied when the report is not this person's, or takes nothing more."""
    policies.check_log(by, incoming.report)
    if incoming.evidence_id is None and incoming.report.status not in rows.OPEN_FOR_MORE:
        raise Denied(_("This report is closed: nothing can be added to it."))
