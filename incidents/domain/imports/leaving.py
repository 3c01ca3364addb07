"""The rows of an import leave: first whatever hangs on them, then they themselves, then the persons that they made."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from incidents.domain import alike, standing
from incidents.domain.thawing import thawed
from incidents.models import (
    BulkDecided,
    Finding,
    FindingAct,
    LikelyGroup,
    LikelyPair,
    ListEdition,
    MatchDecision,
    Mention,
    Merge,
    Person,
)
from incidents.vocabulary import Resolution, Verdict

FROZEN = (
    "incidents.FindingAct:findingact_frozen",
    "incidents.ReportMove:move_frozen",
    "incidents.ReportRevision:revision_frozen",
)
AT_ONCE = 500
ROWS = "(SELECT id FROM incidents_mention WHERE report_id = %(report)s)"
ACTS = f"(SELECT id FROM incidents_act WHERE mention_id IN {ROWS})"  # noqa: S608
PAIRS = ("left_person_id = ANY(%(going)s) OR right_person_id = ANY(%(going)s)"
         f" OR left_mention_id IN {ROWS} OR right_mention_id IN {ROWS}")  # fmt: skip
# What hangs on the rows, in an order that leaves nothing hanging in the air. The last two are counted.
STEPS = (
    ("findingact", "finding_id = ANY(%(findings)s)"),
    ("finding", "id = ANY(%(findings)s)"),
    ("evidencebearing", f"report_id = %(report)s OR mention_id IN {ROWS} OR act_id IN {ACTS}"),
    ("kinship", f"mention_id IN {ROWS} OR to_mention_id IN {ROWS} OR person_id = ANY(%(going)s)"
                " OR to_person_id = ANY(%(going)s)"),
    ("matchdecision", f"mention_id IN {ROWS} OR person_id = ANY(%(going)s) OR other_id = ANY(%(going)s)"),
    ("likelypair", PAIRS),
    ("listmark", f"mention_id IN {ROWS}"),
    ("rowhold", f"mention_id IN {ROWS}"),
    ("rowchange", "edition_id = %(edition)s"),
    ("bulkdecided", "bulk_id IN (SELECT id FROM incidents_bulkdecision WHERE edition_id = %(edition)s)"),
    ("bulkdecision", "edition_id = %(edition)s"),
    ("merge", "kept_id = ANY(%(going)s) OR absorbed_id = ANY(%(going)s)"),
    ("casebundle_persons", "person_id = ANY(%(going)s)"),
    ("actactor", f"act_id IN {ACTS}"),
    ("act", f"mention_id IN {ROWS}"),
    ("mention", "report_id = %(report)s"),
)  # fmt: skip
REPORT = (
    ("foundtext", "report_id = %(report)s"),
    ("reportrevision", "report_id = %(report)s"),
    ("reportmove", "report_id = %(report)s"),
    ("listedition", "id = %(edition)s"),
    ("report", "id = %(report)s"),
)
WORDS = """
    DELETE FROM incidents_nameword WHERE word = ANY(%(words)s)
    AND NOT EXISTS (SELECT 1 FROM incidents_mention WHERE name_keys @> ARRAY[word]::varchar[])
    AND NOT EXISTS (SELECT 1 FROM incidents_person WHERE name_keys @> ARRAY[word]::varchar[])
"""


@dataclass
class People:
    """The persons of whom its rows tell: all that are grouped with one, and those that only its rows made."""

    grouped: set[int] = field(default_factory=set)
    going: list[int] = field(default_factory=list)

    @property
    def staying(self) -> list[int]:
        """Who is there without these rows, too."""
        return sorted(self.grouped - set(self.going))


# --- Whom it concerns ------------------------------------------------------------------------------------------------
def people(edition: ListEdition) -> People:
    """The persons of whom the rows of this edition tell, as it stands. A fixed number of queries."""
    rows = Mention.objects.filter(report=edition.report_id)
    grouped = set(rows.exclude(person=None).values_list("person", flat=True))
    return People(grouped, sorted(_made(edition, grouped)))


def held(edition: ListEdition) -> People:
    """The same, with every row and person locked, in the order of all verbs: rows, then persons by their keys."""
    list(Mention.objects.select_for_update().filter(report=edition.report_id).order_by("pk").values_list("pk"))
    found = people(edition)
    while True:
        everybody = {*found.grouped, *found.going}
        list(Person.objects.select_for_update().filter(pk__in=everybody).order_by("pk").values_list("pk"))
        again = people(edition)
        if {*again.grouped, *again.going} <= everybody:
            return again
        found = again


def _made(edition: ListEdition, grouped: set[int]) -> set[int]:
    """The persons whom a row of this edition made and in whom no row of another report is.

    Who made a person is the first decision about it, taken in the moment in which it began. One that was absorbed
    since gave its rows and decisions to another: the row that made it was decided in the moment in which it began.
    """
    said = MatchDecision.objects.filter(mention__report=edition.report_id, verdict=Verdict.SAME)
    asked = {*grouped, *said.values_list("person", flat=True), *_absorbed(edition, grouped)}
    bulk = BulkDecided.objects.filter(bulk__edition=edition).exclude(created=None).values_list("created", flat=True)
    made = {*bulk, *_absorbed(edition, grouped)}
    began = dict(Person.objects.filter(pk__in=asked).values_list("pk", "created_at"))
    first = MatchDecision.objects.filter(person__in=asked).exclude(mention=None).order_by("person_id", "pk")
    rows = first.distinct("person_id").values_list("person", "mention__report", "at")
    made |= {person for person, report, at in rows if report == edition.report_id and at == began[person]}
    others = Mention.objects.filter(person__in=made).exclude(report=edition.report_id)
    return made - set(others.values_list("person", flat=True))


def _absorbed(edition: ListEdition, grouped: set[int]) -> set[int]:
    """Persons that a row of this edition made, and that were joined into one of these since."""
    began: dict[datetime | None, set[int]] = {}
    new = Mention.objects.filter(report=edition.report_id, resolution=Resolution.NEW, person__in=grouped)
    for pk, at in new.values_list("pk", "resolved_at"):
        began.setdefault(at, set()).add(pk)
    found = set()
    for merge in Merge.objects.filter(kept__in=grouped, undone_at=None).select_related("absorbed"):
        moved = {key for table, key, _columns in merge.moved["changed"] if table == "mention"}
        if moved & began.get(merge.absorbed.created_at, set()):
            found.add(merge.absorbed_id)
    return found


def concerned(edition: ListEdition, of: People) -> QuerySet[Finding]:
    """The findings that rely, or relied, on its rows, and those about persons whom only its rows made."""
    relying = FindingAct.objects.filter(act__mention__report=edition.report_id).values("finding")
    return Finding.objects.filter(Q(pk__in=relying) | Q(person__in=of.going))


# --- How it leaves ---------------------------------------------------------------------------------------------------
def leave(edition: ListEdition, of: People, words: Iterable[str], *, at: datetime) -> dict[str, int]:
    """Delete the rows of a locked edition and what hangs on them; how many acts, rows (mentions) and people went.

    Call it in a transaction in which nothing relies on them any more (relied.check).
    """
    asked = {"report": edition.report_id, "edition": edition.pk, "going": of.going,
             "findings": list(concerned(edition, of).values_list("pk", flat=True))}  # fmt: skip
    ends = Q(left_mention__report=edition.report_id) | Q(right_mention__report=edition.report_id)
    ends |= Q(left_person__in=of.going) | Q(right_person__in=of.going)
    groups = list(LikelyPair.objects.filter(ends).order_by("group").values_list("group", flat=True).distinct())
    with thawed(FROZEN):
        gone = {table: _delete(_all(table, where), asked) for table, where in STEPS}
    for start in range(0, len(of.staying), AT_ONCE):
        standing.rewrite_many(Person.objects.filter(pk__in=of.staying[start : start + AT_ONCE]).order_by("pk"))
    _delete(_all("person", "id = ANY(%(going)s)"), asked)
    _regroup(groups, at)
    with connection.cursor() as cursor:
        cursor.execute(WORDS, {"words": list(words)})
    return {"acts": gone["act"], "mentions": gone["mention"], "people": len(of.going)}


def drop(edition: ListEdition) -> None:
    """Delete the edition and its report, after the rows."""
    with thawed(FROZEN):
        for table, where in REPORT:
            _delete(_all(table, where), {"report": edition.report_id, "edition": edition.pk})


def _all(table: str, where: str) -> str:
    return f"DELETE FROM incidents_{table} WHERE {where}"  # noqa: S608 - both stand in this file


def _delete(statement: str, asked: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return cursor.rowcount


def _regroup(groups: Iterable[int], at: datetime) -> None:
    """Groups of likely pairs of which nothing is left go, too; the others are as large as what is left of them."""
    for group in LikelyGroup.objects.filter(pk__in=list(groups)).order_by("pk"):
        sides = ("left_person", "left_mention", "right_person", "right_mention")
        rows = LikelyPair.objects.filter(group=group).values_list(*sides)
        left = {(place % 2, key) for row in rows for place, key in enumerate(row) if key is not None}
        if not left:
            group.delete()
            continue
        LikelyGroup.objects.filter(pk=group.pk).update(size=len(left))
        alike.refresh(group, at=at)
