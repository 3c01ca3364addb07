"""Pure domain: a claimed number with its scope, and what one is to another, without a database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from incidents.vocabulary import FigurePopulation as P
from incidents.vocabulary import FigureState, FigureValue, Included

Span = tuple[date | None, date | None]
Interval = tuple[int | None, int | None]
NO_SPAN: Span = (None, None)
FORCES, BYSTANDERS = "forces", "bystanders"
# Whom a population holds by its very name, so that nobody has to say it.
OF_FORCES = frozenset({P.LAW_ENFORCEMENT, P.MILITARY, P.SECURITY_FORCES})
_NO_FORCES = frozenset({P.CIVILIANS, P.UNINVOLVED, P.PROTESTERS, P.ATTACKERS, P.CHILDREN})
_NO_BYSTANDERS = OF_FORCES | {P.PROTESTERS, P.ATTACKERS}
GROUPS: dict[str, frozenset[str]] = {FORCES: OF_FORCES, BYSTANDERS: frozenset({P.UNINVOLVED})}
GROUPING_FROM = 1000


@dataclass(frozen=True)
class Tie:
    """`claim` is `kind` (FigureTie) to `other`, both by their keys; `why` in the words of whoever says so."""

    kind: str
    claim: int
    other: int
    why: str = ""


@dataclass(frozen=True)
class Claim:
    """One claimed number. Spans are (first day, last day), None where open or not stated.

    `place` is the gazetteer's key, or the words in lower case; `place_within` are the keys of it and of all in which
    it lies. `struck`: entered by mistake, or of a report that was rejected or withdrawn. `*_words` are for sentences.
    """

    pk: int
    ref: str = ""
    low: int | None = None
    best: int | None = None
    high: int | None = None
    words: str = ""
    unit: str = "people"
    status: str = "dead"
    population: str = P.NOT_STATED
    population_words: str = ""
    forces: str = Included.NOT_STATED
    bystanders: str = Included.NOT_STATED
    place: str = ""
    place_within: frozenset[str] = frozenset()
    window: Span = NO_SPAN
    as_of: Span = NO_SPAN
    stated: Span = NO_SPAN
    claimant: str = ""
    report_ref: str = ""
    state: str = FigureState.STANDING
    value: str = FigureValue.NUMBER
    struck: bool = False
    place_words: str = ""
    claimant_words: str = ""

    def interval(self) -> Interval:
        """The lowest and the highest number that it can mean; None where that end is open, or it is no number.

        “149” is (149, 149), “at least 17” (17, None), “at most 20” (None, 20), words only and unknown (None, None).
        """
        if not self.is_number:
            return None, None
        if self.low is None and self.high is None:
            return self.best, self.best
        return self.low, self.high

    @property
    def is_number(self) -> bool:
        """Whether it is a number at all, and not words only or said to be unknown."""
        return self.value == FigureValue.NUMBER and (self.low, self.best, self.high) != (None, None, None)

    @property
    def exact(self) -> int | None:
        """The number, where it is one and no range."""
        low, high = self.interval()
        return low if low is not None and low == high else None

    @property
    def counts(self) -> bool:
        """Whether it takes part in any reckoning: what was taken back or struck does not."""
        return not self.struck and self.state != FigureState.RETRACTED

    def holds(self, group: str) -> str:
        """Whether it holds that group (FORCES, BYSTANDERS): as stated, else as its population says by its name."""
        stated = self.forces if group == FORCES else self.bystanders
        if stated != Included.NOT_STATED:
            return stated
        if self.population in GROUPS[group]:
            return Included.YES
        without = _NO_FORCES if group == FORCES else _NO_BYSTANDERS
        return Included.NO if self.population in without else Included.NOT_STATED

    def is_of(self, group: str) -> bool:
        """Whether it counts nobody but that group."""
        return self.population in GROUPS[group]

    @property
    def days(self) -> Span:
        """The days that the number is true of; while nobody says which, those on which it was stated."""
        return self.as_of if self.as_of != NO_SPAN else self.stated


def meet(one: Span, other: Span) -> bool:
    """Whether two spans can mean the same day; a span that is not known meets every other."""
    (first, last), (begins, ends) = one, other
    return not (last and begins and last < begins or ends and first and ends < first)


def said(low: int | None, high: int | None) -> str:
    """An interval as one writes it: 149, 100 to 150, at least 17, at most 20; not known where both ends are open."""
    if high is None:
        return _("at least %(number)s") % {"number": number(low)} if low is not None else _("not known")
    if low == high:
        return number(high)
    if not low:
        return _("at most %(number)s") % {"number": number(high)}
    return _("%(low)s to %(high)s") % {"low": number(low), "high": number(high)}


def value(claim: Claim) -> str:
    """The number as it was given; words in quotation marks."""
    if claim.is_number:
        return said(*claim.interval())
    return quoted(claim.words) if claim.words and claim.value == FigureValue.WORDS else _("not known")


def quoted(text: str) -> str:
    """In the reader's quotation marks: these are not our words. Its own ones fall away."""
    text = text.strip('“”„«»" ')
    return _("“%(words)s”") % {"words": text} if text else ""


def number(count: int) -> str:
    """A number with its thousands grouped as the reader writes them."""
    return str(number_format(count, decimal_pos=0, force_grouping=count >= GROUPING_FROM))


def counting(claims: Iterable[Claim]) -> list[Claim]:
    """Those that take part in a reckoning."""
    return [claim for claim in claims if claim.counts]
