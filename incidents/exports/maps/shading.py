"""Steps of colour for numbers of people, and how large a circle is."""

import math
from collections.abc import Iterable

STEPS = 4
NICE = (1, 2, 3, 5, 7, 10)
SMALLEST, LARGEST, FEW = 6.0, 24.0, 25


def limits(numbers: Iterable[int]) -> tuple[int, ...]:
    """The highest number of each step, in growing ratio, the last one the largest of all; none when all are 0."""
    most = max(numbers, default=0)
    if most <= STEPS:
        return tuple(range(1, most + 1))
    rough = (_nice(most ** (place / STEPS)) for place in range(1, STEPS))
    return (*sorted({number for number in rough if number < most}), most)


def step(number: int, steps: tuple[int, ...]) -> int:
    """Which step a number belongs to: 0 for nobody, then 1 and up. What lies above all steps is in the last."""
    if number <= 0:
        return 0
    return next((place for place, limit in enumerate(steps, 1) if number <= limit), len(steps))


def spans(steps: tuple[int, ...]) -> list[tuple[int, int]]:
    """From and to of each step, for the legend."""
    return list(zip((1, *(limit + 1 for limit in steps)), steps, strict=False))


def radius(number: int, most: int) -> float:
    """A circle whose area beyond the smallest one grows with the number; small sets do not make large circles."""
    return SMALLEST + (LARGEST - SMALLEST) * math.sqrt(max(0, number) / max(most, FEW))


def _nice(rough: float) -> int:
    size = 10 ** math.floor(math.log10(max(rough, 1.0)))
    return next(size * part for part in NICE if size * part >= rough * 0.95)
