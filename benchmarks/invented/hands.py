"""How one hand or another writes down a person: the name, the birth and the place, with slips."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.invented import letters, places, words
from benchmarks.invented.people import Person

NEIGHBOURS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
YEAR = 2022
Writes = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Habits:
    """How often a hand does what, as shares of one."""

    no_patronymic: float = 0.24
    initials: float = 0.008
    pet_name: float = 0.006
    slips: tuple[float, float] = (0.075, 0.02)  # one, two
    no_birth: float = 0.08
    no_place: float = 0.1
    other_place: float = 0.03
    wrong_day: float = 0.035
    latin: float = 0.22


RECORDS = Habits()
CLEAN = Habits(slips=(0.02, 0.0), no_place=0.002, other_place=0.0, wrong_day=0.0, initials=0.0, pet_name=0.0)


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a person, as the evaluation files hold it, and the person it is of."""

    name: str
    birth: str
    place: str
    sex: str
    person: Person


def record(random: Random, person: Person, habits: Habits = RECORDS) -> Record:
    """The person in somebody's spelling."""
    sex = "f" if person.woman else "m"
    return Record(
        name(random, person, habits), birth(random, person, habits), place(random, person, habits), sex, person
    )


def name(random: Random, person: Person, habits: Habits = RECORDS) -> str:
    """The name alone."""
    given, father, family = _words(random, person, habits)
    shape = random.random()
    if father and shape < habits.initials:
        given, father = f"{given[0]}.", f"{father[0]}."
    elif shape < 2 * habits.initials:
        given, father = f"{given[0]}.", ""
    text = slipped(random, _ordered(random, given, father, family), habits.slips)
    return text if text.strip() else family


def _words(random: Random, person: Person, habits: Habits) -> tuple[str, str, str]:
    writes = _letters(random, person, habits)
    pet = random.random() < habits.pet_name
    given = words.PET_NAMES.get(person.given, person.given) if pet else person.given
    father = "" if random.random() < habits.no_patronymic else _patronymic(random, person, writes)
    return writes(given), father, writes(_family(random, person))


def _letters(random: Random, person: Person, habits: Habits) -> Writes:
    """What turns a word into letters: Kazakh, Russian, now one now the other, or a Latin system."""
    how = random.random()
    if how < habits.latin:
        system = letters.system(random)
        kazakh = letters.SYSTEMS[system][1]
        return lambda word: _capital(letters.latin(random, system, word if kazakh else letters.russian(random, word)))
    share = 0.0 if not person.kazakh or how < 0.6 else 0.5 if how < 0.8 else 1.0
    return lambda word: _capital(word if random.random() < share else letters.russian(random, word))


def _patronymic(random: Random, person: Person, writes: Writes) -> str:
    if not person.kazakh:
        return writes(words.patronymic(person.father, person.woman))
    kazakh = person.key % 100 < 45
    if random.random() < 0.2:
        kazakh = not kazakh
    if kazakh:
        if random.random() < 0.04:
            return writes(person.father)
        ending = writes("қызы" if person.woman else "ұлы").lower()
        return f"{writes(person.father)}{' ' if random.random() < 0.02 else ''}{ending}"
    return writes(words.patronymic(letters.russian(random, person.father), person.woman))


def _family(random: Random, person: Person) -> str:
    family = person.family
    if person.kazakh and random.random() < 0.05:  # Исаев is Иса elsewhere
        if person.clan:
            family = words.family_of(family)
        elif family.endswith(("ов", "ев")) and len(family) > 5:
            family = family[:-2]
    return words.womans(family) if person.woman else family


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:] if word[:1] != "i" else "I" + word[1:]


def _ordered(random: Random, given: str, father: str, family: str) -> str:
    first = " ".join(filter(None, (given, father)))
    how = random.random()
    if random.random() < 0.04 and len(family) > 2:
        family = family.upper()
    if how < 0.56:
        return f"{family} {first}"
    return f"{first} {family}" if how < 0.94 else f"{family}, {first}"


def slipped(random: Random, text: str, often: tuple[float, float]) -> str:
    """Nought to two slips of the pen."""
    how = random.random()
    for _slip in range(2 if how < often[1] else 1 if how < sum(often) else 0):
        text = _one_slip(random, text)
    return text


def _one_slip(random: Random, text: str) -> str:
    spots = [spot for spot, letter in enumerate(text) if letter.isalpha()]
    if len(spots) < 5:
        return text
    spot, how = random.choice(spots), random.random()
    if how < 0.3:
        return text[:spot] + text[spot + 1 :]
    if how < 0.5:
        return text[: spot + 1] + text[spot].lower() + text[spot + 1 :]
    if how < 0.75 and spot + 1 < len(text):
        return text[:spot] + text[spot + 1] + text[spot] + text[spot + 2 :]
    return text[:spot] + _neighbour(random, text[spot]) + text[spot + 1 :]


def _neighbour(random: Random, letter: str) -> str:
    for row in NEIGHBOURS:
        spot = row.find(letter.lower())
        if spot >= 0:
            other = row[max(0, min(len(row) - 1, spot + random.choice((-1, 1))))]
            return other.upper() if letter.isupper() else other
    return letter


def birth(random: Random, person: Person, habits: Habits = RECORDS) -> str:
    """The birth as a day, a month, a year, an age, or not at all."""
    how = random.random()
    if how < habits.no_birth:
        return ""
    day = _mistaken(random, person.birth) if random.random() < habits.wrong_day else person.birth
    if how < 0.67:
        return day.isoformat() if random.random() < 0.68 else f"{day:%d.%m.%Y}"
    if how < 0.68:
        return f"{day:%Y-%m}"
    if how < 0.82:
        return str(day.year)
    if how < 0.85:
        return f"~{day.year + random.choice((-1, 0, 0, 1))}"
    age = max(0, YEAR - day.year - (random.random() < 0.5))
    return random.choice(("{} лет ({})", "{} жаста ({})", "age {} ({})")).format(age, YEAR)


def _mistaken(random: Random, day: dt.date) -> dt.date:
    how = random.random()
    if how < 0.35 and day.day <= 12:
        return day.replace(month=day.day, day=day.month)
    if how < 0.7:
        return day.replace(day=min(28, max(1, day.day + random.choice((-1, 1, 10, -10)))))
    if how < 0.85:
        return day.replace(month=max(1, min(12, day.month + random.choice((-1, 1)))), day=min(day.day, 28))
    return day.replace(year=day.year + random.choice((-1, 1, -10)), day=min(day.day, 28))


def place(random: Random, person: Person, habits: Habits = RECORDS) -> str:
    """The place in any spelling, another place, or none."""
    how = random.random()
    if how < habits.no_place:
        return ""
    where = places.draw(random) if how < habits.no_place + habits.other_place else person.place
    return places.spelt(random, where)
