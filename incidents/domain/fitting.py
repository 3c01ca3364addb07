"""Pure domain: the weights of scoring fitted anew to verdicts, held near the delivered ones. Few verdicts move little.

Logistic regression over the levels at which each pair agrees (S. le Cessie and J. C. van Houwelingen, Ridge estimators
in logistic regression, Applied Statistics 41, 1992), with the delivered weights as centre of the ridge. Reviewers are
shown likely pairs only, so that their verdicts say nothing about how rare a same person is: the intercept takes that
up and is thrown away, as for cases and controls (R. L. Prentice and R. Pyke, Biometrika 66, 1979).
"""

import copy
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NATS = math.log(2)
RIDGE = 4.0  # how strongly a delivered weight holds: a Gaussian around it with half a bit as standard deviation
RIDGE_OF_INTERCEPT = 0.05
SWEEPS = 60
FARTHEST = 6.0  # bits that a weight may move at most
SETTLED = 1e-3
UNNAMED = "unnamed"
Weight = tuple[str, str, str]  # part of the table, field or kind of word, level


@dataclass(frozen=True)
class Verdict:
    """One decided pair: whether it is one person, the bits that it had, and the levels at which its fields agree."""

    same: bool
    bits: float
    levels: Mapping[str, str]

    @property
    def weights(self) -> Counter[Weight]:
        """Which weights speak in this pair, and how often each."""
        part = UNNAMED if UNNAMED in self.levels else "fields"
        return Counter(_weight(field, level, part) for field, level in self.levels.items())


def fitted(table: Mapping[str, Any], verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """A copy of the table (of the shape of weights.json) with its weights moved towards the verdicts."""
    moved = copy.deepcopy(dict(table))
    for (part, field, level), bits in moves(verdicts).items():
        known = moved[part].get(field, {}).get(level)
        if known is not None:
            moved[part][field][level] = [_near(known[0] + bits), known[1]] if part == "names" else _near(known + bits)
    return moved


def moves(verdicts: Sequence[Verdict]) -> dict[Weight, float]:
    """How far each weight moves, in bits. Newton's steps, one weight after the other, until none moves any more."""
    rows = [list(one.weights.items()) for one in verdicts]
    holding: dict[Weight | None, list[tuple[int, int]]] = defaultdict(list)
    holding[None] = [(number, 1) for number in range(len(rows))]
    for number, row in enumerate(rows):
        for weight, times in row:
            holding[weight].append((number, times))
    bits, found = [one.bits for one in verdicts], dict.fromkeys(holding, 0.0)
    for _sweep in range(SWEEPS if rows else 0):
        steps = [_step(weight, holding[weight], found, bits, verdicts) for weight in holding]
        if max(map(abs, steps)) < SETTLED:
            break
    return {weight: move for weight, move in found.items() if weight is not None and abs(move) >= SETTLED}


def after(verdict: Verdict, moved: Mapping[Weight, float]) -> float:
    """The bits of a pair when its weights have moved."""
    return verdict.bits + sum(moved.get(weight, 0.0) * times for weight, times in verdict.weights.items())


def counts(verdicts: Iterable[Verdict]) -> dict[str, tuple[int, int]]:
    """How often each level was met in pairs that are the same, and in pairs that are not."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in verdicts:
        for (part, field, level), times in one.weights.items():
            found[f"{part} {field} {level}"][0 if one.same else 1] += times
    return {name: (same, different) for name, (same, different) in sorted(found.items())}


def _step(
    weight: Weight | None,
    holding: Sequence[tuple[int, int]],
    found: dict[Weight | None, float],
    bits: list[float],
    verdicts: Sequence[Verdict],
) -> float:
    ridge = RIDGE_OF_INTERCEPT if weight is None else RIDGE
    slope, curve = ridge * found[weight], ridge
    for number, times in holding:
        chance = _probability(bits[number])
        slope += NATS * times * (chance - verdicts[number].same)
        curve += NATS * NATS * times * times * chance * (1 - chance)
    step = max(-1.0, min(1.0, -slope / curve))
    step = max(-FARTHEST, min(FARTHEST, found[weight] + step)) - found[weight]
    found[weight] += step
    for number, times in holding:
        bits[number] += step * times
    return step


def _weight(field: str, level: str, part: str) -> Weight:
    """Where in the table the weight of a field stands; “name.given.2” is a second word of the same kind."""
    kinds = field.split(".")
    return ("names", kinds[1], level) if kinds[0] == "name" and len(kinds) > 1 else (part, kinds[0], level)


def _probability(bits: float) -> float:
    return 1 / (1 + 2 ** -max(-60.0, min(60.0, bits)))


def _near(bits: float) -> float:
    return round(bits, 3)
