"""Reads of joinings: what was joined into a person, what was said of a pair, what was concluded before, one of each."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from incidents import policies
from incidents.models import Finding, MatchDecision, Mention, Merge, Person
from incidents.vocabulary import FindingStatus, Verdict

HELD = (FindingStatus.AGREED, FindingStatus.PROPOSED)


def joining(user: User, ref: str, number: int) -> QuerySet[Merge]:
    """One joining into this person, taken apart or not."""
    seen = policies.prefixed("kept", policies.visible_persons(user))
    return Merge.objects.filter(seen, pk=number, kept__ref=ref).select_related("kept", "absorbed")


def verdict(user: User, ref: str, number: int) -> QuerySet[MatchDecision]:
    """One verdict on this person and another."""
    seen = policies.prefixed("person", policies.visible_persons(user))
    rows = MatchDecision.objects.filter(seen, Q(person__ref=ref) | Q(other__ref=ref), pk=number, other__isnull=False)
    return rows.select_related("person", "other")


def every(user: User, person: Person) -> list[Merge]:
    """Each joining that led to the person or that the person was in, also one taken apart, oldest first. One query."""
    seen = policies.prefixed("kept", policies.visible_persons(user))
    here = Person.objects.filter(merged_into=person)
    rows = Merge.objects.filter(seen, Q(kept=person) | Q(absorbed=person) | Q(absorbed__in=here))
    return list(rows.select_related("kept", "absorbed", "by", "undone_by").order_by("at", "pk"))


def standing(user: User, person: Person, rows: Iterable[Merge]) -> list[Merge]:
    """Those of them by which somebody is the person now; each with what its reports tell. One query at most."""
    found: list[Any] = [row for row in rows if row.undone_at is None and row.absorbed.merged_into_id == person.pk]
    keys = {row.pk: _mentions(row) for row in found}
    moved = [key for told in keys.values() for key in told]
    told = Mention.objects.filter(policies.visible_mentions(user), pk__in=moved).in_bulk() if moved else {}
    for row in found:
        row.told = [told[key] for key in keys[row.pk] if key in told]
    return found


def decisions(user: User, person: Person) -> list[MatchDecision]:
    """What was decided of the person and a mention, or another person; joinings tell themselves. One query."""
    seen = policies.prefixed("person", policies.visible_persons(user))
    rows = MatchDecision.objects.filter(seen, Q(person=person) | Q(other=person))
    rows = rows.exclude(other__isnull=False, verdict=Verdict.SAME)
    return list(rows.select_related("by", "reversed_by", "mention__report", "person", "other").order_by("at", "pk"))


def verdicts(person: Person, rows: Iterable[MatchDecision]) -> list[MatchDecision]:
    """Those that stand of the person and another one: different, or not to be told."""
    found: list[Any] = [row for row in rows if row.other is not None and row.reversed_at is None]
    for row in found:
        row.third = row.other if row.person_id == person.pk else row.person
    return found


def concluded_before(user: User, person: Person) -> list[Finding]:
    """The standing findings that stayed with those who were joined into the person. One query."""
    rows = Finding.objects.filter(policies.visible_findings(user), person__merged_into=person, status__in=HELD)
    return list(rows.select_related("person").order_by("when_lower", "pk"))


def _mentions(row: Merge) -> list[int]:
    """The mentions that moved with it."""
    return [key for table, key, _columns in row.moved["changed"] if table == "mention"]
