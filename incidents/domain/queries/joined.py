"""Reads of joinings: what was joined into a person, what was said of a pair, what was concluded before, one of each."""

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


def of(user: User, person: Person) -> list[Merge]:
    """What stands as joined into the person, also along the way; each with what its reports tell. Two queries."""
    seen = policies.prefixed("kept", policies.visible_persons(user))
    rows = Merge.objects.filter(seen, absorbed__merged_into=person, undone_at=None)
    found: list[Any] = list(rows.select_related("kept", "absorbed", "by").order_by("at", "pk"))
    keys = {row.pk: _mentions(row) for row in found}
    every = [key for told in keys.values() for key in told]
    names = Mention.objects.filter(policies.visible_mentions(user), pk__in=every).in_bulk() if every else {}
    for row in found:
        row.told = [names[key] for key in keys[row.pk] if key in names]
    return found


def verdicts(user: User, person: Person) -> list[MatchDecision]:
    """What stands of the person and another one who stands too: different, or not to be told. One query."""
    seen = policies.prefixed("person", policies.visible_persons(user))
    rows = MatchDecision.objects.filter(seen, Q(person=person) | Q(other=person), other__isnull=False, reversed_at=None)
    rows = rows.exclude(verdict=Verdict.SAME).select_related("person", "other", "by")
    found: list[Any] = list(rows.order_by("at", "pk"))
    for row in found:
        row.third = row.other if row.person_id == person.pk else row.person
    return found


def concluded_before(user: User, person: Person) -> list[Finding]:
    """The standing findings that stayed with those who were joined into the person. One query."""
    rows = Finding.objects.filter(policies.visible_findings(user), person__merged_into=person, status__in=HELD)
    return list(rows.select_related("person").order_by("when_lower", "pk"))


def every(person: Person) -> list[Merge]:
    """Each joining that the person was in, also one taken apart, oldest first. One query."""
    rows = Merge.objects.filter(Q(kept=person) | Q(absorbed=person) | Q(absorbed__merged_into=person))
    return list(rows.select_related("kept", "absorbed", "by", "undone_by").order_by("at", "pk"))


def _mentions(row: Merge) -> list[int]:
    """The mentions that moved with it."""
    return [key for table, key, _columns in row.moved["changed"] if table == "mention"]
