"""A claimed figure in words: no number is rounded, joined or guessed on its way to the page."""

import pytest
from django.utils import translation

from incidents.domain.queries import figure_words as words
from incidents.models import Actor, FigureClaim


@pytest.mark.parametrize(
    ("low", "best", "high", "said"),
    [
        (None, 149, None, "149"),
        (17, None, None, "at least 17"),
        (None, None, 20, "up to 20"),
        (17, None, 20, "17 to 20"),
        (17, None, 17, "17"),
        (140, 150, 160, "150 (140 to 160)"),
        (150, 150, 150, "150"),
        (140, 150, None, "150 (at least 140)"),
        (None, 4578, None, "4,578"),
        (None, 9_999_999_999, None, "9,999,999,999"),
        (0, None, None, "at least 0"),
    ],
)
def test_a_number_is_told_as_it_was_said(low, best, high, said):
    assert words.span(low, best, high) == said


def test_words_and_what_is_not_known_stay_so():
    assert words.number(FigureClaim(value="words", words="dozens")) == "“dozens”"
    assert words.number(FigureClaim(value="unknown")) == "said to be not known"


def test_a_line_tells_what_is_counted_of_whom_where_and_how():
    claim = FigureClaim(
        unit="bodies", status="dead", population="attackers", population_words="terrorists", place_text="Almaty",
        window_edtf="2022-01-05/2022-01-14", as_of_edtf="2022-01-15", method="mortuaries",
    )  # fmt: skip
    told = words.counted(claim)
    for part in (
        "bodies",
        "dead",
        "“terrorists”",
        "Almaty",
        "5",
        "14 January 2022",
        "as of 15 January 2022",
        "mortuaries",
    ):
        assert part in told


def test_what_was_not_stated_takes_no_words():
    assert words.counted(FigureClaim(status="killed")) == "killed"


def test_who_says_it_is_told_in_the_reader_s_language():
    actor = Actor(name_en="Prosecutor General", name_ru="Генеральный прокурор", name_kk="Бас прокурор")
    claim = FigureClaim(claimant=actor, speaker="the deputy")
    with translation.override("ru"):
        assert words.speaker(claim) == "Генеральный прокурор, the deputy"
