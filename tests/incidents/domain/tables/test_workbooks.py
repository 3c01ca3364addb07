"""Workbooks as Excel writes them, and as programs do that write them otherwise: dates, merged cells, hidden sheets."""

import datetime

import pytest

from incidents.domain.decoders import cells, headings
from tests.incidents.domain.tables import books, here

DAY = datetime.datetime(2022, 1, 8)


def typed(book) -> None:
    """One of each kind of cell."""
    sheet = book.add_worksheet("List")
    sheet.write_row(0, 0, ["Day", "Minute", "Hour", "Length", "Share", "True?", "Number", "Sum", "Error", "Long"])
    for at, (value, shown) in enumerate([
        (DAY, "dd.mm.yyyy"), (DAY.replace(hour=14, minute=30), "dd.mm.yyyy hh:mm"), (0.5, "hh:mm"), (1.5, "[h]:mm:ss"),
        (0.25, "0%"), (True, ""), (980101300123, "0"), (0.1 + 0.2, "0.0"),
    ]):  # fmt: skip
        sheet.write(1, at, value, book.add_format({"num_format": shown}) if shown else None)
    sheet.write_formula(1, 8, "=NA()", None, "#N/A")
    sheet.write_string(1, 9, "x" * 32_767)


@pytest.mark.parametrize("date_1904", [False, True])
def test_cells_are_text_as_a_reader_would_write_it(date_1904):
    data = books.excel(typed, date_1904=date_1904)
    assert here.rows(data, header=(0, 1))[1] == [
        "2022-01-08", "2022-01-08 14:30", "12:00", "36:00:00", "0.25", "TRUE", "980101300123", "0.3", "", "x" * 32_767,
    ]  # fmt: skip
    assert here.look(data).remarks == ("errors",)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1e21, "1E+21"), (-3.0, "-3"), (7, "7"), (123456789012345.0, "123456789012345"), (False, "FALSE"),
     (datetime.datetime(2022, 1, 7, 23, 59, 59, 991000), "2022-01-08"), (datetime.time(9, 5, 30), "09:05:30"),
     (datetime.datetime.max, "9999-12-31 23:59:59"), (datetime.date(1899, 12, 31), "1899-12-31")],
)  # fmt: skip
def test_odd_values_are_text_too(value, text):
    assert cells.row([value]) == [text]


def report(book) -> None:
    """A table as offices make it: a title, headings in two lines, a line of numbers, a place for several rows."""
    sheet, hidden = book.add_worksheet("Список"), book.add_worksheet("черновик")
    hidden.hide()
    hidden.write_column(0, 0, ["x", "y"])
    book.add_chartsheet("Chart")
    sheet.merge_range("A1:F1", "Список погибших")
    for area, name in (("A3:A4", "№"), ("B3:D3", "ФИО"), ("E3:E4", "Дата"), ("F3:F4", "Место")):
        sheet.merge_range(area, name)
    sheet.write_row(3, 1, ["Фамилия", "Имя", "Отчество"])
    sheet.write_row(4, 0, [1, 2, 3, 4, 5, 6])
    for at in range(3):
        sheet.write_row(5 + at, 0, [at + 1, "Иванов", "Иван", "Иванович", "08.01.2022"])
    sheet.merge_range("F6:F8", "Алматы")
    sheet.merge_range("A9:F9", "Область: неизвестно")
    sheet.write_row(9, 0, [4, "Петров", "Пётр", "", "", "Тараз"])


def test_headings_in_two_lines_under_a_title_and_places_of_several_rows_are_read_as_meant():
    data = books.excel(report)
    shown, hidden = here.look(data).sheets
    assert (shown.header, shown.rows, shown.columns, shown.merged) == ((2, 3), 5, 6, True)
    assert (hidden.name, hidden.hidden, hidden.headings) == ("черновик", True, ("x",))
    assert here.look(data).remarks == ("hidden", "merged")
    assert here.numbered(data) == [
        (0, ["№", "ФИО / Фамилия", "ФИО / Имя", "ФИО / Отчество", "Дата", "Место"]),
        *((6 + at, [str(at + 1), "Иванов", "Иван", "Иванович", "08.01.2022", "Алматы"]) for at in range(3)),
        (9, ["Область: неизвестно", "", "", "", "", ""]),
        (10, ["4", "Петров", "Пётр", "", "", "Тараз"]),
    ]  # fmt: skip


def test_a_list_that_begins_in_the_middle_of_a_sheet_keeps_its_numbers():
    def fill(book) -> None:
        sheet = book.add_worksheet()
        sheet.write_row("C5", ["Name", "Age"])
        sheet.write_row("C6", ["Асан", 20])

    assert here.numbered(books.excel(fill)) == [(0, ["A", "B", "Name", "Age"]), (6, ["", "", "Асан", "20"])]


@pytest.mark.parametrize(
    ("lines", "header"),
    [([["Name", "Age"], ["Асан", "20"]], (0, 1)), ([["1", "Асан", "20"], ["2", "Мария", "31"]], (0, 0)),
     ([["Deaths in January"], [], ["Name", "Age"], ["Асан", "20"]], (2, 1)),
     ([["Name", "2021", "2022"], ["Асан", "1", "0"], ["Мария", "0", "1"]], (0, 1)),
     ([["Name", "Age"], ["#person+name", "#age"], ["Асан", "20"]], (0, 2)),
     ([["Who", "", "When"], ["", "name", ""], ["1", "Асан", "8.1.2022"]], (0, 2)), ([], (0, 1))],
)  # fmt: skip
def test_where_the_headings_are_is_proposed(lines, header):
    assert headings.proposed(lines, []) == header


def test_letters_of_columns_go_on_after_z():
    assert [headings.letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_texts_in_the_cells_themselves_and_rows_without_numbers_are_read():
    assert here.rows(books.by_hand(books.lines([books.HEADINGS, *books.ROWS])))[1] == ["1", "Асан Сәрсенов", "22"]
    loose = "".join(f"<row>{books.cell('A1', one)}{books.cell('B1', two)}</row>".replace(' r="A1"', "").replace(' r="B1"', "")
                    for one, two in (("Name", "Age"), ("Асан", 20)))  # fmt: skip
    assert here.rows(books.by_hand(loose)) == [["Name", "Age"], ["Асан", "20"]]


def test_texts_in_several_pieces_with_phonetic_help_are_one():
    texts = "<si><t>Name</t></si><si><r><t>Аса</t></r><r><rPr><b/></rPr><t xml:space='preserve'>н </t></r></si>"
    sheet = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>'
    assert here.rows(books.by_hand(sheet, texts)) == [["Name"], ["Асан "]]


@pytest.mark.parametrize("formula", ["<f>1+1</f>", "<f>1+1</f><v></v>", "<f>1+1</f><v/>", '<f t="shared" si="0"/>'])
def test_a_formula_without_its_result_is_an_empty_cell_and_is_told(formula):
    sheet = (
        f'<row r="1">{books.cell("A1", "Name")}</row><row r="2">{books.cell("A2", "x")}<c r="B2">{formula}</c></row>'
    )
    data = books.by_hand(sheet)
    assert (here.look(data).remarks, here.rows(data)[1]) == (("formulas",), ["x"])


def test_a_formula_is_read_as_its_result():
    def fill(book) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Age"])
        sheet.write_formula(1, 0, '="А"&"сан"', None, "Асан")
        sheet.write_formula(1, 1, "=2022-2002", None, 20)

    data = books.excel(fill)
    assert (here.look(data).remarks, here.rows(data)[1]) == ((), ["Асан", "20"])


def test_signs_that_no_text_has_are_left_out_of_a_workbook_and_turning_ones_are_told():
    data = books.by_hand(books.lines([("Name", "Age"), ("x_x0000_y_x001F_\u202ez", 1)]))
    assert (here.look(data).remarks, here.rows(data)[1][0]) == (("direction",), "xy\u202ez")


def test_a_million_empty_rows_that_have_a_height_are_no_rows():
    empty = "".join(f'<row r="{number}" ht="15"/>' for number in range(4, 20_000))
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    data = books.by_hand(books.lines([("Name", "Age"), ("Асан", 20)]) + empty + far)
    assert here.look(data).sheets[0].rows == 1
    assert here.rows(data) == [["Name", "Age"], ["Асан", "20"]]
