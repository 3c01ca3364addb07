"""Pure domain: what somebody asked to have in a file, and what is noted while its rows go by."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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


class Leaving:
    """Watches the rows go by: who is in them, whether by name, what else they rest on, and how many had to stay.

    `also` are words of the kind itself (hashes of pictures); at each download `Kind.still_goes` gets them back. Who
    goes is kept as one text, so that a million people are ten megabytes.
    """

    def __init__(self) -> None:
        self.also: list[str] = []
        self.left_out = 0
        self.people = 0
        self._kept = bytearray()

    def goes(self, refs: Sequence[str], named: Sequence[bool]) -> None:
        """These people are in the file; `named`: with the name, or with words that need the same leave."""
        self.people += len(refs)
        for ref, is_named in zip(refs, named, strict=True):
            self._kept += f"{ref}{'+' if is_named else '-'}\n".encode()

    def refs(self) -> str:
        """The references of everybody in the file, with blanks; of whom there are several rows, several times."""
        return self.told().replace("+\n", " ").replace("-\n", " ").rstrip()

    def told(self) -> str:
        """One line for each: the reference, and + with the name or - without."""
        return self._kept.decode()

    def behind(self) -> bytes:
        """What is kept to ask again at each download: the people, an empty line, the words of the kind."""
        return bytes(self._kept) + b"\n" + "\n".join(self.also).encode()


def kept(behind: str) -> tuple[Iterator[tuple[str, bool]], list[str]]:
    """What behind() kept: each reference, whether it went by name; and the words of the kind."""
    end = behind.rfind("\n\n") + 1
    lines = (line.rstrip("\n") for line in io.StringIO(behind[:end]))
    return ((line[:-1], line.endswith("+")) for line in lines), behind[end + 1 :].splitlines()
