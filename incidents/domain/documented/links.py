"""The address of the people behind a number: the case list with the question's filter and one row and column."""

from urllib.parse import urlencode

from incidents.domain.documented.questions import Question
from incidents.domain.queries.ways import SIGN


def people(question: Question, row: str = "", column: str = "", certain: bool = False) -> str:
    """The query string for the case list: of one cell, of a whole row or column, or of everybody in the table.

    `certain`: those who certainly stand there (the low number); else all who may (the high one).
    """
    chosen = question.params()
    if row:
        chosen["row"] = f"{question.rows}{SIGN}{row}"
    if column:
        chosen["column"] = f"{question.columns}{SIGN}{column}"
    if certain:
        chosen["certain"] = "yes"
    return "?" + urlencode(chosen) if chosen else ""


def question(asked: Question) -> str:
    """The query string of the page that answers a question."""
    return "?" + urlencode({"rows": asked.rows, "columns": asked.columns} | asked.params())


def undecided(asked: Question, row: str = "") -> str:
    """The query string for the list of those left undecided who may stand in a row, or anywhere in the table."""
    return question(asked) + (f"&{urlencode({'at_row': row})}" if row else "")
