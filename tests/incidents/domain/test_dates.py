"""Dates as precise as the source: reading, bounds, words in three languages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain import dates
from incidents.domain.dates import Partial, Unreadable


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-02", date(2022, 2, 1), date(2022, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-01-08", date(2022, 1, 8), date(2022, 1, 8)),
        ("2022-01-08~", date(2022, 1, 5), date(2022, 1, 11)),
        ("2022-01-08%", date(2022, 1, 5), date(2022, 1, 11)),
        ("2022-01-08?", date(2022, 1, 8), date(2022, 1, 8)),
        ("2022-01~", date(2021, 12, 1), date(2022, 2, 28)),
        ("2021-12~", date(2021, 11, 1), date(2022, 1, 31)),
        ("2006~", date(2005, 1, 1), date(2007, 12, 31)),
        ("2022-01-05/2022-01-07", date(2022, 1, 5), date(2022, 1, 7)),
        ("2022-01-05~/2022-01-07", date(2022, 1, 2), date(2022, 1, 7)),
        ("2022-01/2022-01-07", date(2022, 1, 1), date(2022, 1, 7)),
        ("2022-01-08/2022-01", date(2022, 1, 8), date(2022, 1, 31)),
        ("2022-01-05/..", date(2022, 1, 5), None),
        ("../2022-01-07", None, date(2022, 1, 7)),
        ("1850~", date(1849, 1, 1), date(1851, 12, 31)),
        ("2100~", date(2099, 1, 1), date(2101, 12, 31)),
    ],
)
def test_a_date_keeps_its_text_and_gets_the_bounds_it_can_mean(text, lower, upper):
    assert dates.parse(text) == Partial(text, lower, upper)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("", ""),
        ("  2022-01 ", "2022-01"),
        ("2022-01-05/", "2022-01-05/.."),
        ("/2022", "../2022"),
        ("2022/2022", "2022"),
    ],
)
def test_a_date_has_one_canonical_text(typed, canonical):
    assert dates.parse(typed).edtf == canonical


@pytest.mark.parametrize(
    "text",
    [
        "2022-02-30", "2022-13", "2022-00", "2022-01-00", "31.12.9999", "9999-12-31", "1849", "2101", "0000", "22", "2022-1-8",
        "2022-01-08T10:00", "2022-01-07/2022-01-05", "2023/2022", "/", "../..", "..", "2022/2023/2024", "2022~~", "~2022",
        "2022-01-08\x00", "\x00", "2022-01-08\n2022", "x", "-2022", "201X", "٢٠٢٢", "２０２２", "\u202e2022", "{{7*7}}", "'\"--", "9" * 10_000_000,
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_a_sentence(text):
    with pytest.raises(Unreadable) as refused:
        dates.parse(text)
    assert str(refused.value).endswith(".")


@given(st.text(max_size=40))
def test_any_text_is_either_read_or_refused(text):
    try:
        found = dates.parse(text)
    except Unreadable:
        return
    assert dates.parse(found.edtf) == found


POINTS = st.builds(
    lambda day, form, mark: day.strftime(form) + mark,
    st.dates(date(1851, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]),
    st.sampled_from(["", "~", "?", "%"]),
)


@given(POINTS)
def test_bounds_enclose_the_day_named(text):
    found = dates.parse(text)
    first = date.fromisoformat((text.rstrip("~?%") + "-01-01")[:10])
    assert found.lower <= first <= found.upper


@given(POINTS, POINTS)
def test_an_interval_is_read_in_one_direction_only(one, other):
    first, second = sorted((one, other), key=lambda text: dates.parse(text.rstrip("~?%")).lower)
    found = dates.parse(f"{first}/{second}")
    assert found.lower == dates.parse(first).lower
    assert found.upper == dates.parse(second).upper


@pytest.mark.parametrize(
    ("given_parts", "edtf"),
    [
        (("8", "1", "2022"), "2022-01-08"),
        ((8, 1, 2022), "2022-01-08"),
        (("", " 01 ", "2022"), "2022-01"),
        ((None, None, "2022"), "2022"),
        (("", "", ""), ""),
        ((None, None, None, True), ""),
        (("8", "1", "2022", True), "2022-01-08~"),
        (("5", "1", "2022", False, "7"), "2022-01-05/2022-01-07"),
        (("28", "1", "2022", False, "3", "2"), "2022-01-28/2022-02-03"),
        (("", "1", "2022", False, "", "3"), "2022-01/2022-03"),
        (("28", "12", "2021", False, "3", "1", "2022"), "2021-12-28/2022-01-03"),
        (("5", "1", "2022", True, "7", "1", "2022"), "2022-01-05~/2022-01-07~"),
        (("", "", "", False, "7", "1", "2022"), "../2022-01-07"),
        (("7", "1", "2022", False, "", "", ".."), "2022-01-07/.."),
    ],
)
def test_form_fields_make_a_date(given_parts, edtf):
    assert dates.from_parts(*given_parts) == dates.parse(edtf)


@pytest.mark.parametrize(
    "given_parts",
    [
        ("8", "", "2022"), ("8", "1", ""), ("", "1", ""), ("30", "2", "2022"), ("0", "1", "2022"), ("8", "0", "2022"), ("8", "13", "2022"),
        ("8", "1", "9999"), ("8", "1", "22"), ("eight", "1", "2022"), ("-8", "1", "2022"), ("8.5", "1", "2022"), ("٨", "١", "٢٠٢٢"),
        ("8\x00", "1", "2022"), ("8", "1", "2" * 1000), ("8", "1", "2022", False, "7"), ("8", "1", "2022", False, "7", "", "2022"),
        ("", "", "2022", False, "7"), ("", "", "", False, "", "", ".."), ("²", "1", "2022"),
    ],
)  # fmt: skip
def test_form_fields_that_make_no_date_are_refused(given_parts):
    with pytest.raises(Unreadable):
        dates.from_parts(*given_parts)


@given(POINTS, st.none() | POINTS)
def test_a_date_survives_the_way_through_the_form(one, other):
    plain = [text.rstrip("?%~") for text in (one, other or one)]
    first, second = sorted(plain, key=lambda text: dates.parse(text).lower)
    found = dates.parse(f"{first}/{second}")
    assert dates.from_parts(**dates.parts(found.edtf)) == found


@pytest.mark.parametrize(
    "text", ["", "2022-01-08~", "2022-01-05~/2022-01-07~", "../2022-01-07", "2022-01-07/..", "2022~/.."]
)
def test_marks_and_open_sides_survive_the_way_through_the_form(text):
    assert dates.from_parts(**dates.parts(text)).edtf == text


WORDS = {
    "": ("not known", "неизвестно", "белгісіз"),
    "2022": ("2022", "2022 год", "2022 жыл"),
    "2022-01": ("January 2022", "январь 2022", "2022 ж. қаңтар"),
    "2022-01-08": ("8 January 2022", "8 января 2022", "2022 ж. 8 қаңтар"),
    "2022-01-08~": ("about 8 January 2022", "около 8 января 2022", "шамамен 2022 ж. 8 қаңтар"),
    "2022-01~": ("about January 2022", "около января 2022", "шамамен 2022 ж. қаңтар"),
    "2022~": ("about 2022", "около 2022 года", "шамамен 2022 жыл"),
    "2022-01-08?": ("8 January 2022 (uncertain)", "8 января 2022 (неточно)", "2022 ж. 8 қаңтар (нақты емес)"),
    "2022-01-08%": ("about 8 January 2022 (uncertain)", "около 8 января 2022 (неточно)", "шамамен 2022 ж. 8 қаңтар (нақты емес)"),
    "2022-01-05/2022-01-07": ("5–7 January 2022", "5–7 января 2022", "2022 ж. 5–7 қаңтар"),
    "2022-01-05~/2022-01-07~": ("about 5–7 January 2022", "около 5–7 января 2022", "шамамен 2022 ж. 5–7 қаңтар"),
    "2022-01-28/2022-02-03": ("28 January – 3 February 2022", "28 января – 3 февраля 2022", "2022 ж. 28 қаңтар – 3 ақпан"),
    "2022-01/2022-03": ("January – March 2022", "январь – март 2022", "2022 ж. қаңтар – наурыз"),
    "2021-12-28/2022-01-03": (
        "28 December 2021 – 3 January 2022", "28 декабря 2021 – 3 января 2022", "2021 ж. 28 желтоқсан – 2022 ж. 3 қаңтар",
    ),
    "2021/2022": ("2021–2022", "2021–2022 годы", "2021–2022 жылдар"),
    "2022-01-07/..": ("since 7 January 2022", "с 7 января 2022", "2022 ж. 7 қаңтардан бері"),
    "2022-01/..": ("since January 2022", "с января 2022", "2022 ж. қаңтардан бері"),
    "2022/..": ("since 2022", "с 2022 года", "2022 жылдан бері"),
    "../2022-01-07": ("7 January 2022 or earlier", "не позднее 7 января 2022", "2022 ж. 7 қаңтарға дейін"),
}  # fmt: skip


@pytest.mark.parametrize("edtf", WORDS)
def test_a_date_is_said_as_each_reader_writes_it(edtf):
    assert tuple(dates.words(edtf, language) for language in ("en", "ru", "kk")) == WORDS[edtf]


def test_a_language_without_a_table_reads_english():
    assert dates.words("2022-01-08", "de") == dates.words("2022-01-08", "en-gb") == "8 January 2022"


def test_every_month_has_a_name_in_every_language():
    for language in ("en", "ru", "kk"):
        names = {dates.words(f"2022-{month:02d}", language) for month in range(1, 13)}
        assert len(names) == 12


@given(POINTS, POINTS, st.sampled_from(["en", "ru", "kk"]))
def test_every_date_has_words(one, other, language):
    first, second = sorted((one, other), key=lambda text: dates.parse(text.rstrip("~?%")).lower)
    for text in (one, f"{first}/{second}", f"{one}/..", f"../{one}"):
        assert dates.words(text, language)


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("2022-01-08", "2022-01-08", 0),
        ("2022-01", "2022-01-08", 0),
        ("2022-01-05", "2022-01-08", 3),
        ("2022-01-05~", "2022-01-08", 0),
        ("2022-01-07/..", "2030", 0),
        ("2022-01-07/..", "2022-01-01", 6),
        ("../2022-01-07", "2022-01-09", 2),
        ("2022", "", None),
        ("", "", None),
    ],
)
def test_distance_counts_days_between_the_nearest_bounds(one, other, days):
    a, b = dates.parse(one), dates.parse(other)
    assert dates.distance_days(a, b) == dates.distance_days(b, a) == days
    assert dates.overlap(a, b) == (None if days is None else days == 0)


@pytest.mark.parametrize(
    ("birth", "at", "ages"),
    [
        ("2010-01-08", "2022-01-08", (12, 12)),
        ("2010-01-09", "2022-01-08", (11, 11)),
        ("2010", "2022-01-08", (11, 12)),
        ("2010", "2022", (11, 12)),
        ("2010~", "2022-01-08", (10, 13)),
        ("../2010", "2022-01-08", (11, None)),
        ("", "2022-01-08", (None, None)),
        ("2010", "", (None, None)),
        ("2023", "2022-01-08", (None, None)),
        ("2022", "2022-01-08", (0, 0)),
        ("2004-02-29", "2022-02-28", (17, 17)),
    ],
)
def test_age_follows_from_birth_and_day(birth, at, ages):
    assert dates.age_bounds(dates.parse(birth), dates.parse(at)) == ages


@given(st.dates(date(1900, 1, 1), date(2022, 1, 1)), st.integers(0, 30_000))
def test_a_known_birth_and_day_give_one_age(born, days):
    on = min(born + timedelta(days=days), date(2100, 12, 31))
    low, high = dates.age_bounds(dates.parse(born.isoformat()), dates.parse(on.isoformat()))
    assert low == high >= 0


@pytest.mark.parametrize(
    ("ranges", "answer"),
    [
        ((15, 15, 15, 15), True),
        ((11, 11, 12, 12), True),
        ((11, 11, 13, 13), False),
        ((20, 30, 25, 25), True),
        ((None, None, 12, 12), None),
        ((12, None, 14, 14), True),
        ((None, 12, 14, 14), False),
    ],
)
def test_ages_agree_within_a_year(ranges, answer):
    low1, high1, low2, high2 = ranges
    assert dates.ages_agree(low1, high1, low2, high2) is answer
    assert dates.ages_agree(low2, high2, low1, high1) is answer
