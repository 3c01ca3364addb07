"""Pure domain: what is known of one person or mention, as scoring compares it."""

from dataclasses import dataclass
from functools import cached_property

from incidents.domain.dates import Partial
from incidents.domain.dates_agreement import Born, statements
from incidents.domain.names.parsing import Name, parse
from incidents.domain.names.sexes import sex

_MOST_NAMES = 6


@dataclass(frozen=True)
class Record:
    """One side of a comparison. What is not known stays empty and says nothing for or against.

    `places` are canonical keys, `regions` the keys of what they lie in; `ages_at` is (lowest, highest age, day of the
    event); `events` is (kind, day, place keys); `kin` is (kind, name); `lists` is (list key, row key).
    """

    names: tuple[str, ...] = ()
    naming: str = ""
    birth: tuple[Partial, ...] = ()
    ages_at: tuple[tuple[int | None, int | None, Partial], ...] = ()
    sex: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    events: tuple[tuple[str, Partial, frozenset[str]], ...] = ()
    kin: tuple[tuple[str, str], ...] = ()
    lists: frozenset[tuple[str, str]] = frozenset()
    national_id: str = ""
    is_group: bool = False

    @cached_property
    def parsed(self) -> tuple[Name, ...]:
        """The names that name somebody, taken apart."""
        return tuple(name for name in map(parse, self.names[:_MOST_NAMES]) if not name.is_unnamed)

    @cached_property
    def is_unnamed(self) -> bool:
        return not self.parsed

    @cached_property
    def born(self) -> tuple[Born, ...]:
        """Every statement of the birth, dates before ages."""
        return tuple(statements(self.birth, self.ages_at))

    @cached_property
    def sexes(self) -> frozenset[str]:
        """The sex as stated, 'f' or 'm'; else as the names tell it."""
        return self.sex or frozenset(filter(None, map(sex, self.names[:_MOST_NAMES])))
