"""Reading a backup whole before anything is believed of it: every chunk genuine, every part as the list says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from incidents.management.backup import parts, vault
from incidents.management.backup.keys import Master
from incidents.management.backup.making import contents, key
from incidents.management.backup.parts import DAMAGED, Title
from incidents.management.backup.refused import Refused


def verify(path: Path, master: Master) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the backup was made of, and its list. Raises Refused, with one sentence, for anything but a whole one."""
    with open_file(path) as file:
        seen, told, listed = [], None, None
        for title, blocks in parts.titles(vault.opened(file, master)):
            if listed is not None:
                raise Refused(DAMAGED)
            part = parts.measured(title, blocks)
            told = told or (title if title.get("part") == "about" else None)
            if title.get("part") == "list":
                listed = title
            else:
                seen.append(part)
    if told is None or listed is None or contents(seen)["parts"] != listed["parts"]:
        raise Refused(DAMAGED)
    if [name for name, _columns in told["tables"]] != [
        one.title["name"] for one in seen if one.title["part"] == "table"
    ]:
        raise Refused(DAMAGED)
    return told, listed


def contents_of(file: BinaryIO, master: Master) -> Iterator[tuple[Title, Iterator[bytes]]]:
    """Every part once more, for putting back."""
    return parts.titles(vault.opened(file, master))


def open_file(path: Path) -> BinaryIO:
    """The backup for reading. Raises Refused."""
    try:
        return path.open("rb")
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from None


def sums(listed: dict[str, Any]) -> dict[str, tuple[int, int, str]]:
    """The list by the names of its parts: size, lines, SHA-256."""
    return {name: (size, lines, digest) for name, size, lines, digest in listed["parts"]}


def rows(listed: dict[str, Any]) -> dict[str, int]:
    """How many rows each table has."""
    return {name.removeprefix("table:"): lines for name, (_size, lines, _sum) in sums(listed).items()
            if name.startswith("table:")}  # fmt: skip


def digest_of(listed: dict[str, Any], title: Title) -> str:
    """The SHA-256 that a part must have."""
    return sums(listed)[key(title)][2]
