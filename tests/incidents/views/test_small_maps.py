"""The small maps on the pages of a person and of an incident: what is drawn, and how closely it is said to be known."""

import re

import pytest

from incidents.domain import dates
from incidents.vocabulary import ReportStatus
from tests.factories import ActFactory, IncidentFactory, ReportFactory
from tests.incidents import place_samples
from tests.incidents.people_samples import held, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(db):
    return place_samples.some()


@pytest.fixture
def person(reviewer, places):
    return held(reviewer, name="Айдар Тасгеров", place=places["gn:1518542"])


def custody(person, words, day, **facts):
    """One more act of the same report, in custody."""
    when = dates.parse(day)
    given = {
        "kind": "detained",
        "place_text": "",
        "when_edtf": when.edtf,
        "when_lower": when.lower,
        "when_upper": when.upper,
    }
    return ActFactory(mention=person.mentions.get(), custody_place=words, **(given | facts))


def page_of(client, person) -> str:
    return client.get(f"/desk/people/{person.ref}/").content.decode()


def cells(page: str) -> list[str]:
    """The cells of the table under the map."""
    table = page.partition('class="map-figure"')[2].partition("</figure>")[0]
    return [re.sub("<[^>]+>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", table, re.DOTALL)]


def test_a_town_is_a_circle_and_the_table_says_how_closely_it_is_known(client_of, reviewer, person):
    page = page_of(client_of(reviewer), person)
    assert page.count('class="map-near"') == 1
    assert cells(page) == ["Taldykorgan, Almaty Region", "Killed", "in Taldykorgan, within 8 km"]


def test_a_place_known_no_closer_than_a_region_is_an_area(client_of, reviewer, places):
    person = held(reviewer, name="Бақыт Белтыбор", place=places["region:zhambyl"])
    page = page_of(client_of(reviewer), person)
    assert 'class="map-over"' in page
    assert 'class="map-near"' not in page
    assert "Stripes: somewhere in this area." in page
    assert cells(page)[2] == "somewhere in Zhambyl Region"


def test_a_place_that_the_gazetteer_does_not_have_is_told_and_not_drawn(client_of, reviewer, places):
    person = held(reviewer, name="Бақыт Белтыбор", place_text="behind the old mill")
    page = page_of(client_of(reviewer), person)
    assert cells(page) == ["behind the old mill", "Killed", "not in our list of places: not drawn"]
    assert 'class="map-near"' not in page


def test_who_is_placed_nowhere_has_no_map(client_of, reviewer, places):
    person = held(reviewer, name="Бақыт Белтыбор", place_text="")
    assert "map-figure" not in page_of(client_of(reviewer), person)


def test_an_institution_is_no_closer_than_its_town(client_of, reviewer, places):
    person = held(reviewer, name="Бақыт Белтыбор", place=places["facility:sizo-taldykorgan"])
    page = page_of(client_of(reviewer), person)
    assert cells(page)[2] == "in Taldykorgan, within 8 km"


def test_a_transfer_in_custody_is_a_line_in_its_order(client_of, reviewer, person):
    custody(person, "Taldykorgan", "2022-01-05")
    custody(person, "remand prison, Almaty", "2022-01-07")
    page = page_of(client_of(reviewer), person)
    assert page.count('class="map-move"') == page.count('class="map-tip"') == 1
    assert cells(page)[-3:] == [
        "Taldykorgan → remand prison, Almaty", "Moved in custody: 5 January 2022 → 7 January 2022", "in this order",
    ]  # fmt: skip


def test_two_reports_of_one_day_do_not_say_which_came_first(client_of, reviewer, person):
    report = ReportFactory(status=ReportStatus.ACCEPTED, taken_by=reviewer)
    custody(person, "Taldykorgan", "2022-01-05")
    told(person, report, kind="detained", when="2022-01-05", act={"custody_place": "Almaty"})
    page = page_of(client_of(reviewer), person)
    assert 'class="map-move map-unsure"' in page
    assert "map-tip" not in page
    assert cells(page)[-1] == "nobody says which came first"


def test_a_transfer_to_a_place_that_nobody_knows_is_told_and_not_drawn(client_of, reviewer, person):
    custody(person, "Taldykorgan", "2022-01-05")
    custody(person, "a cellar", "2022-01-07")
    page = page_of(client_of(reviewer), person)
    assert "map-move" not in page
    assert cells(page)[-1] == "in this order; not drawn"


def test_what_a_report_denies_is_not_on_the_map(client_of, reviewer, person, places):
    custody(person, "", "2022-01-06", place=places["gn:1526384"], polarity="denies")
    assert "Almaty" not in cells(page_of(client_of(reviewer), person))


def test_a_report_that_the_reader_may_not_read_puts_nothing_on_the_map(client_of, reviewer, admin, person, places):
    waiting = ReportFactory(status=ReportStatus.UNDER_REVIEW, taken_by=reviewer)
    told(person, waiting, kind="detained", act={"place": places["gn:1526384"]})
    assert "in Almaty, within 15 km" in cells(page_of(client_of(reviewer), person))
    assert "in Almaty, within 15 km" not in cells(page_of(client_of(admin), person))


def test_a_place_of_a_later_region_says_with_what_it_is_drawn(client_of, reviewer, places):
    person = held(reviewer, name="Бақыт Белтыбор", place=places["region:jetisu"], when="2022-07-01")
    page = page_of(client_of(reviewer), person)
    assert "Jetisu Region (Almaty Region)" in page


def test_words_typed_as_a_place_are_only_words(client_of, reviewer, person):
    custody(person, "<script>alert(1)</script>, Almaty", "2022-01-05")
    page = page_of(client_of(reviewer), person)
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_an_incident_shows_its_place_its_acts_and_how_people_were_moved(client_of, reviewer, places):
    incident = IncidentFactory(title="Arrests", place=places["region:almaty"], place_text="", created_by=reviewer)
    for number in range(3):
        person = held(reviewer, name=f"Ерлан Белтыбор{number}", place=places["gn:1518542"], incident=incident)
        custody(person, "Taldykorgan", "2022-01-09", incident=incident)
        custody(person, "Almaty", "2022-01-11", incident=incident)
    page = client_of(reviewer).get(f"/desk/incidents/{incident.ref}/").content.decode()
    told_there = cells(page)
    assert told_there[:3] == ["Almaty Region", "The incident", "somewhere in Almaty Region"]
    assert "Killed (told 3 times)" in told_there
    assert page.count('class="map-move"') == 1
    assert told_there[-3:] == [
        "Taldykorgan → Almaty", "Moved in custody: 9 January 2022 → 11 January 2022 (3 people)", "in this order",
    ]  # fmt: skip


def test_the_maps_add_no_query(client_of, reviewer, person, django_assert_max_num_queries):
    client = client_of(reviewer)
    with django_assert_max_num_queries(40) as few:
        page_of(client, person)
    for number in range(10):
        custody(person, f"house {number}, Almaty", f"2022-01-{number + 10}")
    with django_assert_max_num_queries(len(few)):
        page_of(client, person)
