"""Reckoning day by day what the team had documented, from everybody's days read back."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.models import User
from incidents.domain.counting import Span
from incidents.domain.documented.reckoning import why_unreadable
from incidents.domain.queries import may_be_one, then
from incidents.domain.queries.as_held import Held
from incidents.domain.queries.persons import CaseList
from incidents.domain.queries.then import Then, Told
from incidents.forms.person import OF_THE_DAY
from incidents.models import Person
from incidents.policies import Unfit

NOT_ASKED = ("on", "sort", "certain")


@dataclass(frozen=True)
class Step:
    """From the end of this day on (in Almaty) so many people were documented, by how sure the team was.

    `by_level` has every level of confirmation at which somebody was held; `total` is all of them.
    """

    day: date
    by_level: Mapping[str, Span]
    total: Span


@dataclass(frozen=True)
class Counted:
    """One person on one day: the level, and for how many people the record counts."""

    level: str
    low: int
    high: int


def reckoned(user: User, filters: Mapping[str, str], until: date) -> list[Step]:
    """One step for each day on which the numbers changed. Raises Unfit for a filter that cannot be read."""
    history = History(user, filters, until)
    found: list[Step] = []
    for day in history.days:
        step = history.step(day)
        if not found or (step.by_level, step.total) != (found[-1].by_level, found[-1].total):
            found.append(step)
    return found if len(found) > 1 or (found and found[0].total.high) else []


class History:
    """Everybody's days, read once."""

    def __init__(self, user: User, filters: Mapping[str, str], until: date) -> None:
        chosen = {name: value for name, value in filters.items() if value and name not in NOT_ASKED}
        listed = CaseList(user, chosen)
        if not listed.is_readable:
            raise Unfit(why_unreadable(listed))
        asked = listed.filter.form.cleaned_data
        self.asked = {name: asked[name] for name in chosen if name in asked and name in OF_THE_DAY}
        rest = {name: value for name, value in chosen.items() if name not in self.asked}
        self.people = set(CaseList(user, rest).people.order_by().values_list("pk", flat=True)) if rest else None
        self.held, self.until = Held(user, until, {}), until
        self.then = Then(self.people)
        self.decided = may_be_one.decided()
        self.now: dict[int, Counted] = {}

    @property
    def days(self) -> list[date]:
        """Each day on which something changed, in order."""
        told = {then.day_of(instant) for pair in self.decided for instant in pair.instants}
        return sorted(day for day in told | self.changed.keys() if day <= self.until)

    @cached_property
    def changed(self) -> dict[date, list[int]]:
        """Of whom something changed on a day."""
        found: dict[date, list[int]] = defaultdict(list)
        for pk, instants in self.then.instants.items():
            for day in {then.day_of(instant) for instant in instants if instant != then.LATEST}:
                found[day].append(pk)
        return found

    def step(self, day: date) -> Step:
        """The numbers at the end of a day; to be asked for day by day."""
        changed = self.changed.get(day, [])
        told = self.then.at(then.end_of(day), changed)
        for pk in changed:
            self.now.pop(pk, None)
            if pk in told and self._is_asked(pk):
                self._count(pk, told[pk])
        return self._summed(day)

    def _is_asked(self, pk: int) -> bool:
        return self.people is None or self._survivor(pk) in self.people

    def _survivor(self, pk: int) -> int:
        person: Person | None = self.then.persons[pk]
        while person is not None and person.merged_into_id:
            pk = person.merged_into_id
            person = self.then.persons.get(pk)
        return pk

    def _count(self, pk: int, told: Told) -> None:
        if self._fits(told, False):
            low = told.person.n_low if self._fits(told, True) else 0
            self.now[pk] = Counted(told.person.confirmation, low, told.person.n_high)

    def _fits(self, told: Told, certain: bool) -> bool:
        return all(self.held.fits(told, name, value, certain) for name, value in self.asked.items())

    def _summed(self, day: date) -> Step:
        lows: dict[str, dict[int, int]] = defaultdict(dict)
        highs: dict[str, int] = defaultdict(int)
        for pk, one in self.now.items():
            highs[one.level] += one.high
            if one.low:
                lows[one.level][pk] = one.low
        groups = may_be_one.standing(self.decided, then.end_of(day))
        by_level = {level: Span(_low(groups, lows[level]), high) for level, high in highs.items()}
        every = {pk: low for found in lows.values() for pk, low in found.items()}
        return Step(day, by_level, Span(_low(groups, every), sum(highs.values())))


def _low(groups: may_be_one.Groups, lows: Mapping[int, int]) -> int:
    return sum(lows.values()) - may_be_one.fewer(groups, lows)
