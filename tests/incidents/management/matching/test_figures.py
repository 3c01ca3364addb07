"""Figures over judged pairs, counted by hand."""

import pytest

from incidents.management.matching.figures import Judged, best_threshold, by_band, latency, quality

PAIRS = [
    Judged(True, 20.0, "very_likely"),
    Judged(True, 12.0, "possible"),
    Judged(False, 4.0, "possible"),
    Judged(True, 2.0, ""),
    Judged(False, -9.0, ""),
]


def test_precision_recall_and_f1_are_those_of_the_book():
    assert quality(PAIRS, 3.0) == pytest.approx({"precision": 2 / 3, "recall": 2 / 3, "f1": 2 / 3})
    assert quality(PAIRS, 12.0) == pytest.approx({"precision": 1.0, "recall": 2 / 3, "f1": 0.8})


def test_nothing_called_the_same_gives_nought_and_no_error():
    assert quality(PAIRS, 99.0) == {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    assert quality([], 0.0) == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_the_threshold_stands_in_the_middle_of_the_gap_with_the_best_f1():
    assert best_threshold(PAIRS) == pytest.approx((2.0 - 9.0) / 2)
    clean = [Judged(True, 10.0, ""), Judged(True, 9.0, ""), Judged(False, 1.0, "")]
    assert best_threshold(clean) == 5.0


def test_of_two_thresholds_with_one_f1_the_one_in_the_wider_gap_is_taken():
    pairs = [
        Judged(kind, bits, "") for kind, bits in ((True, 9.0), (False, 8.9), (True, 8.8), (True, 2.0), (False, 1.9))
    ]
    tops = [Judged(True, 9.0, ""), Judged(False, 5.0, ""), Judged(False, 4.0, ""), Judged(True, 3.0, "")]
    assert best_threshold(pairs) == pytest.approx(1.95)
    assert best_threshold(tops) == pytest.approx(7.0)


def test_pairs_with_one_score_are_never_parted():
    pairs = [Judged(True, 5.0, ""), Judged(False, 5.0, ""), Judged(True, 1.0, "")]
    assert best_threshold(pairs) < 1.0


def test_the_bands_say_what_the_screens_would_show():
    assert by_band(PAIRS) == pytest.approx(
        {"very_likely": 1, "very_likely_errors": 0, "very_likely_recall": 1 / 3, "recall_at_possible": 2 / 3,
         "different_at_possible": 1 / 2}
    )  # fmt: skip


def test_latency_is_the_nearest_rank_in_milliseconds():
    assert latency([number / 1000 for number in range(1, 101)]) == {"p50_ms": 50, "p95_ms": 95, "p99_ms": 99}
    assert latency([0.002]) == {"p50_ms": 2, "p95_ms": 2, "p99_ms": 2}
