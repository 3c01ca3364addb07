"""Which rows of a file are likely about persons whom we hold already: looked at for some rows, evenly over the file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from incidents.domain import likeness, likeness_candidates, likeness_facts, match_weights, names
from incidents.domain.dates import Partial
from incidents.domain.imports.reading import RowRead
from incidents.domain.likeness import Likely
from incidents.domain.likeness_facts import Facts, Telling
from incidents.models import Act, Mention, Person, Place

MOST_LOOKED_AT = 500
MOST_TOLD = 50
AT_ONCE = 100
UNCOMPARED = ("row", "national_id_hash")  # a check has no key: its hash of a number is another than the one kept
NOT_KNOWN = Partial("", None, None)


class Likeness(NamedTuple):
    """A row, and the person whom it is likeliest about: how likely, and why in words."""

    line: int
    name: str
    person: str
    person_name: str
    score: float
    level: str
    reasons: str


@dataclass
class Sample:
    """Some rows, evenly from the whole file, however long it is: every row, every second, every fourth…"""

    rows: list[RowRead] = field(default_factory=list)
    _step: int = 1
    _seen: int = 0

    def add(self, row: RowRead) -> None:
        """One more row that would be a mention."""
        if self._seen % self._step == 0:
            self.rows.append(row)
            if len(self.rows) > 2 * MOST_LOOKED_AT:
                self.rows, self._step = self.rows[::2], self._step * 2
        self._seen += 1

    @property
    def chosen(self) -> list[RowRead]:
        """The rows to look at."""
        return self.rows if len(self.rows) <= MOST_LOOKED_AT else self.rows[::2][:MOST_LOOKED_AT]


def likely(rows: Sequence[RowRead], keeper: int) -> Iterator[Likeness]:
    """For each of the rows the likeliest person, where there is one; `keeper` is the source of the list."""
    weights = match_weights.in_use()
    places = {place.pk: place for place in Place.objects.filter(pk__in=_places(rows))}
    for start in range(0, len(rows), AT_ONCE):
        some = dict(enumerate(rows[start : start + AT_ONCE]))
        facts = {number: _facts(row, places, keeper) for number, row in some.items()}
        pairs = likeness_candidates.persons(facts)
        persons = Person.objects.in_bulk({person for ids in pairs.values() for person in ids})
        theirs = likeness_facts.of_persons(persons.values())
        for number, row in some.items():
            compared = [
                likeness.compare(facts[number], theirs[pk], persons[pk], weights) for pk in sorted(pairs[number])
            ]
            for best in likeness.best(compared, 1):
                yield _told(row, best)


def _places(rows: Iterable[RowRead]) -> set[int]:
    return {act["place_id"] for row in rows for act in row.acts if act["place_id"]}


def _facts(row: RowRead, places: dict[int, Place], keeper: int) -> Facts:
    """What a typed report would tell of this person. Nothing is stored."""
    told: dict[str, Any] = {name: value for name, value in (row.mention or {}).items() if name not in UNCOMPARED}
    spellings = [told["name"], *row.spellings]
    keys = dict.fromkeys(key for name in spellings if name for key in names.keys(name))
    acts = [Act(**{**act, "place_id": None}, place=places.get(act["place_id"] or 0)) for act in row.acts]
    return likeness_facts.of_tellings([Telling(Mention(**told, name_keys=list(keys)), acts, [], NOT_KNOWN, keeper)])


def _told(row: RowRead, best: Likely) -> Likeness:
    name = (row.mention or {}).get("name", "")
    return Likeness(row.number, name, best.person.ref, best.person.display_name, round(best.score, 3), best.level,
                    "; ".join(best.reasons))  # fmt: skip
