"""Verbs: a claimed figure is entered, what became of it is said, and what was entered by mistake is struck."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit, references
from incidents.domain.figures import entering, states
from incidents.domain.figures import topics as pages
from incidents.domain.figures.holding import hold, in_turn
from incidents.domain.figures.tying import relate, release, unrelate
from incidents.domain.letters import strip_unsafe
from incidents.models import FigureClaim, FigureMove, FigureTopic, Report
from incidents.policies import Denied, Unfit

__all__ = ["enter", "move", "relate", "strike", "unrelate"]

LONGEST_REASON = 2000


@transaction.atomic
def enter(
    *, report: Report, key: uuid.UUID, values: Mapping[str, Any], topics: Iterable[FigureTopic] = (),
    corrects: FigureClaim | None = None, by: User, at: datetime,
) -> FigureClaim:  # fmt: skip
    """A number as this report tells it, and the topics on whose pages it stands. The same key gives the same claim.

    `values`: claimant (Actor, or claimant_name with claimant_kind), speaker, when, as_of and window (EDTF), value,
    low, best, high, words, unit, status, population, population_words, includes_security_forces,
    includes_bystanders, place (typed, or a Place), method, method_words, wording, caveats. All but the claimant and
    the number may be left out. `corrects`: a struck claim of the same report that this one is entered in place of.
    Raises Denied for others than reviewers and admins, and for a report that does not stand; Unfit with the field.
    """
    policies.check_enter_figure(by)
    if made := _made(key, by):
        return made
    held = _standing(report, by)
    row = FigureClaim(ref=references.make("G"), key=key, report=held, entered_by=by, entered_at=at)
    entering.fill(row, values, by=by, at=at)
    row.corrects = _corrected(corrects, held)
    if same := _once(row, by):
        return same
    detail = {"report": held.ref} | ({"corrects": corrects.ref} if corrects else {})
    audit.record(verb="figure_entered", by=by, at=at, kind="figure", ref=row.ref, detail=detail)
    _place_on(row, topics, by=by, at=at)
    return row


@transaction.atomic
def move(
    claim: FigureClaim, to_state: str, *, because: str, when: str = "", told_in: Report | None = None,
    version: int | None = None, by: User, at: datetime,
) -> FigureMove:  # fmt: skip
    """Say what became of a claim, on which day (`when`, EDTF) and why; `told_in` is the report that tells it.

    Raises Denied for a move that the table does not have, or of a struck claim; Unfit without a reason, for a day
    before the number was stated or not come yet, for a report that this person does not see; Stale.
    """
    (row,) = hold(by, (claim, version))
    states.check(row, to_state)
    because = _worded(because, "because")
    day = entering.read_day(when, "when")
    entering.check_day(day.lower, at, "when")
    if day.upper and row.when_lower and day.upper < row.when_lower:
        raise Unfit(_("This day lies before the day on which the number was stated."), "when")
    return states.write(row, to_state, because=because, day=day, told_in=_seen(told_in, by), by=by, at=at)


@transaction.atomic
def strike(claim: FigureClaim, *, because: str, version: int | None = None, by: User, at: datetime) -> FigureClaim:
    """It was entered by mistake: it stays, shown as struck, and counts nowhere. What it was to others is taken back.

    Done twice it is done once. Raises Denied; Unfit without a reason; Stale.
    """
    if FigureClaim.objects.filter(pk=claim.pk).exclude(struck_at=None).exists():
        policies.check_enter_figure(by)
        return FigureClaim.objects.get(pk=claim.pk)
    in_turn()
    (row,) = hold(by, (claim, version))
    because = _worded(because, "because")
    release(row, by=by, at=at)
    row.refresh_from_db(fields=["state", "version"])
    row.struck_by, row.struck_at, row.struck_because = by, at, because
    row.version += 1
    row.save(update_fields=["struck_by", "struck_at", "struck_because", "version"])
    audit.record(verb="figure_struck", by=by, at=at, kind="figure", ref=row.ref, detail={"report": row.report.ref})
    return row


def _made(key: uuid.UUID, by: User) -> FigureClaim | None:
    """The claim that this person's form made before. Raises Denied for a key of somebody else's form."""
    found = FigureClaim.objects.select_related("report").filter(key=key).first()
    if found is not None and found.entered_by_id != by.pk:
        raise Denied(_("This form was used already. Open it anew."))
    return found


def _once(row: FigureClaim, by: User) -> FigureClaim | None:
    """Save the row; the one that the same form made at the same moment, if it did."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if made := _made(row.key, by):
            return made
        raise
    return None


def _standing(report: Report, by: User) -> Report:
    """The report, its row held, so that it cannot be withdrawn in the same moment."""
    held = Report.objects.select_for_update().filter(policies.visible_reports(by), pk=report.pk).first()
    if held is None:
        raise Denied(_("This report is not here any more."))
    policies.check_enter_figure(by, held)
    return held


def _corrected(corrects: FigureClaim | None, report: Report) -> FigureClaim | None:
    if corrects is None:
        return None
    row = FigureClaim.objects.select_for_update().get(pk=corrects.pk)
    if row.report_id != report.pk or row.struck_at is None:
        raise Unfit(_("Only a struck figure of the same report can be entered anew."), "corrects")
    if FigureClaim.objects.filter(corrects=row).exists():
        raise Unfit(_("This figure was entered anew already."), "corrects")
    return row


def _place_on(row: FigureClaim, chosen: Iterable[FigureTopic], *, by: User, at: datetime) -> None:
    for topic in chosen:
        pages.place(topic, row, by=by, at=at)


def _seen(report: Report | None, by: User) -> Report | None:
    """The report that tells it, when this person may see it and it was sent. Raises Unfit."""
    if report is None:
        return None
    found = Report.objects.filter(policies.visible_reports(by), pk=report.pk).exclude(received_at=None).first()
    if found is None:
        raise Unfit(_("No such report."), "told_in")
    return found


def _worded(text: str, field: str) -> str:
    text = strip_unsafe(str(text or ""), keep_lines=True)[:LONGEST_REASON].strip()
    if not text:
        raise Unfit(_("Write why."), field)
    return text
