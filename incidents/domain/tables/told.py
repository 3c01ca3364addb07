"""What a file of rows holds, as a child told it: believed only in the shapes that an honest one sends."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field


class Unreadable(Exception):
    """A file that cannot be read as a list; the message is a code of `sentences`, with a line after a colon."""

    @property
    def code(self) -> str:
        """The code."""
        return str(self)


@dataclass(frozen=True)
class Sheet:
    """One sheet. `header`: first line of the headings from 0, and how many lines; `rows`: how many lines under them
    hold something; `problem`: the code of why it cannot be read."""

    number: int
    name: str
    hidden: bool
    rows: int
    columns: int
    merged: bool
    header: tuple[int, int]
    headings: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    problem: str = ""


@dataclass(frozen=True)
class Look:
    """What is in a file. `kind` is csv, xlsx, xls, ods; `remarks` are codes of `sentences`."""

    kind: str
    encoding: str
    delimiter: str
    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...] = field(default=())

    def as_json(self) -> dict:
        """Itself, for ListImport.look."""
        return asdict(self)


@dataclass(frozen=True)
class Table:
    """One sheet being read. `rows` gives (line in the file from 1, its cells); closing them ends the child."""

    headings: list[str]
    rows: Iterator[tuple[int, list[str]]]

    def close(self) -> None:
        """Nothing more is read."""
        self.rows.close()  # type: ignore[attr-defined]


def look(said: object) -> Look:
    """The Look that was told, or that `as_json` made. Raises ValueError, TypeError or KeyError for another shape."""
    if not isinstance(said, dict):
        raise TypeError("no look")
    return Look(_text(said["kind"]), _text(said["encoding"]), _text(said["delimiter"]),
                tuple(_sheet(sheet) for sheet in _list(said["sheets"])), _texts(said["remarks"]))  # fmt: skip


def names(said: object) -> list[str]:
    """The headings that were told."""
    if not isinstance(said, dict):
        raise TypeError("no headings")
    return list(_texts(said["headings"]))


def _sheet(said: dict) -> Sheet:
    begin, count = (_number(value) for value in said["header"])
    told = Sheet(
        number=_number(said["number"]), name=_text(said["name"]), hidden=said["hidden"] is True,
        rows=_number(said["rows"]), columns=_number(said["columns"]), merged=said["merged"] is True,
        header=(begin, count), headings=_texts(said["headings"]),
        sample=tuple(_texts(row) for row in _list(said["sample"])), problem=_text(said["problem"]),
    )  # fmt: skip
    if len(told.headings) != told.columns and told.headings:
        raise ValueError("other headings than columns")
    return told


def _texts(said: object) -> tuple[str, ...]:
    return tuple(_text(value) for value in _list(said))


def _list(said: object) -> list:
    if not isinstance(said, (list, tuple)):
        raise TypeError("not a list")
    return list(said)


def _text(said: object) -> str:
    if not isinstance(said, str) or "\0" in said:
        raise TypeError("not a text")
    return said


def _number(said: object) -> int:
    if not isinstance(said, int) or isinstance(said, bool) or not 0 <= said <= 2**31:
        raise ValueError("not a number")
    return said
