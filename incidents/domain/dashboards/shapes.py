"""What a dashboard is made of: panels of numbers, each with the page behind it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Number:
    """A number, or a range where it is not certain, with the lists behind its ends; `said` tells it in other words."""

    low: int
    high: int
    url: str = ""
    high_url: str = ""
    said: str = ""

    @classmethod
    def of(cls, number: int, url: str = "", said: str = "") -> "Number":
        """One certain number."""
        return cls(number, number, url, url, said)


@dataclass(frozen=True)
class Fact:
    """One line: what is counted, its number, and a word to it."""

    label: str
    number: Number
    note: str = ""


@dataclass(frozen=True)
class Column:
    """One series of a drawing: a number for each head."""

    code: str
    label: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Panel:
    """One part of a dashboard: lines to read, or heads and columns to draw. `url` leads to the page that shows more."""

    code: str
    title: str
    about: str
    facts: tuple[Fact, ...] = ()
    heads: tuple[tuple[str, str], ...] = ()
    columns: tuple[Column, ...] = ()
    over_time: bool = False
    url: str = ""
    link: str = ""
    nothing: str = field(default="", compare=False)
