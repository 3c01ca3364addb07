"""Pure domain: claims with all that ties say of them: what lies under what, what is one statement, who leaves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.domain.figures.shapes import BYSTANDERS, FORCES, GROUPS, Claim, Tie, quoted, value
from incidents.vocabulary import FigurePopulation as P
from incidents.vocabulary import FigureStatus, FigureUnit, Included
from incidents.vocabulary import FigureTie as T

_SHORT: dict[str, str | Promise] = {
    P.ATTACKERS: gettext_lazy("called attackers"),
    P.UNINVOLVED: gettext_lazy("bystanders"),
    P.SECURITY_FORCES: gettext_lazy("security forces"),
}
DEAD = frozenset({FigureStatus.DEAD, FigureStatus.KILLED, FigureStatus.DIED})
UNDER = frozenset({T.SUBSET_OF, T.PART_OF})


@dataclass(frozen=True)
class Remark:
    """What somebody who reads these claims should know: a code, whose claims, the numbers reckoned, the sentence."""

    code: str
    claims: tuple[int, ...]
    numbers: tuple[int, ...]
    sentence: str


class Web:
    """The claims that count, each also holding in what ties say that it holds, and the ties among them."""

    def __init__(self, claims: Iterable[Claim], ties: Iterable[Tie]) -> None:
        given = sorted(claims, key=lambda claim: (claim.stated[0] or date.max, claim.pk))
        counted = {claim.pk: claim for claim in given if claim.counts}
        self.left_out = {claim.pk: claim for claim in given if not claim.counts}
        every = sorted(set(ties), key=lambda tie: (tie.claim, tie.other, tie.kind))
        self.ties = [tie for tie in every if tie.claim in counted and tie.other in counted and tie.claim != tie.other]
        self.gone = [tie for tie in every if tie.claim in self.left_out and tie.other in counted]
        self.by_pk = {pk: self._told(claim, counted) for pk, claim in counted.items()}
        self.claims = list(self.by_pk.values())
        known = {**counted, **self.left_out}
        self._newer = [tie for tie in every if tie.kind == T.SUPERSEDES and {tie.claim, tie.other} <= known.keys()]
        self._over: dict[int, set[int]] = defaultdict(set)
        for tie in self.ties:
            if tie.kind in UNDER:
                self._over[tie.claim].add(tie.other)

    def _told(self, claim: Claim, counted: dict[int, Claim]) -> Claim:
        """A number under which somebody puts officers holds officers in, unless its own words say otherwise."""
        under = [counted[tie.claim] for tie in self.ties if tie.other == claim.pk and tie.kind in UNDER]
        held = {group for group in GROUPS if claim.holds(group) == Included.NOT_STATED
                and any(one.is_of(group) for one in under)}  # fmt: skip
        forces = Included.YES if FORCES in held else claim.forces
        return replace(claim, forces=forces, bystanders=Included.YES if BYSTANDERS in held else claim.bystanders)

    def tied(self, kind: str, other: int) -> list[Claim]:
        """The claims that are this to that one."""
        return [self.by_pk[tie.claim] for tie in self.ties if tie.kind == kind and tie.other == other]

    def pairs(self, *kinds: str) -> list[tuple[Claim, Claim, Tie]]:
        """The two ends of all ties of these kinds."""
        return [(self.by_pk[tie.claim], self.by_pk[tie.other], tie) for tie in self.ties if tie.kind in kinds]

    def above(self, pk: int) -> set[int]:
        """All claims under which it lies, by one tie or several; in a circle itself too."""
        found: set[int] = set()
        open_ = [pk]
        while open_:
            new = self._over[open_.pop()] - found
            found |= new
            open_.extend(new)
        return found

    def is_under(self, claim: Claim, other: Claim) -> bool:
        """Whether ties put the one under the other."""
        return other.pk in self.above(claim.pk)

    def statement(self, pk: int) -> frozenset[int]:
        """The claim and all that are other reports of the same statement."""
        found, open_ = {pk}, [pk]
        near: dict[int, set[int]] = defaultdict(set)
        for one, other, _tie in self.pairs(T.OTHER_REPORT):
            near[one.pk].add(other.pk)
            near[other.pk].add(one.pk)
        while open_:
            new = near[open_.pop()] - found
            found |= new
            open_.extend(new)
        return frozenset(found)

    def replaced(self, newer: Iterable[Claim]) -> set[int]:
        """All that these replaced, by one edition or several, also one taken back, told in whichever report."""
        found: set[int] = set()
        open_ = [pk for claim in newer for pk in self.statement(claim.pk)]
        while open_:
            here = open_.pop()
            older = {pk for tie in self._newer if tie.claim == here for pk in self.statement(tie.other)} - found
            found |= older
            open_.extend(older)
        return found


def group_of(claim: Claim) -> str:
    """FORCES or BYSTANDERS where it counts nobody else, else empty."""
    return next((group for group in GROUPS if claim.is_of(group)), "")


def lies_within(inner: Claim, outer: Claim) -> bool:
    """Whether the place of the one is known to be that of the other, or to lie in it."""
    return bool(inner.place) and bool(outer.place) and (inner.place == outer.place or outer.place in inner.place_within)


def named(claim: Claim, *, status: bool = False) -> str:
    """A number with what tells it from others: “139 (Almaty)”, “63 (“attackers”, other regions)”."""
    of = [whom(claim), claim.place_words or claim.place]
    if status:
        of.insert(0, status_words(claim))
    told = ", ".join(filter(None, of))
    return f"{value(claim)} ({told})" if told else value(claim)


def whom(claim: Claim) -> str:
    """Of whom it is, where it is not of everybody; the claimant's own label in quotation marks."""
    if claim.population_words:
        return quoted(claim.population_words)
    if claim.population in (P.EVERYBODY, P.NOT_STATED):
        return ""
    return str(_SHORT.get(claim.population) or P(claim.population).label)


def status_words(claim: Claim) -> str:
    """What is said to have been done to them, in a word."""
    if claim.status == FigureStatus.OTHER:
        return ""
    return _("dead") if claim.status == FigureStatus.DEAD else str(FigureStatus(claim.status).label)


def roughly(claim: Claim) -> Claim:
    """Bodies are people, and whoever was killed or died is dead: such wordings alone make nothing else of a number."""
    return replace(
        claim,
        unit=FigureUnit.PEOPLE if claim.unit == FigureUnit.BODIES else claim.unit,
        status=FigureStatus.DEAD if claim.status in DEAD else claim.status,
    )


def listed(words: Iterable[str]) -> str:
    """“a, b and c”."""
    given = list(words)
    if len(given) < 2:
        return "".join(given)
    return _("%(first)s and %(last)s") % {"first": ", ".join(given[:-1]), "last": given[-1]}
