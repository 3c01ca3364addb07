"""What the compare page says in words: one line for each thing that is known, record beside record."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.domain import cyrillic, dates, differences, gazetteer, independence, letters, speakers
from incidents.domain.queries.compare import Record
from incidents.domain.queries.person import each_once
from incidents.domain.queries.person_words import ages
from incidents.models import Act, Mention, Person
from incidents.vocabulary import ActKind, Sex

OLDEST = 130
MOST_LINES = 8
MOST_OF_A_ROW = 12


@dataclass(frozen=True)
class Line:
    """One line of the page: a cell for each record, and whether they agree: same, differs, or nothing to say."""

    label: str
    kind: str
    cells: list[Any]
    state: str = ""


def lines(records: Sequence[Record]) -> list[Line]:
    """Everything that is known of at least one of them, in the order in which one reads."""
    found = [
        _name(records),
        _texts(_("In the other script"), records, lambda record: [other_script(record.name)] if record.name else []),
        _texts(_("Other spellings"), records, _variants),
        _texts(_("Described as"), records, lambda record: [record.row.describing] if record.row.describing else []),
        _texts(_("Born"), records, _born, _birth_key),
        _texts(_("Age then"), records, _age, _age_key),
        _texts(_("Sex"), records, _sex, _sex_key),
        _texts(_("Occupation"), records, lambda record: _each(row.occupation for row in record.mentions)),
        _texts(_("Where"), records, _where, _where_key),
        _texts(_("What happened"), records, lambda record: _each(map(_deed, record.acts))),
        Line(_("Status"), "status", list(records) if any(record.person for record in records) else []),
        Line(_("Family"), "family", [each_once(record.relatives)[:MOST_LINES] for record in records]),
        _texts(_("Sources"), records, _sources),
        Line(_("Evidence"), "evidence", list(records)),
        _texts(_("Row of the list"), records, _rows),
    ]
    return [line for line in found if line.kind in ("name", "evidence") or any(line.cells)]


def other_script(name: str) -> str:
    """A name in Latin letters for one in Cyrillic, and the other way round as it is likely to be read."""
    return letters.romanised(name) if letters.CYRILLIC.search(name) else cyrillic.reading(name)


def _name(records: Sequence[Record]) -> Line:
    """The names as they were given, with the letters marked that differ."""
    pieces = differences.marked([record.name for record in records])
    state = "differs" if any(map(differences.differ, pieces)) else ""
    known = [record.name for record in records]
    return Line(_("Name as given"), "name", pieces, "same" if all(known) and len(set(known)) == 1 else state)


def _texts(
    label: str,
    records: Sequence[Record],
    said: Callable[[Record], Iterable[str]],
    key: Callable[[Record], frozenset] | None = None,
) -> Line:
    """Lines of text; with a key also whether the records agree."""
    cells = [list(said(record))[:MOST_LINES] for record in records]
    return Line(label, "text", cells, _agree([key(record) for record in records]) if key else "")


def _agree(keys: Sequence[frozenset[Hashable]]) -> str:
    """Same when all are known and share something; differs when two that are known share nothing."""
    known = [key for key in keys if key]
    if any(not one & other for one, other in combinations(known, 2)):
        return "differs"
    return "same" if len(known) == len(keys) and frozenset.intersection(*known) else ""


def _each(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, words)))


def _variants(record: Record) -> list[str]:
    return list(record.row.variants) if isinstance(record.row, Person) else []


def _born(record: Record) -> list[str]:
    return [dates.words(record.row.birth_edtf)] if record.row.birth_edtf else []


def _birth_key(record: Record) -> frozenset:
    """Every month in which somebody may be born; a day when it is known to the day."""
    if not record.row.birth_edtf:
        return frozenset()
    born = dates.parse(record.row.birth_edtf)
    return frozenset([born.edtf]) if born.lower and born.lower == born.upper else frozenset()


def _age(record: Record) -> list[str]:
    words = ages(record.row.age_low, record.row.age_high)
    return [words] if words else []


def _age_key(record: Record) -> frozenset[int]:
    low, high = record.row.age_low, record.row.age_high
    if low is None and high is None:
        return frozenset()
    return frozenset(range(low or 0, (OLDEST if high is None else high) + 1))


def _sex(record: Record) -> list[str]:
    return [str(record.row.get_sex_display())] if record.row.sex != Sex.UNKNOWN else []


def _sex_key(record: Record) -> frozenset[str]:
    return frozenset() if record.row.sex == Sex.UNKNOWN else frozenset([record.row.sex])


def _where(record: Record) -> list[str]:
    told = _each(gazetteer.said(act) for act in record.acts)
    return told or _each([gazetteer.said(record.row if isinstance(record.row, Person) else record.row.report)])


def _where_key(record: Record) -> frozenset:
    """The places and what they lie in; words that no place is known for as they are."""
    found: set[Hashable] = set()
    for act in record.acts:
        if act.place is not None:
            found |= {act.place_id, *(tie.parent_id for tie in act.place.parents.all())}
        elif act.place_text:
            found.add(act.place_text.casefold())
    return frozenset(found)


def _deed(act: Act) -> str:
    """“Killed · 8 January 2022 · Taldykorgan”."""
    when = dates.words(act.when_edtf) if act.when_edtf else act.when_words
    return " · ".join(filter(None, [capfirst(str(ActKind(act.kind).label)), when, gazetteer.said(act)]))


def _sources(record: Record) -> list[str]:
    """How many reports and origins, and who speaks."""
    person, reports = record.person, {mention.report_id for mention in record.mentions}
    told = person.reports_count if person else len(reports)
    counted = ngettext("%(count)d report", "%(count)d reports", told) % {"count": told}
    roots = person.roots_count if person else independence.count(reports)
    apart = ngettext("%(count)d independent source", "%(count)d independent sources", roots) % {"count": roots}
    return [f"{counted}, {apart}", *_each(map(_speaker, record.mentions))]


def _speaker(mention: Mention) -> str:
    return f"{speakers.called(mention.report.source)} ({mention.report.ref})"


def _rows(record: Record) -> list[str]:
    """Each row of a list that names the person, verbatim."""
    return _each(f"{mention.report.ref}: {_verbatim(mention.row)}" for mention in record.mentions if mention.row)


def _verbatim(row: Any) -> str:
    cells = row.values() if isinstance(row, dict) else row if isinstance(row, list) else [row]
    return " · ".join(str(cell) for cell in list(cells)[:MOST_OF_A_ROW] if str(cell).strip())
