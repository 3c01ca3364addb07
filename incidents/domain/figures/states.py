"""What became of a claimed figure: the table of its states, and in which one it was on a day."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain import audit, dates
from incidents.domain.workflow import Transition
from incidents.models import FigureClaim, FigureMove, Report
from incidents.policies import Denied
from incidents.vocabulary import FigureState as S

MAY = "enter_figure"
FIGURE_TRANSITIONS = (
    Transition("", S.STANDING, MAY, "a report that stands; a number, words, or that it is not known", "figure_entered"),
    Transition(S.STANDING, S.SUPERSEDED, MAY, "a reason", "figure_moved"),
    Transition(S.STANDING, S.RETRACTED, MAY, "a reason", "figure_moved"),
    Transition(S.STANDING, S.DISPUTED, MAY, "a reason", "figure_moved"),
    Transition(S.DISPUTED, S.STANDING, MAY, "a reason", "figure_moved"),
    Transition(S.DISPUTED, S.SUPERSEDED, MAY, "a reason", "figure_moved"),
    Transition(S.DISPUTED, S.RETRACTED, MAY, "a reason", "figure_moved"),
    Transition(S.SUPERSEDED, S.RETRACTED, MAY, "a reason", "figure_moved"),
)
# Only by taking back what brought it there: the tie was a mistake of ours, and nothing happened in the world.
RESTORED = (
    Transition(S.SUPERSEDED, S.STANDING, MAY, "the tie that replaced it was taken back", "figure_restored"),
    Transition(S.SUPERSEDED, S.DISPUTED, MAY, "the tie that replaced it was taken back", "figure_restored"),
    Transition(S.RETRACTED, S.STANDING, MAY, "the tie that took it back was taken back", "figure_restored"),
    Transition(S.RETRACTED, S.DISPUTED, MAY, "the tie that took it back was taken back", "figure_restored"),
    Transition(S.RETRACTED, S.SUPERSEDED, MAY, "the tie that took it back was taken back", "figure_restored"),
)
_TABLE = {(row.from_status, row.to_status): row for row in FIGURE_TRANSITIONS}


def next_states(state: str) -> list[str]:
    """Where a claim in this state may go."""
    return [row.to_status for row in FIGURE_TRANSITIONS if row.from_status == state]


def check(claim: FigureClaim, to_state: str) -> None:
    """Raises Denied when the table has no such move."""
    if (claim.state, to_state) not in _TABLE:
        words = {"state": claim.get_state_display()}
        raise Denied(_("This cannot be done now: it is “%(state)s”. Somebody may have been faster.") % words)


def day_of(at: datetime) -> date:
    """The day that it was in Almaty at this instant."""
    return timezone.localdate(at)


def stated_on(claim: FigureClaim) -> date:
    """The first day on which it can have been stated; while no day is known, the one on which its report came in."""
    known = claim.when_lower or claim.when_upper
    return known or day_of(claim.report.received_at or claim.entered_at)


def moved_on(move: Any) -> date:
    """The first day on which the change can have happened; when no day is known, the one on which it was written."""
    known: date | None = move.when_lower or move.when_upper
    return known or day_of(move.at)


def state_on(claim: FigureClaim, moves: Iterable[Any], day: date | None) -> str | None:
    """The state in which the claim was on that day (today without one); None when it was not stated yet.

    Of the changes that had happened by then the one written last holds: whoever wrote it knew of the others.
    """
    if day is None:
        return claim.state
    if stated_on(claim) > day:
        return None
    by_then = [move for move in moves if moved_on(move) <= day]
    last = max(by_then, key=lambda move: (move.at, move.pk), default=None)
    return last.to_state if last else S.STANDING


def write(
    row: FigureClaim, to_state: str, *, because: str, day: dates.Partial, told_in: Report | None, by: User,
    at: datetime, verb: str = "figure_moved",
) -> FigureMove:  # fmt: skip
    """Move a locked claim and write down how and why. The callers check whether it may."""
    made = FigureMove.objects.create(
        claim=row, from_state=row.state, to_state=to_state, because=because, told_in=told_in, by=by, at=at,
        when_edtf=day.edtf, when_lower=day.lower, when_upper=day.upper,
    )  # fmt: skip
    detail = {"before": str(row.state), "after": str(to_state)} | ({"report": told_in.ref} if told_in else {})
    row.state = to_state
    row.version += 1
    row.save(update_fields=["state", "version"])
    audit.record(verb=verb, by=by, at=at, kind="figure", ref=row.ref, detail=detail)
    return made
