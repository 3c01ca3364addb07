"""The gazetteer: where a place lies and lay, and how it is found in any spelling."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.places import COUNTRY, catalogue, fold_place
from incidents.vocabulary import FacilityKind, PlaceKind

ROWS = {row.key: row for row in catalogue()}
FOLDED = {key: {fold_place(name) for name in (*row.names.values(), *row.variants)} for key, row in ROWS.items()}
TALDYKORGAN, ALMATY, SHYMKENT, ASTANA = "gn:1518542", "gn:1526384", "gn:1518980", "gn:1526273"


def found(text):
    """What the gazetteer gives for a text: the largest place that has this name."""
    key = fold_place(text)
    rows = [row for row in ROWS.values() if key in FOLDED[row.key]]
    return max(rows, key=lambda row: row.population).key if rows else None


def on(key, day):
    """The parent on that day."""
    return next(
        p for p, since, until in ROWS[key].parents if (not since or since <= day) and (not until or day <= until)
    )


def test_the_catalogue_has_every_place_once():
    assert len(ROWS) == len(catalogue())
    kinds = Counter(row.kind for row in ROWS.values())
    assert kinds["country"] == 1
    assert kinds["region"] == 17
    assert sum(key.startswith("gn:") for key in ROWS) == 351
    assert 25 <= kinds["facility"] <= 45
    assert set(kinds) <= set(PlaceKind.values)


def test_every_place_has_three_names_and_a_point_with_its_precision():
    for row in ROWS.values():
        assert set(row.names) == {"en", "ru", "kk"}
        assert all(name.strip() for name in row.names.values())
        assert len(row.key) <= 80
        assert max(map(len, [*row.names.values(), *row.variants])) <= 200
        assert row.names["en"].isascii()
        assert 40 < row.lat < 56
        assert 46 < row.lon < 88
        assert row.precision >= 2


def test_every_parent_is_known_and_stands_before_its_child():
    seen = set()
    for row in catalogue():
        assert all(parent in seen for parent, _since, _until in row.parents)
        assert bool(row.parents) == (row.key != COUNTRY)
        assert len({parent for parent, _since, _until in row.parents}) == len(row.parents)
        seen.add(row.key)


def test_the_times_in_two_parents_follow_each_other_without_a_gap():
    moved = [row for row in ROWS.values() if len(row.parents) > 1]
    assert len(moved) > 40
    for row in moved:
        (_, first_since, first_until), (_, then_since, then_until) = row.parents
        assert first_since is None
        assert then_until is None
        assert (date.fromisoformat(then_since) - date.fromisoformat(first_until)).days == 1


def test_taldykorgan_lay_in_almaty_region_and_lies_in_jetisu():
    assert ROWS[TALDYKORGAN].parents == [("region:almaty", None, "2022-06-07"), ("region:jetisu", "2022-06-08", None)]
    assert on(TALDYKORGAN, "2022-01-08") == "region:almaty"
    assert on(TALDYKORGAN, "2022-06-08") == "region:jetisu"


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Семей", "region:east-kazakhstan", "region:abai"),
        ("Жезқазған", "region:karaganda", "region:ulytau"),
        ("Zharkent", "region:almaty", "region:jetisu"),
        ("Урджар", "region:east-kazakhstan", "region:abai"),
        ("Караганда", "region:karaganda", "region:karaganda"),
        ("Өскемен", "region:east-kazakhstan", "region:east-kazakhstan"),
        ("Талгар", "region:almaty", "region:almaty"),
        ("Taraz", "region:zhambyl", "region:zhambyl"),
        ("Қызылорда", "region:kyzylorda", "region:kyzylorda"),
        ("Уральск", "region:west-kazakhstan", "region:west-kazakhstan"),
        ("Алматы", COUNTRY, COUNTRY),
        ("Нур-Султан", COUNTRY, COUNTRY),
        ("Шымкент", COUNTRY, COUNTRY),
    ],
)
def test_each_town_lies_in_its_region(text, before, after):
    assert on(found(text), "2022-01-08") == before
    assert on(found(text), "2023-01-01") == after


def test_shymkent_belonged_to_a_region_until_2018():
    assert on(SHYMKENT, "2018-06-18") == "region:turkistan"
    assert on(SHYMKENT, "2018-06-19") == COUNTRY


@pytest.mark.parametrize("region", [key for key in ROWS if key.startswith("region:")])
def test_every_region_has_places_in_it(region):
    assert any(region in {parent for parent, _since, _until in row.parents} for row in ROWS.values())


SPELLINGS = {
    TALDYKORGAN: ["Taldykorgan", "Талдыкорган", "Талдықорған", "г. Талдыкорган", "Талдықорған қаласы", "Taldyqorghan"],
    ALMATY: ["Almaty", "Алматы", "АЛМАТЫ", "г.Алматы", "город Алматы", "Алматы қ.", "Алма-Ата", "Alma-Ata", "Almaty city", "City of Almaty"],
    ASTANA: ["Astana", "Астана", "Нур-Султан", "Нұр-Сұлтан", "Nur-Sultan", "Nursultan", "Нур Султан"],
    "region:almaty": ["Almaty Region", "Алматинская область", "Алматы облысы", "Алматинская обл.", "almaty oblast", "область Алматы"],
    "region:jetisu": ["Jetisu Region", "Жетісу облысы", "область Жетісу", "Zhetysu Region", "Жетысуская область"],
    "gn:609655": ["Karaganda", "Караганда", "Қарағанды", "Qaraghandy", "Karagandy"],
    "gn:1520316": ["Усть-Каменогорск", "Өскемен", "Ust-Kamenogorsk", "Oskemen"],
    COUNTRY: ["Kazakhstan", "Казахстан", "Қазақстан"],
}  # fmt: skip


@pytest.mark.parametrize(("key", "text"), [(key, text) for key, texts in SPELLINGS.items() for text in texts])
def test_a_place_is_found_in_any_spelling(key, text):
    assert found(text) == key


def test_a_region_is_not_the_city_of_its_name():
    assert fold_place("Almaty Region") != fold_place("Almaty")
    assert fold_place("Алматы облысы") == fold_place("Almaty region")
    assert fold_place("Талғар ауданы") == fold_place("Talgar District") != fold_place("Talgar")


@pytest.mark.parametrize("text", ["", "город", "\x00", "г.", "<script>", "'\"--", "{{7*7}}", "Atlantis"])
def test_an_unknown_place_is_no_place_and_no_error(text):
    assert found(text) is None


@given(st.text(max_size=60))
def test_folding_any_text_gives_a_plain_key(text):
    assert fold_place(text).replace(" ", "").isalnum() or fold_place(text) == ""
    assert fold_place(text).isascii()


def test_institutions_lie_in_their_city_and_have_a_known_kind():
    facilities = [row for row in ROWS.values() if row.kind == "facility"]
    assert {row.facility_kind for row in facilities} == set(FacilityKind.values) - {""}
    for row in facilities:
        city = ROWS[row.parents[0][0]]
        assert (city.kind, row.lat, row.precision) == ("city", city.lat, city.precision)
    assert found("ЛА-155/18") == "facility:sizo-la-155-18-almaty"
    assert all(row.facility_kind is None for row in ROWS.values() if row.kind != "facility")
