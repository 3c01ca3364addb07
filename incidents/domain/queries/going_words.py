"""What stands beside the rows of people who go out, put into words: each place, source and incident once."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from incidents.domain import gazetteer, speakers
from incidents.domain.disclosure import Remembered
from incidents.models import Incident, Place, Source

Raw = dict[str, Any]
MOST_HELD = 20_000


class Held(dict[int, Any]):
    """Rows of another table by their key; those that a batch needs and nobody fetched yet are fetched together."""

    def __init__(self, fetch: Callable[[set[int]], dict[int, Any]]) -> None:
        super().__init__()
        self.fetch = fetch

    def learn(self, keys: Iterable[int]) -> None:
        """Have the rows of these keys. One query at most, beside what belongs to the rows."""
        wanted = set(keys)
        if new := wanted - self.keys():
            if len(self) > MOST_HELD:
                self.clear()
                new = wanted
            self.update(self.fetch(new))


class Words:
    """For each fact beside the row: from the raw columns of a batch to what columns read, in one language."""

    def __init__(self) -> None:
        self.places = Held(lambda keys: Place.objects.prefetch_related("parents__parent").in_bulk(keys))
        self.spoken = Held(_sources)
        self.happened = Held(_incidents)
        self.team = Held(lambda keys: dict(User.objects.filter(pk__in=keys).values_list("pk", "name")))
        self.moves = Remembered(lambda place: _moves(self.places[place]))
        self.said_where = Remembered(lambda told: gazetteer.words(self.places[told[0]], told[1]))
        self.split = Remembered(lambda told: tuple(told.split(" ")) if told else ())
        self.consented = Remembered(lambda told: frozenset() if told is None else frozenset(told.split(" ")))

    def consents(self, raw: Raw) -> list[frozenset[str]]:
        """What every standing report allows."""
        return [self.consented[told] for told in raw["consents"]]

    def former(self, raw: Raw) -> list[tuple[str, ...]]:
        """The references that lead to these people, since they were joined with others."""
        return [self.split[told] for told in raw["former"]]

    def where(self, raw: Raw) -> list[str]:
        """The place and its region on the day."""
        self.places.learn(key for key in raw["place_id"] if key)
        told = zip(raw["place_id"], raw["when_lower"], strict=True)
        return [self.said_where[place, self._since(place, day)] if place else "" for place, day in told]

    def _since(self, place: int, day: date | None) -> date | None:
        """The first day of the time in which everything lay where it lay on this one."""
        moves = self.moves[place]
        return moves[bisect_right(moves, day) - 1] if day and moves else day and date.min

    def rationales(self, raw: Raw) -> list[tuple[str, ...]]:
        """Why the findings were proposed."""
        return [tuple(told) for told in raw["rationales"]]

    def reports(self, raw: Raw) -> list[tuple[str, ...]]:
        """The references of the reports, each once."""
        return [tuple(dict.fromkeys(one.partition(":")[0] for one in _words(told))) for told in raw["told"]]

    def sources(self, raw: Raw) -> list[tuple[str, ...]]:
        """Who says it, and how reliable they are, each once."""
        keys = [[int(key) for one in _words(told) if (key := one.partition(":")[2])] for told in raw["told"]]
        self.spoken.learn(key for told in keys for key in told)
        return [tuple(dict.fromkeys(self.spoken[key] for key in told)) for told in keys]

    def incidents(self, raw: Raw) -> list[tuple[tuple[str, str], ...]]:
        """The incidents of the findings: reference and title."""
        keys = [_keys(told, (0,)) for told in raw["findings"]]
        self.happened.learn(key for told in keys for key in told)
        return [tuple(sorted({self.happened[key] for key in told})) for told in keys]

    def reviewers(self, raw: Raw) -> list[tuple[str, ...]]:
        """Who proposed and who decided the findings."""
        keys = [_keys(told, (1, 2)) for told in raw["findings"]]
        self.team.learn(key for told in keys for key in told)
        return [tuple(dict.fromkeys(self.team[key] for key in told)) for told in keys]


def _moves(place: Place) -> list[date]:
    """The days from which on the place lay somewhere else, after the beginning of time; none where it never moved."""
    ties = list(place.parents.all())
    begun = [tie.valid_from for tie in ties if tie.valid_from]
    ended = [tie.valid_to + timedelta(days=1) for tie in ties if tie.valid_to]
    return sorted({date.min, *begun, *ended}) if begun or ended else []


def _words(told: str | None) -> list[str]:
    return told.split(" ") if told else []


def _keys(told: str | None, places: Sequence[int]) -> list[int]:
    parts = [one.split(":") for one in _words(told)]
    return [int(part[place]) for part in parts for place in places if part[place]]


def _incidents(keys: set[int]) -> dict[int, tuple[str, str]]:
    rows = Incident.objects.filter(pk__in=keys).values_list("pk", "ref", "title")
    return {key: (ref, title) for key, ref, title in rows}


def _sources(keys: set[int]) -> dict[int, str]:
    return {key: f"{speakers.called(one)} ({one.reliability})" for key, one in Source.objects.in_bulk(keys).items()}
