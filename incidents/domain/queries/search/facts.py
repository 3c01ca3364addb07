"""A year or a place among the words: what is left is the name, and whom the year and the place fit come first."""

import re
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import ExtractYear

from incidents.domain import gazetteer, places
from incidents.domain.asked import Asked
from incidents.models import Act, Place

YEAR = re.compile(r"1[89]\d\d|20\d\d")
LONGEST_PLACE, MOST_WORDS = 3, 8


class Facts:
    """Read once for people and for mentions. A place needs a word beside it: alone it may be a name."""

    def __init__(self, wanted: Asked) -> None:
        words = wanted.text.split()[:MOST_WORDS]
        self.years = [int(word) for word in words if YEAR.fullmatch(word)]
        self.words = [word for word in words if not YEAR.fullmatch(word)] or words

    @cached_property
    def found(self) -> tuple[Place | None, list[str]]:
        """The place that the most words in a row name, the larger one of two; and the words without it."""
        runs = self._runs() if len(self.words) > 1 else {}
        rows = Place.objects.filter(folded__overlap=list(runs)).order_by("-population", "pk") if runs else []
        named = [(run, place) for place in rows for run in runs if run in place.folded]
        if not named:
            return None, self.words
        run, place = max(named, key=lambda pair: (len(runs[pair[0]]), pair[1].population))
        return place, [word for number, word in enumerate(self.words) if number not in runs[run]]

    @property
    def place(self) -> Place | None:
        """The place, or none."""
        return self.found[0]

    @property
    def name(self) -> str:
        """The words that are neither."""
        return " ".join(self.found[1])

    @property
    def without_years(self) -> str:
        """The words but for the years: what looks like a place may be somebody's name."""
        return " ".join(self.words)

    @cached_property
    def around(self) -> list[int]:
        """The place and everything in it, as keys."""
        return gazetteer.within(self.place) if self.place else []

    @property
    def codes(self) -> tuple[str, ...]:
        """What there is, for the reason in words."""
        return (*(("year",) if self.years else ()), *(("place",) if self.place else ()))

    def of_person(self) -> Q:
        """Born in one of the years, or harmed in it; harmed in the place."""
        fits = [
            Q(birth_edtf__contains=str(year)) | _within("when_lower", "when_upper", year) | _aged("", year)
            for year in self.years
        ]
        return Q(*fits) & (Q(place__in=self.around) if self.place else Q())

    def of_mention(self) -> Q:
        """The same of what a report tells."""
        fits = [
            _within("birth_lower", "birth_upper", year)
            | _within("report__when_lower", "report__when_upper", year)
            | _aged("report__", year)
            for year in self.years
        ]
        if not self.place:
            return Q(*fits)
        there = Act.objects.filter(mention=OuterRef("pk"), retired_at=None, place__in=self.around)
        return Q(*fits) & (Q(report__place__in=self.around) | Q(Exists(there)))

    def _runs(self) -> dict[str, range]:
        """Up to three words in a row, folded as the gazetteer folds them; never all words at once."""
        count = len(self.words)
        spans = [
            range(start, stop)
            for start in range(count)
            for stop in range(start + 1, min(start + LONGEST_PLACE, count) + 1)
            if stop - start < count
        ]
        folded = {places.fold_place(" ".join(self.words[span.start : span.stop])): span for span in spans}
        return {run: span for run, span in folded.items() if len(run) > 1}


def _within(lower: str, upper: str, year: int) -> Q:
    """The dates touch the year."""
    return Q(**{f"{lower}__lte": date(year, 12, 31), f"{upper}__gte": date(year, 1, 1)})


def _aged(where: str, year: int) -> Q:
    """Of an age, when it happened, that fits this year of birth."""
    low, high = ExtractYear(f"{where}when_upper") - year, ExtractYear(f"{where}when_lower") - year - 1
    return Q(age_low__lte=low, age_high__gte=high)
