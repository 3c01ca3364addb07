"""A matrix of sources: each column of 1, 0 and N/A is a list, whatever its heading is called."""

import pytest

from incidents.domain.imports import proposing

ROWS = [("V1", "1", "0", "N/A"), ("V2", "0", "0", "1"), ("V3", "N/A", "1", "0")]


@pytest.mark.parametrize(
    "headings", [("ID", "Source A", "Source B", "Source C"), ("№", "Примечание", "Список", "Тізім")]
)
def test_columns_of_marks_are_lists(headings):
    found = proposing.propose(headings, ROWS)
    assert [found[column] for column in (1, 2, 3)] == ["list", "list", "list"]


def test_a_note_stays_a_note():
    assert proposing.propose(("Имя", "Примечание"), [("Иванов И.", "оқ тиген"), ("Ахметов А.", "")])[1] == "note"
