"""Pages of lists that others keep: a list is made and changed, its template fetched, its editions looked at."""

import csv
import io
import re

import pytest

from incidents.domain import gazetteer_load
from incidents.models import PersonList
from tests.factories import NOW, MentionFactory, ReportFactory
from tests.incidents.views.list_walk import text_of

pytestmark = pytest.mark.django_db
TYPED = {"title": "Names of the winter", "keeper": "Newsroom of the North", "keeper_kind": "outlet", "method": "They ask.",
         "kinds": ["killed", "missing"], "places": "Almaty\nТалдыкорган", "since": "2022-01", "until": "8.1.2022",
         "words": "Soldiers."}  # fmt: skip


@pytest.fixture
def desk(client_of, reviewer):
    return client_of(reviewer)


@pytest.fixture
def made(desk) -> PersonList:
    gazetteer_load.load()
    assert desk.post("/desk/lists/new/", TYPED).status_code == 302
    return PersonList.objects.get()


def test_a_list_is_made_with_what_it_could_have_recorded_and_shown(desk, made):
    page = text_of(desk.get(f"/desk/lists/{made.ref}/"))
    for words in ("Names of the winter", "Newsroom of the North", "killed, missing", "Taldykorgan", "Soldiers."):
        assert words in page
    assert made.covers_edtf == "2022-01/2022-01-08"
    assert "Names of the winter" in text_of(desk.get("/desk/lists/"))


def test_an_admin_sees_lists_too_and_an_activist_meets_nothing(client_of, admin, activist, made):
    assert client_of(admin).get(f"/desk/lists/{made.ref}/").status_code == 200
    assert client_of(activist).get(f"/desk/lists/{made.ref}/").status_code == 404
    assert client_of(activist).post("/desk/lists/new/", TYPED).status_code == 404


def test_a_list_that_is_there_already_and_a_place_that_is_nowhere_are_told_beside_their_fields(desk, made):
    again = desk.post("/desk/lists/new/", TYPED)
    assert again.status_code == 422
    assert "has a list of this name already" in text_of(again)
    nowhere = desk.post("/desk/lists/new/", {**TYPED, "title": "Other", "places": "Nowhereville"})
    assert "Not found: Nowhereville" in text_of(nowhere)
    backwards = desk.post("/desk/lists/new/", {**TYPED, "title": "Other", "since": "2023"})
    assert "The end lies before the beginning." in text_of(backwards)


def test_the_form_shows_what_is_kept_and_changes_it(desk, made):
    url = f"/desk/lists/{made.ref}/edit/"
    page = text_of(desk.get(url))
    assert 'value="2022-01-08"' in page
    assert re.search(r'value="killed"[^>]*checked', page)
    assert desk.post(url, {**TYPED, "title": "Names", "version": 1}).status_code == 302
    assert PersonList.objects.get().title == "Names"


@pytest.mark.parametrize("version", ["", "7", "9" * 30, "x"])
def test_whoever_comes_second_sees_both_and_loses_nothing(desk, made, version):
    answer = desk.post(f"/desk/lists/{made.ref}/edit/", {**TYPED, "title": "A title of mine", "version": version})
    assert answer.status_code in (409, 422)
    assert "A title of mine" in text_of(answer)
    assert PersonList.objects.get().version == 1


@pytest.mark.parametrize(("fmt", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_the_template_comes_in_the_reader_s_language(desk, fmt, begins):
    desk.post("/language/", {"language": "kk", "next": "/"})
    answer = desk.get(f"/desk/lists/template.{fmt}")
    body = b"".join(answer.streaming_content)
    assert body.startswith(begins)
    assert f"kua-list-kk.{fmt}" in answer.headers["Content-Disposition"]
    if fmt == "csv":
        assert "Аты-жөні" in next(csv.reader(io.StringIO(body.decode("utf-8-sig"))))


@pytest.mark.parametrize("url", ["template.exe", "L-0000000/", "0/", "..%2f/", "L-0000000/editions/1/"])
def test_what_is_not_there_is_not_found(desk, url):
    assert desk.get(f"/desk/lists/{url}").status_code == 404


def test_an_edition_shows_its_rows_as_they_came(desk, made, reviewer):
    report = ReportFactory(submitter=reviewer, source=made.keeper, channel="list")
    made.editions.create(number=1, label="First", report=report, headers=["Аты", "Note"], rows=1, when_edtf="2022-07")
    MentionFactory(report=report, name="Ержан Сейітов", row={"number": 7, "id": "", "cells": ["СЕЙІТОВ Е.", ""]})
    page = text_of(desk.get(f"/desk/lists/{made.ref}/editions/1/rows/"))
    for words in ("Line 7", "СЕЙІТОВ Е.", "Аты"):
        assert words in page
    assert "Note" not in page
    told = text_of(desk.get(f"/desk/lists/{made.ref}/editions/1/"))
    assert "1 row is not decided yet" in told
    assert "First" in text_of(desk.get(f"/desk/lists/{made.ref}/"))
    for number in ("2", "9" * 30, "0"):
        assert desk.get(f"/desk/lists/{made.ref}/editions/{number}/").status_code == 404
    assert "1</strong> <span>row of a list to decide" in text_of(desk.get("/desk/"))
    assert made.created_at > NOW
