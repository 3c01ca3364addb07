"""How good a scoring is on judged pairs: precision, recall, F1, the best threshold, and what each band would show."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

VERY_LIKELY = "very_likely"


@dataclass(frozen=True)
class Judged:
    """One pair: whether it is one person, its score in bits, and the band that the screens would show it in."""

    same: bool
    bits: float
    band: str


def quality(judged: Sequence[Judged], threshold: float) -> dict[str, float]:
    """Precision, recall and F1 when every pair from the threshold upwards is called the same."""
    hits = sum(one.same for one in judged if one.bits >= threshold)
    called = sum(one.bits >= threshold for one in judged)
    return _quality(hits, called, sum(one.same for one in judged))


def best_threshold(judged: Sequence[Judged]) -> float:
    """The threshold with the best F1: of several the one in the widest gap between two scores, in its middle."""
    down = sorted(judged, key=lambda one: -one.bits)
    total, hits, best = sum(one.same for one in down), 0, (-1.0, 0.0, 0.0)
    for number, one in enumerate(down, start=1):
        hits += one.same
        below = down[number].bits if number < len(down) else one.bits - 1.0
        if below < one.bits:
            best = max(best, (_quality(hits, number, total)["f1"], one.bits - below, (one.bits + below) / 2))
    return best[2]


def by_band(judged: Sequence[Judged]) -> dict[str, float]:
    """What the screens would show: wrong “very likely” ones, how many of the same are shown, how many different too."""
    same, different = ([one for one in judged if one.same is kind] for kind in (True, False))
    return {
        "very_likely": sum(one.band == VERY_LIKELY for one in judged),
        "very_likely_errors": sum(one.band == VERY_LIKELY for one in different),
        "very_likely_recall": _share(sum(one.band == VERY_LIKELY for one in same), len(same)),
        "recall_at_possible": _share(sum(bool(one.band) for one in same), len(same)),
        "different_at_possible": _share(sum(bool(one.band) for one in different), len(different)),
    }


def latency(seconds: Sequence[float]) -> dict[str, float]:
    """The 50th, 95th and 99th of a hundred, in milliseconds (nearest rank)."""
    ranked = sorted(seconds)
    return {
        f"p{part}_ms": round(1000 * ranked[max(0, math.ceil(len(ranked) * part / 100) - 1)], 3) for part in (50, 95, 99)
    }


def rounded(found: dict[str, float]) -> dict[str, float]:
    """The same to four places."""
    return {name: round(value, 4) for name, value in found.items()}


def _quality(hits: int, called: int, total: int) -> dict[str, float]:
    precision, recall = _share(hits, called), _share(hits, total)
    both = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0.0}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
