"""Events, one a row: who makes one event, and what stands in the columns of UCDP and ACLED."""

import datetime as dt

import pytest

from incidents.domain.exporting import events
from incidents.domain.places import fold_place
from incidents.models import Place, PlaceParent
from incidents.vocabulary import Consent, Disclosure, ExportWhat, PlaceKind
from tests.factories import IncidentFactory
from tests.incidents.domain.exporting.asking import asked, made, rows
from tests.incidents.people_samples import found, held

pytestmark = pytest.mark.django_db


def place(name, kind, parent=None, *, until=None, **facts) -> Place:
    row = Place.objects.create(key=f"test-{name.lower()}", kind=kind, name_en=name, name_ru=name, name_kk=name,
                               folded=[fold_place(name)], **facts)  # fmt: skip
    if parent:
        PlaceParent.objects.create(place=row, parent=parent, valid_to=until)
    return row


@pytest.fixture
def town():
    """A town of a region that it left in June 2022."""
    country = place("Kazakhstan", PlaceKind.COUNTRY)
    before, after = (place(name, PlaceKind.REGION, country) for name in ("Region of Before", "Region of After"))
    town = place("Saryozek", PlaceKind.CITY, before, until=dt.date(2022, 6, 7), latitude=44.36, longitude=77.97)
    PlaceParent.objects.create(place=town, parent=after, valid_from=dt.date(2022, 6, 8))
    return town


@pytest.fixture
def concluded(reviewer, second_reviewer):
    def make(name="Айдар Тасгеров", *, kind="killed", **facts):
        person = held(reviewer, name=name, kind=kind, **facts)
        found(person, reviewer, second_reviewer, kind=kind)
        return person

    return make


def test_the_columns_are_those_of_the_data_sets_in_their_order():
    assert (len(events.UCDP), events.UCDP[:3], events.UCDP[-5:]) == (
        49, ("id", "relid", "year"), ("best", "high", "low", "gwnoa", "gwnob"),
    )  # fmt: skip
    assert (len(events.ACLED), events.ACLED[:2], events.ACLED[-1]) == (
        31, ("event_id_cnty", "event_date"), "timestamp",
    )  # fmt: skip


def test_same_day_same_place_same_kind_is_one_event(admin, concluded, town):
    for name in ("Айдар Тасгеров", "Марат Тасгеров"):
        concluded(name, place=town)
    concluded("Ермек Тасгеров", place=town, when="2022-01-09")
    one, other = rows(ExportWhat.EVENTS_UCDP, asked(admin))
    assert (one["best"], one["low"], one["high"], one["deaths_unknown"], one["date_start"]) == (
        2, 2, 2, 2, "2022-01-08",
    )  # fmt: skip
    assert other["best"] == 1


def test_an_incident_is_one_event_whatever_its_days(admin, concluded, town):
    incident = IncidentFactory()
    concluded("Айдар Тасгеров", place=town, incident=incident)
    concluded("Марат Тасгеров", place=town, incident=incident, when="2022-01-10")
    [row] = rows(ExportWhat.EVENTS_UCDP, asked(admin))
    assert (row["relid"], row["best"], row["date_start"], row["date_end"], row["date_prec"]) == (
        incident.ref, 2, "2022-01-08", "2022-01-10", 2,
    )  # fmt: skip


def test_what_nobody_can_date_or_place_is_not_put_together(admin, concluded):
    concluded("Айдар Тасгеров", place_text="somewhere")
    concluded("Марат Тасгеров", place_text="somewhere")
    assert [row["best"] for row in rows(ExportWhat.EVENTS_UCDP, asked(admin))] == [1, 1]


def test_the_place_is_told_as_it_lay_on_the_day(admin, concluded, town):
    concluded(place=town)
    [row] = rows(ExportWhat.EVENTS_UCDP, asked(admin))
    told = {name: row[name] for name in ("country", "country_id", "region", "adm_1", "where_coordinates",
                                         "where_prec", "latitude", "longitude", "geom_wkt", "priogrid_gid")}  # fmt: skip
    assert told == {
        "country": "Kazakhstan", "country_id": 705, "region": "Asia", "adm_1": "Region of Before",
        "where_coordinates": "Saryozek", "where_prec": 1, "latitude": "44.36", "longitude": "77.97",
        "geom_wkt": "POINT (77.97 44.36)", "priogrid_gid": 193476,
    }  # fmt: skip


def test_what_the_team_does_not_judge_stays_empty(admin, concluded, town):
    concluded(place=town)
    [row] = rows(ExportWhat.EVENTS_UCDP, asked(admin))
    for name in (
        "type_of_violence",
        "side_a",
        "side_b",
        "conflict_name",
        "deaths_civilians",
        "source_original",
        "gwnoa",
    ):
        assert row[name] == "", name


def test_acled_has_every_harm_and_tells_its_kind_as_a_tag(admin, concluded, town):
    concluded("Айдар Тасгеров", kind="detained", place=town)
    [row] = rows(ExportWhat.EVENTS_ACLED, asked(admin))
    assert (row["fatalities"], row["tags"], row["event_type"], row["iso"], row["geo_precision"], row["time_precision"]) == (
        0, "kua=detained", "", 398, 1, 1,
    )  # fmt: skip
    assert rows(ExportWhat.EVENTS_UCDP, asked(admin)) == []


def test_what_is_only_reported_counts_inside_the_team_alone(admin, reviewer, town):
    held(reviewer, name="Айдар Тасгеров", place=town)
    assert len(rows(ExportWhat.EVENTS_UCDP, asked(admin))) == 1
    assert rows(ExportWhat.EVENTS_UCDP, asked(admin, Disclosure.PARTNER)) == []


def test_the_public_gets_neither_the_incident_nor_who_must_stay(admin, concluded, town):
    incident = IncidentFactory()
    concluded("Айдар Тасгеров", place=town, incident=incident, consent=Consent.PUBLIC)
    concluded("Марат Тасгеров", place=town, incident=incident, consent=Consent.REFUSED)
    wanted = asked(admin, Disclosure.PUBLIC)
    [row] = rows(ExportWhat.EVENTS_UCDP, wanted)
    assert (row["relid"], row["best"]) == ("", 1)
    assert made(ExportWhat.EVENTS_UCDP, wanted)[1].left_out == 1


def test_no_table_of_events_names_anybody(admin, concluded, town):
    concluded("Айдар Тасгеров", place=town)
    for what in (ExportWhat.EVENTS_UCDP, ExportWhat.EVENTS_ACLED):
        found_rows, leaving = made(what, asked(admin))
        assert "Тасгеров" not in str(found_rows)
        assert leaving.told().endswith("-\n")


@pytest.mark.parametrize(
    ("lower", "upper", "ucdp", "acled"),
    [
        ("2022-01-08", "2022-01-08", 1, 1), ("2022-01-05", "2022-01-07", 2, 2), ("2022-01-03", "2022-01-09", 3, 2),
        ("2022-01-01", "2022-01-31", 4, 3), ("2022-01-01", "2022-12-31", 5, ""), ("2020-01-01", "2022-12-31", "", ""),
    ],
)  # fmt: skip
def test_how_exact_a_date_is_by_their_codes(lower, upper, ucdp, acled):
    days = dt.date.fromisoformat(lower), dt.date.fromisoformat(upper)
    assert (events.date_prec(*days), events.time_precision(*days)) == (ucdp, acled)
    assert (events.date_prec(None, None), events.time_precision(days[0], None)) == ("", "")
