"""Verbs: joining two persons, and taking a joining apart. The older reference stays; the other one leads to it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain import alike, standing
from incidents.domain.merging import holding, moving, verdicts
from incidents.domain.merging.holding import Relied
from incidents.domain.merging.moving import Moved
from incidents.models import Act, Finding, LikelyPair, MatchDecision, Merge, Person
from incidents.policies import Denied
from incidents.vocabulary import FindingStatus, Verdict


@transaction.atomic
def merge(
    one: Person, other: Person, *, because: str, by: User, at: datetime, seen: Mapping[str, int] | None = None
) -> Merge:
    """Two persons are one: all that hangs on the newer reference moves to the older, and what moved is written down.

    Raises Denied for the author of a report about one of them and when one was joined already; Relied when one report
    names both; Unfit without a reason; Stale when a version is no longer the one in `seen` (reference to version).
    """
    kept, absorbed = pair = holding.hold(one, other, seen=seen)
    holding.check_standing(pair)
    holding.check_judge(by, pair)
    holding.check_apart(pair)
    because = holding.reason(because)
    decision, former = verdicts.remember(Verdict.SAME, pair, because, by=by, at=at)
    moved = moving.move(kept, absorbed)
    record = {**asdict(moved), "decision": decision.pk, "former": former}
    row = Merge.objects.create(kept=kept, absorbed=absorbed, score=decision.score, reasons=decision.reasons,
                               because=because, moved=record, by=by, at=at)  # fmt: skip
    absorbed.merged_into = kept
    _rewrite(pair)
    verdicts.told("person_merged", pair, by=by, at=at, score=round(decision.score, 3),
                  mentions=len(moved.keys("mention")))  # fmt: skip
    alike.settle(pair, at=at)
    return row


@transaction.atomic
def unmerge(merge: Merge, *, because: str, by: User, at: datetime, seen: Mapping[str, int] | None = None) -> Merge:
    """Take a joining apart: every row that moved is where it was, and both references stand.

    What came to the person after the joining stays there, and so does a mention about which somebody decided since.
    Raises Denied for the author of a report about one of them and when it was taken apart before; Relied, with what
    to look at, while a later joining or a finding made since stands on it; Unfit without a reason; Stale as merge().
    """
    kept, absorbed = pair = holding.hold(merge.kept, merge.absorbed, seen=seen)
    row = Merge.objects.select_for_update().get(pk=merge.pk)
    if row.undone_at is not None:
        raise Denied(_("This joining was taken apart already."))
    holding.check_judge(by, pair)
    because = holding.reason(because)
    moved = Moved(*(row.moved[name] for name in ("changed", "gone", "against")))
    staying = moving.changed_since(moved) | _decided_since(row, moved)
    _check_free(row, kept, moved, staying)
    moving.put_back(moved, staying)
    verdicts.reverse([row.moved["decision"]], by=by, at=at)
    MatchDecision.objects.filter(pk__in=row.moved["former"]).update(reversed_by=None, reversed_at=None)
    row.undone_because, row.undone_by, row.undone_at = because, by, at
    row.save(update_fields=["undone_because", "undone_by", "undone_at"])
    absorbed.merged_into = None
    _rewrite(pair)
    verdicts.told("person_unmerged", pair, by=by, at=at)
    _wait_again(row, at)
    return row


def _rewrite(pair: tuple[Person, Person]) -> None:
    for person in pair:
        standing.rewrite(person)


def _wait_again(row: Merge, at: datetime) -> None:
    """The likely pairs of the two that needed nobody since the joining wait again, unless somebody decided on them."""
    of = Q()
    for side in ("left_person", "right_person"):
        of |= Q(**{f"{side}__in": [row.kept_id, row.absorbed_id]})
    LikelyPair.objects.filter(of, settled_at__gte=row.at).update(settled_at=None)
    alike.settle([row.kept, row.absorbed], at=at)


def _decided_since(row: Merge, moved: Moved) -> set[tuple[str, int]]:
    """The mentions that somebody took out of the person and put back into it after the joining."""
    again = MatchDecision.objects.filter(
        person=row.kept, mention__in=moved.keys("mention"), verdict=Verdict.SAME, pk__gt=row.moved["decision"]
    )
    return {("mention", mention) for mention in again.values_list("mention_id", flat=True)}


def _check_free(row: Merge, kept: Person, moved: Moved, staying: set[tuple[str, int]]) -> None:
    """Raises Relied while something that came later stands on rows that must go back."""
    if kept.merged_into is not None:
        raise _joined_later(kept.merged_into)
    later = _later_joining(row, moved, staying)
    if later is not None:
        raise _joined_later(later)
    back = [key for key in moved.keys("mention") if ("mention", key) not in staying]
    acts = Act.objects.filter(mention__in=back)
    made = Finding.objects.filter(person=kept, status__in=moving.STANDING).exclude(pk__in=moved.keys("finding"))
    instead = Finding.objects.filter(supersedes__in=moved.keys("finding"), status=FindingStatus.AGREED, person=kept)
    for finding in (made.filter(acts__in=acts).first(), instead.exclude(pk__in=moved.keys("finding")).first()):
        if finding is not None:
            said = _("Finding %(ref)s relies on this. Withdraw or dispute it first.") % {"ref": finding.ref}
            raise Relied(said, finding.ref)


def _later_joining(row: Merge, moved: Moved, staying: set[tuple[str, int]]) -> Person | None:
    """The person of a later joining that moved one of these rows on, or to whom a tie that must return would lead."""
    ends = {tie[name] for table, tie in moved.gone if table == "kinship" for name in ("person_id", "to_person_id")}
    gone = Person.objects.filter(pk__in=ends - {row.kept_id, row.absorbed_id}, merged_into__isnull=False)
    if (away := gone.select_related("merged_into").first()) is not None:
        return away if away.merged_into_id == row.kept_id else away.merged_into
    moved_on = {(table, key) for table, key in staying if table in ("kinship", "matchdecision")}
    going = {(table, key) for table, key, _columns in moved.changed}
    for later in Merge.objects.filter(undone_at=None, pk__gt=row.pk).select_related("kept", "absorbed"):
        touched = {(table, key) for table, key, _columns in later.moved["changed"]}
        touched |= {(table, tie["id"]) for table, tie in later.moved["gone"]}
        if moved_on & touched or going & {(table, key) for table, key in later.moved["against"]}:
            return later.absorbed if later.kept_id == row.kept_id else later.kept
    return None


def _joined_later(person: Person) -> Relied:
    said = _("It was joined with %(ref)s later. Take that joining apart first.") % {"ref": person.ref}
    return Relied(said, person.ref)
