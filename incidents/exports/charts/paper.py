"""Elements of SVG: every text and attribute is escaped here, and nowhere else is a drawing put together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from incidents.exports.letters import printable

NARROW_SIGNS = frozenset("iIlj.,:;'|!()[]·ії-–tfr ")
WIDE_SIGNS = frozenset("mwMWшщжюфыШЩЖЮФЫЂ@%—Ә")
LONGEST_TEXT = 300
PIECES = re.compile(r"[^\s–]*–\s*|[^\s–]+\s*")  # a line may end after a blank and within a range of numbers
Value = str | float | int


@dataclass(frozen=True)
class Sheet:
    """The size of a drawing and of its letters in its own units: on the smallest screen letters have 0.8 of it."""

    name: str
    width: float
    letters: float
    height: float


WIDE = Sheet("wide", 800, 15, 400)
NARROW = Sheet("narrow", 320, 14, 260)


def number(value: Value) -> str:
    """A coordinate in few signs: one decimal, no trailing zeros."""
    return value if isinstance(value, str) else f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def element(name: str, *inside: SafeString, **attributes: Value | None) -> SafeString:
    """One element. `class_` is class, `_` in a name is `-`; None leaves an attribute out."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if not inside:
        return mark_safe(f"<{name}{told}/>")  # noqa: S308
    return mark_safe(f"<{name}{told}>{together(inside)}</{name}>")  # noqa: S308


def together(parts: Iterable[SafeString]) -> SafeString:
    """Elements behind each other; what is no element is escaped."""
    return mark_safe("".join(part if isinstance(part, SafeString) else escape(part) for part in parts))  # noqa: S308


def words(text: str) -> SafeString:
    """A text as it may stand in a drawing: without signs that have no shape, and cut where no drawing could hold it."""
    plain = " ".join(printable(text[:LONGEST_TEXT]).split())
    return mark_safe(escape(plain))  # noqa: S308


def style(rules: str) -> SafeString:
    """The style of a file that stands alone: our own rules, nothing of anybody's words."""
    return mark_safe(f"<style>{rules}</style>")  # noqa: S308


def text(said: str, x: float, y: float, **attributes: Value | None) -> SafeString:
    """A text at a place."""
    return element("text", words(said), x=x, y=y, **attributes)


def title(said: str) -> SafeString:
    """What a mouse that rests on a mark is told."""
    return element("title", words(said))


def width(said: str, letters: float, bold: bool = False) -> float:
    """About how wide a text will be: too wide rather than too narrow, since nobody here knows the reader's letters."""
    signs = sum(0.36 if sign in NARROW_SIGNS else 0.9 if sign in WIDE_SIGNS else _usual(sign) for sign in said)
    return signs * letters * (1.08 if bold else 1.0)


def _usual(sign: str) -> float:
    if sign.isdigit():
        return 0.6
    return 0.7 if sign.isupper() else 0.57


def cut(said: str, room: float, letters: float, bold: bool = False) -> str:
    """The text, or as much of it as fits and an ellipsis."""
    said = " ".join(said.split())
    if width(said, letters, bold) <= room:
        return said
    while said and width(said + "…", letters, bold) > room:
        said = said[:-1]
    return said.rstrip() + "…"


def lines(said: str, room: float, letters: float, most: int = 2, bold: bool = False) -> list[str]:
    """The text in at most so many lines; the last one is cut."""
    done: list[str] = []
    left = PIECES.findall(" ".join(said.split()))
    while left and len(done) < most - 1:
        taken = 1
        while taken < len(left) and width("".join(left[: taken + 1]), letters, bold) <= room:
            taken += 1
        done.append(cut("".join(left[:taken]), room, letters, bold))
        left = left[taken:]
    return [*done, cut("".join(left), room, letters, bold)] if left else done or [""]
