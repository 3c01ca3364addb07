"""Pure domain: likely same persons among many records, in shares by year of birth, each in a process of its own."""

import os
import resource
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from math import log2
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from incidents.domain.bulk.comparing import Compared, How, Link, Tell, compare
from incidents.domain.bulk.grouping import Births, Clash, clash_of, grouped
from incidents.domain.bulk.process import Item, Told, births_of, links_of, look, work
from incidents.domain.scoring import Record

LEAST_FOR_PROCESSES = 4_000
MOST_PROCESSES = 8
# Read off runs over 100,000 and 1,000,000 invented people (docs/matching.md): what is told of those flatters a little.
FEW, LEAST, LEAST_BY_DOUBLING = 100_000, 2.0, 0.6
CHUNK, SAMPLE = 2_000, 20_000
Span = tuple[int, int]


class Died(Exception):
    """A process ended without saying what it found: killed, or out of memory."""


@dataclass(frozen=True)
class Asked:
    """How to link: what makes a record of an item, and in which years it may be born. Both are plain functions."""

    make: Callable[[Any], Record] | None = None
    span: Callable[[Any], Span | None] | None = None
    how: How = field(default_factory=How)
    least: float | None = None  # bits at which a pair may join a group; by the number of records when not given
    processes: int = 0  # 0: as many as there are processors


@dataclass
class Linked:
    """Pairs and groups by number, and what it took to find them."""

    links: list[Link] = field(default_factory=list)
    groups: list[list[int]] = field(default_factory=list)
    met: set[int] = field(default_factory=set)
    records: int = 0
    scored: int = 0
    peak_kb: int = 0


@dataclass
class _Found:
    links: dict[int, Link] = field(default_factory=dict)
    apart: set[int] = field(default_factory=set)
    met: set[int] = field(default_factory=set)
    births: Births = field(default_factory=Births)
    scored: int = 0
    peak_kb: int = 0
    read: int = 0


def link(items: Iterable[Item], asked: Asked, tell: Tell, clashes: Clash | None = None) -> Linked:
    """Likely same persons among the records; no group holds two who clash.

    The items are read once and not kept. `tell(stage, done)` is called now and then; what it raises ends every process.
    Raises Died when a process was killed.
    """
    items = iter(items)
    first = list(islice(items, SAMPLE))
    count = min(asked.processes or os.cpu_count() or 1, MOST_PROCESSES) if len(first) >= LEAST_FOR_PROCESSES else 1
    found = _Found()
    if count == 1:
        _alone([*first, *items], asked, tell, found)
    else:
        _together(first, items, asked, tell, found, _borders(first, asked, count))
    tell("grouping", found.read)
    clash = clash_of(found.apart, found.births, clashes)
    links = [one for one in found.links.values() if not (clashes and clashes(one.left, one.right))]
    least = least_for(found.read) if asked.least is None else asked.least
    groups = grouped((one for one in links if one.bits >= least), clash)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Linked(links, groups, found.met, found.read, found.scored, found.peak_kb + own)


def least_for(records: int) -> float:
    """Bits at which a pair may join a group: among more records chance brings more namesakes together."""
    return LEAST + LEAST_BY_DOUBLING * log2(max(records, FEW) / FEW)


def span_of(record: Record) -> Span | None:
    """First and last year in which the person of a record may be born; None when nothing tells."""
    born = record.born
    return (min(one.lower.year for one in born), max(one.upper.year for one in born)) if born else None


def _alone(items: list[Item], asked: Asked, tell: Tell, found: _Found) -> None:
    looks = [look(item, asked.make) for item in items]
    found.read = len(looks)
    tell("reading", found.read)
    labels = {item.number: item.label for item in items if item.label >= 0}
    _take(found, compare(looks, replace(asked.how, labels=labels), tell))
    found.births.note(*births_of(looks))


def _take(found: _Found, compared: Compared) -> None:
    found.links.update((one.left << 32 | one.right, one) for one in compared.links)
    found.apart.update(compared.apart)
    found.met.update(compared.met)
    found.scored += compared.scored


def _borders(first: list[Item], asked: Asked, count: int) -> list[int]:
    """The last years of all shares but the last, so that each has as many to compare."""
    span = asked.span or span_of
    years = sorted(found[0] for item in first if (found := span(item.thing)))
    return [years[len(years) * number // count] for number in range(1, count)] if years else [0] * (count - 1)


def _together(
    first: list[Item], rest: Iterator[Item], asked: Asked, tell: Tell, found: _Found, borders: list[int]
) -> None:  # fmt: skip
    with _processes(len(borders) + 1, asked) as pipes:
        for chunk in (first, *iter(lambda: list(islice(rest, CHUNK)), [])):
            found.read += len(chunk)
            _hand_out(chunk, pipes, borders, asked)
            tell("reading", found.read)
        for pipe in pipes:
            pipe.send(None)
        _listen(pipes, tell, found)


def _hand_out(chunk: list[Item], pipes: list[Connection], borders: list[int], asked: Asked) -> None:
    """Each item goes to every share in whose years it may be born, a year more or less; without a birth to all."""
    shares: list[list[Item]] = [[] for _pipe in pipes]
    span = asked.span or span_of
    for item in chunk:
        years = span(item.thing)
        low = bisect_left(borders, years[0] - 1) if years else 0
        high = bisect_right(borders, years[1] + 1) if years else len(borders)
        for share in shares[low : max(low, high) + 1]:
            share.append(item)
    for pipe, share in zip(pipes, shares, strict=True):
        pipe.send(share)


def _listen(pipes: list[Connection], tell: Tell, found: _Found) -> None:
    done = dict.fromkeys(range(len(pipes)), 0)
    left = {pipe: number for number, pipe in enumerate(pipes)}
    while left:
        for pipe in [one for one in wait(list(left)) if isinstance(one, Connection)]:
            try:
                said: Told = pipe.recv()
            except EOFError:
                raise Died from None
            if said.kind == "comparing":
                done[left[pipe]] = said.thing
                tell("comparing", min(found.read, sum(done.values())))
            elif said.kind == "done":
                found.scored += said.thing[0]
                found.peak_kb += said.thing[1]
                del left[pipe]
            else:
                _heard(found, said)


def _heard(found: _Found, said: Told) -> None:
    if said.kind == "links":
        found.links.update((one.left << 32 | one.right, one) for one in links_of(said.thing))
    elif said.kind == "births":
        found.births.note(*said.thing)
    elif said.kind in ("apart", "met"):
        getattr(found, said.kind).update(said.thing)


@contextmanager
def _processes(count: int, asked: Asked) -> Iterator[list[Connection]]:
    """Fresh processes, so that no connection of this one is theirs too; they end with the block, whatever happens."""
    context = get_context("spawn")
    pipes: list[Connection] = []
    running: list[BaseProcess] = []
    with ExitStack() as stack:
        for _number in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=work, args=(theirs, asked.make, asked.how), daemon=True)
            stack.callback(ours.close)
            process.start()
            theirs.close()
            pipes.append(ours)
            running.append(process)
        try:
            yield pipes
        finally:
            for begun in running:
                begun.terminate()
                begun.join()
