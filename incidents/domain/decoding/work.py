"""Look, make copies, redact: each in one child of its own, which is gone afterwards."""

import io
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.conf import settings

from incidents.domain.decoders import sniffing, wire
from incidents.domain.decoding import child, made, scanning
from incidents.domain.decoding.made import Broken, Facts, Made
from incidents.vocabulary import MediaForm

# What a file that began like one of these is called when it could not be decoded.
FORMS = {"pictures": MediaForm.PICTURE, "heifs": MediaForm.PICTURE, "films": MediaForm.VIDEO, "pdfs": MediaForm.PDF}


def look(source: BinaryIO, size: int) -> Facts:
    """What a file is, by decoding it. `refused` says why it may not come in; an opaque one may where KUA_UPLOAD_OPAQUE
    says keep. The file is asked for in ranges: memory does not grow with it."""
    if size == 0:
        return Facts(refused="empty")
    if code := scanning.verdict(source):
        return Facts(refused=code)
    return found(source, size)


def found(source: BinaryIO, size: int) -> Facts:
    """As `look`, without the scan for viruses: for what is here already."""
    decoder = _decoder(source)
    if not decoder:
        return _opaque()
    try:
        with child.working(decoder, source, task="look", size=size) as working:
            return _facts(decoder, working.frames())
    except (child.Failed, Broken):
        return _refused(decoder, "damaged")


def copies(source: BinaryIO, size: int, facts: Facts) -> Iterator[Made]:
    """The copies of a file, one after the other; of each, read `chunks` first. Raises Broken in the middle when the
    child ends too early: what came whole before counts."""
    if facts.refused or facts.form in (MediaForm.OPAQUE, MediaForm.TEXT, MediaForm.DOCUMENT, MediaForm.CAPTURE):
        return
    with derived(source, size) as (_found, made_copies):
        yield from made_copies


@contextmanager
def derived(source: BinaryIO, size: int) -> Generator[tuple[Facts, Iterator[Made]]]:
    """What a file is and its copies, both by one child."""
    decoder = _decoder(source)
    if not decoder:
        yield _opaque(), iter(())
        return
    with child.working(decoder, source, task="copies", size=size) as working:
        frames = _believed(working.frames())
        try:
            facts = _facts(decoder, frames)
        except Broken:
            facts = _refused(decoder, "damaged")
        yield facts, _copies(frames)


def redact(source: BinaryIO, size: int, facts: Facts, page: int, boxes: list[list[int]]) -> Made:
    """A copy of one page at full size with black boxes ([left, top, right, bottom] in shares of 10,000) burnt in.

    Raises Broken when that page cannot be drawn.
    """
    decoder = _decoder(source)
    if facts.form not in (MediaForm.PICTURE, MediaForm.PDF) or not decoder:
        raise Broken("no page to draw on")
    with child.working(decoder, source, task="redact", size=size, page=page, boxes=boxes) as working:
        for copy in _copies(_believed(working.frames())):
            whole = b"".join(copy.chunks)
            return Made(copy.kind, page, copy.media_type, copy.width, copy.height, copy.recipe, iter([whole]))
    raise Broken("no copy came")


def holds() -> dict[str, bool]:
    """Which limits hold for a child on this machine: limits, no_privileges, no_net, no_files."""
    with child.working("texts", io.BytesIO(), task="holds", size=0) as working:
        for kind, payload in _believed(working.frames()):
            if kind == wire.FACTS:
                said = made.said(payload)
                return {name: said.get(name) is True for name in ("limits", "no_privileges", "no_net", "no_files")}
    raise Broken("no answer")


def _decoder(source: BinaryIO) -> str:
    source.seek(0)
    return sniffing.guess(source.read(sniffing.HEAD))


def _facts(decoder: str, frames: Iterator[tuple[bytes, bytes]]) -> Facts:
    for kind, payload in frames:
        if kind == wire.FACTS:
            return made.facts(payload)
        if kind == wire.REFUSED:
            code = made.refusal(payload)
            return _opaque() if code == "opaque" else _refused(decoder, code)
        break
    raise Broken("no facts")


def _copies(frames: Iterator[tuple[bytes, bytes]]) -> Iterator[Made]:
    for number, (kind, payload) in enumerate(frames):
        if kind == wire.DONE:
            return
        if kind != wire.MADE or number > made.MOST_COPIES:
            raise Broken("not a copy")
        yield made.copy(payload, made.data(frames))
    raise Broken("ended in the middle")


def _believed(frames: Iterator[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
    try:
        yield from frames
    except child.Failed as cause:
        raise Broken(str(cause)) from None


def _opaque() -> Facts:
    return Facts(refused="" if settings.UPLOAD_OPAQUE == "keep" else "opaque")


def _refused(decoder: str, code: str) -> Facts:
    return Facts(form=FORMS.get(decoder, MediaForm.OPAQUE), refused=code)
