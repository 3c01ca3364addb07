"""Keys by which a name is found, neighbours of a word, and what was meant on another keyboard layout."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Жагипаров Ерлан", "Schagiparow Jerlan"),
        ("Жағыпаров Ерлан Сәтбекұлы", "Yerlan Zhaghyparov"),
        ("Омарова Айгүл", "Aigul Omar"),
        ("Бакытжан Жумагулов", "Bakhytzhan Zhumagulov"),
        ("Бақытжан Тұрсынұлы Жұмағұлов", "Bakytżan Żumagułow"),
    ],
)
def test_spellings_of_one_name_share_a_pair_of_skeletons(one, other):
    assert any("+" in key for key in set(names.keys(one)) & set(names.keys(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Е. Жагипаров", "Zhagiparov Erlan Satbekovich"), ("Пак В.А.", "Вадим Андреевич Пак"), ("Жагипаров Ерлан", "Жагипаров Ербан")],
)  # fmt: skip
def test_initials_and_slips_share_a_skeleton_with_an_initial(one, other):
    assert any("." in key for key in set(names.keys(one)) & set(names.keys(other)))


def test_the_words_of_a_name_hold_its_readings_and_roots():
    assert names.words("Schagiparow Сәтбекұлы")[:4] == ["zhagiparov", "zhagipar", "shagiparov", "shagipar"]
    assert {"satbekuli", "satbek"} <= set(names.words("Schagiparow Сәтбекұлы"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("zhagiparov", "zhagparov"), ("zhagiparov", "zhagipraov"), ("zhagiparov", "shagiparow"), ("erlan", "erlen"),
     ("abdurakhmanov", "abdrahmnov")],
)  # fmt: skip
def test_words_within_a_slip_share_a_neighbour(one, other):
    assert set(names.near(names.fold(one))) & set(names.near(names.fold(other)))


def test_words_far_apart_share_none():
    assert not set(names.near("zhagiparov")) & set(names.near("omarov"))
    assert names.near("al") == ["al"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (";fubgfhjd", "жагипаров"),
        ("f,ls;fvbk rfqhfn", "абдыжамил кайрат"),
        ("2kbz", "әлия"),
        ("yehc9kfy", "нурсұлан"),
        ("Ярфпшзфкщм", "zhagiparov"),
    ],
)
def test_another_layout_is_read(typed, meant):
    assert meant.lower() in [other.lower() for other in names.other_layouts(typed)]


@given(st.text(max_size=60))
def test_any_text_has_layouts_and_neighbours(text):
    assert all(isinstance(other, str) and other != text for other in names.other_layouts(text))
    for word in names.words(text):
        assert len(names.near(word)) <= 400
