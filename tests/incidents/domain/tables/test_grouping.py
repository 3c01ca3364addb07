"""Forms that were filled in with Kobo or ODK: a group that repeats is a sheet of its own, joined by a key."""

import io

import pytest

from incidents.domain import tables
from tests.incidents.domain.tables import books

KOBO = {
    "Arrests": [("start", "Where?", "_id", "_uuid", "_index"), ("2022-01-09", "Алматы", 501, "u-1", 1),
                ("2022-01-10", "Тараз", 502, "u-2", 2)],
    "people": [("Name", "Age", "_index", "_parent_table_name", "_parent_index", "_submission__id"),
               ("Асан", 20, 1, "Arrests", 1, 501), ("Мария", 31, 2, "Arrests", 1, 501),
               ("Болат", "", 3, "Arrests", 2, 502), ("Nobody's", 7, 4, "Arrests", 9, 509)],
    "wounds": [("Wound", "_index", "_parent_table_name", "_parent_index", "_submission__id"),
               ("arm", 1, "people", 2, 501)],
}  # fmt: skip
ODK = {
    "Arrests.csv": "SubmissionDate,place,KEY\n2022-01-09,Алматы,uuid:a\n2022-01-10,Тараз,uuid:b\n",
    "Arrests-people.csv": "name,PARENT_KEY,KEY\nАсан,uuid:a,uuid:a/people[1]\nБолат,uuid:b,uuid:b/people[1]\n",
    "Arrests-people-wounds.csv": "wound,PARENT_KEY,KEY\narm,uuid:b/people[1],uuid:b/people[1]/wounds[1]\n",
    "__MACOSX/._Arrests.csv": b"\0\5\x16\x07",
}


def kobo() -> bytes:
    def fill(book) -> None:
        for name, rows in KOBO.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)

    return books.excel(fill)


def look(data: bytes) -> tables.Look:
    return tables.look(io.BytesIO(data), "form")


def test_groups_of_kobo_name_their_parent():
    found = tables.groups(look(kobo()))
    assert [(group.child, group.parent) for group in found] == [(1, 0), (2, 1)]
    assert found[0] == tables.Group(1, 0, 4, 4)


def test_each_row_of_a_group_stands_behind_the_row_that_it_belongs_to():
    table = tables.read_joined(io.BytesIO(kobo()), "form", parent=0, child=1, header=(0, 1))
    assert table.headings == ["start", "Where?", "_id", "_uuid", "_index", "Name", "Age", "_index 2",
                              "_parent_table_name", "_parent_index", "_submission__id"]  # fmt: skip
    assert [(number, row[1], *row[5:7]) for number, row in table.rows] == [
        (2, "Алматы", "Асан", "20"), (3, "Алматы", "Мария", "31"), (4, "Тараз", "Болат", ""), (5, "", "Nobody's", "7"),
    ]  # fmt: skip


def test_a_group_with_its_parent_is_a_sheet_more_that_is_read_like_any_other():
    found = look(kobo())
    assert [sheet.name for sheet in found.sheets] == [
        "Arrests",
        "people",
        "wounds",
        "Arrests + people",
        "people + wounds",
    ]
    joined = found.sheets[3]
    table = tables.read(io.BytesIO(kobo()), "form", sheet=joined.number, header=joined.header)
    assert (tuple(table.headings), joined.rows) == (joined.headings, 4)
    assert [tuple(cells) for _number, cells in table.rows] == list(joined.sample)
    assert tables.told.look(found.as_json()) == found


def test_the_files_that_odk_packs_are_sheets_and_their_keys_join_them():
    data = books.packed(ODK)
    found = look(data)
    assert (found.kind, [sheet.name for sheet in found.sheets]) == ("zip", [
        "Arrests", "Arrests-people", "Arrests-people-wounds",
        "Arrests + Arrests-people", "Arrests-people + Arrests-people-wounds",
    ])  # fmt: skip
    assert [(group.child, group.parent) for group in tables.groups(found)] == [(1, 0), (2, 1)]
    table = tables.read_joined(io.BytesIO(data), "form", parent=0, child=1, header=(0, 1))
    assert [(row[1], row[3]) for _number, row in table.rows] == [("Алматы", "Асан"), ("Тараз", "Болат")]


def test_sheets_without_a_key_are_no_groups_and_cannot_be_joined():
    data = books.packed({"a.csv": "name\nx\n", "b.csv": "name\ny\n"})
    assert tables.groups(look(data)) == ()
    with pytest.raises(tables.Unreadable, match="no_key"):
        tables.read_joined(io.BytesIO(data), "form", parent=0, child=1, header=(0, 1))
