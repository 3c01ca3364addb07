"""The switch that shows a page of figures as it stood on a day."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.template.loader import render_to_string

from incidents.views import as_of


def asked(rf, query: str):
    request = rf.get(f"/desk/figures/?{query}")
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


@pytest.mark.parametrize("typed", ["2022-01-15", "2022-1-15", "15.1.2022", " 15.01.2022 "])
def test_a_day_is_read_as_people_write_it(rf, typed):
    request = asked(rf, "")
    request.GET = {"on": typed}
    assert as_of.day(request) == dt.date(2022, 1, 15)


def test_no_day_is_today_and_nothing_is_said(rf):
    request = asked(rf, "on=")
    assert as_of.day(request) is None
    assert list(get_messages(request)) == []


@pytest.mark.parametrize("typed", ["2022-02-30", "0001-01-01", "soon", "9" * 5000, "<b>", "20220115"])
def test_what_is_no_day_is_told_and_shown_as_of_today(rf, typed):
    request = asked(rf, "")
    request.GET = {"on": typed}
    assert as_of.day(request) is None
    assert "as of today" in str(next(iter(get_messages(request))))


def test_a_day_that_has_not_come_is_today(rf, monkeypatch):
    monkeypatch.setattr(as_of, "today", lambda: dt.date(2022, 1, 20))
    request = asked(rf, "on=2022-01-21")
    assert as_of.day(request) is None
    assert "not come yet" in str(next(iter(get_messages(request))))
    assert as_of.day(asked(rf, "on=2022-01-20")) is None


def test_the_switch_keeps_the_other_parameters_and_leads_back_to_today(rf):
    request = asked(rf, "place=almaty&on=2022-01-15&page=3&place=x%22y")
    page = render_to_string("_components/as_of.html", {"on": dt.date(2022, 1, 15), "request": request})
    assert 'name="place" value="almaty"' in page
    assert 'name="place" value="x&quot;y"' in page
    assert 'name="page"' not in page
    assert 'value="2022-01-15"' in page
    assert "15 January 2022" in page
    assert 'href="?place=almaty&amp;place=x%22y&amp;page=3"' in page
