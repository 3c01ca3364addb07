"""How alike two names are: every family of spellings is one, near names are not, and every word is explained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain import names
from incidents.domain.names.laying import SIGNS_OF_ONE

MAN = "Жағыпаров Нұрғиса Дәуренұлы"
WOMAN = "Шыңғысова Әйгерім Қуанышқызы"
SPELLINGS = [
    (MAN, "Zhaghyparov Nurghisa Daurenuly"),  # English, as the press writes
    (MAN, "Zhagiparov Nurgisa Daurenovich"),  # BGN/PCGN of the Russian
    (MAN, "Jaǵyparov Nurǵısa Dáýrenuly"),  # Kazakh Latin of 2018
    (MAN, "Jağyparov Nūrğisa Däurenūly"),  # of 2021
    (MAN, "Jağıparov Nurğïsa Däwrenulı"),  # of the agency
    (MAN, "Çaƣьparov Nurƣisa Dəvrenulь"),  # of 1929
    (MAN, "Schagyparow Nurgissa Daurenowitsch"),  # German
    (MAN, "Jaguyparov Nourguissa Daourenovitch"),  # French
    (MAN, "Żagyparow Nurgisa Daurenowicz"),  # Polish
    (MAN, "Žagyparov Nurgisa Daurenovič"),  # GOST, scholarly
    (MAN, "Jagıparov Nurgisa Daurenoviç"),  # Turkish
    (MAN, "ЖАГИПАРОВ Нургиса Дауренович"),
    (MAN, "Нұрғиса Жағыпаров"),
    (MAN, "Жағыпаров, Нұрғиса Дәурен ұлы"),
    (WOMAN, "Shynggysova Aigerim Quanyshqyzy"),
    (WOMAN, "Shyńǵysova Áıgerim Qýanyshqyzy"),
    (WOMAN, "Şyñğysova Äigerım Quanyşqyzy"),
    (WOMAN, "Schyngyssowa Aigerim Quanyschkysy"),
    (WOMAN, "Szyngysowa Ajgerim Kuanyszkyzy"),
    (WOMAN, "Чингисова Айгерим Куанышевна"),
    (WOMAN, "Cьŋƣьsova Əjgerim Quvanьcqьzь"),
    ("Асанғазы Оразкүл", "ASANGAZY Orazkul Asangazyқyzy"),
    ("Омар Айдар", "Айдар Омаров"),
    ("Тұяқбай Жармахан", "Scharmachan Tujaqbai"),
    ("Рахат Қуанышбекұлы Әубәкіров", "Raxat Qwanisbekovic Awbakirov"),
    ("Темирлан Ибраев", "Тамерлан Ыбраев"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS, ids=lambda name: name)
def test_every_family_of_spellings_is_read_as_one_name(one, other):
    found = names.likeness(one, other)
    assert {part.level for part in found.parts if part.left} <= set(SIGNS_OF_ONE)
    assert found.bits > 8
    assert found.contradiction == ""


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Омаров Айдар", "Омаров Айдос", "other"),
        ("Омаров Марат", "Омаров Мурат", "known_slip"),
        ("Арбеков Ғалиақпар", "Арбекжанов Галиакпар", "longer"),
        ("Балғабеков Ерлан", "Балғабекбеков Ерлан", "longer"),
        ("Карышев Павел", "Карышин Павел", "longer"),
        ("Саша Иванов", "Иванов Александр", "nickname"),
        ("Нұрик Омаров", "Омаров Нұрлан", "nickname"),
        ("Е. Жагипаров", "Жагипаров Ерлан", "initial"),
        ("А. Жагипаров", "Жагипаров Ерлан", "initial_other"),
        ("Руслан Мардан", "Мардан Бугенбаев", "other"),
        ("Майкин Николай Витаоьевич", "Николай Витальевич Майкин", "slip"),
        ("Бауыржан Омаров", "Бауржан Омаров", "spelled"),
    ],
)
def test_words_agree_at_a_level(one, other, level):
    assert level in {part.level for part in names.likeness(one, other).parts}


def test_father_and_son_with_names_changed_about_are_not_alike():
    found = names.likeness("Акбердиев Ануар Алиулы", "Akberdiyev Ali Anuaruly")
    assert found.bits < 0
    assert found.contradiction == "father"


def test_a_maiden_name_or_a_nickname_may_be_the_one_that_meets():
    assert names.likeness("Омарова (урожд. Ахметова) Айгүл", "Айгуль Ахметова").bits > 6
    assert names.likeness("Александр «Шурик» Пак", "Шурик Пак").bits > 6


def test_a_brother_and_a_sister_are_less_alike_than_two_spellings():
    brother = names.likeness("Айдар Жандосов", "Айдана Жандосова")
    assert brother.bits < 0 < names.likeness("Айдар Жандосов", "Zhandosov Aydar").bits


def test_a_rare_surname_says_more_than_a_common_one():
    rare, common = names.likeness("Щекотуров Иван", "Щекотуров Иван"), names.likeness("Ахметов Иван", "Ахметов Иван")
    assert rare.bits > common.bits


def test_what_is_typed_may_be_unfinished():
    typed, held = "Kanapjanow Ai", "Канапьянов Айтас Серикжанович"
    assert "begins" in {part.level for part in names.likeness(typed, held, typed=True).parts}
    assert names.likeness(typed, held, typed=True).bits > names.likeness(typed, held).bits + 5


def test_each_part_shows_its_words_where_they_stand():
    found = names.likeness("Жагипаров Ерлан", "E. Schagiparow")
    left = {part.left: "Жагипаров Ерлан"[slice(*part.left_span)] for part in found.parts if part.left_span}
    assert left == {"Жагипаров": "Жагипаров", "Ерлан": "Ерлан"}
    assert sum(part.bits for part in found.parts) == pytest.approx(found.bits)


def test_nobody_is_like_nobody_by_name():
    assert names.likeness("неизвестный", "неизвестный").bits == 0
    assert names.likeness("", "Айдар").parts == ()


WORDS = ["Айдар", "Жандосов", "Zhagiparov", "Сәтбекұлы", "Е.", "(урожд. Ахметова)", "Омарова,", "Wali", "«Саша»", "Пак"]
NAMES = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join) | st.text(max_size=40)


@given(NAMES, NAMES)
def test_likeness_is_the_same_in_both_directions_and_bounded(one, other):
    there, back = names.likeness(one, other), names.likeness(other, one)
    assert there.bits == pytest.approx(back.bits)
    assert -120 < there.bits < 120
    assert 0 <= there.score <= 1
    assert {"father", ""} >= {there.contradiction}
