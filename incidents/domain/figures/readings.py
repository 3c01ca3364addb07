"""Pure domain: the ways in which the parts of a whole can be read where something is not said, and what each leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from incidents.domain.figures.shapes import Claim, Interval
from incidents.vocabulary import Included


@dataclass(frozen=True)
class Question:
    """Whether `part` holds in those whom `group` counts by itself; `amount` is how many of them it would hold.

    `answer` is yes or no where it is told, else not stated. `whole`: all of them, for want of a closer number.
    """

    part: Claim
    group: Claim
    amount: Interval
    answer: str
    whole: bool


@dataclass(frozen=True)
class Reading:
    """One way to answer the open questions, and what is left of the whole then: negative where it is too much."""

    held: tuple[Question, ...]
    out: tuple[Question, ...]
    left: Interval
    told: tuple[Question, ...] = ()  # answered by somebody: held in under every reading

    @property
    def is_even(self) -> bool:
        """Whether nothing can be left."""
        low, high = self.left
        return (low is None or low <= 0) and (high is None or high >= 0)


def in_order(part: Claim) -> tuple[int, int]:
    """The larger number first."""
    return -(part.interval()[0] or 0), part.pk


def readings(whole: Claim, parts: Sequence[Claim], asked: Sequence[Question]) -> list[Reading]:
    """Every way to answer the open questions, with what is left."""
    told = [one for one in asked if one.answer == Included.YES]
    open_ = [one for one in asked if one.answer != Included.YES]
    found = []
    for answers in product((False, True), repeat=len(open_)):
        held = tuple(one for one, is_in in zip(open_, answers, strict=True) if is_in)
        out = tuple(one for one, is_in in zip(open_, answers, strict=True) if not is_in)
        found.append(Reading(held, out, left(whole, parts, [*told, *held]), tuple(told)))
    return found


def left(whole: Claim, parts: Sequence[Claim], held: Sequence[Question]) -> Interval:
    """What is left of the whole when the parts hold these in; below nothing where it is too much, None where open."""
    low = high = 0
    is_open = False
    for part in parts:
        least, most = added(part, [one.amount for one in held if one.group.pk == part.pk])
        low, high = low + (least or 0), high + (most or 0)
        is_open = is_open or most is None
    least_whole, most_whole = whole.interval()
    left_low = None if is_open else (least_whole or 0) - high
    return left_low, None if most_whole is None else most_whole - low


def added(part: Claim, amounts: Sequence[Interval]) -> Interval:
    """What the part adds when others hold so many of it in."""
    low, high = part.interval()
    least_in = sum(least or 0 for least, _most in amounts)
    most_in = None if any(most is None for _least, most in amounts) else sum(most or 0 for _least, most in amounts)
    if any(amount == part.interval() for amount in amounts):
        return 0, 0
    least = 0 if most_in is None else max(0, (low or 0) - most_in)
    return least, None if high is None else max(0, high - least_in)
