"""Text with delimiters as spreadsheets, databases and people write it: any sign between, any encoding, any line end."""

import codecs

import pytest

from incidents.domain.decoders import sheets
from incidents.domain.tables import sentence
from tests.incidents.domain.tables import here

RUSSIAN = "№;ФИО;Возраст\r\n1;Иванов Иван;22\r\n2;Петрова Мария;31\r\n"
KAZAKH = "№;Аты-жөні;Жасы\r\n1;Қуаныш Әбілқасым;22\r\n2;Гүлнұр Өмірзақ;31\r\n"


def cells(text: str) -> list[list[str]]:
    return [line.split(";") for line in text.splitlines()]


@pytest.mark.parametrize("sign", [";", ",", "\t", "|", "^", "~", "¦"])
def test_whatever_stands_between_the_cells_is_found(sign):
    data = RUSSIAN.replace(";", sign).encode()
    assert here.look(data).delimiter == sign
    assert here.rows(data) == cells(RUSSIAN)


def test_what_stands_inside_the_cells_does_not_cut_them():
    text = "name;age;place\nИванов, Иван;22;Алматы, ул. Абая\nПетров, Пётр;23;Тараз, центр\n"
    assert here.rows(text.encode()) == cells(text)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_lines_end_as_they_do_on_each_system(end):
    assert here.rows(RUSSIAN.replace("\r\n", end).encode()) == cells(RUSSIAN)
    assert here.rows(RUSSIAN.replace("\r\n", end).rstrip().encode()) == cells(RUSSIAN)


def test_the_line_in_which_excel_is_told_the_delimiter_is_no_row():
    for data in (b"sep=|\r\n" + RUSSIAN.replace(";", "|").encode(), ('"sep=;"\n' + RUSSIAN).encode("utf-16")):
        assert here.rows(data) == cells(RUSSIAN)
        assert here.numbered(data)[1][0] == 2


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_without_a_guess(name):
    found = here.look(KAZAKH.encode(name))
    assert (found.encoding, found.remarks) == (name, ())
    assert here.rows(KAZAKH.encode(name)) == cells(KAZAKH)


def test_utf16_of_the_other_order_has_its_mark_too():
    assert here.rows(codecs.BOM_UTF16_BE + KAZAKH.encode("utf-16-be")) == cells(KAZAKH)


@pytest.mark.parametrize(
    ("name", "text"),
    [("utf-16-le", RUSSIAN), ("utf-16-be", RUSSIAN), ("cp1251", RUSSIAN), ("cp866", RUSSIAN),
     ("mac-cyrillic", RUSSIAN), ("koi8-r", RUSSIAN.replace("№", "N")), ("kz1048", KAZAKH), ("ptcp154", KAZAKH)],
)  # fmt: skip
def test_encodings_without_a_mark_are_guessed_and_the_guess_is_told(name, text):
    found = here.look(text.encode(name))
    assert (found.encoding, found.remarks) == (name, ("guessed",))
    assert here.rows(text.encode(name)) == cells(text)


def test_kazakh_letters_that_became_question_marks_are_told():
    assert here.look(KAZAKH.encode("cp1251", "replace")).remarks == ("guessed", "lost")
    assert "?" not in sentence("lost")
    assert here.look("Имя;Где\nИван;Куда он пропал?\n".encode()).remarks == ()


@pytest.mark.parametrize(
    "data",
    [
        RUSSIAN.encode() + "Иванов;1;2\r\n".encode("cp1251"),
        "Name;Ort\nJosé Müller;Köln\nRené Maß;Zürich\n".encode("cp1252"),
    ],
)
def test_letters_that_make_no_sense_in_any_encoding_are_refused(data):
    assert here.refused(data) == "encoding"


def test_a_file_that_ends_in_the_middle_of_a_letter_was_cut():
    assert here.refused(RUSSIAN.encode() + "Ж".encode()[:1]) == "damaged"


def test_quoted_cells_hold_line_ends_delimiters_and_quotation_marks():
    data = b'name,note\r\n"a","line 1\r\nline 2, x"\r\n"b ""q""",z\r\n'
    assert here.numbered(data) == [(0, ["name", "note"]), (2, ["a", "line 1\r\nline 2, x"]), (3, ['b "q"', "z"])]


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line():
    assert here.refused(b'name,note\nx,y\n"a,b\nc,d\n') == "quotes:3"
    assert sentence("quotes:3").endswith("Line 3.")
    assert here.rows(b'name,note\na "x" b,c\nb"c,d\n')[1:] == [['a "x" b', "c"], ['b"c', "d"]]


def test_what_no_text_has_is_left_out_and_what_turns_the_direction_is_kept_and_both_are_told():
    data = b"name;age\nA\0n\0na;3\n" + b"Bela;4\n" * 50
    assert (here.look(data).remarks, here.rows(data)[1]) == (("controls",), ["Anna", "3"])
    data = "name;age\nA\u202eb;3\n".encode()
    assert (here.look(data).remarks, here.rows(data)[1]) == (("direction",), ["A\u202eb", "3"])


def test_what_is_too_long_or_too_wide_is_told():
    assert here.refused(b"name;age\n" + b"a" * 1_100_000 + b";1\n") == "long_cell:2"
    assert here.refused(b"a" * 5_000_000) == "long_cell"
    assert here.refused(b";".join([b"h"] * 501) + b"\n" + b";".join([b"1"] * 501)) == "wide"


def test_more_rows_than_a_list_may_have_are_told_and_empty_ones_do_not_count(monkeypatch):
    assert sheets.MOST_ROWS == 100_000
    monkeypatch.setattr(sheets, "MOST_ROWS", 1000)
    assert here.refused(b"n;a\n" + b"1;x\n" * 1001) == "too_many_rows"
    assert len(here.rows(b"n;a\n" + b"1;x\n" * 1000)) == 1001
    data = b"n;a\n1;x\n" + b";\n" * 1100 + b"2;y\n"
    assert here.look(data).sheets[0].rows == 2
    assert here.numbered(data)[1:] == [(2, ["1", "x"]), (1103, ["2", "y"])]


def test_a_colon_cuts_only_what_has_more_of_them_than_a_time():
    assert here.rows(b"a:b:c:d\n1:2:3:x\n")[0] == ["a", "b", "c", "d"]
    assert here.rows(b"When\n12:30:00\n13:10:00\n")[0] == ["When"]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"<html><table><tr><td>a</td></tr></table>", "web_page"), (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "web_page"),
     (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "not_table"), (b'[{"a": 1}]', "not_table"),
     (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "not_table"), (b"{\\rtf1", "not_table")],
)  # fmt: skip
def test_what_is_no_list_is_told_as_what_it_is(data, code):
    assert here.refused(data) == code


def test_short_lines_are_filled_up_and_columns_without_a_heading_get_their_letter():
    text = "Дата;Имя;Дата;;\n1;Иван;3;4;5\n2;Пётр\n"
    assert here.rows(text.encode()) == [["Дата", "Имя", "Дата 2", "D", "E"], ["1", "Иван", "3", "4", "5"],
                                        ["2", "Пётр", "", "", ""]]  # fmt: skip
