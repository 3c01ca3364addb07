"""One thing that was found, as a page shows it: what it is called, where it leads, and why it is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from incidents.domain.marking import Pieces


@dataclass(frozen=True)
class Row:
    """`url` is empty where there is no page for this reader. `more` are further ways: (address, words)."""

    title: Pieces
    url: str = ""
    ref: str = ""
    about: tuple[str, ...] = ()
    snippet: Pieces = ()
    why: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()


class Road(Protocol):
    """One section of what can be found."""

    code: str

    def count(self) -> int:
        """How many there are; never more than are shown where the search itself stops."""
        ...

    def is_more(self) -> bool:
        """Whether the search stopped before it had them all."""
        ...

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        """Some of them, the best first."""
        ...
