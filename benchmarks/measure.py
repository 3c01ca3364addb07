"""Timing: the same thing many times over, and what half and nineteen in twenty of the runs stay under."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

WARM_UP = 3


@dataclass(frozen=True)
class Timing:
    """Milliseconds: median and 95th percentile, of how many runs."""

    p50: float
    p95: float
    runs: int


@dataclass(frozen=True)
class Result:
    """One page, and the plain reference measured in the same run."""

    name: str
    page: Timing
    queries: int
    bytes: int
    reference: Timing | None

    @property
    def ratio(self) -> float | None:
        """How many times the reference's median the page takes."""
        return round(self.page.p50 / self.reference.p50, 1) if self.reference else None

    def as_dict(self) -> dict:
        """For results.json."""
        return asdict(self) | {"ratio": self.ratio}


def timed(action: Callable[[], object], runs: int, warm_up: int = WARM_UP) -> Timing:
    """Run it `runs` times after a warm-up."""
    for _run in range(warm_up):
        action()
    found = sorted(_milliseconds(action) for _run in range(runs))
    return Timing(round(found[len(found) // 2], 2), round(found[min(len(found) - 1, len(found) * 95 // 100)], 2), runs)


def _milliseconds(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1000


def table(results: list[Result]) -> str:
    """The results for a terminal and for the README."""
    lines = [
        "| page | p50 ms | p95 ms | queries | kB | one SQL, p50 ms | ratio |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for result in results:
        reference = f"{result.reference.p50:.1f}" if result.reference else "–"
        lines.append(
            f"| {result.name} | {result.page.p50:.1f} | {result.page.p95:.1f} | {result.queries} "
            f"| {result.bytes / 1000:.0f} | {reference} | {result.ratio or '–'} |"
        )
    return "\n".join(lines)
