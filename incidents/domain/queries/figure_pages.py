"""What the page of one claim and the page of one topic show, each part read once and only when asked for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from incidents import policies
from incidents.domain.figures import checks, comparing, reading
from incidents.domain.figures.comparing import Reason
from incidents.domain.figures.shapes import OF_FORCES, Claim, Tie
from incidents.domain.figures.web import Remark
from incidents.domain.queries import bearings, figure_told, figure_words, figures
from incidents.domain.queries.figure_lines import in_lines
from incidents.domain.queries.figure_told import Told
from incidents.models import EvidenceBearing, FigureClaim, FigureRelation, FigureTopic
from incidents.vocabulary import FigureTie

MOST_CLAIMS = 300
MOST_PAIRS = 12
# The first of these that parts two claims is the heading under which the pair stands; its sentence has every reason.
HEADINGS = {
    "value": _("one of them is no number"),
    "retracted": _("one of them was taken back"),
    "struck": _("one of them was entered by mistake"),
    "unit": _("they do not count the same thing"),
    "status": _("not the same happened to those counted"),
    "place": _("they are not of the same place"),
    "population": _("they are not of the same people"),
    "label": _("the claimants have other words for those counted"),
    "forces": _("security forces are not in both of them, or it is not said"),
    "bystanders": _("bystanders are not in both of them, or it is not said"),
    "window": _("what they count did not happen in the same days"),
    "as_of": _("they are not of the same day"),
    "said": _("one who read them says so"),
}
PARTS = (FigureTie.SUBSET_OF, FigureTie.PART_OF)
FIRST = {code: place for place, code in enumerate(HEADINGS)}


@dataclass(frozen=True)
class Pair:
    """Two claims that cannot be compared, and why, in one sentence."""

    one: Told
    other: Told
    because: str


@dataclass(frozen=True)
class Apart:
    """Pairs that the same parts: why, in short, and which."""

    because: str
    pairs: tuple[Pair, ...]

    @property
    def shown(self) -> tuple[Pair, ...]:
        """The first of them; the page of each claim has all of its own."""
        return self.pairs[:MOST_PAIRS]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return len(self.pairs) - len(self.shown)


class Side:
    """Some claims on a day, with their ties and what there is to remark about them."""

    def __init__(self, user: User, rows: QuerySet[FigureClaim], on: dt.date | None) -> None:
        self.user, self.on, self._rows = user, on, rows

    @cached_property
    def claims(self) -> list[FigureClaim]:
        """All of them, whenever stated. Three queries."""
        return list(self._rows.prefetch_related("moves", "place__parents__parent")[:MOST_CLAIMS])

    @cached_property
    def all(self) -> list[Told]:
        """Every claim that had been stated by then, in order of time, also those entered by mistake."""
        told = figure_told.tell(self.claims, self.on)
        forces = self._forces(told)
        told = [replace(one, forces_told=forces.get(one.claim.pk, "")) for one in told]
        return sorted(told, key=lambda one: (one.day, one.claim.pk))

    @cached_property
    def rows(self) -> list[Told]:
        """Those that count."""
        return [one for one in self.all if one.counts]

    @cached_property
    def struck(self) -> list[Told]:
        """Those that count nowhere: entered by mistake, or of a report that no longer stands."""
        return [one for one in self.all if not one.counts]

    @cached_property
    def by_pk(self) -> dict[int, Told]:
        """Those that count, by their key."""
        return {one.claim.pk: one for one in self.rows}

    @cached_property
    def ties(self) -> list[FigureRelation]:
        """The ties between them that stand. One query."""
        keys = [claim.pk for claim in self.claims]
        rows = FigureRelation.objects.filter(removed_at=None, claim__in=keys, other__in=keys)
        return list(rows.filter(policies.prefixed("claim", policies.visible_figures(self.user))))

    @cached_property
    def shapes(self) -> dict[int, Claim]:
        """The claims as the checks read them, in their state on the day."""
        return {claim.pk: claim for claim in reading.claims(self.claims, self.on) if not claim.struck}

    @cached_property
    def remarks(self) -> list[tuple[Remark, list[Told]]]:
        """What does not add up, each with the claims that it is about."""
        found = checks.check(list(self.shapes.values()), self.tied)
        return [(one, [self.by_pk[pk] for pk in one.claims if pk in self.by_pk]) for one in found]

    @cached_property
    def tied(self) -> list[Tie]:
        """The ties between those that count, as the checks read them."""
        keys = set(self.by_pk)
        return [as_tie(tie) for tie in self.ties if {tie.claim_id, tie.other_id} <= keys]

    def reasons(self, one: Told, other: Told) -> tuple[Reason, ...]:
        """Why two of them cannot be compared; nothing when they can."""
        return comparing.compare(self.shapes[one.claim.pk], self.shapes[other.claim.pk], self.tied)

    def _forces(self, told: list[Told]) -> dict[int, str]:
        """How many of the forces a claim holds, where a claim of them alone counts some of those in it."""
        by_pk = {one.claim.pk: one.claim for one in told if one.counts}
        found: dict[int, list[str]] = defaultdict(list)
        for tie in self.ties:
            part = by_pk.get(tie.claim_id)
            if part is not None and tie.kind in PARTS and part.population in OF_FORCES:
                found[tie.other_id].append(figure_words.number(part))
        return {pk: ", ".join(dict.fromkeys(numbers)) for pk, numbers in found.items()}


class TopicPage(Side):
    """One topic on a day."""

    def __init__(self, user: User, topic: FigureTopic, on: dt.date | None) -> None:
        super().__init__(user, figures.visible(user).filter(topics=topic), on)
        self.topic = topic

    @cached_property
    def apart(self) -> list[Apart]:
        """Which of them cannot be compared with which, gathered by what parts them first."""
        found: dict[str, list[Pair]] = defaultdict(list)
        for one, other in combinations(self.rows, 2):
            if reasons := self.reasons(one, other):
                found[parting(reasons)].append(Pair(one, other, comparing.because(reasons)))
        return [Apart(str(HEADINGS[code]), tuple(found[code])) for code in sorted(found, key=FIRST.__getitem__)]

    @cached_property
    def apart_from_ours(self) -> list[tuple[str, list[Told]]]:
        """Which of them cannot be compared with what is documented here, gathered by the reasons."""
        found: dict[str, list[Told]] = defaultdict(list)
        if not (filters := self.topic.filters):
            return []
        place = reading.place_key(filters)
        for one in self.rows:
            if reasons := comparing.with_documented(self.shapes[one.claim.pk], filters, place=place):
                found["; ".join(map(comparing.sentence, reasons))].append(one)
        return list(found.items())

    @cached_property
    def lines(self) -> list[list[Told]]:
        """The claims that follow each other: of one claimant and one scope, or one that replaces the other."""
        return in_lines(self.rows, self.shapes, self.ties)


class ClaimPage(Side):
    """One claim on a day, with those that it is tied to and those of its topics and its report."""

    def __init__(self, user: User, claim: FigureClaim, on: dt.date | None) -> None:
        self.claim = claim
        tied = FigureRelation.objects.filter(Q(claim=claim) | Q(other=claim), removed_at=None)
        near = Q(pk=claim.pk) | Q(report=claim.report_id) | Q(topics__in=figures.topics_of(user, claim))
        near |= Q(pk__in=tied.values("claim")) | Q(pk__in=tied.values("other"))
        super().__init__(user, figures.visible(user).filter(near).distinct(), on)

    @cached_property
    def told(self) -> Told:
        """The claim itself; on a day before it was stated it is told as it stands today."""
        found = next((one for one in self.all if one.claim.pk == self.claim.pk), None)
        return found or figure_told.tell([self.claim], None)[0]

    @cached_property
    def is_early(self) -> bool:
        """Whether it had not been stated by that day."""
        return all(one.claim.pk != self.claim.pk for one in self.all)

    @cached_property
    def moves(self) -> list[Any]:
        """What became of it, step by step, with the report that tells each as far as one may read it. One query."""
        rows = self.claim.moves.select_related("by", "told_in").order_by("at", "pk")
        return [(move, self._readable(move.told_in)) for move in rows]

    @cached_property
    def own_ties(self) -> list[tuple[FigureRelation, Told, bool]]:
        """What it is to others and others to it: the tie, the other claim, whether this one is the first of the two."""
        told = {one.claim.pk: one for one in self.all}
        mine = [
            (tie, tie.claim_id == self.claim.pk) for tie in self.ties if self.claim.pk in (tie.claim_id, tie.other_id)
        ]
        far = [(tie, told.get(tie.other_id if is_first else tie.claim_id), is_first) for tie, is_first in mine]
        return [(tie, other, is_first) for tie, other, is_first in far if other is not None]

    @cached_property
    def corrected_by(self) -> FigureClaim | None:
        """The claim that was entered in its place."""
        return getattr(self.claim, "corrected_by", None)

    @cached_property
    def own_remarks(self) -> list[tuple[Remark, list[Told]]]:
        """The remarks that are about it."""
        return [(remark, of) for remark, of in self.remarks if self.claim.pk in remark.claims]

    @cached_property
    def others(self) -> list[tuple[Told, str]]:
        """The other claims around it, each with why it cannot be compared with this one; first those that can."""
        mine = self.by_pk.get(self.claim.pk)
        far = [one for one in self.rows if mine is not None and one is not mine]
        told = [(one, comparing.because(self.reasons(mine, one))) for one in far if mine is not None]
        return sorted(told, key=lambda pair: bool(pair[1]))

    @cached_property
    def series(self) -> list[Told]:
        """The claims that follow each other in its line."""
        lines = in_lines(self.rows, self.shapes, self.ties)
        return next((line for line in lines if self.claim.pk in {one.claim.pk for one in line}), [])

    @cached_property
    def topics(self) -> list[FigureTopic]:
        """On whose pages it stands."""
        return figures.topics_of(self.user, self.claim)

    @cached_property
    def evidence(self) -> list[EvidenceBearing]:
        """What bears on it, as far as one may see it."""
        return list(bearings.standing(self.user).filter(claim=self.claim).select_related("evidence"))

    def _readable(self, report: Any) -> Any:
        seen = report is not None and figures.report(self.user, report.ref).exists()
        return report if seen else None


def as_tie(row: FigureRelation) -> Tie:
    """A tie as the checks read it."""
    return Tie(row.kind, row.claim_id, row.other_id, row.why)


def parting(reasons: Iterable[Reason]) -> str:
    """The first of the reasons, as a code of HEADINGS."""
    codes = (reason.code.removesuffix("_not_said").removesuffix("_open") for reason in reasons)
    return min(codes, key=FIRST.__getitem__)
