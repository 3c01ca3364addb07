"""Two editions of one list side by side: by the keeper's number, by names in any spelling, cell by cell."""

import itertools
import uuid

import pytest

from incidents.domain import editions, names
from incidents.domain.editions import pairing
from incidents.domain.editions.rows import Row
from incidents.models import ListEdition, ListImport, Mention, Report, RowChange
from tests.factories import NOW
from tests.incidents.domain.imports.samples import a_list

HEADINGS = ["№", "Case", "Name", "Where", "Note"]
COLUMNS = {"0": "number", "1": "id", "2": "name", "3": "place", "4": "note"}
FIRST = (
    ("1", "K-1", "Ахметов Айдар", "Алматы", ""),
    ("2", "K-2", "Сейітова Дана", "Талдыкорган", "in hospital"),
    ("3", "K-3", "Omarov Yerlan", "Almaty", ""),
)
numbers = itertools.count(1)


@pytest.fixture
def series(reviewer):
    return a_list(reviewer)


def edition(series, rows, headings=HEADINGS, columns=COLUMNS, **told) -> ListEdition:
    """An edition with these rows, straight into the tables; `told` gives lists of columns of mentions."""
    by, former = series.created_by, series.editions.last()
    report = Report.objects.create(
        ref=f"R-{next(numbers):07}", key=uuid.uuid4(), status="submitted", channel="list", source=series.keeper,
        consent="not_asked", submitter=by, created_at=NOW, received_at=NOW,
    )  # fmt: skip
    number = former.number + 1 if former else 1
    found = ListEdition.objects.create(person_list=series, number=number, label=str(number), report=report,
                                       follows=former, headers=headings, rows=len(rows))  # fmt: skip
    at = {field: int(place) for place, field in columns.items()}
    for place, cells in enumerate(rows):
        name = cells[at["name"]]
        own = cells[at["id"]] if "id" in at else ""
        more = {column: values[place] for column, values in told.items()}
        Mention.objects.create(
            report=report, key=uuid.uuid4(), position=place + 1, name=name, name_folded=names.folded(name),
            name_keys=names.keys(name), naming=names.naming_level(name),
            row={"number": place + 2, "id": own, "cells": list(cells)}, **more,
        )  # fmt: skip
    ListImport.objects.create(
        ref=f"M-{next(numbers):07}", key=uuid.uuid4(), person_list=series, label="x", name="x.csv", size=1,
        sha256="0" * 64, stored="", key_sealed=b"", state="done", edition=found, columns=columns, by=by, at=NOW,
    )  # fmt: skip
    return found


def changed(now: ListEdition) -> list[tuple[str, str, str, list]]:
    """Kind, name before, name now, what differs."""
    editions.compare(now, at=NOW)
    rows = RowChange.objects.filter(edition=now).select_related("former", "mention")
    told = [(row.kind, row.former.name if row.former else "", row.mention.name if row.mention else "", row.fields)
            for row in rows]  # fmt: skip
    return sorted(told)


@pytest.mark.django_db
def test_a_first_edition_has_no_changes_and_the_same_again_none_either(series):
    assert changed(edition(series, FIRST)) == []
    now = edition(series, FIRST)
    assert changed(now) == []
    now.refresh_from_db()
    assert now.compared_at == NOW


@pytest.mark.django_db
def test_added_removed_respelt_and_changed_rows_are_told_cell_by_cell(series):
    edition(series, FIRST)
    now = edition(series, (
        ("1", "K-1", "Ахметов Айдар", "Алматы", "buried"),
        ("2", "K-3", "Омаров Ерлан", "Алматы", ""),
        ("3", "K-4", "Жақыпов Нұрлан", "Алматы", ""),
    ))  # fmt: skip
    assert changed(now) == [
        ("added", "", "Жақыпов Нұрлан", []),
        ("changed", "Ахметов Айдар", "Ахметов Айдар", [["Note", "", "buried"]]),
        ("removed", "Сейітова Дана", "", []),
        ("respelt", "Omarov Yerlan", "Омаров Ерлан", [["Name", "Omarov Yerlan", "Омаров Ерлан"],
                                                      ["Where", "Almaty", "Алматы"]]),
    ]  # fmt: skip


@pytest.mark.django_db
def test_numbers_that_only_count_the_rows_pair_nobody(series):
    running = {"1": "id", "2": "name"}
    edition(series, [("", str(n), row[2], "", "") for n, row in enumerate(FIRST, 1)], columns=running)
    now = edition(series, [("", str(n), row[2], "", "") for n, row in enumerate(reversed(FIRST), 1)], columns=running)
    assert {(kind, was == now_) for kind, was, now_, _fields in changed(now)} == {("changed", True)}


@pytest.mark.django_db
@pytest.mark.parametrize(("was", "now"), [
    ("Жақыпов Нұрлан", "Жакипов Нурлан"), ("Сейитов Ерлан", "Сеитов Ерлан"), ("Ахметов А.", "Ахметов А. К."),
    ("Мұса Ибрагим Халил", "Муса Ибрахим Халиль"), ("Omarov Yerlan", "Омаров Ерлан"),
])  # fmt: skip
def test_without_numbers_a_respelt_name_is_the_same_row(series, was, now):
    columns = {"2": "name"}
    edition(series, [("", "", was, "", ""), *FIRST], columns=columns)
    told = changed(edition(series, [*FIRST, ("", "", now, "", "")], columns=columns))
    assert [(kind, before, after) for kind, before, after, _fields in told] == [("respelt", was, now)]


@pytest.mark.django_db
@pytest.mark.parametrize(("was", "now"), [
    ("Ахметов Айдар", "Ахметов Марат"), ("Ахметов А.", "Ахметов Б."), ("Иванов Иван", "Петров Пётр"),
])  # fmt: skip
def test_another_name_is_another_row(series, was, now):
    columns = {"2": "name"}
    edition(series, [("", "", was, "", "")], columns=columns)
    told = changed(edition(series, [("", "", now, "", "")], columns=columns))
    assert [kind for kind, *_rest in told] == ["added", "removed"]


@pytest.mark.django_db
def test_of_namesakes_the_one_of_that_age_is_meant(series):
    columns = {"2": "name"}
    rows = [("", "", "Ким В.", "", "a"), ("", "", "Ким В.", "", "b")]
    edition(series, rows, columns=columns, age_low=[30, 60], age_high=[30, 60])
    now = edition(series, [("", "", "Ким В.", "", "c"), ("", "", "Ким В.", "", "a")], columns=columns,
                  age_low=[60, 30], age_high=[60, 30])  # fmt: skip
    assert changed(now) == [("changed", "Ким В.", "Ким В.", [["Note", "b", "c"]])]


@pytest.mark.django_db
def test_rows_without_a_name_are_paired_only_when_they_say_the_same(series):
    columns = {"2": "name"}
    edition(series, [("", "", "", "Алматы", "a man"), ("", "", "", "Алматы", "a boy")], columns=columns)
    now = edition(series, [("", "", "", "Алматы", "a man"), ("", "", "", "Алматы", "a girl")], columns=columns)
    assert [kind for kind, *_rest in changed(now)] == ["added", "removed"]


@pytest.mark.django_db
def test_the_number_of_an_identity_card_pairs_under_another_name_and_is_told_as_changed(series):
    columns = {"2": "name"}
    edition(series, [("", "", "Ахметов Айдар", "", "")], columns=columns, national_id_hash=["a" * 64])
    now = edition(series, [("", "", "Сейітов Марат", "", "")], columns=columns, national_id_hash=["a" * 64])
    assert changed(now) == [("changed", "Ахметов Айдар", "Сейітов Марат", [["Name", "Ахметов Айдар", "Сейітов Марат"]])]


@pytest.mark.django_db
def test_columns_are_compared_by_their_headings_wherever_they_stand(series):
    edition(series, FIRST)
    turned = [(row[2], row[1], "new", row[3], row[4]) for row in FIRST]
    now = edition(series, turned, ["Name", "Case", "Added", "WHERE", "Note"],
                  {"0": "name", "1": "id", "3": "place", "4": "note"})  # fmt: skip
    assert changed(now) == []


@pytest.mark.django_db
def test_an_edition_that_was_undone_meanwhile_is_not_compared(series):
    edition(series, FIRST)
    now = edition(series, FIRST[1:])
    gone = ListEdition.objects.select_related("follows").get(pk=now.pk)
    ListEdition.objects.filter(pk=now.pk).update(follows=None)
    assert editions.compare(gone, at=NOW) is None
    assert not RowChange.objects.exists()


@pytest.mark.django_db
def test_compared_again_it_says_the_same(series):
    edition(series, FIRST)
    now = edition(series, FIRST[1:])
    assert changed(now) == changed(now) == [("removed", "Ахметов Айдар", "", [])]


def row(pk: int, name: str, **told) -> Row:
    """A row as pairing sees it."""
    plain = {"id": "", "national": "", "birth": "", "age_low": None, "age_high": None, "sex": "unknown",
             "describing": "", "digest": str(pk)}  # fmt: skip
    return Row(pk=pk, name=name, folded=names.folded(name), **{**plain, **told})


def test_most_numbers_that_agree_vouch_for_one_that_does_not(monkeypatch):
    monkeypatch.setattr(pairing, "keys", lambda _pks: iter(()))
    people = ["Ахметов Айдар", "Сейітов Марат", "Ким Олег", "Тасгеров Ерлан", "Жақыпов Нұрлан"]
    former = [row(n, name, id=f"K{n}") for n, name in enumerate(people)]
    now = [row(100 + n, name, id=f"K{n}") for n, name in enumerate([*people[:4], "Бекова Сауле"])]
    sides = pairing.pair(former, now)
    assert [(one.pk, other.pk) for one, other in sides.pairs] == [(n, 100 + n) for n in range(5)]
    assert (sides.former, sides.now) == ([], [])
