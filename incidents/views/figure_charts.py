"""The drawing of claimed figures over time: a step line for each claimant and scope, our documented count beside it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from incidents.domain.queries import figure_words
from incidents.domain.queries.figure_told import Told
from incidents.exports.charts.shapes import Line, Point, Span, Steps
from incidents.vocabulary import Confirmation as C
from incidents.vocabulary import FigureState

# Each line holds those under it: whoever is confirmed is documented at least fairly.
LEVELS = (
    ("all", gettext_lazy("Documented here, with what is not agreed yet"), frozenset(C.values) - {C.DISCOUNTED}),
    ("weak", gettext_lazy("Documented here, agreed on"), frozenset({C.WEAK, C.FAIR, C.CONFIRMED, C.CONTESTED})),
    ("fair", gettext_lazy("Documented here, fairly sure or confirmed"), frozenset({C.FAIR, C.CONFIRMED})),
    ("confirmed", gettext_lazy("Documented here, confirmed"), frozenset({C.CONFIRMED})),
)
EXPLAINED = gettext_lazy(
    "Lines are what somebody claimed. Filled areas are what is documented here: another thing, never added."
)
MARGIN, SHORTEST = 0.04, 7


def drawing(
    title: str, lines: list[list[Told]], documented: Iterable[Any], on: dt.date | None, today: dt.date
) -> Steps:
    """What was claimed over time and, apart from it, what was documented here; up to the day or the last change."""
    claimed = [line for rows in lines if (line := claimed_line(rows, lines)).points]
    ours = documented_lines(list(documented))
    days = [point.day for line in (*claimed, *ours) for point in line.points]
    days += [point.until for line in claimed for point in line.points if point.until]
    first, last = min(days, default=today), max(days, default=today)
    room = max(dt.timedelta(days=SHORTEST), (last - first) * MARGIN)
    end = on or min(last + room, max(today, last))
    return Steps(title, str(EXPLAINED) if ours else "", (*claimed, *ours), first, end)


def claimed_line(rows: list[Told], lines: list[list[Told]]) -> Line:
    """The numbers of one claimant in one scope. Claims in words and unknown ones stand in the table alone."""
    points = tuple(point(row) for row in rows if row.is_number)
    return Line(f"claimed-{rows[0].claim.ref}", named(rows, lines), points)


def named(rows: list[Told], lines: list[list[Told]]) -> str:
    """Who claims it; of several lines of one claimant also that of its scope which most of them do not share."""
    claim = rows[-1].claim
    same = [line[-1].claim for line in lines if line[0].claim.claimant_id == claim.claimant_id]
    usual = [most(words) for words in zip(*map(figure_words.scope, same), strict=True)]
    own = zip(figure_words.scope(claim), usual, strict=True)
    told = ", ".join(words for words, shared in own if words and words != shared)
    return f"{figure_words.claimant(claim)} ({told})" if told else figure_words.claimant(claim)


def most(words: tuple[str, ...]) -> str:
    """The word that more than half of them have, if any."""
    word, times = Counter(words).most_common(1)[0]
    return word if times * 2 > len(words) else ""


def point(row: Told) -> Point:
    """One claim; hollow when it was taken back."""
    claim = row.claim
    back = row.state == FigureState.RETRACTED
    words = row.state_words if row.state != FigureState.STANDING else ""
    value = Span(claim.low, claim.high, best=claim.best)
    return Point(row.day, value, back, words, reverse("desk:figure", args=[claim.ref]), row.ended)


def documented_lines(steps: list[Any]) -> list[Line]:
    """Our own count by how sure it is; a level that says the same as the one before it is left out."""
    found: list[Line] = []
    before: list[Span] = []
    for code, label, levels in LEVELS:
        said = [together(step, levels) for step in steps]
        if any(value.top for value in said) and said != before:
            days = [step.day for step in steps]
            found.append(Line(f"documented-{code}", str(label), changes(days, said), area=True))
            before = said
    return found


def changes(days: list[dt.date], said: list[Span]) -> tuple[Point, ...]:
    """The days on which a number is another one than before; a line begins with its first person."""
    former = [Span(0, 0), *said]
    return tuple(Point(day, now) for day, now, then in zip(days, said, former, strict=False) if now != then)


def together(step: Any, levels: frozenset[str]) -> Span:
    """How many people stand on one of these levels on that day.

    Two people of different levels may be one, as far as nobody decided it: that much the lower end may be less.
    """
    spans = [span for code, span in step.by_level.items() if code in levels]
    maybe_one = sum(span.low for span in step.by_level.values()) - step.total.low
    low = max(sum(span.low for span in spans) - maybe_one, *(span.low for span in spans), 0)
    return Span(low, sum(span.high for span in spans))
