"""Pure: what those who make the bytes of a file are told, and how they say that it cannot be made. Imports nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Unmade(Exception):
    """The file cannot be made; `code` says why (words.py has the sentences)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Format(Protocol):
    """Who writes the bytes (exports/formats.py), and how the name of the file ends; by default like its code."""

    code: str
    ending: str
    write: Callable[..., None]


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
