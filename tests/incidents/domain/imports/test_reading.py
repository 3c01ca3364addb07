"""What each row of a list becomes."""

from datetime import date

import pytest

from incidents.domain.imports import reading
from incidents.domain.imports.catalogue import Catalogue, Spot
from incidents.domain.imports.plan import EMPTY_CELLS, LEAVE_OUT, Plan
from incidents.vocabulary import Consent

KEY = b"k" * 32
HEADINGS = ("№", "ФИО", "Дата рождения", "Пол", "Статус", "Дата", "Место", "ИИН")
COLUMNS = dict(enumerate(("number", "name", "birth", "sex", "status", "when", "place", "national_id")))
ALMATY = Spot(7, "city:almaty")


def read(rows, columns=None, headings=HEADINGS, **told):
    catalogue = Catalogue(date(2026, 1, 1), told.pop("key", KEY), [ALMATY], {"almati": [0]}, {}, {})
    plan = Plan(headings, columns or COLUMNS, told.pop("values", {}), told, "Keeper")
    return list(reading.read(enumerate(rows, 2), plan, catalogue))


def row(**told):
    values = {"№": "1", "ФИО": "Жандосов Айдар Болатұлы", "Дата рождения": "01.02.1990", "Пол": "м", "Статус": "убит",
              "Дата": "8 января 2022 г.", "Место": "Алматы", "ИИН": "900201300123"} | told  # fmt: skip
    return [values[heading] for heading in HEADINGS]


def codes(found):
    return [problem.code for problem in found.problems]


def test_a_row_becomes_a_mention_with_its_act():
    found = read([row()])[0]
    mention, act = found.mention, found.acts[0]
    assert (found.number, found.problems, found.idle) == (2, (), "")
    assert (mention["name"], mention["naming"], mention["sex"]) == ("Жандосов Айдар Болатұлы", "named", "male")
    assert (mention["birth_edtf"], mention["age_low"], mention["age_high"]) == ("1990-02-01", 31, 31)
    assert (act["kind"], act["when_edtf"], act["place_id"], act["place_text"]) == ("killed", "2022-01-08", 7, "Алматы")


def test_the_row_is_kept_verbatim_but_for_identity_numbers_and_what_is_secret():
    columns = COLUMNS | {3: "secret"}
    found = read([row(ФИО="  =1+1  ")], columns)[0]
    assert found.mention["row"]["cells"] == [
        "1",
        "  =1+1  ",
        "01.02.1990",
        "",
        "убит",
        "8 января 2022 г.",
        "Алматы",
        "",
    ]
    assert len(found.mention["national_id_hash"]) == 64


def test_an_identity_number_has_one_hash_in_each_way_of_writing_it_and_another_under_another_key():
    hashes = [read([row(ИИН=text)], key=key)[0].mention["national_id_hash"] for text, key in
              (("900201300123", KEY), ("9002 0130-0123", KEY), ("900201300124", KEY), ("900201300123", b"o" * 32))]  # fmt: skip
    assert (hashes[0] == hashes[1], len(set(hashes))) == (True, 3)


def test_a_row_with_an_error_becomes_nothing_unless_somebody_takes_it_without_that_cell():
    wrong = row(Дата="2022-02-30")
    assert (read([wrong])[0].mention, codes(read([wrong])[0])) == (None, ["date_no_day"])
    taken = read([wrong], errors=EMPTY_CELLS)[0]
    assert (taken.mention["name"], taken.acts[0]["when_edtf"], codes(taken)) == (
        "Жандосов Айдар Болатұлы", "", ["date_no_day"])  # fmt: skip
    assert taken.mention["row"]["cells"][5] == "2022-02-30"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"Дата рождения": "31.12.9999"}, "date_year"),
        ({"Дата рождения": "131"}, "age_far"),
        ({"Дата рождения": "-5"}, "age_far"),
        ({"Дата рождения": "01.02.2023"}, "born_later"),
        ({"Статус": "абракадабра"}, "status_unknown"),
        ({"ФИО": "а" * 40_000}, "too_long"),
        ({"ФИО": "Ким " * 90}, "name_long"),
        ({"Дата рождения": "34"}, "birth_as_age"),
        ({"Дата": "08.01.2099"}, "date_ahead"),
        ({"Пол": "??!"}, "sex_unknown"),
        ({"Место": "Неведомск"}, "place_unknown"),
        ({"Статус": ""}, "no_status"),
        ({"ФИО": "Неизвестный мужчина"}, "no_name"),
        ({"ФИО": "Иван\u202eов Пётр"}, "hidden"),
    ],
)
def test_what_is_wrong_with_a_cell_is_said(told, code):
    assert code in codes(read([row(**told)])[0])
    assert all(problem.sentence for problem in read([row(**told)])[0].problems)


def test_what_hides_is_taken_out_of_the_name_and_stays_in_the_row_as_far_as_a_database_can_keep_it():
    found = read([row(ФИО="Иван\u202eов\x00 Пё\u200bтр")])[0]
    assert (found.mention["name"], found.cells[1]) == ("Иванов Пётр", "Иван\u202eов Пё\u200bтр")


def test_rows_that_would_do_nothing_are_known():
    rows = [["1", "2", "3", "4", "5", "6", "7", "8"], row(), ["", "", "", "", "", "", "", ""], list(HEADINGS),
            ["2", "", "", "", "", "", "", ""], ["Итого", "2", "", "", "", "", "", ""], ["г. Алматы"] * 8,
            ["", "Алматы", "", "", "", "", "", ""]]  # fmt: skip
    assert [found.idle for found in read(rows)] == [
        "heading", "", "empty", "heading", "empty", "total", "section", "section"]  # fmt: skip


def test_initials_and_names_in_several_columns_make_one_name():
    columns = {0: "family", 1: "given", 2: "father", 3: "initials", 4: "other_name"}
    rows = [["Ахметов", "", "", "А.Б.", ""], ["Ахметова", "Асель", "Қайратқызы", "", "Akhmetova Assel"]]
    short, full = read(rows, columns, ("Фамилия", "Имя", "Отчество", "Инициалы", "Latin"), kind="killed")
    assert (short.mention["name"], short.mention["naming"]) == ("Ахметов А.Б.", "partial")
    assert (full.mention["name"], full.spellings) == ("Ахметова Асель Қайратқызы", ("Akhmetova Assel",))


@pytest.mark.parametrize("name", ["Жертва №3", "Victim 12", "Неизвестный", "17"])
def test_a_number_or_a_word_for_nobody_is_no_name(name):
    mention = read([row(ФИО=name)])[0].mention
    assert (mention["name"], mention["naming"], mention["describing"]) == ("", "unnamed", name)


def test_a_matrix_of_nameless_people_tells_who_is_on_which_list():
    columns = {0: "id", 1: "list", 2: "list", 3: "list"}
    found = read([["V1", "1", "N/A", ""], ["V2", "0", "maybe", "1"]], columns, ("victim", "A", "B", "C"),
                 kind="killed", lists={"1": "L-A", "2": "L-B", "3": "L-C"}, errors=EMPTY_CELLS)  # fmt: skip
    assert found[0].marks == (("L-A", "listed"), ("L-B", "not_covered"))
    assert (found[0].id, found[0].mention["naming"]) == ("V1", "unnamed")
    assert (found[1].marks, codes(found[1])) == ((("L-A", "not_listed"), ("L-C", "listed")), ["mark_unknown"])


def test_a_word_means_what_somebody_said_it_means():
    values = {"status": {"жоқ қылынды": "killed"}, "sex": {"1": LEAVE_OUT, "2": "female"}}
    found = read([row(Статус="Жоқ қылынды", Пол="2"), row(Статус="жоқ қылынды.", Пол="1")], values=values)
    assert [one.acts[0]["kind"] for one in found] == ["killed", "killed"]
    assert [(one.mention["sex"], codes(one)) for one in found] == [("female", []), ("unknown", [])]


def test_several_days_make_several_acts_and_what_holds_for_every_row_fills_the_gaps():
    columns = {0: "name", 1: "when:detained", 2: "when:released"}
    rows = [["Ким Анна", "5 января", "09.01.2022"], ["Ким Олег", "", ""]]
    both, none = read(rows, columns, ("ФИО", "Задержан", "Отпущен"), kind="missing", when="2022-01", place="Алматы")
    assert [(act["kind"], act["when_edtf"], act["place_id"]) for act in both.acts] == [
        ("detained", "2022-01-05", 7), ("released", "2022-01-09", 7)]  # fmt: skip
    assert [(act["kind"], act["when_edtf"]) for act in none.acts] == [("missing", "2022-01")]


def test_one_word_can_tell_two_deeds():
    assert [act["kind"] for act in read([row(Статус="задержан, избит")])[0].acts] == ["tortured", "detained"]


def test_a_plan_says_what_it_lacks():
    assert Plan(("a",), {0: "ignore"}).lacks
    assert Plan(("a", "b"), {0: "name", 1: "name"}, {}, {"kind": "killed"}).lacks
    assert Plan(("a", "b"), {0: "name", 1: "list"}, {}, {"kind": "killed"}).lacks
    assert Plan(("a",), {0: "name"}).lacks
    complete = Plan(("a",), {0: "name"}, {}, {"kind": "killed"})
    assert (complete.lacks, complete.option("consent")) == ([], Consent.NOT_ASKED)
