"""Whether the originals are what they were: each is read to its end and hashed anew, as far as one comes, and goes on.

Only originals are evidence. A derived copy that is lost or damaged is made anew from its original.
"""

import contextlib
import errno
import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.storage import FileSystemStorage, default_storage
from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Sum
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from accounts.models import User
from incidents.domain import audit, boxes, store, timestamps, turns
from incidents.domain.envelope import Broken
from incidents.models import AuditEvent, CheckRun, Evidence, Original
from incidents.policies import Denied
from incidents.vocabulary import Integrity

TURN = 5_824_106  # any number, the same for every check on one database
JOB = "incidents.jobs.check_originals"
PART = 1024 * 1024
AT_ONCE = 100
KEEP_EVERY_FILES, KEEP_EVERY_SECONDS = 200, 5.0
ALARMS = (Integrity.MISSING, Integrity.CHANGED)
VERBS = {
    Integrity.MISSING: "evidence_missing",
    Integrity.CHANGED: "evidence_changed",
    Integrity.WHOLE: "evidence_restored",
}
Tell = Callable[[CheckRun], None]


class Busy(Denied):
    """Another check is running on this database."""


@dataclass
class Stretch:
    """One piece of a run: from a start to an end, a stop or a kill."""

    run: CheckRun
    at: datetime
    began: float = field(default_factory=time.monotonic)
    kept: float = 0.0
    whole: list[int] = field(default_factory=list)

    @property
    def elapsed(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.began

    @property
    def now(self) -> datetime:
        """The instant that was handed in, and what has passed since."""
        return self.at + timedelta(seconds=self.elapsed)

    @property
    def is_due(self) -> bool:
        """Whether so much was done that it should be kept."""
        return len(self.whole) >= KEEP_EVERY_FILES or self.elapsed - self.kept >= KEEP_EVERY_SECONDS


def begin(*, by: User | None, at: datetime) -> CheckRun:
    """The run that is unfinished, or a new one over every original there is now. There is one at a time."""
    unfinished = CheckRun.objects.filter(ended_at=None)
    return unfinished.first() or _new(by=by, at=at) or unfinished.get()


def ask(*, by: User, at: datetime) -> CheckRun:
    """Have the job worker check, or go on with the run that is unfinished; pressed twice it is the same."""
    run = begin(by=by, at=at)
    go_on()
    return run


def go_on() -> None:
    """The job worker takes the run up as soon as nothing else waits."""
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(JOB, queueing_lock="check_originals", priority=-10).defer(timestamp=0)


def run(
    *, at: datetime, by: User | None = None, tell: Tell | None = None, from_start: bool = False,
    stop_after: float | None = None,
) -> CheckRun:  # fmt: skip
    """Go on with the unfinished run, or begin one; until its end, or for so many seconds and one file at least.

    What was found is kept every few seconds: a run that was killed goes on from there. Raises Busy; and Unreachable,
    Sealed or NoKeys when the files cannot be read now, which says nothing about any of them: the run goes on later.
    """
    with _turn():
        if from_start:
            CheckRun.objects.filter(ended_at=None).update(ended_at=at)
        if not Original.objects.exists() and not CheckRun.objects.filter(ended_at=None).exists():
            return CheckRun(by=by, began_at=at, touched_at=at, ended_at=at)  # an empty house stays empty
        stretch = Stretch(begin(by=by, at=at), at)
        try:
            for original in _rest(stretch.run):
                _one(stretch, original)
                if stretch.is_due:
                    _keep(stretch, tell)
                if stop_after is not None and stretch.elapsed >= stop_after:
                    break
            else:
                stretch.run.ended_at = stretch.now
        finally:
            _keep(stretch, tell)
            _say(stretch)
    return stretch.run


def look(original: Original) -> str:
    """What an original is now: whole, missing, or changed (other bytes, a broken seal, cut short, unreadable sectors).

    In constant memory. Raises Unreachable, Sealed and NoKeys.
    """
    digest, size = hashlib.sha256(), 0
    try:
        with store.open_original(original) as source:
            while part := source.read(PART):
                digest.update(part)
                size += len(part)
    except store.Missing:
        check_there()
        return Integrity.MISSING
    except Broken:
        return Integrity.CHANGED
    except OSError as error:
        if error.errno != errno.EIO:
            raise store.Unreachable(_("The store of files does not answer. Try again later.")) from error
        return Integrity.CHANGED
    return Integrity.WHOLE if (size, digest.hexdigest()) == (original.size, original.sha256) else Integrity.CHANGED


@transaction.atomic
def note(*, original: Original, found: str, by: User | None, at: datetime) -> None:
    """Keep what was found of an original. An alarm, and its end, is a line of the log for each receipt, once. What was
    found where the file does not lie any more, as it was moved meanwhile, says nothing."""
    row = Original.objects.select_for_update().get(pk=original.pk)
    if row.stored != original.stored:
        return
    before, row.integrity, row.checked_at = row.integrity, found, at
    row.save(update_fields=["integrity", "checked_at"])
    if before == found or {before, found} == {Integrity.UNCHECKED, Integrity.WHOLE}:
        return
    detail = {"sha256": row.sha256, "size": row.size, "stored": row.stored}
    for ref in row.receipts.values_list("ref", flat=True) or [""]:
        audit.record(verb=VERBS[Integrity(found)], by=by, at=at, kind="evidence", ref=ref, detail=detail)


def damage(original: Original) -> list[tuple[int, int]]:
    """Which bytes of the stored file do not open, as far as its seal can tell: from, and up to but not with."""
    if not original.key_sealed:
        return []
    try:
        key = store.key_of(original.stored, bytes(original.key_sealed))
        with store.open_stored(original.stored, b"") as sealed:
            return list(boxes.spoilt(sealed, key, original.stored))
    except (Broken, OSError, Denied):
        return []


def _one(stretch: Stretch, original: Original) -> None:
    """Look at one original. One that is not as it should be may have been moved or deleted meanwhile: asked anew."""
    found = look(original)
    if found != Integrity.WHOLE:
        now = Original.objects.filter(pk=original.pk).first()
        if now is not None and now.stored != original.stored:
            original, found = now, look(now)
        if now is None:
            found = ""
    if found == Integrity.WHOLE and original.integrity not in ALARMS:
        stretch.whole.append(original.pk)
    elif found:
        note(original=original, found=found, by=stretch.run.by, at=stretch.now)
    run = stretch.run
    run.last_id, run.done, run.done_bytes = original.pk, run.done + 1, run.done_bytes + original.size
    run.missing += found == Integrity.MISSING
    run.changed += found == Integrity.CHANGED


@transaction.atomic
def _keep(stretch: Stretch, tell: Tell | None) -> None:
    """What is whole, and how far the run is."""
    run, elapsed = stretch.run, stretch.elapsed
    whole = Original.objects.filter(pk__in=stretch.whole).exclude(integrity__in=ALARMS)
    whole.update(integrity=Integrity.WHOLE, checked_at=stretch.now)
    run.seconds, run.touched_at = run.seconds + elapsed - stretch.kept, stretch.now
    run.save()
    stretch.kept, stretch.whole = elapsed, []
    if tell:
        tell(run)


@transaction.atomic
def _say(stretch: Stretch) -> None:
    """One line for all that was checked since the last line of this run, also by a stretch that was killed.

    Its records are the receipts of the files that were whole, its fingerprint the root of their hashes.
    """
    run = stretch.run
    said = AuditEvent.objects.filter(verb="evidence_checked", detail__run=run.pk).order_by("-pk").first()
    first = said.detail["last"] if said else 0
    if first == run.last_id:
        return
    whole = Original.objects.filter(pk__gt=first, pk__lte=run.last_id, integrity=Integrity.WHOLE)
    hashes = list(whole.values_list("sha256", flat=True))
    detail = {"run": run.pk, "last": run.last_id, "rows": len(hashes), "missing": run.missing, "changed": run.changed,
              "sha256": timestamps.root_of(timestamps.packed(hashes))}  # fmt: skip
    refs = Evidence.objects.filter(original__in=whole).values_list("ref", flat=True)
    audit.record(verb="evidence_checked", by=run.by, at=stretch.now, kind="evidence", detail=detail, records=refs)


def _new(*, by: User | None, at: datetime) -> CheckRun | None:
    """A new run; nothing when somebody was faster."""
    all_ = Original.objects.aggregate(newest=Max("pk"), total=Count("pk"), bytes=Sum("size"))
    try:
        with transaction.atomic():
            return CheckRun.objects.create(
                by=by, began_at=at, touched_at=at, up_to_id=all_["newest"] or 0, total=all_["total"],
                total_bytes=all_["bytes"] or 0,
            )  # fmt: skip
    except IntegrityError:
        return None


def _rest(run: CheckRun) -> Iterator[Original]:
    """What is still to be looked at, in short questions to the database, as each answer takes its time to work off."""
    fields = ("sha256", "size", "stored", "key_sealed", "integrity")
    while rows := list(Original.objects.filter(pk__gt=run.last_id, pk__lte=run.up_to_id).only(*fields)[:AT_ONCE]):
        yield from rows


def check_there() -> None:
    """A file is missing only where the place for all files is there: a disk that is not mounted says nothing.

    Raises Unreachable.
    """
    if isinstance(default_storage, FileSystemStorage) and not Path(default_storage.path("")).is_dir():
        raise store.Unreachable(_("The folder of all files is not there: is its disk mounted?"))


def _turn() -> contextlib.AbstractContextManager[None]:
    """One check at a time on one database. Raises Busy."""
    return turns.alone(TURN, Busy(_("A check is running already.")))
