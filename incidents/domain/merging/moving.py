"""What moves from one person to another, row by row, and how each row comes back.

Every relation to Person stands in MOVES or in STAYS; a test walks them all. Where a constraint leaves no room on the
person that stays, a row remains with the absorbed one (findings, decisions) or is kept whole in the record (ties).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import F, Q

from incidents.models import CaseBundle, Finding, Kinship, MatchDecision, Mention, Person
from incidents.vocabulary import FindingStatus, Verdict

STANDING = (FindingStatus.PROPOSED, FindingStatus.AGREED)
Chosen = CaseBundle.persons.through


@dataclass
class Moved:
    """The record of a joining. `changed`: table, key, {column: [was, now]}; `gone`: table and the whole row; `against`:
    the rows (table, key) of the person that stays, for which others had no room."""

    changed: list[list[Any]] = field(default_factory=list)
    gone: list[list[Any]] = field(default_factory=list)
    against: list[list[Any]] = field(default_factory=list)

    def keys(self, table: str) -> list[int]:
        """The rows of a table that moved."""
        return [key for name, key, _columns in self.changed if name == table]


@dataclass(frozen=True)
class Step:
    """One row: what its columns become, or that it leaves; else it stays. `against` is the row that was in its way."""

    row: Any
    columns: dict[str, Any] = field(default_factory=dict)
    leaves: bool = False
    against: int | None = None


def move(kept: Person, absorbed: Person) -> Moved:
    """Move all that hangs on one locked person to another, and tell what was moved."""
    moved = Moved()
    for steps in dict.fromkeys(MOVES.values()):
        for step in list(steps(kept, absorbed)):
            _take(step, moved)
    Finding.objects.filter(pk__in=moved.keys("finding")).update(version=F("version") + 1)
    return moved


def put_back(moved: Moved, staying: set[tuple[str, int]]) -> None:
    """Give every row that moved its columns back, but for those `staying` (table, key) where they are now."""
    for table, key, columns in moved.changed:
        if (table, key) not in staying:
            _model(table).objects.filter(pk=key).update(**{name: was for name, (was, _now) in columns.items()})
    for table, row in moved.gone:
        _model(table).objects.get_or_create(pk=row["id"], defaults=row)
    Finding.objects.filter(pk__in=moved.keys("finding")).update(version=F("version") + 1)


def changed_since(moved: Moved) -> set[tuple[str, int]]:
    """The rows (table, key) that are no longer as the joining left them, or no longer there."""
    found = set()
    for table, key, columns in moved.changed:
        row = _model(table).objects.filter(pk=key).values(*columns).first()
        if row != {name: now for name, (_was, now) in columns.items()}:
            found.add((table, key))
    return found


def _take(step: Step, moved: Moved) -> None:
    table, rows = step.row._meta.model_name, type(step.row).objects.filter(pk=step.row.pk)
    if step.against is not None:
        moved.against.append([table, step.against])
    if step.columns:
        moved.changed.append([table, step.row.pk, {k: [getattr(step.row, k), v] for k, v in step.columns.items()}])
        rows.update(**step.columns)
    elif step.leaves:
        moved.gone.append([table, rows.values().get()])
        rows.delete()


def _model(table: str) -> Any:
    return apps.get_model("incidents", table)


# --- What moves, relation by relation ------------------------------------------------------------------------------
def _mentions(kept: Person, absorbed: Person) -> Iterator[Step]:
    """All of them, also those that a later revision left out."""
    for row in Mention.objects.filter(person=absorbed).order_by("pk"):
        yield Step(row, {"person_id": kept.pk})


def _findings(kept: Person, absorbed: Person) -> Iterator[Step]:
    """One of a kind is agreed, one proposed: where both persons have it, all of that kind stay with the absorbed."""
    held = {(row.kind, row.status): row.pk for row in kept.findings.filter(status__in=STANDING)}
    mine = absorbed.findings.filter(status__in=STANDING).values_list("kind", "status")
    taken = {pair[0]: held[pair] for pair in mine if pair in held}
    for row in absorbed.findings.order_by("pk"):
        in_way = taken.get(row.kind)
        yield Step(row, against=in_way) if in_way else Step(row, {"person_id": kept.pk})


def _kin(kept: Person, absorbed: Person) -> Iterator[Step]:
    """Nobody is kin of oneself, and two people are tied once: such a tie leaves, and is kept in the record."""
    ties = Kinship.objects.filter(Q(person=kept) | Q(to_person=kept))
    held = {(row.person_id, row.to_person_id): row.pk for row in ties}
    for row in Kinship.objects.filter(Q(person=absorbed) | Q(to_person=absorbed)).order_by("pk"):
        ends = (_instead(row.person_id, kept, absorbed), _instead(row.to_person_id, kept, absorbed))
        in_way = held.setdefault(ends, row.pk)
        if ends[0] == ends[1]:
            yield Step(row, leaves=True)
        elif in_way != row.pk:
            yield Step(row, leaves=True, against=in_way)
        else:
            yield Step(row, _different(row, {"person_id": ends[0], "to_person_id": ends[1]}))


def _of_mentions(kept: Person, absorbed: Person) -> Iterator[Step]:
    """What was decided about mentions; one decision stands for a mention and a person."""
    standing = kept.decisions.filter(reversed_at=None, other=None)
    held: dict[int | None, int] = dict(standing.values_list("mention_id", "pk"))
    for row in absorbed.decisions.filter(other=None).order_by("pk"):
        in_way = None if row.reversed_at else held.get(row.mention_id)
        yield Step(row, against=in_way) if in_way else Step(row, {"person_id": kept.pk})


def _of_pairs(kept: Person, absorbed: Person) -> Iterator[Step]:
    """What was said of the absorbed and a third; what was said of the two, or joined two, stays as it was said."""
    held = {(row.person_id, row.other_id): row.pk for row in _pairs(kept).filter(reversed_at=None)}
    for row in _pairs(absorbed).exclude(verdict=Verdict.SAME).order_by("pk"):
        third = row.other_id if row.person_id == absorbed.pk else row.person_id
        first, second = sorted((kept.pk, third))
        in_way = None if row.reversed_at else held.get((first, second))
        if third != kept.pk:
            now = _different(row, {"person_id": first, "other_id": second})
            yield Step(row, against=in_way) if in_way else Step(row, now)


def _bundles(kept: Person, absorbed: Person) -> Iterator[Step]:
    """Bundles that were asked for; a bundle names a person once."""
    held = dict(Chosen.objects.filter(person=kept).values_list("casebundle_id", "pk"))
    for row in Chosen.objects.filter(person=absorbed).order_by("pk"):
        in_way = held.get(row.casebundle_id)
        yield Step(row, leaves=True, against=in_way) if in_way else Step(row, {"person_id": kept.pk})


def _chain(kept: Person, absorbed: Person) -> Iterator[Step]:
    """Whoever was joined into the absorbed one leads to the one that stays at once."""
    for row in Person.objects.filter(merged_into=absorbed).order_by("pk"):
        yield Step(row, {"merged_into_id": kept.pk})


def _pairs(person: Person) -> Any:
    return MatchDecision.objects.filter(Q(person=person) | Q(other=person), other__isnull=False)


def _instead(key: int | None, kept: Person, absorbed: Person) -> int | None:
    return kept.pk if key == absorbed.pk else key


def _different(row: Any, now: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in now.items() if getattr(row, name) != value}


MOVES: dict[tuple[str, str], Callable[[Person, Person], Iterator[Step]]] = {
    ("mention", "person"): _mentions,
    ("finding", "person"): _findings,
    ("kinship", "person"): _kin,
    ("kinship", "to_person"): _kin,
    ("matchdecision", "person"): _of_mentions,
    ("matchdecision", "other"): _of_pairs,
    ("casebundle_persons", "person"): _bundles,
    ("person", "merged_into"): _chain,
}
# The history of joinings says itself what was joined with what; a likely pair is read as that of the survivor.
STAYS = {
    ("merge", "kept"),
    ("merge", "absorbed"),
    ("bulkdecided", "created"),
    ("bulkdecided", "person"),
    ("likelypair", "left_person"),
    ("likelypair", "right_person"),
}
