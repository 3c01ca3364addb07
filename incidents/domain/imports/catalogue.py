"""What the rows of a list are read against: the gazetteer in memory, the key of identity numbers, and today."""

import hmac
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from incidents.domain import keyring, places
from incidents.domain.gazetteer import SHORTEST_HEARD
from incidents.models import Place, PlaceParent

MOST_KEPT = 20_000  # places as written that are remembered; a file of other words each does not fill the memory


class Spot(NamedTuple):
    """A place of the gazetteer: its key in the database and in the data."""

    pk: int
    key: str


@dataclass
class Catalogue:
    """Everything that reading asks for, without a query for each row. `find` answers as gazetteer.find does."""

    today: date
    hash_key: bytes
    spots: list[Spot]
    folded: dict[str, list[int]]
    heard: dict[str, list[int]]
    above: dict[int, set[int]]
    _known: dict[tuple[str, str], Spot | None] = field(default_factory=dict)

    def find(self, text: str, region: str = "") -> Spot | None:
        """The place meant; of two with one name the one inside the region, else the larger one.

        With a region the place must lie there, now or at any time; else the region itself is the answer.
        """
        asked = (text, region)
        if asked not in self._known:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            self._known[asked] = self._look_up(text, region)
        return self._known[asked]

    def hashed(self, number: str) -> str:
        """A keyed hash of an identity number, whichever way it is written; empty when there is nothing in it.

        A check has no key: a number of this process alone tells two of them apart.
        """
        plain = number if number.isdecimal() else re.sub(r"[\W_]", "", number).upper()
        if not self.hash_key:
            return f"{hash(plain):x}" if plain else ""
        return hmac.digest(self.hash_key, f"national id|{plain}".encode(), "sha256").hex() if plain else ""

    def _look_up(self, text: str, region: str) -> Spot | None:
        around = next(iter(self._meant(region)), None) if region else None
        found = self._meant(text)
        if around is None:
            return self.spots[found[0]] if found else None
        inside = [rank for rank in found if rank == around or self._lies_in(rank, around)]
        return self.spots[inside[0] if inside else around]

    def _lies_in(self, rank: int, around: int) -> bool:
        wanted, open_ = self.spots[around].pk, [self.spots[rank].pk]
        seen: set[int] = set()
        while open_:
            above = self.above.get(open_.pop(), set()) - seen
            if wanted in above:
                return True
            seen |= above
            open_ += above
        return False

    def _meant(self, text: str) -> list[int]:
        """The places that the text can mean, the largest first: the whole text, else what stands before a comma."""
        parts = [text, *text.split(",")] if "," in text else [text]
        return next(filter(None, map(self._named, parts)), [])

    def _named(self, text: str) -> list[int]:
        ways = places.ways(text[:300]) if text.strip() else []
        found = {rank for way in ways for rank in self.folded.get(way, ())}
        sounds = {places.heard(way) for way in ways if len(way) >= SHORTEST_HEARD} if not found else set()
        return sorted(found or {rank for sound in sounds for rank in self.heard.get(sound, ())})


@contextmanager
def opened(*, at: datetime, numbers: bool) -> Iterator[Catalogue]:
    """For an import: identity numbers, where there are any, are hashed under the key of the ring.

    Raises Sealed and NoKeys when there are numbers and the ring is not open.
    """
    with keyring.opened() if numbers else nullcontext() as ring:
        yield load(at=at, hash_key=ring.hash_key if ring else b"")


def for_checking(*, at: datetime) -> Catalogue:
    """For a check: identity numbers are only known again inside the file."""
    return load(at=at, hash_key=b"")


def load(*, at: datetime, hash_key: bytes) -> Catalogue:
    """The gazetteer as it stands. Two queries."""
    folded: dict[str, list[int]] = defaultdict(list)
    heard: dict[str, list[int]] = defaultdict(list)
    spots = []
    rows = Place.objects.order_by("-population", "pk").values_list("pk", "key", "folded")
    for rank, (pk, key, names) in enumerate(rows):
        spots.append(Spot(pk, key))
        _enter(folded, rank, names)
        _enter(heard, rank, map(places.heard, names))
    above: dict[int, set[int]] = defaultdict(set)
    for child, parent in PlaceParent.objects.values_list("place_id", "parent_id"):
        above[child].add(parent)
    return Catalogue(at.date(), hash_key, spots, dict(folded), dict(heard), dict(above))


def _enter(index: dict[str, list[int]], rank: int, names: Iterable[str]) -> None:
    for name in set(names):
        index[name].append(rank)
