"""The map of the documented people as a browser gets it: numbers, lists behind them, days, files."""

import datetime as dt
import gzip
import re

import pytest
from django.http import QueryDict

from incidents.domain.documented import asking, keeping
from incidents.domain.queries.persons import CaseList
from incidents.exports import csv as sheets
from incidents.models import AuditEvent, CountedAnswer
from tests.incidents import place_samples
from tests.incidents.people_samples import held

pytestmark = pytest.mark.django_db
MAP = "/desk/figures/map/"


@pytest.fixture
def places(db):
    return place_samples.some()


@pytest.fixture
def people(reviewer, places):
    """Two in Taldykorgan, one somewhere in Almaty Region, one in Shymkent, one after the split, one nowhere."""
    for name, key, when in (
        ("Айдар Тасгеров", "gn:1518542", "2022-01-08"),
        ("Бақыт Белтыбор", "gn:1518542", "2022-01-08"),
        ("Серік Көлгемал", "region:almaty", "2022-01-07"),
        ("Жанна Дархан", "gn:1518980", "2022-01-06"),
        ("Ерлан Дархан", "gn:1518542", "2022-07-01"),
    ):
        held(reviewer, name=name, place=places[key], when=when)
    held(reviewer, name="Ұлан Тұр", place_text="behind the old mill")


def rows(page: str) -> dict[str, str]:
    """The table under the map: place and number."""
    found = re.findall(r'<tr role="row">\s*<td[^>]*>(.*?)</td>\s*<td[^>]*>(.*?)</td>\s*</tr>', page, re.DOTALL)
    return {re.sub("<[^>]+>", "", name).strip(): re.sub("<[^>]+>", "", number).strip() for name, number in found}


def land(page: str) -> list[str]:
    """The classes of the regions that are drawn."""
    return re.findall(r'class="(map-land map-\d)" d=', page)


def test_regions_towns_and_those_placed_nowhere_have_their_number(client_of, reviewer, people):
    told = rows(client_of(reviewer).get(MAP).content.decode())
    assert told["Almaty Region"] == "3"
    assert told["Taldykorgan"] == "3–4"  # the one in the region may have been in the town
    assert told["Shymkent"] == "1"
    assert told["Jetisu Region (drawn in Almaty Region)"] == "1"
    assert told["Not known, or not in the list of places"] == "1"


def test_every_number_leads_to_a_list_that_says_the_same(client_of, reviewer, people):
    page = client_of(reviewer).get(MAP).content.decode()
    checked = 0
    for query, number in re.findall(r'<a href="/desk/people/\?([^"]*row=[^"]+)">(\d+)</a>', page):
        counts = CaseList(reviewer, QueryDict(query.replace("&amp;", "&"))).counts
        assert int(number) == (counts.low if "certain" in query else counts.high)
        checked += 1
    assert checked >= 7


def test_a_region_split_off_later_is_drawn_with_the_one_it_came_from_and_the_page_says_so(client_of, reviewer, people):
    client = client_of(reviewer)
    page = client.get(MAP).content.decode()
    assert "Split off on 8 June 2022" in page
    assert "Jetisu Region (Almaty Region)" in page
    assert "4" in re.findall(r"<tspan[^>]*>([^<]+)</tspan>", page)  # three, and one whose region it was later
    before = client.get(MAP + "?on=2022-03-01").content.decode()
    assert "Split off on" not in before


def test_shymkent_is_not_counted_with_the_region_drawn_around_it(client_of, reviewer, people):
    page = client_of(reviewer).get(MAP).content.decode()
    assert "Turkistan Region" not in rows(page)
    assert "Shymkent counts as its own" in page


def test_as_of_a_day_only_what_was_known_is_drawn(client_of, reviewer, people):
    page = client_of(reviewer).get(MAP + "?on=2022-01-01").content.decode()
    assert set(land(page)[:14]) == {"map-land map-0"}
    assert rows(page) == {}


def test_the_filters_of_the_case_list_narrow_the_map(client_of, reviewer, people):
    page = client_of(reviewer).get(MAP + "?since=2022-06-01").content.decode()
    told = rows(page)
    assert told["Taldykorgan"] == "1"
    assert "Shymkent" not in told


@pytest.mark.parametrize("query", ["since=yesterday", "age_from=50&age_to=4", "sex=x"])
def test_a_filter_that_cannot_be_read_says_why_and_draws_nothing(client_of, reviewer, people, query):
    client = client_of(reviewer)
    page = client.get(f"{MAP}?{query}").content.decode()
    assert "map-whole" not in page
    assert "The filter cannot be read" in page
    assert client.get(f"{MAP}map.csv?{query}").url == f"{MAP}?{query}"


@pytest.mark.parametrize("on", ["2022-13-45", "9999-12-31", "x" * 300, "0000-00-00", "-1"])
def test_a_day_that_is_none_shows_today_and_says_so(client_of, reviewer, people, on):
    assert client_of(reviewer).get(MAP, {"on": on}).status_code == 200


def test_nobody_is_a_map_without_colours(client_of, reviewer, places):
    page = client_of(reviewer).get(MAP).content.decode()
    assert set(land(page)[:14]) == {"map-land map-0"}


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_places_have_the_names_of_the_readers_language(client_of, reviewer, people, language, places):
    client = client_of(reviewer)
    client.cookies["django_language"] = client.cookies["kua_language"] = language
    reviewer.language = language
    reviewer.save()
    page = client.get(MAP, headers={"accept-language": language}).content.decode()
    place = places["gn:1518542"]
    assert (place.name_ru if language == "ru" else place.name_kk) in page


def test_the_files_hold_the_same_and_the_log_says_who_took_them(client_of, reviewer, people):
    client = client_of(reviewer)
    raw = client.get(MAP + "map.csv?since=2022-06-01").content
    told = {row[0]: row[2:4] for row in sheets.read(raw)[1:]}
    assert told["Taldykorgan"] == ["1", "1"]
    drawing = client.get(MAP + "map.svg?since=2022-06-01")
    assert drawing["Content-Type"].startswith("image/svg+xml")
    assert "attachment" in drawing["Content-Disposition"]
    assert b"Split off" in drawing.content
    assert b"Not before: 2022-06-01" in drawing.content  # away from the page, it still says of whom it is
    assert b"As it stood on 14 January 2022" in client.get(MAP + "map.svg?on=2022-01-14").content
    assert client.get(MAP + "map.pdf").status_code == 404
    assert AuditEvent.objects.filter(verb="chart_taken").count() == 3


def test_the_page_is_light_and_its_queries_do_not_grow(
    client_of, reviewer, people, places, django_assert_max_num_queries
):
    client = client_of(reviewer)
    with django_assert_max_num_queries(30) as few:
        assert client.get(MAP).status_code == 200
    for number in range(30):
        held(reviewer, name=f"Ерлан Сарзат{number}", place=places["gn:1526384"], report=None)
    with django_assert_max_num_queries(len(few)):
        page = client.get(MAP)
    assert len(gzip.compress(page.content)) < 15_000


def test_an_answer_that_a_job_counts_says_so_and_comes_later(client_of, reviewer, people, monkeypatch):
    monkeypatch.setattr(asking, "MOST_NOW", 1)
    client = client_of(reviewer)
    page = client.get(MAP).content.decode()
    assert "This is being counted" in page
    assert client.get(MAP + "map.svg").url == MAP + "?"
    keeping.run(CountedAnswer.objects.get().key, clock=lambda: dt.datetime(2022, 7, 2, tzinfo=dt.UTC))
    page = client.get(MAP).content.decode()
    assert rows(page)["Almaty Region"] == "3"
    assert "Counted on" in page
