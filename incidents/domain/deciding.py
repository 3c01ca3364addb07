"""Verbs: what a reviewer decides who sees two to four records side by side: one person, different ones, undecided.

A record is a person, or one person as told in a report. Nothing is decided about what was not shown: every decision
carries the state in which its writer saw each record.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import alike, likeness, likeness_facts, match_weights, matching, merging
from incidents.domain.likeness import Likely
from incidents.domain.merging.holding import TURN, beside
from incidents.models import LikelyGroup, MatchDecision, Mention, Person, Report
from incidents.policies import Denied, Stale, Unfit
from incidents.vocabulary import Verdict

Side = Person | Mention


@transaction.atomic
def decide(
    sides: Sequence[Side], verdict: str, *, seen: Mapping[Side, str], because: str, by: User, at: datetime,
    group: LikelyGroup | None = None,
) -> Person | None:  # fmt: skip
    """One decision about two to four records; the person that they now are, where they are one.

    `seen` says in which state each record was shown; a `group` in which they are read is taken with it. Raises Stale
    when one of them changed since; Denied when somebody decided before or the reviewer may not; Unfit without a
    reason, or when two of them cannot be one.
    """
    if len(sides) < 2:
        raise Unfit(_("Choose at least two."), "of")
    if group is not None:
        alike.take(group, by=by, at=at)
    rows = _locked(sides, seen)
    known: dict[str, Any] = {"because": because, "by": by, "at": at}
    kept = None
    if verdict == Verdict.SAME:
        kept = _one(rows, **known)
    else:
        _apart(rows, verdict, **known)
    alike.settle(rows, at=at)
    return kept


def stamp(row: Side) -> str:
    """The state of a record as a page shows it: another one after every change that a reader of it could see."""
    if isinstance(row, Person):
        return str(row.version)
    decided = int(row.resolved_at.timestamp()) if row.resolved_at else 0
    return f"{row.report.version}.{decided}"


def kept_of(sides: Iterable[Side]) -> Person | None:
    """Of several persons the one whose reference stays: the oldest. None where none is a person yet."""
    persons = [side for side in sides if isinstance(side, Person)]
    return min(persons, key=lambda person: (person.created_at, person.pk), default=None)


def compared(pairs: Sequence[tuple[Side, Side]]) -> list[Likely]:
    """How likely the two of each pair are one, with reasons and cautions. A fixed number of queries."""
    sides = {side for pair in pairs for side in pair}
    mentions = likeness_facts.of_mentions(side for side in sides if isinstance(side, Mention))
    persons = likeness_facts.of_persons(side for side in sides if isinstance(side, Person))
    facts = {side: (persons if isinstance(side, Person) else mentions)[side.pk] for side in sides}
    weights = match_weights.in_use()
    return [likeness.compare(facts[one], facts[other], other, weights) for one, other in pairs]


def in_words(seen: Likely) -> str:
    """Reasons and cautions as they are offered to the reviewer to be kept."""
    against = "; ".join(seen.cautions)
    return " ".join(filter(None, [seen.because, _("But: %(cautions)s.") % {"cautions": against} if against else ""]))


def hindrance(sides: Sequence[Side], by: User) -> str:
    """Why this reviewer cannot decide about these records now; empty when nothing stands against it."""
    persons = [side.pk for side in sides if isinstance(side, Person)]
    try:
        if len(persons) > 1:
            authors = Mention.objects.filter(person__in=persons).values_list("report__submitter_id", flat=True)
            policies.check_merge(by, set(authors))
        for side in sides:
            if isinstance(side, Mention):
                policies.check_judge(by, side.report)
    except Denied as denied:
        return str(denied)
    return ""


def standing(sides: Sequence[Side]) -> dict[frozenset[Side], MatchDecision]:
    """What was decided about each two of them before and still stands. One query."""
    persons = {side.pk: side for side in sides if isinstance(side, Person)}
    mentions = {side.pk: side for side in sides if isinstance(side, Mention)}
    rows = MatchDecision.objects.filter(
        Q(mention__in=list(mentions)) | Q(other__in=list(persons)), person__in=list(persons), reversed_at=None
    )
    found = {}
    for row in rows.select_related("by").order_by("at", "pk"):
        left = mentions[row.mention_id] if row.mention_id else persons[row.other_id or 0]
        found[frozenset((left, persons[row.person_id]))] = row
    return found


def _locked(sides: Sequence[Side], seen: Mapping[Side, str]) -> list[Side]:
    """The turn of joining where there are persons to join; then reports, mentions and persons by key, as every verb."""
    mentions = [side.pk for side in sides if isinstance(side, Mention)]
    persons = [side.pk for side in sides if isinstance(side, Person)]
    if len(persons) > 1:
        _wait_for_turn()
    about = Q(pk__in=mentions) | Q(person__in=persons)
    reports = Report.objects.select_for_update().filter(mentions__in=Mention.objects.filter(about).values("pk"))
    held = {report.pk: report for report in reports.order_by("pk")}
    rows: dict[Side, Side] = {}
    for mention in Mention.objects.select_for_update().filter(about, report__in=held).order_by("pk"):
        mention.report = held[mention.report_id]
        rows |= {mention: mention} if mention.pk in mentions else {}
    every = {*persons, *beside(persons)}
    rows |= {person: person for person in Person.objects.select_for_update().filter(pk__in=every).order_by("pk")}
    for side in sides:
        if seen.get(side) != stamp(rows[side]):
            raise Stale(rows[side])
    return [rows[side] for side in sides]


def _wait_for_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s::bigint)", [TURN])


def _one(rows: Sequence[Side], *, because: str, by: User, at: datetime) -> Person:
    """All of them are one person."""
    mentions = [row for row in rows if isinstance(row, Mention)]
    if len({mention.report_id for mention in mentions}) < len(mentions):
        raise Unfit(_("One report’s people are different people."))
    kept = kept_of(rows)
    if kept is None:
        kept = matching.new_person(mentions.pop(0), because=because, by=by, at=at)
    for row in rows:
        if isinstance(row, Person) and row.pk != kept.pk:
            merging.merge(kept, row, because=because, by=by, at=at)
    for mention in mentions:
        matching.same(mention, kept, because=because, by=by, at=at)
    kept.refresh_from_db()
    return kept


def _apart(rows: Sequence[Side], verdict: str, *, because: str, by: User, at: datetime) -> None:
    """Each two of them are different, or nobody can tell."""
    known: dict[str, Any] = {"because": because, "by": by, "at": at}
    persons = [row for row in rows if isinstance(row, Person)]
    mentions = [row for row in rows if isinstance(row, Mention)]
    if len(mentions) > 1:
        raise Unfit(_("Two of them are not in the list of people yet. Say on the page of a report who one of them is."))
    for one, other in combinations(persons, 2):
        merging.judge(one, other, verdict, **known)
    tell = matching.different if verdict == Verdict.DIFFERENT else matching.unsure
    for mention in mentions:
        for person in persons:
            tell(mention, person, **known)
