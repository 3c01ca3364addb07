"""How the people of a list were moved in custody: whose, by which reports, by which day."""

import datetime as dt

import pytest

from incidents.domain import dates
from incidents.domain.queries import moved, then
from incidents.domain.queries.persons import listed
from incidents.vocabulary import ReportStatus
from tests.factories import ActFactory, ReportFactory
from tests.incidents.people_samples import held, told

pytestmark = pytest.mark.django_db


def act(mention, words, day, **facts):
    when = dates.parse(day)
    given = {"kind": "detained", "place_text": "", "when_edtf": day, "when_lower": when.lower, "when_upper": when.upper}
    return ActFactory(mention=mention, custody_place=words, **(given | facts))


@pytest.fixture
def person(reviewer):
    made = held(reviewer, name="Айдар Тасгеров")
    mention = made.mentions.get()
    act(mention, "Taldykorgan", "2022-01-05")
    act(mention, "Almaty", "2022-01-07")
    return made


def ways(user, people=None, on=None):
    found = moved.transfers(user, listed(user) if people is None else people, on)
    return [(one.start.words, one.end.words) for one in found]


def test_the_ways_of_the_people_of_the_list(reviewer, person):
    assert ways(reviewer) == [("Taldykorgan", "Almaty")]
    assert ways(reviewer, listed(reviewer).exclude(pk=person.pk)) == []


def test_what_is_denied_or_left_out_later_tells_nothing(reviewer, person):
    mention = person.mentions.get()
    act(mention, "Astana", "2022-01-09", polarity="denies")
    act(mention, "Semey", "2022-01-10", retired_at=dt.datetime(2022, 1, 20, tzinfo=dt.UTC))
    assert ways(reviewer) == [("Taldykorgan", "Almaty")]


def test_who_was_let_go_in_between_was_not_moved(reviewer, person):
    act(person.mentions.get(), "", "2022-01-06", kind="released")
    assert ways(reviewer) == []


def test_a_report_that_the_reader_may_not_read_tells_nothing(reviewer, admin, person):
    waiting = ReportFactory(status=ReportStatus.UNDER_REVIEW, taken_by=reviewer)
    told(person, waiting, kind="detained", when="2022-01-09", act={"custody_place": "Astana"})
    assert ("Almaty", "Astana") in ways(reviewer)
    assert ways(admin) == [("Taldykorgan", "Almaty")]


def test_by_a_day_only_what_had_come_in_is_told(reviewer, person):
    received = then.day_of(person.mentions.get().report.received_at)  # in Almaty, where it is tomorrow by then
    assert ways(reviewer, on=received) == [("Taldykorgan", "Almaty")]
    assert ways(reviewer, on=received - dt.timedelta(days=1)) == []


def test_too_many_are_not_drawn(reviewer, person, monkeypatch):
    monkeypatch.setattr(moved, "MOST_ACTS", 1)
    assert moved.transfers(reviewer, listed(reviewer)) is None


def test_it_takes_two_queries(reviewer, person, django_assert_num_queries):
    people = listed(reviewer)
    with django_assert_num_queries(2):
        moved.transfers(reviewer, people)
    for number in range(10):
        act(person.mentions.get(), f"house {number}", f"2022-01-{number + 10}")
    with django_assert_num_queries(2):
        moved.transfers(reviewer, people)
