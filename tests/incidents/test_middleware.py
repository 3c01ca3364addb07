"""A refusal is written down on its own: it stands although the request was taken back, and cannot flood the log."""

import datetime as dt

import pytest
from django.conf import settings as house
from django.db import connection, transaction
from django.http import Http404
from django.test import Client
from django.urls import include, path
from django.utils import timezone

from accounts.access import needs
from incidents.domain import audit, denials, references
from incidents.models import AuditEvent
from incidents.policies import Denied, Stale
from tests.factories import PersonFactory, ReportFactory, sign_in

pytestmark = pytest.mark.django_db


@needs("report.log")
def denying(request):
    """A verb that says no when half of it is done."""
    with transaction.atomic():
        audit.record(verb="report_taken", by=request.user, at=timezone.now())
        raise Denied("Not now.")


@needs("report.log")
def lost(request):
    raise Stale(None)


@needs("report.log")
def absent(request, ref):
    with transaction.atomic():
        audit.record(verb="report_taken", by=request.user, at=timezone.now())
        raise Http404


urlpatterns = [
    path("denying/", denying, name="denying"),
    path("lost/", lost, name="lost"),
    path("absent/<str:ref>/", absent, name="absent"),
    path("", include("config.urls")),
]


def lines(*names) -> list:
    return list(AuditEvent.objects.order_by("pk").values_list(*(names or ("verb",))))


def test_a_request_is_no_transaction_of_its_own():
    """What is written down of a refusal must not hang on what the request did."""
    assert not house.DATABASES["default"].get("ATOMIC_REQUESTS", False)


@pytest.mark.urls(__name__)
def test_the_refusal_stands_and_what_the_verb_did_does_not(client_of, activist):
    response = client_of(activist).post("/denying/")
    assert response.status_code == 403
    assert lines("verb", "by", "kind", "detail") == [
        ("denied", activist.ref, "page", {"page": "denying", "method": "POST"})
    ]


@pytest.mark.urls(__name__)
@pytest.mark.django_db(transaction=True)
def test_the_refusal_is_committed(client_of, activist):
    client = client_of(activist)
    client.post("/denying/")
    client.get(f"/absent/{references.make('R')}/")
    connection.close()
    assert lines() == [("denied",), ("refused",)]


@pytest.mark.urls(__name__)
def test_a_lost_race_refuses_nobody(client_of, activist):
    assert client_of(activist).post("/lost/").status_code == 409
    assert lines() == []


def test_a_report_of_somebody_else_leaves_its_reference_and_the_page(client_of, activist, other_activist):
    report = ReportFactory(submitter=other_activist)
    response = client_of(activist).get(f"/desk/reports/{report.ref.lower()}/")
    assert response.status_code == 404
    detail = {"page": "desk:report_page", "method": "GET", "why": "scope"}
    assert lines("verb", "by", "ref", "detail") == [("refused", activist.ref, report.ref, detail)]


def test_what_does_not_exist_leaves_the_same_line(client_of, activist):
    ref = references.make("R")
    client_of(activist).get(f"/desk/reports/{ref}/")
    assert lines("verb", "ref") == [("refused", ref)]


@pytest.mark.parametrize("word", ["R-0000001", "Айдар", "1", "R-7K3QFM2R-7K3QFM2"])
def test_a_word_that_is_no_reference_is_not_kept(client_of, activist, word):
    assert client_of(activist).get(f"/desk/reports/{word}/").status_code == 404
    assert lines() == []


def test_a_page_of_another_role_leaves_a_line_without_a_record(client_of, activist):
    client = client_of(activist)
    person = PersonFactory()
    client.get("/desk/audit/")
    client.get(f"/desk/people/{person.ref}/")
    assert lines("ref", "detail__why", "detail__page") == [
        ("", "role", "desk:audit"),
        (person.ref, "role", "desk:person"),
    ]


def test_an_address_that_is_none_and_a_visitor_leave_nothing(client_of, activist):
    client_of(activist).get("/desk/nothing/")
    Client().get(f"/desk/reports/{references.make('R')}/")
    assert lines() == []


def test_a_form_from_elsewhere_leaves_a_line(activist):
    client = sign_in(Client(enforce_csrf_checks=True), activist)
    assert client.post("/desk/reports/new/", {"words": "x"}).status_code == 403
    Client(enforce_csrf_checks=True).post("/accounts/language/", {})
    assert lines("verb", "by", "detail__why") == [("denied", activist.ref, "csrf")]


def test_whoever_knocks_at_many_doors_is_written_down_and_cannot_flood_the_log(activist, other_activist):
    at = timezone.now()

    def knock(by, at):
        denials.refused(
            by=by, at=at, page="desk:report_page", method="GET", words={"ref": references.make("R")}, is_for_role=True
        )

    for _time in range(denials.MOST + 5):
        knock(activist, at)
    assert len(lines()) == denials.MOST
    knock(other_activist, at)
    knock(activist, at + denials.WHILE + dt.timedelta(seconds=1))
    assert len(lines()) == denials.MOST + 2
