"""bin/manage matching fit: the weights fitted anew to what reviewers decided, measured before and after."""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import timezone

from incidents.domain import fitting, match_weights, scoring
from incidents.domain.fitting import Verdict
from incidents.domain.scoring.reading import record_of
from incidents.management.matching import evaluate, figures, pairs_file
from incidents.management.matching.figures import Judged
from incidents.management.matching.pairs_file import Pair
from incidents.management.matching.refused import Refused
from incidents.models import MatchDecision
from incidents.vocabulary import Verdict as Decided

HELP = "fit the weights anew to the verdicts of reviewers, and say how good they were before and are after"
EACH_HELD = 5  # every fifth verdict is held back
FEWEST = 20
MOST_BITS = 40.0


@dataclass
class Fit:
    """Weights before and after, how good both are on what was held back, and how often each level was met."""

    table: dict[str, Any]
    before: dict[str, float]
    after: dict[str, float]
    pairs: int
    held: int
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def measured(self) -> dict[str, Any]:
        return {"pairs": self.pairs, "held": self.held, "before": self.before, "after": self.after}


def arguments(parser) -> None:
    """The words of the command line."""
    parser.add_argument("--pairs", type=Path, nargs="+", default=[], help="files of judged pairs, beside the verdicts")
    parser.add_argument("--held", type=Path, help="a file to measure on; without it every fifth verdict is held back")
    parser.add_argument("--keep", action="store_true", help="put the weights to use, unless they are worse")
    parser.add_argument("--drop", action="store_true", help="go back to the weights that come with Kua")
    parser.add_argument("--json", action="store_true", help="one JSON object in place of lines")


def run(options: dict[str, Any], write: Callable[[str], Any]) -> None:
    """Prints the figures. Raises Refused: too few verdicts, a file that cannot be read, worse weights to keep."""
    if options["drop"]:
        write("Back to the weights of the file." if match_weights.drop(at=timezone.now()) else "They are in use.")
        return
    learned = [*stored(), *(verdict_of(pair) for path in options["pairs"] for pair in pairs_file.read(path))]
    found = fit(learned, pairs_file.read(options["held"]) if options["held"] else [])
    write(json.dumps(found.measured | {"counts": found.counts}) if options["json"] else in_words(found))
    if options["keep"]:
        keep(found, write)


def fit(learned: Sequence[Verdict], held: Sequence[Pair]) -> Fit:
    """The weights fitted, and measured on the held pairs, or else on every fifth of the verdicts. Raises Refused."""
    if len(learned) < FEWEST:
        raise Refused(f"There are {len(learned)} verdicts to learn from; fewer than {FEWEST} say nothing.")
    kept_back = [] if held else list(learned[EACH_HELD - 1 :: EACH_HELD])
    used = [one for number, one in enumerate(learned, start=1) if held or number % EACH_HELD]
    table, moved = scoring.as_delivered(), fitting.moves(used)
    fitted = fitting.fitted(table, used)
    begins = table["bands"][scoring.VERY_LIKELY]
    before = [Judged(one.same, one.bits, "") for one in kept_back]
    after = [Judged(one.same, fitting.after(one, moved), "") for one in kept_back]
    if held:
        before, after = (evaluate.judged(held, scoring.weights_of(one))[0] for one in (table, fitted))
    quality = [
        {name: round(value, 4) for name, value in figures.quality(one, begins).items()} for one in (before, after)
    ]
    return Fit(fitted, *quality, pairs=len(used), held=len(before), counts=fitting.counts(used))


def stored() -> list[Verdict]:
    """What reviewers decided and did not take back, of mentions and of persons, oldest first."""
    rows = MatchDecision.objects.filter(reversed_at=None, verdict__in=(Decided.SAME, Decided.DIFFERENT))
    told = rows.exclude(levels={}).order_by("pk").values_list("verdict", "score", "levels")
    return [Verdict(verdict == Decided.SAME, bits_of(score), levels) for verdict, score, levels in told]


def verdict_of(pair: Pair) -> Verdict:
    """A pair of a file as if a reviewer had decided it."""
    records = record_of(*pair.left), record_of(*pair.right)
    return Verdict(pair.same, scoring.score(*records).bits, scoring.levels(*records))


def bits_of(score: float) -> float:
    """The log odds of a probability, within what a stored number can tell."""
    if score <= 0 or score >= 1:
        return math.copysign(MOST_BITS, score - 0.5)
    return max(-MOST_BITS, min(MOST_BITS, math.log2(score / (1 - score))))


def keep(found: Fit, write: Callable[[str], Any]) -> None:
    """Put them to use. Raises Refused when they are worse on what was held back."""
    if found.after["f1"] < found.before["f1"]:
        raise Refused("The weights would be worse on the pairs held back: nothing was kept.")
    at = timezone.now()
    origin = f"Fitted on {at:%Y-%m-%d} to {found.pairs} verdicts, beginning with: {found.table['origin']}"
    row = match_weights.keep(found.table | {"origin": origin}, origin=origin, measured=found.measured, at=at)
    write(f"Kept as number {row.pk}, in use from now on. “--drop” goes back to the weights of the file.")


def in_words(found: Fit) -> str:
    """The figures as lines for a person."""
    lines = [f"{name:<32}{same:>8}{different:>11}" for name, (same, different) in found.counts.items()]
    quality = "{:<8} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"
    return "\n".join((
        f"learned from {found.pairs} pairs, measured on {found.held} held back, where “very likely” begins",
        quality.format("before", **found.before), quality.format("after", **found.after),
        f"{'level':<32}{'the same':>8}{'different':>11}", *lines,
    ))  # fmt: skip
