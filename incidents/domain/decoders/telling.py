"""Pure: what a decoder says of a file, and the copies that it makes of it. Parent and child both know these words."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

LONGEST_TOLD = 200
MOST_TOLD = 40
# What a file may say of its making, in plain strings. `taken` and `created` are ISO 8601, `lat` and `lon` degrees.
TOLD = (
    "taken", "lat", "lon", "altitude", "direction", "make", "model", "lens", "software", "changed", "created", "place",
    "author", "producer", "title", "artist", "album", "comment", "codec", "motion", "also", "cut", "rotated",
)  # fmt: skip


class Refused(Exception):
    """A file that is not taken; the message is a code of decoding/sentences."""


@dataclass
class Found:
    """What decoding found. `form` is a word of MediaForm."""

    form: str
    media_type: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    seconds: int | None = None
    dhash: int | None = None
    told: dict[str, str] = field(default_factory=dict)


@dataclass
class Copy:
    """One copy as it is made. `kind` is a word of CopyKind; pages count from 1, 0 where there is one only."""

    kind: str
    media_type: str
    data: Iterable[bytes]
    recipe: str
    page: int = 0
    width: int | None = None
    height: int | None = None


def kept(told: dict[str, object]) -> dict[str, str]:
    """What is told, as short plain strings; what is empty or of an unknown name goes."""
    plain = {name: plain_text(told[name]) for name in TOLD if told.get(name) is not None}
    return {name: text for name, text in plain.items() if text}


def plain_text(value: object) -> str:
    """One line without signs that steer anything: no controls, no change of direction."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    signs = (" " if sign.isspace() else sign for sign in text[: 4 * LONGEST_TOLD])
    return "".join(sign for sign in signs if unicodedata.category(sign)[0] != "C").strip()[:LONGEST_TOLD]
