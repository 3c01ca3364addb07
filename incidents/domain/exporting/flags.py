"""Before a file leaves the team: rows whose columns together point at one person, though no name stands there.

The rule is k-anonymity (L. Sweeney, International Journal on Uncertainty, Fuzziness and Knowledge-based Systems 10,
2002) with k = 3 over those of the chosen columns that others may know of somebody: sex, age, place, day, what happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from incidents.domain import disclosure
from incidents.domain.exporting import people
from incidents.domain.exporting.asked import Asked
from incidents.domain.exporting.tables import Kind
from incidents.domain.queries.going import Going
from incidents.models import Person
from incidents.vocabulary import Disclosure

FEWEST = 3
KNOWN_BY_OTHERS = {"sex": "sex", "age_low": "age_low", "age_high": "age_high", "n_low": "n_low", "n_high": "n_high",
                   "status": "status", "ever": "ever", "when_edtf": "when_edtf", "when_lower": "when_lower",
                   "when_upper": "when_upper", "where": "place", "participation": "participation"}  # fmt: skip


@dataclass(frozen=True)
class Pointed:
    """How many rows have a combination that fewer than three rows have, how many combinations, and one of them."""

    rows: int
    combinations: int
    example: tuple[tuple[str, str], ...]

    def kept(self) -> Mapping[str, int]:
        """As the row of the export keeps it: numbers only."""
        return {"rows": self.rows, "combinations": self.combinations, "fewer_than": FEWEST}


def found(asked: Asked, kind: Kind) -> Pointed | None:
    """What is to be read before such a file leaves the team; None where there is nothing. Three queries."""
    offered = {column.code: column for column in kind.columns(asked.disclosure)}
    shown = [offered[code] for code in asked.columns if code in offered]
    columns = [column for column in shown if getattr(column, "reads", "") in KNOWN_BY_OTHERS]
    if asked.disclosure == Disclosure.INTERNAL or not columns:
        return None
    fields = list(dict.fromkeys(KNOWN_BY_OTHERS[column.reads] for column in columns))
    leaving = people.leaving(asked).order_by()
    rare = leaving.values(*fields).annotate(rows=Count("pk")).filter(rows__lt=FEWEST)
    counted = rare.aggregate(all=Sum("rows"), combinations=Count("rows"))
    if not counted["all"]:
        return None
    one = rare.order_by("rows", *fields).first()
    return Pointed(counted["all"], counted["combinations"], _example(asked, columns, fields, one))


def _example(
    asked: Asked, columns: list[disclosure.Column], fields: list[str], one: Mapping[str, Any]
) -> tuple[tuple[str, str], ...]:
    """The cells of one such row, with their headings."""
    same = {name if one[name] is not None else f"{name}__isnull": one[name] is None or one[name] for name in fields}
    rows: Any = people.leaving(asked).filter(**same)
    telling = disclosure.Telling(columns, asked.disclosure)
    [facts] = Going(Person.objects.filter(pk=rows.values("pk")[:1]), asked.user, telling.reads).batches()
    [cells] = telling.rows(facts, [False])
    told = zip(columns, cells, strict=True)
    return tuple((str(column.label), str(cell)) for column, cell in told if cell not in (None, ""))
