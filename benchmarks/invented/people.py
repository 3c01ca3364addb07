"""People who do not exist: one by one, twins, sisters and brothers, father and son, and namesakes."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from benchmarks.invented import places, words

FIRST_DAY = dt.date(1930, 1, 1)
# What the next household is, and how often.
HOUSEHOLDS = {"one": 78, "siblings": 8, "twins": 2, "father_and_son": 4, "couple": 3, "namesake": 5}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented. Words are in small letters, Kazakh ones in Kazakh letters."""

    key: int
    kazakh: bool
    woman: bool
    given: str
    father: str
    family: str
    clan: bool  # the surname is a bare name, without -ов
    birth: dt.date
    place: int
    event: dt.date
    event_place: int
    kin: tuple[tuple[str, int], ...] = ()


def people(n: int, seed: int) -> Iterator[Person]:
    """`n` people. The same seed makes the same ones, and more of them begin with the same ones."""
    random = Random(f"people {seed}")
    seen: list[Person] = []
    key = 0
    kinds, often = list(HOUSEHOLDS), list(HOUSEHOLDS.values())
    while key < n:
        house = _household(random, random.choices(kinds, often)[0], key, seen)
        yield from house[: n - key]
        key += len(house)
        seen = [*seen[-200:], house[0]] if random.random() < 0.2 else seen


def _household(random: Random, kind: str, key: int, seen: list[Person]) -> list[Person]:
    first = _person(random, key)
    if kind == "one" or (kind == "namesake" and not seen):
        return [first]
    if kind == "namesake":
        other = random.choice(seen)
        father = other.father if random.random() < 0.5 else first.father
        return [replace(other, key=key, father=father, birth=first.birth, place=first.place, kin=(),
                        event=first.event, event_place=first.event_place)]  # fmt: skip
    if kind == "couple":
        wife = replace(_person(random, key + 1, first), woman=True, birth=_near(random, first.birth, 6))
        wife = replace(wife, given=_given(random, wife.kazakh, True))
        husband = replace(first, woman=False, given=_given(random, first.kazakh, False))
        return _tied("spouse", "spouse", husband, wife)
    if kind == "father_and_son":
        return _father_and_son(random, key, first)
    return _siblings(random, key, first, twins=kind == "twins")


def _person(random: Random, key: int, like: Person | None = None) -> Person:
    kazakh = like.kazakh if like else random.random() < 0.62
    woman = random.random() < 0.3
    bags = words.bags()
    clan = kazakh and random.random() < 0.2
    place = like.place if like else places.draw(random)
    return Person(
        key, kazakh, woman, _given(random, kazakh, woman), bags["kk_men" if kazakh else "ru_men"].draw(random),
        like.family if like else _family(random, kazakh, clan), like.clan if like else clan, _birth(random), place,
        dt.date(2022, 1, 4) + dt.timedelta(days=min(int(random.expovariate(0.4)), 30)),
        place if random.random() < 0.8 else places.draw(random),
    )  # fmt: skip


def _given(random: Random, kazakh: bool, woman: bool) -> str:
    return words.bags()[("kk_" if kazakh else "ru_") + ("women" if woman else "men")].draw(random)


def _family(random: Random, kazakh: bool, clan: bool) -> str:
    bags = words.bags()
    if not kazakh:
        return bags["ru_families"].draw(random)
    if clan:
        return bags["kk_men"].draw(random)
    return bags["kk_families"].draw(random) if random.random() < 0.7 else words.family_of(bags["kk_men"].draw(random))


def _birth(random: Random) -> dt.date:
    year = int(random.triangular(1935, 2015, 1983))
    return dt.date(year, 1, 1) + dt.timedelta(days=random.randrange(365))


def _near(random: Random, day: dt.date, years: int) -> dt.date:
    moved = day + dt.timedelta(days=random.randrange(366, 366 * years) * random.choice((-1, 1)))
    return max(FIRST_DAY, min(moved, dt.date(2020, 12, 31)))


def _tied(one: str, other: str, left: Person, right: Person) -> list[Person]:
    """Two with a tie: what the other is to each."""
    return [replace(left, kin=((other, right.key),)), replace(right, kin=((one, left.key),))]


def _father_and_son(random: Random, key: int, father: Person) -> list[Person]:
    """The son may bear the grandfather's name: then the two words of one are those of the other, turned round."""
    birth = dt.date(random.randint(1935, 1975), father.birth.month, min(father.birth.day, 28))
    father = replace(father, woman=False, given=_given(random, father.kazakh, False), birth=birth)
    given = father.father if random.random() < 0.4 else _given(random, father.kazakh, False)
    born = father.birth + dt.timedelta(days=365 * random.randint(20, 38) + random.randrange(365))
    son = replace(father, key=key + 1, given=given, father=father.given, birth=born)
    return _tied("father", "son", father, son)


def _siblings(random: Random, key: int, first: Person, twins: bool) -> list[Person]:
    house = [first]
    for number in range(1, 2 if twins else random.choice((2, 2, 2, 3, 4))):
        woman = random.random() < 0.4
        birth = first.birth if twins else _near(random, first.birth, 9)
        given = _given(random, first.kazakh, woman)
        while given in {one.given for one in house}:
            given = _given(random, first.kazakh, woman)
        house.append(replace(first, key=key + number, woman=woman, given=given, birth=birth))
    keys = [one.key for one in house]
    tie = "twin" if twins else "sibling"
    return [replace(one, kin=tuple((tie, other) for other in keys if other != one.key)) for one in house]
