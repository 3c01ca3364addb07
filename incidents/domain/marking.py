"""Pure domain: a text cut into pieces, so that a page can mark what was asked for and escape everything."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from incidents.domain import asked, names

# Signs of the private area: forms take them out of what is typed, and a stray one only moves a mark.
OPEN, CLOSE = "\ue000", "\ue001"
_MARKED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_WORD = re.compile(r"\w+", re.UNICODE)
_SHORTEST = 2


@dataclass(frozen=True)
class Piece:
    """A part of a text, and whether it is marked."""

    text: str
    on: bool = False


Pieces = tuple[Piece, ...]


def of_signs(text: str) -> Pieces:
    """The pieces of a text in which the database set OPEN and CLOSE around what it found."""
    parts = _MARKED.split(text)
    cleaned = [part.replace(OPEN, "").replace(CLOSE, "") for part in parts]
    return tuple(Piece(part, bool(number % 2)) for number, part in enumerate(cleaned) if part)


def of_spans(text: str, spans: Iterable[tuple[int, int]]) -> Pieces:
    """The text with these places marked; places outside it, empty or overlapping ones are passed over."""
    found, at = [], 0
    for start, end in sorted(spans):
        if at <= start < end <= len(text):
            found += [Piece(text[at:start]), Piece(text[start:end], True)]
            at = end
    return tuple(piece for piece in [*found, Piece(text[at:])] if piece.text)


def of_words(text: str, words: Iterable[str]) -> Pieces:
    """The text with each word marked that begins like one of the words asked for, in whatever script."""
    wanted = [_forms(word) for word in words if len(word) >= _SHORTEST]
    spans = [found.span() for found in _WORD.finditer(text) if _begins(found[0], wanted)]
    return of_spans(text, spans)


def _begins(word: str, wanted: list[set[str]]) -> bool:
    forms = _forms(word)
    return any(form.startswith(tuple(others)) for others in wanted for form in forms)


def _forms(word: str) -> set[str]:
    """As written, and folded: names in another script begin alike."""
    return {form for form in (asked.plain(word), names.fold(word)) if form}
