"""Pure: the sheet of a group that repeats in a form (Kobo, ODK), joined with the sheet that it belongs to."""

from collections.abc import Iterator, Sequence

# (column of the parent, column of the child) as Kobo and Ona, then ODK Central and Briefcase write them.
KEYS = (("_index", "_parent_index"), ("_id", "_submission__id"), ("_uuid", "_submission__uuid"), ("key", "parent_key"))


def keys(parent: Sequence[str], child: Sequence[str]) -> tuple[int, int] | None:
    """The columns (of the parent, of the child) that join two sheets, by their headings."""
    above, below = ([name.strip().lower() for name in names] for names in (parent, child))
    for one, other in KEYS:
        if one in above and other in below:
            return above.index(one), below.index(other)
    return None


def joined(
    lines: Iterator[list[str]], above: Iterator[list[str]], columns: tuple[int, int], width: int
) -> Iterator[list[str]]:
    """The lines of the child behind those of the parent, which is `width` wide; empty cells where none fits."""
    parents: dict[str, list[str]] = {}
    for line in above:
        parents.setdefault(_cell(line, columns[0]), line + [""] * (width - len(line)))
    nobody = [""] * width
    for line in lines:
        key = _cell(line, columns[1])
        # A line without a word stays one: it is not read because its parent has words.
        yield (parents.get(key, nobody) if key else nobody) + line


def _cell(line: list[str], at: int) -> str:
    return line[at].strip() if at < len(line) else ""
