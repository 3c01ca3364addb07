"""Claimed figures as they are told on a day: in the state that they had then, with what brought them there."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate

from incidents.domain.figures import reading, states
from incidents.domain.queries import figure_words
from incidents.models import FigureClaim, FigureMove
from incidents.vocabulary import FigureState, FigureValue


@dataclass(frozen=True)
class Told:
    """One claim on a day: its state then, and the change that led to it."""

    claim: FigureClaim
    state: str
    move: FigureMove | None
    forces_told: str = ""

    @property
    def day(self) -> dt.date:
        """From which day it counts."""
        return states.stated_on(self.claim)

    @property
    def is_struck(self) -> bool:
        """Entered by mistake: shown, and counted nowhere."""
        return self.claim.struck_at is not None

    @property
    def is_over(self) -> bool:
        """Its report was rejected or withdrawn."""
        return self.claim.report.status in reading.OVER

    @property
    def counts(self) -> bool:
        """Whether it takes part in drawings and comparisons."""
        return not self.is_struck and not self.is_over

    @property
    def is_number(self) -> bool:
        """Whether it can be drawn."""
        return self.claim.value == FigureValue.NUMBER

    @property
    def state_words(self) -> str:
        """The state in words."""
        return str(FigureState(self.state).label)

    number = property(lambda self: figure_words.number(self.claim))
    who = property(lambda self: figure_words.speaker(self.claim))
    stated = property(lambda self: figure_words.stated(self.claim))
    counted = property(lambda self: figure_words.counted(self.claim))
    short = property(lambda self: figure_words.short(self.claim))

    @property
    def forces(self) -> str:
        """Whether police or soldiers are in the number, and how many where a part of it says so."""
        return ", ".join(filter(None, [str(self.claim.get_includes_security_forces_display()), self.forces_told]))

    @property
    def ended(self) -> dt.date | None:
        """The day from which it no longer holds."""
        over = self.state in (FigureState.SUPERSEDED, FigureState.RETRACTED)
        return states.moved_on(self.move) if over and self.move else None


def tell(claims: Iterable[FigureClaim], day: dt.date | None) -> list[Told]:
    """Those that had been stated by that day (None: today), each as it was then; `moves` are to be prefetched."""
    found = []
    for claim in claims:
        moves = list(claim.moves.all())
        state = states.state_on(claim, moves, day)
        if state is not None:
            found.append(Told(claim, state, _last(moves, day)))
    return found


def _last(moves: list[FigureMove], day: dt.date | None) -> FigureMove | None:
    by_then = [move for move in moves if day is None or states.moved_on(move) <= day]
    return max(by_then, key=lambda move: (move.at, move.pk), default=None)


def by_then(rows: QuerySet[FigureClaim], day: dt.date | None) -> QuerySet[FigureClaim]:
    """The claims that had been stated by that day, each with its state then as `state_then`; the same rules in SQL."""
    if day is None:
        return rows.annotate(state_then=Coalesce("state", Value("")))
    changed = FigureMove.objects.filter(claim=OuterRef("pk")).annotate(
        day=Coalesce("when_lower", "when_upper", TruncDate("at"))
    )
    last = changed.filter(day__lte=day).order_by("-at", "-pk").values("to_state")[:1]
    known = Coalesce("when_lower", "when_upper", TruncDate(Coalesce("report__received_at", "entered_at")))
    rows = rows.annotate(stated_then=known, state_then=Coalesce(Subquery(last), Value(str(FigureState.STANDING))))
    return rows.filter(Q(stated_then__lte=day))
