"""The columns of a matrix: on which other lists a row says that the person is."""

from collections.abc import Sequence

from incidents.domain.imports.plan import LEAVE_OUT, Plan
from incidents.domain.imports.problems import Problem, problem
from incidents.domain.imports.valuing_words import proposed
from incidents.vocabulary import Listing

MOST_KNOWN = 1_000


class Marks:
    """The `list` columns of a plan with the lists they stand for."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        named = plan.option("lists")
        self.columns = [(column, str(named[str(column)])) for column in plan.at("list") if named.get(str(column))]
        self.known: dict[str, str] = {}

    def of(self, cells: Sequence[str], problems: list[Problem]) -> tuple[tuple[str, str], ...]:
        """(reference of the list, Listing) for each cell that says something. An empty cell says nothing."""
        found = []
        for column, ref in self.columns:
            if text := cells[column]:
                code = self._code(text)
                if code in Listing.values:
                    found.append((ref, code))
                elif code != LEAVE_OUT and not text.isspace():
                    problems.append(problem(column, "mark_unknown", text))
        return tuple(found)

    def _code(self, text: str) -> str:
        code = self.known.get(text)
        if code is None:
            code = self.plan.code("list", text) or proposed("list", text)
            if len(self.known) < MOST_KNOWN:
                self.known[text] = code
        return code
