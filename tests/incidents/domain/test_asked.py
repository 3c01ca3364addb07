"""What is typed into the search box, taken apart."""

import pytest

from incidents.domain import asked


def test_words_and_phrases_are_told_apart():
    found = asked.read('  Мост "у старого моста" 2022  в ')
    assert found.words == ("мост", "2022")
    assert found.phrases == (("у", "старого", "моста"),)
    assert found.every == ("мост", "2022", "у", "старого", "моста")


def test_short_words_count_where_there_are_no_others():
    assert asked.read("ал в").words == ("ал", "в")


@pytest.mark.parametrize("text", ["", "   ", '""', "«»", "!!! --- ***", "\u202e\u200b"])
def test_a_text_without_words_asks_for_nothing(text):
    assert asked.read(text).every == ()


def test_a_long_text_is_cut():
    found = asked.read("слово" * 100 + " и ещё " + " ".join(f"слово{number}" for number in range(1000)))
    assert len(found.words) <= asked.MOST_WORDS
    assert all(len(word) <= 60 for word in found.words)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Ёлка у МО́СТА", "елка у моста"),
        ("a&b|c:*!(d) <-> 'e'", "a b c d e"),
        ("Кафе\u0301, кафе", "кафе кафе"),
        ("ＦＵＬＬ ﬁne", "full fine"),
        ("ҚАЙТЫС болған", "қайтыс болған"),
    ],
)
def test_words_are_kept_in_one_form(written, kept):
    assert asked.plain(written) == kept


@pytest.mark.parametrize("word", ["мәйітханада", "мәйітханаға", "мәйітханадан", "мәйітханасында", "мәйітханаларға"])
def test_kazakh_endings_are_cut(word):
    assert "мәйітхана".startswith(asked.stem(word))
    assert len(asked.stem(word)) >= len("мәйітх")


@pytest.mark.parametrize(
    ("word", "stem"), [("алматыда", "алматы"), ("победа", "победа"), ("қала", "қал"), ("да", "да")]
)
def test_of_words_that_may_be_russian_less_is_cut(word, stem):
    assert asked.stem(word) == stem
