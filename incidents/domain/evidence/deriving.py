"""Copies to look at in place of an original, and what it is: made after it came in, in a child process, one by one.

What was made stays made: a run that was killed goes on with what is missing. A file of which no copy can be made is
evidence all the same.
"""

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from incidents.domain import audit, decoding, envelope, keyring, store
from incidents.domain.decoding import Facts, Made
from incidents.domain.envelope import Broken
from incidents.models import DerivedCopy, Evidence, Original
from incidents.policies import Denied
from incidents.vocabulary import Deriving, MediaForm, SecretKind

FACTS = ("form", "media_type", "width", "height", "pages", "seconds", "dhash")
# What a file says of its form only, and not of who made it, when, where and with what.
OF_FORM = {"codec", "cut", "also", "motion"}
UNREADABLE = "changed"
JOB = "incidents.jobs.derive_copies"
Tell = Callable[[int, int, Original], None]


def derive(*, original: Original, at: datetime) -> Original:
    """Write what the file is, and the copies that are not there yet; nothing where all are. Raises Denied while it
    cannot be read (Sealed, NoKeys, Missing, Unreachable): it waits then, and nothing else waits for it."""
    if original.deriving not in (Deriving.WAITING, Deriving.FAILED):
        return original
    try:
        words = _write(original, at)
    except decoding.Broken:
        words = "damaged"
    except Broken:
        words = UNREADABLE
    return _finish(original, words, at)


def derive_waiting(*, again: bool, at: datetime, tell: Tell) -> int:
    """All that wait, oldest first; `again` takes those that failed, too. `tell` hears after each how far it is.

    Returns how many could not be read just now. Raises Denied when nothing at all can be read (Sealed, NoKeys).
    """
    states = [Deriving.WAITING, Deriving.FAILED] if again else [Deriving.WAITING]
    waiting = list(Original.objects.filter(deriving__in=states).order_by("pk").values_list("pk", flat=True))
    left = 0
    for number, pk in enumerate(waiting, start=1):
        original = Original.objects.get(pk=pk)
        try:
            derive(original=original, at=at)
        except (store.Missing, store.Unreachable):
            left += 1
        tell(number, len(waiting), original)
    return left


def derive_one(*, key: int, at: datetime) -> None:
    """As a job does it: what cannot be read just now goes on waiting, and `remind` brings it back."""
    original = Original.objects.filter(pk=key).first()
    if original is not None:
        with contextlib.suppress(Denied):
            derive(original=original, at=at)


def soon(original: Original) -> None:
    """Have the copies made by the job worker: one recording and one other file at a time, so that a long video does not
    keep pictures waiting. Raises AlreadyEnqueued when that waits already."""
    lane = "recordings" if original.form in (MediaForm.VIDEO, MediaForm.SOUND) else "files"
    job = app.configure_task(JOB, lock=f"derive {lane}", queueing_lock=f"derive {original.pk}")
    job.defer(original=original.pk)


def remind(*, most: int = 200) -> int:
    """Have made what still waits, because Kua was sealed or a server was killed; how many there are."""
    waiting = list(Original.objects.filter(deriving=Deriving.WAITING).order_by("pk")[:most])
    for original in waiting:
        with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
            soon(original)
    return len(waiting)


def told(original: Original) -> dict[str, str]:
    """What the file says of its making, in the words of decoders.telling. Raises Sealed, NoKeys, Broken."""
    if not original.told_sealed:
        return {}
    with keyring.opened() as ring:
        place = keyring.place_of(original, "told_sealed")
        return dict(json.loads(ring.open_(bytes(original.told_sealed), place)))


def _write(original: Original, at: datetime) -> str:
    """Facts and copies; the code of why there are none, or not of all. Raises decoding.Broken and Broken."""
    with store.open_original(original) as source, decoding.derived(source, original.size) as (facts, copies):
        if facts.refused:
            return facts.refused
        _write_facts(original, facts)
        _write_copies(original, copies, at)
        return "cut" if facts.told.get("cut") else ""


def _write_facts(original: Original, facts: Facts) -> None:
    for name in FACTS:
        setattr(original, name, getattr(facts, name))
    if set(facts.told) - OF_FORM:
        words = json.dumps(facts.told, ensure_ascii=False)
        place = keyring.place_of(original, "told_sealed")
        original.told_sealed = envelope.seal(words, keyring.current(SecretKind.FILE), place)
    original.save(update_fields=[*FACTS, "told_sealed"])


def _write_copies(original: Original, copies: Iterable[Made], at: datetime) -> None:
    """Each as it comes; one that is there already only passes by."""
    here = set(original.copies.filter(number=0).values_list("kind", "page"))
    for made in copies:
        if (made.kind, made.page) in here:
            for _part in made.chunks:
                pass
        else:
            _write_copy(original, made, at)


def _write_copy(original: Original, made: Made, at: datetime) -> None:
    stored = store.put(made.chunks, store.COPIES)
    try:
        with transaction.atomic():
            DerivedCopy.objects.create(
                original=original, kind=made.kind, page=made.page, media_type=made.media_type, width=made.width,
                height=made.height, recipe=made.recipe, stored=stored.name, key_sealed=stored.key_sealed,
                size=stored.size, sha256=stored.sha256, made_at=at,
            )  # fmt: skip
    except IntegrityError:
        # Somebody else made the same copy meanwhile.
        store.discard(stored.name)


@transaction.atomic
def _finish(original: Original, words: str, at: datetime) -> Original:
    """How it ended, and one line of the log for all receipts of these bytes."""
    made = list(original.copies.filter(number=0).order_by("kind", "page").values_list("sha256", flat=True))
    failed = words not in ("", "cut")
    original.deriving = Deriving.FAILED if failed else Deriving.DONE if made else Deriving.NONE
    original.deriving_words, original.derived_at = words, at
    original.save(update_fields=["deriving", "deriving_words", "derived_at"])
    refs = list(Evidence.objects.filter(original=original).order_by("pk").values_list("ref", flat=True))
    if made and refs:
        detail = {"sha256": original.sha256, "copies": len(made), "of_copies": _one_hash(made)}
        audit.record(verb="evidence_derived", by=None, at=at, kind="evidence", ref=refs[0], detail=detail, records=refs)
    return original


def _one_hash(hashes: list[str]) -> str:
    """The SHA-256 of the hashes of all copies, one a line, in the order of kind and page."""
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()
