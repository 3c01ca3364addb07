"""The acts of a row: one for each thing done, with day, place and manner; what holds for every row fills the gaps."""

from collections.abc import Sequence
from typing import Any

from incidents.domain.dates import Partial
from incidents.domain.imports import signs
from incidents.domain.imports.catalogue import Catalogue
from incidents.domain.imports.effects import KINDS, WHEN
from incidents.domain.imports.plan import Plan, fold_word
from incidents.domain.imports.problems import WHOLE_ROW, Problem, problem
from incidents.vocabulary import Manner, Polarity

LONGEST_PLACE = 300
ASSERTS, UNKNOWN = Polarity.ASSERTS.value, Manner.UNKNOWN.value
NO_DAYS: dict[str, Partial] = {}
MOST_KNOWN = 20_000
Where = tuple[int | None, str, tuple[Problem, ...]]


class Deeds:
    """The columns of a plan that tell what was done, where and when."""

    def __init__(self, plan: Plan, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.kinds: tuple[str, ...] = tuple(plan.option("kind").split())
        self.place, self.region = (*plan.at("place"), None)[0], (*plan.at("region"), None)[0]
        self.notes, self.headings = plan.at("note"), plan.headings
        self.dated = sorted(set(plan.dated.values()))
        self.born, self.aged = (*plan.at("birth"), *plan.at("age"), WHOLE_ROW)[0], (*plan.at("age"), WHOLE_ROW)[0]
        self.when = plan.default_when
        default = plan.option("place")[:LONGEST_PLACE]
        self.where: Where = (
            (spot.pk if (spot := catalogue.find(default)) else None, default, ()) if default else (None, "", ())
        )
        self._known: dict[tuple[str, str], Where] = {}

    def of(self, cells: Sequence[str], act: dict[str, Any], problems: list[Problem]) -> tuple[dict[str, Any], ...]:
        """The acts of the row; a warning where it does not say what was done."""
        place, place_text, said = self._where(cells)
        problems += said
        days = {kind: act[key] for kind in self.dated if (key := f"day:{kind}") in act} if self.dated else NO_DAYS
        kinds = act.get(KINDS) or (() if days else self.kinds)
        if not kinds and not days:
            problems.append(problem(WHOLE_ROW, "no_status", ""))
            return ()
        manner, custody = act.get("manner", UNKNOWN), act.get("custody_place", "")
        excerpt, when = self._excerpt(cells) if self.notes else "", act.get(WHEN, self.when)
        return tuple([
            {"kind": kind, "polarity": ASSERTS, "manner": manner, "custody_place": custody, "place_id": place,
             "place_text": place_text, "excerpt": excerpt, "when_edtf": day.edtf, "when_lower": day.lower,
             "when_upper": day.upper}
            for kind in (dict.fromkeys((*kinds, *days)) if days else kinds) for day in (days.get(kind, when),)
        ])  # fmt: skip

    def first_day(self, act: dict[str, Any]) -> Partial:
        """The day at which an age is told: of the act, else the first day of a kind, else that of every row."""
        if WHEN in act:
            return act[WHEN]
        return next((act[key] for kind in self.dated if (key := f"day:{kind}") in act), self.when)

    def _where(self, cells: Sequence[str]) -> Where:
        place = cells[self.place] if self.place is not None else ""
        region = cells[self.region] if self.region is not None else ""
        if not place and not region:
            return self.where
        found = self._known.get((place, region))
        if found is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            found = self._known[place, region] = self._looked_up(place, region)
        return found

    def _looked_up(self, place: str, region: str) -> Where:
        told = [signs.plain(text) for text in (place, region)]
        place, region = ("" if signs.says_nothing(fold_word(text)) else text for text in told)
        if not place and not region:
            return self.where
        text = ", ".join(dict.fromkeys(filter(None, (place, region))))
        spot = self.catalogue.find(place or region, region if place else "")
        column = self.place if place and self.place is not None else self.region
        codes = ["place_unknown"] if spot is None else []
        codes += ["cut"] if len(text) > LONGEST_PLACE else []
        return (
            spot.pk if spot else None,
            text[:LONGEST_PLACE],
            tuple(problem(column or 0, code, text) for code in codes),
        )

    def _excerpt(self, cells: Sequence[str]) -> str:
        """The notes of the row; where there are several columns each behind its heading."""
        if len(self.notes) == 1:
            return signs.plain(cells[self.notes[0]])
        told = [(column, signs.plain(cells[column])) for column in self.notes if cells[column]]
        if not self.headings:
            return "; ".join(text for _column, text in told)
        return "; ".join(f"{self.headings[column]}: {text}" for column, text in told if text)
