"""What a check found: counts and the first lines of everything, in the shape that ListImport.found keeps."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from incidents.domain.imports.problems import CODES, ERROR, sentence
from incidents.models import ListImport


class Seen(NamedTuple):
    """One problem: the line in the file, the heading of its column (empty for the whole row), what stands there."""

    line: int
    column: str
    text: str


class Trouble(NamedTuple):
    """One kind of problem: how often, in words, and where first."""

    code: str
    severity: str
    often: int
    first: list[Seen]

    @property
    def sentence(self) -> str:
        """In the reader's language."""
        return sentence(self.code)


@dataclass
class Found:
    """All of it. `counts`: rows, mentions, acts, marks, named, partial, unnamed, people, idle, with_errors,
    with_warnings, errors, warnings. `duplicates` and `problems` have their first lines; `lacks` are sentences that
    say why nothing can be read at all."""

    reading: str
    counts: dict[str, int] = field(default_factory=dict)
    lacks: list[str] = field(default_factory=list)
    problems: dict[str, dict[str, Any]] = field(default_factory=dict)
    idle: dict[str, dict[str, Any]] = field(default_factory=dict)
    duplicates: dict[str, dict[str, Any]] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)
    same: dict[str, Any] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    stops: bool = False

    def as_json(self) -> dict[str, Any]:
        """For ListImport.found."""
        return asdict(self)

    @property
    def troubles(self) -> list[Trouble]:
        """Errors first, the most frequent first."""
        told = [
            Trouble(code, CODES[code][0], one["count"], [Seen(*seen) for seen in one["first"]])
            for code, one in self.problems.items()
            if code in CODES
        ]
        return sorted(told, key=lambda one: (one.severity != ERROR, -one.often, one.code))

    @property
    def can_import(self) -> bool:
        """Whether somebody can go on to import it like this."""
        return not self.lacks and not self.stops and self.counts.get("mentions", 0) > 0


def of(row: ListImport) -> Found | None:
    """What the last check of the import found; None when it was not checked since it was last said how to read it."""
    names = Found.__dataclass_fields__
    return Found(**{name: told for name, told in row.found.items() if name in names}) if row.found else None


def first_lines(lines: Iterable[Iterable[Any]]) -> list[list[Any]]:
    """Tuples as JSON has them."""
    return [list(line) for line in lines]
