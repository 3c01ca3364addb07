"""Workbooks that nobody would make in good faith, and broken ones: a sentence each, soon, and little memory."""

import io
import zipfile

import pytest

from incidents.domain import tables
from incidents.domain.decoders import packages
from incidents.domain.decoding import child
from tests.incidents.domain.tables import books, here

LIST = books.lines([("Name", "Age"), ("Асан", 20)])
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(inside: str) -> bytes:
    return books.by_hand("", **{"xl/worksheets/sheet1.xml": f"<worksheet {MAIN}>{inside}</worksheet>"})


@pytest.mark.parametrize(
    ("part", "xml"),
    [("xl/sharedStrings.xml", '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><sst>&c;</sst>'),
     ("xl/worksheets/sheet1.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet>&b;</worksheet>'),
     ("xl/workbook.xml", '<!DOCTYPE a SYSTEM "http://example.org/x.dtd"><workbook/>')],
)  # fmt: skip
def test_entities_are_never_looked_up(part, xml):
    assert here.refused(books.by_hand(LIST, **{part: xml})) == "entities"


@pytest.mark.parametrize(
    "cells",
    ['<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', '<row r="99999999"><c r="A99999999"><v>1</v></c></row>',
     '<row r="2"><c r="SF1048576"><v>1</v></c></row>'],
)  # fmt: skip
def test_a_cell_far_away_does_not_make_a_sheet_of_millions(cells):
    assert here.refused(books.by_hand(LIST + cells)) in ("stretched", "wide")


def test_what_a_sheet_says_of_its_size_is_not_believed():
    data = sheet(f'<dimension ref="A1:XFD1048576"/><sheetData>{LIST}</sheetData>')
    assert here.rows(data) == [["Name", "Age"], ["Асан", "20"]]


def test_merged_areas_that_lie_over_everything_are_no_work():
    areas = '<mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:A1"/>' + '<mergeCell ref="A1:B1048576"/>' * 3000
    data = sheet(f"<sheetData>{LIST}</sheetData><mergeCells>{areas}</mergeCells>")
    assert here.rows(data, header=(0, 1))[1] == ["Асан", "20"]


def test_a_bomb_is_seen_by_what_its_table_of_contents_says(monkeypatch):
    monkeypatch.setattr(packages, "LARGE", 10**6)
    data = books.by_hand(LIST, texts="<si><t>" + "x" * 10**6 + "</t></si>")
    assert here.refused(data) == "bomb"


def test_a_table_of_contents_that_lies_does_not_get_more_unpacked(monkeypatch):
    data = bytearray(books.by_hand(LIST, texts="<si><t>" + "x" * 100_000 + "</t></si>"))
    size = zipfile.ZipFile(io.BytesIO(data)).getinfo("xl/sharedStrings.xml").file_size.to_bytes(4, "little")
    assert here.broken(data.replace(size, (100).to_bytes(4, "little")))
    monkeypatch.setattr(packages, "MOST_TEXTS", 1000)
    assert here.refused(bytes(data)) == "too_large"


@pytest.mark.parametrize(
    ("data", "code"),
    [({"[Content_Types].xml": "x", "word/document.xml": "x"}, "not_table"), ({"a.txt": "x"}, "not_table"),
     ({"Index/Document.iwa": "x"}, "other_workbook"), ({"xl/workbook.bin": "x"}, "other_workbook"),
     ({"content.xml": "x", "META-INF/manifest.xml": "<manifest:encryption-data/>"}, "locked")],
)  # fmt: skip
def test_what_is_packed_likewise_is_told_as_what_it_is(data, code):
    assert here.refused(books.packed(data)) == code


@pytest.mark.parametrize(("name", "code"), [("EncryptedPackage", "locked"), ("WordDocument", "not_table")])
def test_files_of_the_old_office_are_told_apart(name, code):
    assert here.refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + name.encode("utf-16-le")) == code


def test_a_zip_with_a_password_is_closed():
    data = bytearray(books.simple())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    assert here.refused(bytes(data)) == "locked"


@pytest.mark.parametrize(
    "data",
    [books.simple()[:3000], b"PK\x03\x04" + bytes(100), books.by_hand('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'),
     books.by_hand(LIST + "<row><c"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le")],
)  # fmt: skip
def test_what_is_cut_short_or_spoilt_is_damaged(data):
    with pytest.raises(tables.Unreadable, match="damaged"):
        tables.look(io.BytesIO(data), "list.xlsx")


def test_a_child_that_runs_out_of_memory_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setitem(child.MEMORY, "sheets", 96 * 1024**2)
    with pytest.raises(tables.Unreadable, match="too_hard"):
        tables.look(io.BytesIO(books.by_hand(LIST + "<x:row><x:c r='ZZ1048576'><x:v>1</x:v></x:c></x:row>")), "x")


def test_a_file_that_is_too_large_is_not_even_begun(monkeypatch):
    monkeypatch.setattr(tables.reading, "MOST_BYTES", 10)
    with pytest.raises(tables.Unreadable, match="too_large"):
        tables.look(io.BytesIO(b"a;b\n1;2\n3;4\n"), "x")
