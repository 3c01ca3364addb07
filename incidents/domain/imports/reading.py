"""What each row of a list becomes: a mention with its acts and marks, or nothing, and what is wrong with it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from incidents.domain.imports import signs
from incidents.domain.imports.calling import Calling
from incidents.domain.imports.catalogue import Catalogue
from incidents.domain.imports.deeds import Deeds
from incidents.domain.imports.effects import Effect, Effects
from incidents.domain.imports.fields import NATIONAL_ID, NOT_KEPT
from incidents.domain.imports.idle import EMPTY, Idle
from incidents.domain.imports.lifetimes import settle
from incidents.domain.imports.marks import Marks
from incidents.domain.imports.plan import EMPTY_CELLS, Plan
from incidents.domain.imports.problems import ERROR, Problem, problem
from incidents.vocabulary import Naming, Participation, Sex, Unit

MOST_KNOWN = 50_000  # texts of one column whose reading is remembered
LONGEST_KNOWN = 100
UNREADABLE = ("too_long", "name_long")  # errors that no choice passes over
NOBODY = {
    "name": "", "describing": "", "naming": Naming.UNNAMED.value, "unit": Unit.INDIVIDUAL.value, "n_low": 1,
    "n_high": 1, "sex": Sex.UNKNOWN.value, "age_low": None, "age_high": None, "birth_edtf": "", "birth_lower": None,
    "birth_upper": None, "occupation": "", "participation": Participation.UNKNOWN.value, "participation_by": "",
    "national_id_hash": "",
}  # fmt: skip


class RowRead(NamedTuple):
    """One row as it would be imported.

    `mention` holds the columns of a Mention but for report, key, position and what is made of the name; None where the
    row becomes none: `idle` says why (empty, heading, section, total) or the problems do. `acts` hold columns of acts,
    `marks` (reference of a PersonList, Listing). `spellings` are the same name otherwise, to make keys of besides.
    """

    number: int
    id: str
    cells: list[str]
    mention: dict[str, Any] | None
    acts: tuple[dict[str, Any], ...]
    marks: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    spellings: tuple[str, ...] = ()
    idle: str = ""

    @property
    def has_error(self) -> bool:
        return any(one.severity == ERROR for one in self.problems)


def read(rows: Iterable[tuple[int, list[str]]], plan: Plan, catalogue: Catalogue) -> Iterator[RowRead]:
    """Each row of the file, in order, as the plan reads it. Asks the database nothing."""
    reader = _Reader(plan, catalogue)
    return (reader.row(number, cells) for number, cells in rows)


class _Reader:
    """A plan made ready: for each column what reads it, and what it read so far."""

    def __init__(self, plan: Plan, catalogue: Catalogue) -> None:
        effects = Effects(plan, catalogue)
        self.columns: list[tuple[int, dict[str, Effect], Callable[[int, str], Effect]]] = [
            (column, {}, make) for column, code in sorted(plan.columns.items()) if (make := effects.of(code))
        ]
        self.calling, self.deeds = Calling(plan), Deeds(plan, catalogue)
        self.marks, self.idle = Marks(plan), Idle(plan, catalogue)
        self.not_kept, self.id = plan.at(*NOT_KEPT), (*plan.at("id"), None)[0]
        self.width = max([len(plan.headings), *(column + 1 for column in plan.columns)])
        self.own_number = (*plan.at(NATIONAL_ID), None)[0]  # everybody's is another: not remembered
        self.passes_over = plan.option("errors") == EMPTY_CELLS

    def row(self, number: int, cells: list[str]) -> RowRead:
        """One row."""
        joined = "".join(cells)
        if len(cells) < self.width:
            cells = cells + [""] * (self.width - len(cells))
        problems: list[Problem] = []
        if not joined.isprintable() or len(joined) > signs.LONGEST_CELL:
            cells = self._tidy(cells, problems)
        if reason := self.idle.why(cells, joined):
            return RowRead(number, "", self._kept(cells), None, (), (), (), idle=reason)
        return self._told(number, cells, problems)

    def _told(self, number: int, cells: list[str], problems: list[Problem]) -> RowRead:
        mention, act = NOBODY.copy(), {}
        is_told = False
        for column, known, make in self.columns:
            if text := cells[column]:
                effect = known.get(text)
                if effect is None:
                    effect = make(column, text)
                    if column != self.own_number:
                        _remember(known, text, effect)
                is_told = True
                if effect.mention:
                    mention.update(effect.mention)
                if effect.act:
                    act.update(effect.act)
                if effect.problems:
                    problems += effect.problems
        called = self.calling.read(cells)
        marks = self.marks.of(cells, problems) if self.marks.columns else ()
        own = signs.plain(cells[self.id])[:200] if self.id is not None else ""
        if not (is_told or marks or own or called.name or called.describing or called.problems or problems):
            return RowRead(number, "", self._kept(cells), None, (), (), (), idle=EMPTY)
        mention["name"], mention["naming"], mention["describing"] = called.name, called.naming, called.describing
        problems += called.problems
        problems += settle(mention, act, self.deeds)
        acts = self.deeds.of(cells, act, problems)
        kept = self._kept(cells)
        mention["row"] = {"number": number, "id": own, "cells": kept}
        is_read = not problems or self._is_fit(problems)
        return RowRead(number, own, kept, mention if is_read else None, acts if is_read else (),
                       marks if is_read else (), tuple(problems), called.spellings)  # fmt: skip

    def _is_fit(self, problems: list[Problem]) -> bool:
        wrong = [one.code for one in problems if one.severity == ERROR]
        return not wrong or (self.passes_over and not set(wrong) & set(UNREADABLE))

    def _tidy(self, cells: list[str], problems: list[Problem]) -> list[str]:
        """Cells that a database can hold, with a warning for what hides and an error for what is far too long."""
        for column, text in enumerate(cells):
            shown = "" if column in self.not_kept else text[:200]
            if len(text) > signs.LONGEST_CELL:
                problems.append(problem(column, "too_long", signs.plain(shown)))
            elif signs.hides(text):
                problems.append(problem(column, "hidden", signs.plain(shown)))
        return [text[: signs.LONGEST_CELL] for text in signs.kept(cells)]

    def _kept(self, cells: list[str]) -> list[str]:
        """The row verbatim, without the columns that are not kept."""
        if not self.not_kept:
            return cells
        return ["" if column in self.not_kept else text for column, text in enumerate(cells)]


def _remember(known: dict[str, Effect], text: str, effect: Effect) -> None:
    if len(known) >= MOST_KNOWN:
        known.clear()
    if len(text) <= LONGEST_KNOWN:
        known[text] = effect
