"""ODS as LibreOffice writes it: repeated and covered cells, dates, paragraphs, rows that are repeated to the end."""

import pytest

from incidents.domain.decoders import ods_parts
from tests.incidents.domain.tables import books, here

KIND = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
END = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'  # noqa: E501


def cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def row(*cells: str, more: str = "") -> str:
    return f'<table:table-row {more}>{"".join(cells)}<table:table-cell table:number-columns-repeated="16379"/></table:table-row>'


def document(*rows: str, head: str = "") -> bytes:
    sheet = f'<table:table table:name="Список"><table:table-column/>{"".join(rows)}{END}</table:table>'
    return books.packed({
        "mimetype": KIND,
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/></manifest:manifest>',
        "content.xml": f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {SPACES}><office:body>'
        f"<office:spreadsheet>{sheet}</office:spreadsheet></office:body></office:document-content>",
    })  # fmt: skip


COVERED = "<table:covered-table-cell/>"
DATE = '<table:table-cell office:value-type="date" office:date-value="2022-01-08"><text:p>08.01.22</text:p></table:table-cell>'
NUMBER = (
    '<table:table-cell office:value-type="float" office:value="980101300123"><text:p>9,8E11</text:p></table:table-cell>'
)


def spanned(columns: int, rows: int) -> str:
    return f'table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}"'


def test_cells_are_read_by_their_values():
    data = document(row(cell("Name"), cell("Day"), cell("Number")), row(cell("Асан"), DATE, NUMBER))
    found = here.look(data)
    assert (found.kind, found.sheets[0].name, found.remarks) == ("ods", "Список", ())
    assert here.rows(data) == [["Name", "Day", "Number"], ["Асан", "2022-01-08", "980101300123"]]


def test_merged_cells_and_two_lines_of_headings_are_read_as_in_excel():
    data = document(
        row(cell("№", spanned(1, 2)), cell("Name", spanned(2, 1)), COVERED, cell("Place", spanned(1, 2))),
        row(COVERED, cell("Family"), cell("Given"), COVERED),
        row(cell("a"), cell("Иванов"), cell("Иван"), cell("Алматы", spanned(1, 2))),
        row(cell("b"), cell("Петров"), cell("Пётр"), COVERED),
    )
    assert here.look(data).sheets[0].header == (0, 2)
    assert here.numbered(data) == [
        (0, ["№", "Name / Family", "Name / Given", "Place"]),
        (3, ["a", "Иванов", "Иван", "Алматы"]),
        (4, ["b", "Петров", "Пётр", "Алматы"]),
    ]


def test_repeated_rows_and_cells_stand_as_often_as_they_say():
    data = document(
        row(cell("Name"), cell("Where"), cell("When")),
        row(cell("x"), cell("y", 'table:number-columns-repeated="2"'), more='table:number-rows-repeated="3"'),
        row(cell("z", spanned(2, 1)), COVERED, cell("q")),
    )
    assert here.rows(data)[1:] == [["x", "y", "y"]] * 3 + [["z", "z", "q"]]


def test_rows_repeated_a_thousand_million_times_are_not_made():
    many = 'table:number-rows-repeated="1048576" table:number-columns-repeated="16384"'
    assert here.broken(document(row(cell("Name")), row(cell("x", many), more=many)))


def test_entities_and_turned_directions_are_told():
    assert here.refused(document(head='<!DOCTYPE a [<!ENTITY b "c">]>')) == "entities"
    assert here.look(document(row(cell("Name")), row(cell("a\u202eb")))).remarks == ("direction",)


def test_a_formula_without_its_result_is_told():
    formula = '<table:table-cell table:formula="of:=1+1"/>'
    assert here.look(document(row(cell("Name"), cell("N")), row(cell("x"), formula))).remarks == ("formulas",)
    counted = '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'
    assert here.look(document(row(cell("Name"), cell("N")), row(cell("x"), counted))).remarks == ()


@pytest.mark.parametrize("size", [64, 1000])
def test_tags_that_are_cut_by_the_pieces_are_whole_again(monkeypatch, size):
    monkeypatch.setattr(ods_parts, "PART", size)
    test_merged_cells_and_two_lines_of_headings_are_read_as_in_excel()
