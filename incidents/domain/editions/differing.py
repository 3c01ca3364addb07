"""In which cells two rows differ, and whether it is only the spelling."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from incidents.domain import names
from incidents.domain.editions import rows
from incidents.domain.editions.pairing import Pairs, is_same_name
from incidents.domain.editions.rows import Row
from incidents.models import ListEdition, RowChange
from incidents.vocabulary import RowChangeKind

Column = tuple[str, int, int, bool]  # heading, place before, place now, whether it holds a name


def changes(edition: ListEdition, former: ListEdition, pairs: Pairs) -> Iterator[RowChange]:
    """One change for each pair whose rows differ."""
    shared = common(edition, former)
    same_headings = _headings(edition) == _headings(former)
    differing = [two for two in pairs if two[0].digest != two[1].digest or not same_headings
                 or two[0].national != two[1].national]  # fmt: skip
    for start in range(0, len(differing), rows.AT_ONCE):
        part = differing[start : start + rows.AT_ONCE]
        cells = rows.cells(pk for two in part for pk in (two[0].pk, two[1].pk))
        for one, other in part:
            told = _told(shared, cells[one.pk], cells[other.pk])
            if change := _change(edition, one, other, told):
                yield change


def common(edition: ListEdition, former: ListEdition) -> list[Column]:
    """The columns that both have, by their headings, but for those that only count the rows."""
    before = {heading: place for place, heading in reversed(list(enumerate(_headings(former))))}
    counting, naming = rows.columns(edition, (rows.RUNNING,)), rows.columns(edition, rows.NAMING)
    return [(str(heading), before[folded], place, place in naming)
            for place, (heading, folded) in enumerate(zip(edition.headers, _headings(edition), strict=True))
            if folded in before and place not in counting]  # fmt: skip


def _headings(edition: ListEdition) -> list[str]:
    return [" ".join(str(heading).casefold().split()) for heading in edition.headers]


def _told(shared: Iterable[Column], was: Sequence[str], now: Sequence[str]) -> list[tuple[str, str, str, bool]]:
    """The cells that differ: heading, was, is, whether it is a name."""
    both = [(heading, _cell(was, before), _cell(now, place), is_name) for heading, before, place, is_name in shared]
    return [one for one in both if one[1] != one[2]]


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _change(edition: ListEdition, one: Row, other: Row, told: list[tuple[str, str, str, bool]]) -> RowChange | None:
    fields: list[list[Any]] = [[heading, was, now] for heading, was, now, _is_name in told]
    if one.name != other.name and not any(is_name for *_cells, is_name in told):
        fields.insert(0, ["", one.name, other.name])
    if not fields and one.national == other.national:
        return None
    is_spelling = is_same_name(one, other) and one.national == other.national
    is_respelt = is_spelling and all(is_name or folded(was) == folded(now) for _heading, was, now, is_name in told)
    kind = RowChangeKind.RESPELT if is_respelt else RowChangeKind.CHANGED
    return RowChange(edition=edition, kind=kind, former_id=one.pk, mention_id=other.pk, fields=fields)


def folded(text: str) -> str:
    """A text in a form that its spelling, script, signs and blanks do not change."""
    return names.fold(text) or "".join(text.casefold().split())
