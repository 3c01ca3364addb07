"""Pure domain: how sure the recorded sources allow the team to be, and why (domain.md, Confirmation levels)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

PENDING, NO_INFORMATION, WEAK, FAIR = "pending", "no_information", "weak", "fair"
CONFIRMED, CONTESTED, DISCOUNTED = "confirmed", "contested", "discounted"
LEVELS = (PENDING, NO_INFORMATION, WEAK, FAIR, CONFIRMED, CONTESTED, DISCOUNTED)
_ALWAYS = (PENDING, NO_INFORMATION, CONTESTED, DISCOUNTED)
_HEIGHT = {WEAK: 1, FAIR: 2, CONFIRMED: 3}
_RELIABLE = ("A", "B", "C")
_DOUBTED = ("4", "5")
_ROOTS_FOR_FAIR = 2


@dataclass(frozen=True)
class Said:
    """What one recorded statement says of the finding: who stands at its root, and how it was rated."""

    root: str
    reliability: str  # A to F
    credibility: str  # 1 to 6
    asserts: bool | None  # True asserts, False denies, None does not know
    by_responsible: bool
    source_name: str

    @property
    def is_credible(self) -> bool:
        """Generally credible: a source rated A, B or C whose statement is not doubtful (4) or improbable (5).

        F, "cannot be judged", and D and E do not count: a source must have been rated before it can lift a finding.
        """
        return self.reliability in _RELIABLE and self.credibility not in _DOUBTED


@dataclass(frozen=True)
class Allowed:
    """The highest level that the sources allow, the reasons in sentences, and how many independent roots assert it."""

    level: str
    reasons: list[str]
    roots: int


def highest(said: Sequence[Said], evidence_held: bool) -> Allowed:
    """The highest confirmation level for these statements. The order of the statements does not matter.

    no_information: nobody asserts it. contested: a credible source denies what another root asserts. weak: fewer than
    two independent credible roots assert it. fair: two or more. confirmed: fair, and evidence is held or the party
    held responsible acknowledges it (acknowledging needs no rating: it speaks against its own interest).
    """
    asserting = {one.root for one in said if one.asserts is True}
    if not asserting:
        return Allowed(NO_INFORMATION, [_("No recorded source says that it happened.")], 0)
    credible = {one.root for one in said if one.asserts is True and one.is_credible}
    deniers = _deniers(said, asserting)
    reasons = [_roots_in_words(len(asserting)), *_credible_in_words(len(credible), len(asserting))]
    if deniers:
        reasons.append(_("Denied by a credible source: %(sources)s.") % {"sources": ", ".join(deniers)})
        return Allowed(CONTESTED, reasons, len(asserting))
    if len(credible) < _ROOTS_FOR_FAIR:
        return Allowed(WEAK, reasons, len(asserting))
    support = _support(said, evidence_held)
    if support:
        return Allowed(CONFIRMED, reasons + support, len(asserting))
    reasons.append(_("No evidence is held, and the party held responsible does not acknowledge it."))
    return Allowed(FAIR, reasons, len(asserting))


def may_choose(chosen: str, allowed: Allowed) -> bool:
    """Whether a reviewer may choose this level: a lower one, never a higher one.

    Pending, no information, contested and discounted claim nothing that the sources would have to carry, so they may
    always be chosen: a reviewer may know of a conflict, or of an error, that no recorded source states. Where the
    sources conflict, fair and confirmed are out of reach until the conflict is resolved; weak is not.
    """
    if chosen in _ALWAYS:
        return True
    ceiling = _HEIGHT[WEAK] if allowed.level == CONTESTED else _HEIGHT.get(allowed.level, 0)
    return chosen in _HEIGHT and _HEIGHT[chosen] <= ceiling


def _deniers(said: Sequence[Said], asserting: set[str]) -> list[str]:
    """Names of credible sources that deny it while another root asserts it; who says both does not contest."""
    found = [one for one in said if one.asserts is False and one.is_credible and one.root not in asserting]
    return sorted({one.source_name for one in found})


def _support(said: Sequence[Said], evidence_held: bool) -> list[str]:
    found = [_("Evidence is held.")] if evidence_held else []
    if any(one.by_responsible and one.asserts is True for one in said):
        found.append(_("The party held responsible acknowledges it."))
    return found


def _roots_in_words(count: int) -> str:
    text = ngettext(
        "%(count)d independent source says that it happened.",
        "%(count)d independent sources say that it happened.",
        count,
    )
    return text % {"count": count}


def _credible_in_words(credible: int, asserting: int) -> list[str]:
    if credible == asserting:
        return []
    text = ngettext(
        "%(count)d of them is rated credible (A to C, not doubtful).",
        "%(count)d of them are rated credible (A to C, not doubtful).",
        credible,
    )
    return [text % {"count": credible}]
