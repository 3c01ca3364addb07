"""What a child said, checked word by word: only what could have been said honestly is believed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from incidents.domain.decoders import telling, wire
from incidents.vocabulary import CopyKind, MediaForm

LARGEST_COPY = 128 * 1024**2
MOST_COPIES = 400
MOST_NUMBER = 2**31 - 1
TYPES: dict[str, set[str]] = {
    MediaForm.PICTURE: {"image/jpeg", "image/png", "image/webp", "image/gif", "image/tiff", "image/heic", "image/avif"},
    MediaForm.VIDEO: {"video/mp4", "video/quicktime", "video/webm", "video/3gpp"},
    MediaForm.SOUND: {"audio/mpeg", "audio/ogg", "audio/mp4", "audio/wav", "audio/webm"},
    MediaForm.PDF: {"application/pdf"},
    MediaForm.DOCUMENT: {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    },
    MediaForm.TEXT: {"text/plain"},
    MediaForm.CAPTURE: {"application/wacz", "application/warc"},
}
COPY_TYPES = {"image/jpeg", "video/mp4", "audio/mp4"}
REFUSALS = {"damaged", "locked", "pixels", "frames", "pages", "bomb", "opaque", "no_pages"}


class Broken(Exception):
    """A child said what no honest child says, or ended in the middle: what it made does not count."""


@dataclass(frozen=True)
class Facts:
    """What a file is. `refused` is empty, or a code of sentences.sentence; `told` what the file says of its making."""

    form: str = MediaForm.OPAQUE
    media_type: str = "application/octet-stream"
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    seconds: int | None = None
    dhash: int | None = None
    told: dict[str, str] = field(default_factory=dict)
    refused: str = ""


@dataclass(frozen=True)
class Made:
    """One copy as it comes from the child; `chunks` are read once, before the next copy."""

    kind: str
    page: int
    media_type: str
    width: int | None
    height: int | None
    recipe: str
    chunks: Iterator[bytes]


def facts(payload: bytes) -> Facts:
    """What the child found. Raises Broken."""
    words = said(payload)
    told = words.get("told")
    if str(words.get("media_type")) not in TYPES.get(str(words.get("form")), set()) or not isinstance(told, dict):
        raise Broken("no such form")
    numbers: dict[str, Any] = {name: _number(words.get(name)) for name in ("width", "height", "pages", "seconds")}
    return Facts(
        form=str(words["form"]), media_type=str(words["media_type"]), dhash=_hash(words.get("dhash")),
        told=telling.kept(told), **numbers,
    )  # fmt: skip


def copy(payload: bytes, chunks: Iterator[bytes]) -> Made:
    """A copy that the child begins to hand over. Raises Broken."""
    words = said(payload)
    kind, page, media_type = words.get("kind"), _number(words.get("page")), words.get("media_type")
    if kind not in CopyKind.values or str(media_type) not in COPY_TYPES or page is None:
        raise Broken("no such copy")
    recipe = telling.plain_text(words.get("recipe", ""))[:100]
    return Made(
        str(kind), page, str(media_type), _number(words.get("width")), _number(words.get("height")), recipe, chunks
    )


def data(frames: Iterator[tuple[bytes, bytes]]) -> Iterator[bytes]:
    """The bytes of one copy, to its end. Raises Broken when there are too many, or something else comes."""
    size = 0
    for kind, payload in frames:
        if kind == wire.END:
            return
        size += len(payload)
        if kind != wire.DATA or size > LARGEST_COPY:
            raise Broken("not the bytes of a copy")
        yield payload
    raise Broken("a copy without an end")


def refusal(payload: bytes) -> str:
    """The code with which the child refused. Raises Broken."""
    code = payload.decode("ascii", "replace")
    if code not in REFUSALS:
        raise Broken("no such code")
    return code


def said(payload: bytes) -> dict:
    """The words of a frame. Raises Broken."""
    try:
        words = json.loads(payload)
    except (ValueError, RecursionError):
        words = None
    if not isinstance(words, dict):
        raise Broken("no words")
    return words


def _number(value: object) -> int | None:
    if value is None or (type(value) is int and 0 <= value <= MOST_NUMBER):
        return value
    raise Broken("no such number")


def _hash(value: object) -> int | None:
    if value is None or (type(value) is int and -(2**63) <= value < 2**63):
        return value
    raise Broken("no such hash")
