"""The dry run: what each row of a file would become, and everything worth knowing of it before it is imported.

Writes no row of the domain. One pass over the file, a fixed number of queries, memory that does not grow with the rows.
"""

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from incidents.domain import collecting, tables
from incidents.domain.imports import catalogue, known, looked, reading
from incidents.domain.imports import plan as plans
from incidents.domain.imports.duplicates import Duplicates
from incidents.domain.imports.former import Former
from incidents.domain.imports.found import Found, Seen, first_lines
from incidents.domain.imports.idle import REASONS
from incidents.domain.imports.plan import STOP, Plan
from incidents.domain.imports.problems import ERROR, WHOLE_ROW, Problem
from incidents.domain.imports.reading import RowRead
from incidents.models import ListImport

MOST_SEEN = 200
TELL_EVERY = 2_000
Tell = Callable[[int], object]


def check(row: ListImport, *, at: datetime, tell: Tell | None = None) -> Found:
    """Read the whole file as the import says and tell what would come of it.

    `tell` hears every 2,000 rows how many are read, and may raise to stop. Raises Unfit when the file cannot be read,
    Sealed while Kua is sealed.
    """
    told = plans.of(row)
    if told.lacks:
        return Found(plans.fingerprint(row), lacks=told.lacks)
    with opened(row) as table, collecting.seldom():
        told = with_headings(told, table)
        checked = Checked(row, told)
        for one in reading.read(table.rows, told, catalogue.for_checking(at=at)):
            checked.add(one)
            if tell and checked.counts["rows"] % TELL_EVERY == 0:
                tell(checked.counts["rows"])
    return checked.found()


def problems(row: ListImport, *, at: datetime) -> Iterator[list[str]]:
    """Every problem of the file, one a line, with headings in front: line, column, cell, severity, sentence.

    Reads the file again, row by row. Raises Unfit, Sealed.
    """
    told = plans.of(row)
    yield ["line", "column", "cell", "severity", "problem"]
    if told.lacks:
        return
    with opened(row) as table:
        told = with_headings(told, table)
        for one in reading.read(table.rows, told, catalogue.for_checking(at=at)):
            for problem in one.problems:
                seen = _seen(one, problem, told)
                yield [str(seen.line), seen.column, seen.text, problem.severity, problem.sentence]


def with_headings(plan: Plan, table: tables.Table) -> Plan:
    """The plan with the headings as they are read now."""
    return dataclasses.replace(plan, headings=tuple(table.headings))


@contextmanager
def opened(row: ListImport) -> Iterator[tables.Table]:
    """The rows of the import as it is read now."""
    first, lines = (*row.header, 0, 1)[:2]
    with looked.opened(row, sheet=row.sheet, header=(first, lines)) as table:
        yield table


class Checked:
    """What is known of the rows so far."""

    def __init__(self, row: ListImport, plan: Plan) -> None:
        self.row, self.plan = row, plan
        self.counts: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))
        self.statuses: Counter[str] = Counter()
        self.troubles: dict[str, dict[str, Any]] = {}
        self.idle: dict[str, dict[str, Any]] = {}
        self.duplicates, self.sample = Duplicates(plan), known.Sample()
        self.former = Former(row.person_list, plan)

    def add(self, one: RowRead) -> None:
        """One row more."""
        counts = self.counts
        counts["rows"] += 1
        if one.idle:
            counts["idle"] += 1
            _keep(self.idle, one.idle, one.number)
            return
        if one.problems:
            self._add_problems(one)
        if one.mention is not None:
            counts["mentions"] += 1
            counts["acts"] += len(one.acts)
            counts["marks"] += len(one.marks)
            counts[one.mention["naming"]] += 1
            counts["people"] += one.mention["n_low"]
            for act in one.acts:
                self.statuses[act["kind"]] += 1
            self.duplicates.add(one)
            self.former.add(one)
            self.sample.add(one)

    def _add_problems(self, one: RowRead) -> None:
        severities = {problem.severity for problem in one.problems}
        self.counts["with_errors" if ERROR in severities else "with_warnings"] += 1
        for problem in one.problems:
            self.counts["errors" if problem.severity == ERROR else "warnings"] += 1
            _keep(self.troubles, problem.code, _seen(one, problem, self.plan))

    def found(self) -> Found:
        """All of it; looks for persons that are known, unless the import says otherwise."""
        return Found(
            reading=plans.fingerprint(self.row),
            counts=dict(self.counts),
            problems=_plain(self.troubles),
            idle={reason: self.idle[reason] for reason in REASONS if reason in self.idle},
            duplicates={
                kind: {"count": count, "first": first_lines(self.duplicates.first[kind])}
                for kind, count in self.duplicates.counts.items() if count
            },
            known=self._known() if self.plan.option("match") else {},
            same=self.former.found(),
            statuses=dict(self.statuses.most_common()),
            stops=self.plan.option("errors") == STOP and self.counts["with_errors"] > 0,
        )  # fmt: skip

    def _known(self) -> dict[str, Any]:
        rows = self.sample.chosen
        likely = list(known.likely(rows, self.row.person_list.keeper_id))
        return {"looked_at": len(rows), "count": len(likely), "first": first_lines(likely[: known.MOST_TOLD])}


COUNTED = (
    "rows", "mentions", "acts", "marks", "named", "partial", "unnamed", "people", "idle", "with_errors",
    "with_warnings", "errors", "warnings",
)  # fmt: skip


def _keep(kept: dict[str, dict[str, Any]], code: str, where: Any) -> None:
    one = kept.setdefault(code, {"count": 0, "first": []})
    one["count"] += 1
    if len(one["first"]) < MOST_SEEN:
        one["first"].append(where)


def _seen(one: RowRead, problem: Problem, plan: Plan) -> Seen:
    heading = plan.headings[problem.column] if WHOLE_ROW < problem.column < len(plan.headings) else ""
    return Seen(one.number, heading, problem.text)


def _plain(kept: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {code: one | {"first": first_lines(one["first"])} for code, one in kept.items()}
