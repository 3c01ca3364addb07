"""Pure domain: a process of its own for one share. It knows no database and may be ended at any time."""

import gc
import resource
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from incidents.domain.bulk.comparing import How, Link, compare
from incidents.domain.bulk.looks import Look
from incidents.domain.scoring import Record

AT_ONCE = 20_000


class Told(NamedTuple):
    """What a process says: what kind of thing, and the thing."""

    kind: str
    thing: Any


class Item(NamedTuple):
    """One record by number, or what a record is made of; the reports it stands in; a label where the truth is known."""

    number: int
    thing: Any
    reports: frozenset[int] = frozenset()
    label: int = -1


def work(pipe: Connection, make: Callable[[Any], Record] | None, how: How) -> None:
    """Read a share from the pipe, compare it, and tell what was found. Runs in a process of its own, without Django.

    Says nothing while it reads: the other side listens when all was handed out.
    """
    gc.disable()  # millions of small things that all stay: looking through them again and again takes half the time
    looks, labels = [], {}
    while (chunk := pipe.recv()) is not None:
        for item in chunk:
            looks.append(look(item, make))
            if item.label >= 0:
                labels[item.number] = item.label
    found = compare(looks, replace(how, labels=labels), lambda _stage, done: pipe.send(Told("comparing", done)))
    pipe.send(Told("births", births_of(looks)))
    for start in range(0, len(found.links), AT_ONCE):
        pipe.send(Told("links", [tuple(link) for link in found.links[start : start + AT_ONCE]]))
    pipe.send(Told("apart", found.apart))
    pipe.send(Told("met", found.met))
    pipe.send(Told("done", (found.scored, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)))


def look(item: Item, make: Callable[[Any], Record] | None) -> Look:
    """The first look at an item."""
    return Look(item.number, make(item.thing) if make else item.thing, item.reports)


def births_of(looks: list[Look]) -> tuple[array, array, array, array]:
    """Numbers, first and last years and days of birth of those who tell any."""
    dated = [look for look in looks if look.is_dated]
    return (
        array("Q", (look.number for look in dated)),
        array("H", (look.first for look in dated)),
        array("H", (look.last for look in dated)),
        array("l", (look.day for look in dated)),
    )


def links_of(told: list[tuple]) -> Iterator[Link]:
    """Links as they came through the pipe."""
    return (Link(*fields) for fields in told)
