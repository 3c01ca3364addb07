"""Pure domain: what a first look at a record tells, so that few pairs have to be scored in full."""

from collections.abc import Iterator
from itertools import combinations

from rapidfuzz.distance import OSA

from incidents.domain.dates_agreement import Born
from incidents.domain.names.keys import skeletons
from incidents.domain.names.parsing import CLAN, INITIAL, TITLE
from incidents.domain.scoring.records import Record

_MOST_WORDS = 5
_WIDEST_YEARS = 12  # a wider statement of a birth is treated as none
_LEAST_ALIKE = 0.45  # of the letters of two words that could be one


class Look:
    """One record, with its consonants by word, the years in which its person may be born, and the day if it is told."""

    __slots__ = (
        *("day", "first", "last", "month", "monthday", "number", "places"),
        *("record", "reports", "roots", "sex", "unnamed", "with_initials", "words"),
    )

    def __init__(self, number: int, record: Record, reports: frozenset[int] = frozenset()):
        self.number, self.record, self.reports = number, record, reports
        words = [word for name in record.parsed[:2] for word in name.words if word.role not in (TITLE, CLAN)]
        full = [word for word in words if word.role != INITIAL and word.form.sounds][:_MOST_WORDS]
        self.words = tuple(skeletons(word.form) for word in full)
        self.roots = tuple(word.form.sounds[0].root for word in full)
        self.with_initials = len(words) > len(full)
        self.unnamed = record.is_unnamed
        self.first, self.last, self.day = _years(record.born)
        self.month, self.monthday = (record.born[0].lower.month, record.born[0].lower.day) if self.day else (0, 0)
        self.places = record.places
        sexes = record.sexes
        self.sex = next(iter(sexes)) if len(sexes) == 1 else ""

    @property
    def is_dated(self) -> bool:
        return self.last > 0

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every two skeletons of two words, in one order."""
        for one, other in combinations(self.words, 2):
            for mine in one:
                for theirs in other:
                    yield (mine, theirs) if mine < theirs else (theirs, mine)

    def singles(self) -> Iterator[str]:
        """Every skeleton."""
        for word in self.words:
            yield from word

    def triples(self) -> Iterator[tuple[str, ...]]:
        """Every three skeletons of three words, in one order."""
        for three in combinations(self.words, 3):
            for one in three[0]:
                for two in three[1]:
                    for last in three[2]:
                        yield tuple(sorted((one, two, last)))


def _years(born: tuple[Born, ...]) -> tuple[int, int, int]:
    """First and last year and the number of the day; noughts when nothing is known well."""
    known = [one for one in born if one.days <= _WIDEST_YEARS * 366]
    if not known:
        return 0, 0, 0
    first, last = min(one.lower.year for one in known), max(one.upper.year for one in known)
    is_day = len(born) == 1 and born[0].is_full
    return first, last, born[0].lower.toordinal() if is_day else 0


def may_be_one(one: Look, other: Look) -> bool:
    """Whether the pair is worth a full score: reports, sex, the words beside each other. One report's people differ."""
    if one.reports and not one.reports.isdisjoint(other.reports):
        return False
    if one.sex and other.sex and one.sex != other.sex:
        return False
    short, long = (one, other) if len(one.words) <= len(other.words) else (other, one)
    if len(short.words) < 2:
        return True
    free = list(range(len(long.words)))
    left = []
    for place, word in enumerate(short.words):
        found = next((spot for spot in free if not set(word).isdisjoint(long.words[spot])), None)
        if found is None:
            left.append(place)
        else:
            free.remove(found)
    return all(
        any(OSA.normalized_similarity(short.roots[place], long.roots[spot]) >= _LEAST_ALIKE for spot in free)
        for place in left
    )


def near_days(one: Look, other: Look) -> bool:
    """Whether two days of one year are the same or within a slip of the pen, roughly: the score looks closer."""
    if abs(one.day - other.day) <= 1:
        return True
    if one.month == other.month:
        return one.monthday // 10 == other.monthday // 10 or one.monthday % 10 == other.monthday % 10
    if one.monthday == other.monthday:
        return one.month // 10 == other.month // 10 or one.month % 10 == other.month % 10
    return one.month == other.monthday and one.monthday == other.month
