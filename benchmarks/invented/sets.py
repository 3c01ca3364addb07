"""Sets with the answer beside them: records in bulk, pairs, names and queries."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

from benchmarks.invented import hands, words
from benchmarks.invented.hands import Habits, Record
from benchmarks.invented.people import Person, people

TIMES = ((1, 2, 3, 4), (45, 30, 15, 10))  # how many records a person has, and how often
DEV = Habits(slips=(0.06, 0.015), no_place=0.18, no_patronymic=0.28)
LAYOUT = dict(zip("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,.", strict=True))
LAYOUT |= dict(zip("әіңғүұқөһ", "23459-0=\\", strict=True))


def records(n: int, seed: int) -> list[Record]:
    """`n` records of people with one to four each, shuffled."""
    random = Random(f"records {seed}")
    found: list[Record] = []
    for person in people(n, seed):
        found.extend(hands.record(random, person) for _time in range(random.choices(*TIMES)[0]))
        if len(found) >= n:
            break
    del found[n:]
    random.shuffle(found)
    return found


def names(n: int, seed: int) -> list[Record]:
    """One record each of `n` people, as a register would hold them."""
    random = Random(f"names {seed}")
    return [hands.record(random, person, hands.CLEAN) for person in people(n, seed)]


def queries(held: Sequence[Record], n: int, seed: int) -> list[tuple[str, str]]:
    """What people would type to find some of those held, each with the name as it is held."""
    random = Random(f"queries {seed}")
    return [(_asked(random, one), one.name) for one in random.choices(held, k=n)]


def _asked(random: Random, one: Record) -> str:
    how = random.random()
    if how < 0.1:
        return one.name
    if how < 0.15:
        return _other_layout(hands.name(random, one.person, Habits(latin=0.0, slips=(0.0, 0.0), no_patronymic=0.9)))
    if how < 0.25:
        text = hands.name(random, one.person, Habits(no_patronymic=1.0, initials=0.0, slips=(0.0, 0.0)))
        start, last = text.rsplit(" ", 1)
        return f"{start} {last[: max(3, len(last) // 2)]}"
    slips = (0.2, 0.08) if how < 0.6 else (0.0, 0.0)
    return hands.name(random, one.person, Habits(slips=slips, no_patronymic=0.4))


def _other_layout(text: str) -> str:
    return "".join(LAYOUT.get(letter, letter) for letter in text.lower())


def pairs(n: int, seed: int, hard: bool = True) -> list[tuple[Record, Record, int]]:
    """Pairs of records, 45 of 100 of one person. Hard ones: the different people are kin or nearly namesakes."""
    random = Random(f"pairs {seed}")
    found = []
    for person in people(n, seed + 1_000_003):
        if random.random() < 0.45:
            other = person
        else:
            other = random.choice(DIFFERENT)(random, person) if hard else _stranger(random, person)
        found.append((hands.record(random, person, DEV), hands.record(random, other, DEV), int(other is person)))
    return found


def _stranger(random: Random, person: Person) -> Person:
    return replace(next(people(1, random.randrange(1 << 30))), key=-1)


def _sibling(random: Random, person: Person) -> Person:
    woman = random.random() < 0.4
    year = person.birth.year + random.choice((-5, -3, -2, 2, 3, 4))
    birth = person.birth.replace(year=year, day=random.randint(1, 28))
    return replace(person, key=-1, woman=woman, given=_another(random, person, woman), birth=birth)


def _twin(random: Random, person: Person) -> Person:
    woman = random.random() < 0.4
    return replace(person, key=-1, woman=woman, given=_another(random, person, woman))


def _another(random: Random, person: Person, woman: bool) -> str:
    bag = words.bags()[("kk_" if person.kazakh else "ru_") + ("women" if woman else "men")]
    given = bag.draw(random)
    while given == person.given:
        given = bag.draw(random)
    return given


def _son(random: Random, person: Person) -> Person:
    """A son with the grandfather's name, or such a father."""
    if person.woman:
        return _sibling(random, person)
    years = random.randint(20, 35) * (1 if person.birth.year < 1985 else -1)
    birth = person.birth.replace(year=person.birth.year + years, day=min(person.birth.day, 28))
    return replace(person, key=-1, given=person.father, father=person.given, birth=birth)


def _other_father(random: Random, person: Person) -> Person:
    stranger = _stranger(random, person)
    father = words.bags()["kk_men" if person.kazakh else "ru_men"].draw(random)
    place = person.place if random.random() < 0.5 else stranger.place
    return replace(person, key=-1, father=father, birth=stranger.birth, place=place)


def _namesake(random: Random, person: Person) -> Person:
    stranger = _stranger(random, person)
    return replace(person, key=-1, birth=stranger.birth, place=stranger.place)


def _near_family(random: Random, person: Person) -> Person:
    """Сакибеков beside Сакиев."""
    root = person.family.removesuffix("ов").removesuffix("ев").removesuffix("ин")
    family = root + random.choice(("беков", "жанов", "баев", "галиев") if person.kazakh else ("овский", "енко", "ин"))
    stranger = _stranger(random, person)
    birth = person.birth if random.random() < 0.2 else stranger.birth
    return replace(person, key=-1, family=family, clan=False, birth=birth)


def _other_family(random: Random, person: Person) -> Person:
    bag = words.bags()["kk_families" if person.kazakh else "ru_families"]
    stranger = _stranger(random, person)
    birth = person.birth if random.random() < 0.3 else stranger.birth
    return replace(person, key=-1, family=bag.draw(random), clan=False, birth=birth)


DIFFERENT: tuple[Callable[[Random, Person], Person], ...] = (
    *(_sibling, _sibling, _twin, _twin, _son, _other_father, _other_father),
    *(_namesake, _near_family, _near_family, _other_family, _stranger),
)


def unnamed(n: int, seed: int) -> Iterator[tuple[Record, Record, int]]:
    """Pairs of records of people whose name nobody knew, described by sex and age."""
    random = Random(f"unnamed {seed}")
    for person in people(n, seed + 2_000_003):
        same = random.random() < 0.4
        other = person if same else replace(
            _stranger(random, person), place=person.place if random.random() < 0.4 else _stranger(random, person).place
        )  # fmt: skip
        yield _described(random, person), _described(random, other), int(same)


def _described(random: Random, person: Person) -> Record:
    age = hands.YEAR - person.birth.year
    child = age < 18
    russian = ("девочка" if child else "женщина") if person.woman else ("мальчик" if child else "мужчина")
    kazakh = ("қыз бала" if child else "әйел") if person.woman else ("ұл бала" if child else "ер адам")
    english = ("girl" if child else "woman") if person.woman else ("boy" if child else "man")
    said = f"Неизвестн{'ая' if person.woman else 'ый'} {russian}"
    forms = (said, f"{said}, {age} лет", f"Белгісіз {kazakh}", f"{age} жастағы {kazakh}", f"a {age}-year-old {english}",
             f"unidentified {english}", f"unnamed {english}, {age}")  # fmt: skip
    birth = random.choice(("{} лет ({})", "{} жаста ({})", "age {} ({})")).format(age, hands.YEAR)
    place = hands.place(random, person, hands.CLEAN)
    return Record(random.choice(forms), birth, place, "f" if person.woman else "m", person)
