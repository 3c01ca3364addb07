"""A name taken apart: order, commas, capitals, initials, fathers, maiden names, nicknames, titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain import names
from incidents.domain.names.parsing import Name


def roles(name: Name) -> list[tuple[str, str]]:
    return [(word.raw, word.role) for word in name.words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Жагипаров Ерлан Сәтбекұлы", "family given father"),
        ("Ерлан Сәтбекұлы Жагипаров", "given father family"),
        ("Жагипаров, Ерлан", "family given"),
        ("Мейрам, Ерлан Сәтбекұлы", "family given father"),
        ("СМАГУЛ Бахытбек", "family given"),
        ("Е. Жагипаров", "initial family"),
        ("Жагипаров Е.С.", "family initial initial"),
        ("Омарова Айгүл Сәтбек қызы", "family given father"),
        ("Omarova Aigul Satbek kyzy", "family given father"),
        ("Zhandosov Aidar Satbekovich", "family given father"),
        ("Schandossow Aidar Satbekowitsch", "family given father"),
        ("Рогалевич Денис Михайлович", "unknown unknown father"),
        ("Мейрам Исатай Әбуұлы", "unknown unknown father"),
        ("Айдар Сәтбекұлы", "unknown unknown"),
        ("Омаров Сәтбекұлы", "family father"),
        ("Айдын Тұрсын", "unknown unknown"),
        ("Константин Пак", "unknown unknown"),
        ("марқұм Абай Жандосов", "title given family"),
        ("г-н Жандосов", "title family"),
        ("Абай Жандосов (найман руы)", "given family clan title"),
        ("Майкин Николай Витаоьевич", "family given father"),
    ],
)
def test_each_word_has_its_role(text, expected):
    assert " ".join(role for _, role in roles(names.parse(text))) == expected


def test_a_maiden_name_and_a_nickname_stand_aside():
    woman = names.parse("Омарова (урожд. Ахметова) Айгүл")
    assert ("Ахметова", "maiden") in roles(woman)
    assert [word.raw for word in woman.plain] == ["Омарова", "Айгүл"]
    man = names.parse("Александр «Саша» Иванов")
    assert ("Саша", "nickname") in roles(man)
    assert [word.raw for word in man.plain] == ["Александр", "Иванов"]


def test_a_word_knows_where_it_stands_in_the_text():
    text = "Жандосов,  Айдар Сәтбек ұлы"
    for word in names.parse(text).words:
        start, end = word.span
        assert names.parse(text).text[start:end].replace(" ", "") == word.raw


def test_of_two_initials_the_second_is_the_fathers():
    parsed = names.parse("Пак В.А.")
    assert [word.raw for word in parsed.plain] == ["Пак", "В."]
    assert [word.raw for word in parsed.fathers] == ["А."]


@pytest.mark.parametrize(
    "text",
    ["", " . ", "17 жастағы қыз бала", "Неизвестная девочка, 17 лет", "a 57-year-old woman", "Белгісіз ер адам",
     "unnamed girl, 13", "мальчик", "unidentified man"],
)  # fmt: skip
def test_a_description_is_no_name(text):
    assert names.parse(text).is_unnamed
    assert names.keys(text) == []


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Айгүл Сәтбекқызы", "f"), ("Айдар Сәтбекұлы Омаров", "m"), ("Омарова Айгуль", "f"), ("Омаров Нурай", "m"),
        ("Olga Andreyevna Kikolenko", "f"), ("Swetlana Iwanowna Fercho", "f"), ("Пак Вадим", ""), ("Айдын Тұрсын", ""),
        ("17 жастағы қыз бала", "f"), ("Неизвестный мальчик", "m"), ("unidentified man", "m"), ("unknown woman", "f"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_sex_is_told_by_endings_or_words(text, sex):
    assert names.sex(text) == sex


@given(st.text(max_size=80))
def test_any_text_is_read(text):
    parsed = names.parse(text)
    assert len(parsed.plain) <= 4
    assert len(names.keys(text)) <= 60
    assert all(0 < len(key) <= 40 for key in names.keys(text))
    assert set(names.words(text)) <= set(names.keys(text)) | set(names.words(text)[24:])
    assert names.sex(text) in ("f", "m", "")
