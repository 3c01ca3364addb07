"""Verbs: two persons are different, or it cannot be told. Remembered with a reason, and taken back with one."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain import alike, audit
from incidents.domain.merging import holding
from incidents.models import MatchDecision, Person
from incidents.policies import Denied, Unfit
from incidents.vocabulary import Verdict

VERBS: dict[str, str] = {Verdict.DIFFERENT: "pair_different", Verdict.UNDECIDED: "pair_undecided"}


def different(
    one: Person, other: Person, *, because: str, by: User, at: datetime, seen: Mapping[str, int] | None = None
) -> MatchDecision:
    """They are two people: the pair is not proposed again until its facts change. Raises as judge()."""
    return judge(one, other, Verdict.DIFFERENT, because=because, by=by, at=at, seen=seen)


def undecided(
    one: Person, other: Person, *, because: str, by: User, at: datetime, seen: Mapping[str, int] | None = None
) -> MatchDecision:
    """It cannot be told whether they are one. Raises as judge()."""
    return judge(one, other, Verdict.UNDECIDED, because=because, by=by, at=at, seen=seen)


@transaction.atomic
def judge(
    one: Person, other: Person, verdict: str, *, because: str, by: User, at: datetime,
    seen: Mapping[str, int] | None = None,
) -> MatchDecision:  # fmt: skip
    """Different or undecided, by its name.

    Raises Denied for the author of a report about one of them and when one was joined already; Unfit without a
    reason, and for another verdict; Stale when a version is no longer the one in `seen`.
    """
    if verdict not in VERBS:
        raise Unfit(_("Choose: the same, different, or undecided."), "verdict")
    pair = holding.hold(one, other, seen=seen)
    holding.check_standing(pair)
    holding.check_judge(by, pair)
    row, _former = remember(verdict, pair, holding.reason(because), by=by, at=at)
    told(VERBS[verdict], pair, by=by, at=at, score=round(row.score, 3))
    alike.settle(pair, at=at)
    return row


@transaction.atomic
def take_back(
    decision: MatchDecision, *, because: str, by: User, at: datetime, seen: Mapping[str, int] | None = None
) -> MatchDecision:
    """The verdict no longer stands; it stays in the history with the reason for taking it back.

    Raises Denied when it was taken back before, and for a joining (that is taken apart); else as judge().
    """
    row = MatchDecision.objects.select_related("person", "other").get(pk=decision.pk)
    pair = holding.hold(row.person, row.other or row.person, seen=seen)
    holding.check_judge(by, pair)
    because = holding.reason(because)
    row.refresh_from_db()
    if row.reversed_at is not None or row.verdict == Verdict.SAME:
        raise Denied(_("Nothing is decided about this person. Somebody may have taken it back before you."))
    reverse([row.pk], by=by, at=at)
    MatchDecision.objects.create(person_id=row.person_id, other_id=row.other_id, verdict=Verdict.UNDECIDED,
                                 because=because, by=by, at=at, reversed_by=by, reversed_at=at)  # fmt: skip
    told("pair_taken_back", pair, by=by, at=at)
    row.refresh_from_db()
    return row


def stands_refused(one: Person, other: Person) -> bool:
    """Whether somebody said that they are two people, and nothing that was compared has changed since."""
    first, second = sorted((one.pk, other.pk))
    row = MatchDecision.objects.filter(
        person=first, other=second, verdict=Verdict.DIFFERENT, reversed_at=None
    ).first()  # fmt: skip
    return row is not None and row.facts in ("", holding.compared(one, other).facts)


def remember(
    verdict: str, pair: tuple[Person, Person], because: str, *, by: User, at: datetime
) -> tuple[MatchDecision, list[int]]:
    """Keep a verdict on two held persons. One stands for a pair: what stood before is taken back and kept."""
    first, second = sorted(pair, key=lambda row: row.pk)
    former = MatchDecision.objects.filter(person=first, other=second, reversed_at=None)
    keys = list(former.values_list("pk", flat=True))
    reverse(keys, by=by, at=at)
    seen = holding.compared(*pair)
    row = MatchDecision.objects.create(
        person=first, other=second, verdict=verdict, score=seen.score, reasons=seen.codes, levels=seen.levels,
        facts=seen.facts, because=because, by=by, at=at,
    )  # fmt: skip
    return row, keys


def reverse(keys: list[int], *, by: User, at: datetime) -> None:
    """These decisions no longer stand."""
    MatchDecision.objects.filter(pk__in=keys).update(reversed_by=by, reversed_at=at)


def told(verb: str, pair: tuple[Person, Person], *, by: User, at: datetime, **detail: str | int | float) -> None:
    """One line of the log that is found by either reference; `pair` has the one that stays first."""
    one, other = pair
    audit.record(verb=verb, by=by, at=at, kind="person", ref=one.ref, detail={"other": other.ref, **detail},
                 records=[one.ref, other.ref])  # fmt: skip
