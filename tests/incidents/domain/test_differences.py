"""In which letters two spellings differ: by sound between scripts, by letter within one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain import differences

SIGNS = {"": "{}", "spelt": "({})", "alone": "<{}>", "differs": "[{}]"}


def shown(*texts: str) -> list[str]:
    return [
        "".join(SIGNS[piece.state].format(piece.text) for piece in pieces) for pieces in differences.marked(list(texts))
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Бахытжан", "Бакытжан"), ["Ба[х]ытжан", "Ба[к]ытжан"]),
        (("Марат", "Мурат"), ["М[а]рат", "М[у]рат"]),
        (("Айдар Сейітов", "Айдана Сейітова"), ["Айда[р] Сейітов", "Айда[на] Сейітов[а]"]),
        (("Айдар Сейітов", "Асель Тестова"), ["[Айдар] [Сейітов]", "[Асель] [Тестова]"]),
    ],
)
def test_letters_that_are_others_are_marked_within_the_word(texts, expected):
    assert shown(*texts) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Жагипаров Бахытжан", "Bakhytzhan Zhagiparov"),
        ("Жагипаров", "Schagiparow"),
        ("Нұрлан Әбдіразақұлы Өтемісов", "Nurlan Abdirazakuly Utemisov"),
        ("Юрий Щербаков", "Yuri Shcherbakov"),
        ("Дмитрий Яковлев", "Dmitry Iakovlev"),
    ],
)
def test_one_sound_in_another_script_is_no_difference_in_any_order(one, other):
    assert shown(one, other) == [one, other]


def test_within_one_script_another_spelling_of_one_sound_is_told_apart_from_another_sound():
    assert shown("Қайрат Zhagiparov", "Кайрат Schagiparow") == ["(Қ)айрат (Zh)agiparo(v)", "(К)айрат (Sch)agiparo(w)"]
    assert not any(map(differences.differ, differences.marked(["Қайрат", "Кайрат"])))
    assert all(map(differences.differ, differences.marked(["Марат", "Мурат"])))


def test_an_initial_fits_its_word_and_what_only_one_of_them_says_is_told():
    assert shown("Е. Садықов", "Ержан Садықов Маратұлы") == ["Е. Садықов", "Е<ржан> Садықов <Маратұлы>"]
    assert shown("А. Садықов", "Ержан Садықов") == ["[А.] Садықов", "[Ержан] Садықов"]
    assert shown("Садықов Sh.", "Садықов Шаттық") == ["Садықов Sh.", "Садықов Ш<аттық>"]


def test_the_first_is_held_against_all_others_and_each_other_against_the_first():
    assert shown("Марат", "Мурат", "Marat") == ["М[а]рат", "М[у]рат", "Marat"]


def test_where_there_is_no_name_nothing_is_marked():
    assert shown("", "Марат") == ["", "Марат"]
    assert shown("Марат", "12") == ["Марат", "12"]
    assert shown() == []


@given(st.lists(st.text(max_size=60), max_size=4))
def test_no_letter_is_ever_lost_or_added(texts):
    pieces = differences.marked(texts)
    assert ["".join(piece.text for piece in row) for row in pieces] == texts
    assert {piece.state for row in pieces for piece in row} <= set(SIGNS)


@given(st.text(max_size=60))
def test_a_name_does_not_differ_from_itself(text):
    assert not any(map(differences.differ, differences.marked([text, text])))


def test_the_longest_names_take_no_time_to_speak_of():
    one, other = (
        " ".join(f"абвгдежзийклмнопрстуфхцч{letters}" for letters in row) for row in ("abcdefghij", "klmnopqrst")
    )
    began = time.process_time()
    differences.marked([one * 3, other * 3])
    assert time.process_time() - began < 5
