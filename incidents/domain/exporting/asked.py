"""Pure domain: what somebody asked to have in a file, and what is noted while its rows go by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.models import User


@dataclass(frozen=True)
class Asked:
    """What is to be made: whose scope, the filter as in the address, columns in their order, for whom, and when."""

    user: User
    filters: Mapping[str, str]
    columns: tuple[str, ...]
    disclosure: str
    options: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True)
class About:
    """What the writer of a format may tell of the file beside its rows; `codes` are those of the columns, in order."""

    ref: str
    what: str
    disclosure: str
    language: str
    at: datetime
    codes: tuple[str, ...]
    filters: tuple[tuple[str, str], ...] = ()


@dataclass
class Leaving:
    """Watches the rows go by: who is in them, whether by name, what else they rest on, and how many had to stay.

    `also` are words of the kind itself (hashes of pictures); at each download `Kind.still_goes` gets them back.
    """

    refs: list[str] = field(default_factory=list)
    named: bytearray = field(default_factory=bytearray)
    also: list[str] = field(default_factory=list)
    left_out: int = 0

    def goes(self, ref: str, is_named: bool) -> None:
        """This person is in the file; `is_named`: with the name, or with words that need the same leave."""
        self.refs.append(ref)
        self.named.append(is_named)
