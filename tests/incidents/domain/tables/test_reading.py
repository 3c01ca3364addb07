"""What is in a file of rows, and its rows as text: the main road, for text and for workbooks."""

import io

import pytest

from incidents.domain import tables
from tests.incidents.domain.tables import books

CSV = "№;Name;Age\r\n1;Асан Сәрсенов;22\r\n2;Мария Иванова;31\r\n".encode()
ROWS = [(2, ["1", "Асан Сәрсенов", "22"]), (3, ["2", "Мария Иванова", "31"])]


def looked(data: bytes) -> tables.Look:
    return tables.look(io.BytesIO(data), "list")


def read(data: bytes, sheet: int = 0, header: tuple[int, int] | None = None) -> tuple[list[str], list]:
    """The headings and the rows, with the headings where `look` proposes them."""
    found = header or looked(data).sheets[sheet].header
    table = tables.read(io.BytesIO(data), "list", sheet=sheet, header=found)
    return table.headings, list(table.rows)


def refused(data: bytes) -> str:
    with pytest.raises(tables.Unreadable) as why:
        looked(data)
    assert tables.sentence(why.value.code) != tables.sentence("damaged") or why.value.code == "damaged"
    return why.value.code


@pytest.mark.parametrize(("data", "kind"), [(CSV, "csv"), (books.simple(), "xlsx")])
def test_a_list_is_looked_at_and_read(data, kind):
    found = looked(data)
    (sheet,) = found.sheets
    assert (found.kind, sheet.rows, sheet.columns, sheet.header, sheet.hidden) == (kind, 2, 3, (0, 1), False)
    assert sheet.headings == ("№", "Name", "Age")
    assert sheet.sample == (("1", "Асан Сәрсенов", "22"), ("2", "Мария Иванова", "31"))
    assert read(data) == (["№", "Name", "Age"], ROWS)


def test_what_was_seen_can_be_kept_as_json_and_taken_up_again():
    found = looked(books.simple())
    assert tables.told.look(found.as_json()) == found


def test_a_file_without_bytes_or_without_rows_is_told_as_such():
    assert refused(b"") == "empty"
    assert refused(b" \r\n\r\n") == "no_rows"
    assert refused(b"Name;Age\r\n") == "no_rows"
    assert refused(books.simple([])) == "no_rows"


def test_a_sheet_that_is_not_there_is_told():
    with pytest.raises(tables.Unreadable, match="no_sheet"):
        read(CSV, sheet=1, header=(0, 1))


def test_rows_that_nobody_takes_any_more_end_the_child():
    table = tables.read(io.BytesIO(CSV), "list", sheet=0, header=(0, 1))
    assert next(table.rows) == ROWS[0]
    table.close()
    assert list(table.rows) == []
