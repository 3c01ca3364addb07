"""Claims and ties read from the database: places with all in which they lie, states of a day, few queries."""

import datetime as dt

import pytest

from incidents.domain import gazetteer_load
from incidents.domain.figures import reading, verbs
from incidents.domain.places import fold_place
from incidents.models import FigureClaim, Place, PlaceParent
from incidents.vocabulary import ReportStatus
from tests.factories import ReportFactory
from tests.incidents.domain.figures.samples import AT, accepted, entered

pytestmark = pytest.mark.django_db


def place(key, name, *parents):
    made = Place.objects.create(key=key, name_en=name, name_ru=name, name_kk=name, folded=[fold_place(name)])
    for parent in parents:
        PlaceParent.objects.create(place=made, parent=parent)
    return made


@pytest.fixture
def town():
    country = place("country:kz", "Kazakhstan")
    before, after = place("region:before", "Before Region", country), place("region:after", "After Region", country)
    return place("gn:1", "Taldykorgan", before, after)


def shapes(day=None):
    return reading.claims(reading.rows(FigureClaim.objects.order_by("pk")), day)


def test_a_claim_lies_in_every_place_in_which_its_own_lies_or_ever_lay(town, reviewer):
    entered(reviewer, 3, place=town, includes_security_forces="no", window="2022-01", as_of="2022-01-14")
    (one,) = shapes()
    assert one.place_within == {"gn:1", "region:before", "region:after", "country:kz"}
    assert (one.place, one.place_words, one.forces) == ("gn:1", "Taldykorgan", "no")
    assert one.window == (dt.date(2022, 1, 1), dt.date(2022, 1, 31))
    assert one.as_of == one.days == (dt.date(2022, 1, 14),) * 2
    assert reading.of(FigureClaim.objects.get()) == one


def test_a_place_that_nobody_knows_lies_in_itself(reviewer):
    entered(reviewer, 3, place="The  other REGIONS")
    entered(reviewer, 4)
    one, nowhere = shapes()
    assert (one.place, one.place_within, one.place_words) == (
        "the other regions",
        {"the other regions"},
        "The other REGIONS",
    )
    assert (nowhere.place, nowhere.place_within) == ("", frozenset())


def test_claims_are_read_as_of_a_day(reviewer):
    old = entered(reviewer, 225, when="2022-01-15")
    new = entered(reviewer, 230, when="2022-03-14")
    verbs.relate(new, old, "supersedes", by=reviewer, at=AT)
    states = [[(one.best, one.state) for one in shapes(dt.date.fromisoformat(day))]
              for day in ("2022-01-14", "2022-01-15", "2022-03-14")]  # fmt: skip
    assert states == [[], [(225, "standing")], [(225, "superseded"), (230, "standing")]]
    assert [(tie.kind, tie.claim, tie.other) for tie in reading.ties(shapes())] == [("supersedes", new.pk, old.pk)]


def test_what_was_struck_or_whose_report_fell_counts_nowhere(reviewer, activist):
    wrong = entered(reviewer, 1)
    verbs.strike(wrong, because="Misread.", by=reviewer, at=AT)
    report = accepted()
    entered(reviewer, 2, report=report)
    type(report).objects.filter(pk=report.pk).update(status=ReportStatus.WITHDRAWN)
    entered(reviewer, 3, report=ReportFactory(submitter=activist))
    assert [(one.best, one.struck, one.counts) for one in shapes()] == [
        (1, True, False),
        (2, True, False),
        (3, False, True),
    ]


def test_a_tie_taken_back_is_none(reviewer):
    one, other = entered(reviewer, 11), entered(reviewer, 149)
    verbs.unrelate(verbs.relate(one, other, "subset_of", by=reviewer, at=AT), by=reviewer, at=AT)
    assert reading.ties(shapes()) == []


def test_three_claims_and_nine_are_read_with_as_many_queries(town, reviewer, django_assert_num_queries):
    for number in range(3):
        entered(reviewer, number, place=town)
    with django_assert_num_queries(6):
        reading.ties(shapes())
    for number in range(6):
        entered(reviewer, number, place=town)
    with django_assert_num_queries(6):
        reading.ties(shapes())


def test_the_place_of_a_filter_is_known_by_its_key_or_name(town):
    assert reading.place_key({"place": "gn:1"}) == reading.place_key({"place": "taldykorgan"}) == "gn:1"
    assert reading.place_key({"place": "Atlantis"}) == reading.place_key({}) == ""


def test_the_gazetteer_knows_that_the_city_of_almaty_does_not_lie_in_its_region(reviewer):
    gazetteer_load.load()
    for name in ("Almaty", "Almaty Region", "Taraz", "Kazakhstan"):
        entered(reviewer, 3, place=name)
    city, region, taraz, country = shapes()
    assert region.place not in city.place_within
    assert {country.place} < taraz.place_within
    assert city.place_within == {city.place, country.place}
