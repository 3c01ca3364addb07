"""What each column most likely is, and what their words mean."""

import pytest

from incidents.domain.imports import plan, proposing, valuing


@pytest.mark.parametrize(
    ("headings", "codes"),
    [
        ("№|ФИО|Г.р.|Пол|Статус|Дата смерти|Место гибели|ИИН|Примечание",
         "number name birth sex status when place national_id note"),
        ("№ п/п|Фамилия|Имя|Отчество|Возраст|Область|Город|Дата задержания|Дата освобождения",
         "number family given father age region place when:detained when:released"),
        ("Т.А.Ә.|Туған жылы|Жасы|Жынысы|Қайтыс болған күні|Орны|Ескерту", "name birth age sex when:died place note"),
        ("name|ar_name|dob|sex|age", "name other_name birth sex age"),
        ("start|grp/person/full_name|grp/person/age_years|grp/person/sex|what_happened|_uuid|_parent_index",
         "ignore name age sex status ignore ignore"),
        ("What is the name of the victim?|How old is the victim?|What happened to the victim?|When did it happen?",
         "name age status when"),
        ("Дата внесения|Имя|Место рождения|Место жительства", "ignore name note note"),
    ],
)  # fmt: skip
def test_headings_in_several_languages_are_known(headings, codes):
    assert list(proposing.propose(headings.split("|"), []).values()) == codes.split()


def test_without_headings_the_contents_tell():
    rows = [["1", "Ким Анна", "12.01.1990", "ж", "убит"], ["2", "Ли Олег", "12.01.1950", "м", "ранен"],
            ["3", "Тен Ира", "01.01.2001", "ж", "убит"]]  # fmt: skip
    assert list(proposing.propose(["", "", "", "", ""], rows).values()) == ["number", "name", "birth", "sex", "status"]


def test_columns_of_ones_and_noughts_are_lists_and_a_long_number_is_an_identity():
    rows = [["V1", "1", "0", "N/A", "900123456"], ["V2", "0", "1", "1", "900123457"]]
    found = proposing.propose(["victim", "A", "B", "C", "ID"], rows)
    assert list(found.values()) == ["id", "list", "list", "list", "national_id"]


def test_the_name_is_the_one_in_letters_that_most_here_read():
    rows = [["محمد أحمد", "Mohammad Ahmad"], ["سارة خليل", "Sara Khalil"]]
    assert proposing.propose(["الاسم", "English name"], rows) == {0: "other_name", 1: "name"}


def test_what_was_said_the_last_time_comes_first():
    kept = plan.remember(["Лицо", "Пол"], {0: "name", 1: "ignore"})
    assert proposing.propose(["пол", " ЛИЦО "], [], kept) == {0: "ignore", 1: "name"}


def test_their_words_are_listed_once_unknown_ones_first():
    rows = [(2, ["убит", "м"]), (3, ["Убит.", "-"]), (4, ["неведомо", "ер"]), (5, ["не пострадал", "қыз"])]
    asked = valuing.ask(rows, plan.Plan(("с", "п"), {0: "status", 1: "sex"}, {"status": {"неведомо": "missing"}}))
    assert asked["status"] == {"не пострадал": ("", 1), "убит": ("killed", 2), "неведомо": ("missing", 1)}
    assert asked["sex"] == {"ер": ("male", 1), "м": ("male", 1), "қыз": ("female", 1)}


@pytest.mark.parametrize(
    ("word", "code"),
    [("погиб", "died"), ("қаза тапқан", "died"), ("расстрелян", "killed"), ("ранена", "wounded"), ("missing", "missing"),
     ("пропал без вести", "missing"), ("ұсталған", "detained"), ("освобождён", "released"), ("жив", "found_alive"),
     ("погиб в результате пыток", "died tortured"), ("не задержан", ""), ("detained", "detained")],
)  # fmt: skip
def test_words_for_what_was_done_are_known(word, code):
    assert valuing.proposed("status", word) == code
