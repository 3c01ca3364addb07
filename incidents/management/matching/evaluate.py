"""bin/manage matching evaluate: the scoring of the screens measured on a file of judged pairs. Writes nothing."""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from incidents.domain import match_weights, scoring
from incidents.domain.scoring.reading import record_of
from incidents.management.matching import figures, pairs_file
from incidents.management.matching.figures import Judged
from incidents.management.matching.pairs_file import Pair

HELP = "precision, recall and F1 of the scoring on a file of judged pairs"


def arguments(parser) -> None:
    """The words of the command line."""
    parser.add_argument("pairs", type=Path, help="CSV, UTF-8: " + ",".join(pairs_file.COLUMNS))
    parser.add_argument("--threshold-from", type=Path, help="pairs of the same form; the threshold with the best F1")
    parser.add_argument("--json", action="store_true", help="one JSON object in place of lines")


def run(options: dict[str, Any], write: Callable[[str], Any]) -> None:
    """Prints the figures. Raises Refused for a file that cannot be read."""
    pairs = pairs_file.read(options["pairs"])
    learned = pairs_file.read(options["threshold_from"]) if options["threshold_from"] else []
    found = measure(pairs, learned, match_weights.in_use())
    write(json.dumps(found) if options["json"] else in_words(found))


def measure(pairs: Sequence[Pair], learned: Sequence[Pair], weights: scoring.Weights) -> dict[str, Any]:
    """The figures of the pairs at the threshold learned elsewhere, or where “very likely” begins without such pairs."""
    threshold = figures.best_threshold(judged(learned, weights)[0]) if learned else weights.very_likely
    judged(pairs[:1], weights)  # reads the tables of names and places, so that no pair waits for them
    found, seconds = judged(pairs, weights)
    bands = figures.rounded(figures.by_band(found)) | figures.latency(seconds)
    quality = figures.rounded(figures.quality(found, threshold))
    return quality | {"threshold": round(threshold, 3), "pairs": len(found)} | bands


def judged(pairs: Sequence[Pair], weights: scoring.Weights) -> tuple[list[Judged], list[float]]:
    """Each pair scored, and how long it took from the words to the score, in seconds."""
    found, seconds = [], []
    for pair in pairs:
        begun = time.perf_counter()
        scored = scoring.score(record_of(*pair.left), record_of(*pair.right), weights)
        seconds.append(time.perf_counter() - begun)
        found.append(Judged(pair.same, scored.bits, scored.band))
    return found, seconds


def in_words(found: dict[str, Any]) -> str:
    """The figures as lines for a person."""
    return "\n".join(
        (
            "pairs {pairs}, threshold {threshold} bits",
            "precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}",
            "very likely: {very_likely} pairs, {very_likely_errors} wrong, {very_likely_recall:.1%} of the same",
            "at least possible: {recall_at_possible:.1%} of the same, {different_at_possible:.1%} of the different",
            "a pair takes p50 {p50_ms} ms, p95 {p95_ms} ms, p99 {p99_ms} ms",
        )
    ).format(**found)
