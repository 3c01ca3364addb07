"""Where something lies on a map, and how somebody was moved in custody."""

import datetime as dt
import itertools
from types import SimpleNamespace

import pytest
from django.utils import translation

from incidents.domain import placing

numbers = itertools.count(1)
SPLIT = dt.date(2022, 6, 8)


def act(day="", until="", *, held="", kind="detained", person=1, polarity="asserts"):
    """What the module reads of an act."""
    lower = dt.date.fromisoformat(day) if day else None
    upper = dt.date.fromisoformat(until or day) if day else None
    return SimpleNamespace(
        pk=next(numbers), kind=kind, polarity=polarity, custody_place=held, when_edtf=day, when_lower=lower, when_upper=upper,
        mention=SimpleNamespace(person_id=person), mention_id=7,
    )  # fmt: skip


def ways(*acts):
    """Where from, where to, and whether the order is known."""
    return [(one.start.words, one.end.words, one.ordered) for one in placing.transfers(acts)]


# --- Where -----------------------------------------------------------------------------------------------------------
def test_a_town_lay_in_another_region_before_the_split():
    before, after = placing.known("gn:1518542", dt.date(2022, 1, 8)), placing.known("gn:1518542", SPLIT)
    assert before.chain == ("gn:1518542", "region:almaty", "country:kz")
    assert after.chain == ("gn:1518542", "region:jetisu", "country:kz")
    assert placing.known("gn:1518542").chain == before.chain


def test_an_institution_has_the_point_and_the_radius_of_its_town():
    house, town = placing.known("facility:sizo-taldykorgan"), placing.known("gn:1518542")
    assert (house.spot, house.east, house.north, house.radius) == (town.key, town.east, town.north, town.radius)
    assert not house.is_area


def test_a_region_and_the_country_are_areas_and_no_points():
    assert placing.known("region:almaty").is_area
    assert placing.known("country:kz").is_area
    assert placing.known("country:kz").chain == ("country:kz",)


def test_a_place_that_the_files_do_not_have_is_not_known():
    assert placing.known("gn:0") is None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Taldykorgan, Almaty Region"),
        ("ru", "Талдыкорган, Алматинская область"),
        ("kk", "Талдықорған, Алматы облысы"),
    ],
)
def test_a_place_is_told_with_its_region_in_the_readers_language(language, words):
    with translation.override(language):
        assert placing.known("gn:1518542", dt.date(2022, 1, 8)).words == words


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Almaty", "gn:1526384"),
        ("Almaty Region", "region:almaty"),
        ("temporary detention centre, Almaty", "gn:1526384"),
        ("Taldykorgan, Almaty Region", "gn:1518542"),
        ("Алматинская область, Талдыкорган", "gn:1518542"),
        ("СИЗО ЛА-155/18, Алматы", "facility:sizo-la-155-18-almaty"),
        ("Pre-trial detention centre LA-155/18, Almaty", "facility:sizo-la-155-18-almaty"),
        ("СИЗО города Алматы", "gn:1526384"),
        ("a cellar (Shymkent)", "gn:1518980"),
        ("Kazakhstan", "country:kz"),
    ],
)
def test_free_words_mean_a_place_as_closely_as_they_name_one(text, key):
    assert placing.meant(text).key == key


@pytest.mark.parametrize(
    "text",
    ["", "in a cellar", "Abay street 10", "Abay street", "улица Абая", "Almaty, Taldykorgan", ",;()", "x" * 5000],
)
def test_words_that_name_no_place_or_two_or_a_street_mean_none(text):
    assert placing.meant(text) is None


# --- Custody ---------------------------------------------------------------------------------------------------------
def test_two_places_of_custody_in_order_of_time_are_a_transfer():
    assert ways(act("2022-01-07", held="Almaty"), act("2022-01-05", held="Taldykorgan")) == [
        ("Taldykorgan", "Almaty", True)
    ]


def test_the_same_place_in_another_spelling_is_none():
    assert ways(act("2022-01-05", held="Алматы"), act("2022-01-07", held="Almaty")) == []
    assert ways(act("2022-01-05", held="a cellar"), act("2022-01-07", held="A cellar")) == []


def test_there_and_back_are_two():
    acts = (act("2022-01-05", held="Almaty"), act("2022-01-07", held="Taldykorgan"), act("2022-01-09", held="Almaty"))
    assert [way[:2] for way in ways(*acts)] == [("Almaty", "Taldykorgan"), ("Taldykorgan", "Almaty")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("2022-01-05", "2022-01-05"), ("2022-01-05", "2022-01-05")),
        (("2022-01-01", "2022-01-31"), ("2022-01-05", "2022-01-05")),
        (("", ""), ("2022-01-05", "2022-01-05")),
        (("", ""), ("", "")),
    ],
)
def test_where_days_overlap_or_are_unknown_nobody_says_which_came_first(first, second):
    [(_start, _end, ordered)] = ways(act(*first, held="Almaty"), act(*second, held="Taldykorgan"))
    assert ordered is False


@pytest.mark.parametrize(
    "words", ["Karaganda, then Astana", "Караганда, затем Астана", "Karaganda → Astana", "Karaganda; потом Astana"]
)
def test_a_report_that_says_then_tells_the_order(words):
    [(start, end, ordered)] = ways(act("2022-01-08", held=words))
    assert (placing.meant(start).key, placing.meant(end).key, ordered) == ("gn:609655", "gn:1526273", True)


def test_a_word_that_only_holds_then_does_not_split():
    assert [stop.words for stop in placing.stops([act("2022-01-08", held="Athens")])] == ["Athens"]


def test_who_was_let_go_in_between_was_not_transferred():
    acts = act("2022-01-05", held="Almaty"), act("2022-01-10", held="Taldykorgan")
    assert ways(*acts, act("2022-01-07", kind="released")) == []
    assert len(ways(*acts, act("2022-01-11", kind="released"))) == 1
    assert len(ways(*acts, act("2022-01-07", kind="released", person=2))) == 1
    assert len(ways(*acts, act("2022-01-07", kind="released", polarity="denies"))) == 1


def test_two_people_are_not_one_who_was_moved():
    assert ways(act("2022-01-05", held="Almaty", person=1), act("2022-01-07", held="Taldykorgan", person=2)) == []


def test_mentions_of_nobody_in_particular_are_people_of_their_own():
    one, other = act("2022-01-05", held="Almaty", person=None), act("2022-01-07", held="Taldykorgan", person=None)
    other.mention_id = 8
    assert ways(one, other) == []


def test_what_a_report_denies_is_no_custody():
    assert ways(act("2022-01-05", held="Almaty"), act("2022-01-07", held="Taldykorgan", polarity="denies")) == []


def test_a_place_that_nobody_knows_still_tells_the_transfer():
    [move] = placing.transfers([act("2022-01-05", held="a cellar"), act("2022-01-07", held="Almaty")])
    assert move.start.where is None
    assert move.end.where.key == "gn:1526384"
