"""“Since your last visit”: the log by kind for admins, their own records and account for everybody else."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from incidents.domain import audit
from incidents.domain.queries import visit
from tests.architecture import rows
from tests.factories import NOW, PASSWORD, PersonFactory, ReportFactory, sign_in

pytestmark = pytest.mark.django_db
LAST = NOW.isoformat()
LATER = NOW + dt.timedelta(hours=1)


def done(verb, by, ref, kind="report", at=LATER):
    audit.record(verb=verb, by=by, at=at, kind=kind, ref=ref)


def told(user) -> list[tuple[str, int, str]]:
    return [(event.what, event.number, event.ref) for event in visit.since(user, LAST).events]


def test_the_first_visit_has_nothing_before_it(activist):
    assert visit.since(activist, "") is None


def test_an_activist_sees_what_became_of_own_reports_and_of_the_account(activist, other_activist, reviewer, admin):
    own, foreign = ReportFactory(submitter=activist), ReportFactory(submitter=other_activist)
    done("report_taken", reviewer, own.ref, at=NOW - dt.timedelta(hours=1))
    done("report_accepted", reviewer, own.ref)
    done("report_withdrawn", activist, own.ref)
    done("report_accepted", reviewer, foreign.ref)
    done("match_reopened", reviewer, own.ref)
    done("evidence_downloaded", reviewer, own.ref, kind="evidence")
    done("account.role_changed", admin, activist.ref, kind="user")
    done("account.role_changed", admin, other_activist.ref, kind="user")
    done("refused", other_activist, own.ref, kind="page")
    assert told(activist) == [("changed the role", 1, activist.ref), ("accepted a report", 1, own.ref)]


def test_a_reviewer_sees_the_own_findings(reviewer, second_reviewer):
    own, foreign = rows.finding(PersonFactory(), reviewer), rows.finding(PersonFactory(), second_reviewer)
    for finding in (own, foreign):
        done("finding_disputed", second_reviewer, finding.ref, kind="finding")
    assert told(reviewer) == [("disputed a finding", 1, own.ref)]
    assert told(second_reviewer) == []


def test_an_admin_sees_how_often_what_happened_with_the_way_there(admin, reviewer, client_of):
    for number in range(3):
        done("report_taken", reviewer, f"R-{number}")
    done("exported", admin, "AB12", kind="list")
    done("denied", reviewer, "", kind="page")
    [first, second] = visit.since(admin, LAST).events
    assert (first.what, first.number, second.what, second.number) == ("took a report", 3, "was refused", 1)
    page = client_of(admin).get(first.url).content.decode()
    assert page.count("took a report</td>") + page.count("took a report\n") + page.count("took a report<") >= 3


def test_of_very_much_the_newest_is_shown(activist, reviewer):
    reports = [ReportFactory(submitter=activist) for _number in range(12)]
    for report in reports:
        done("report_taken", reviewer, report.ref)
    since = visit.since(activist, LAST)
    assert (len(since.events), since.is_cut) == (10, True)
    assert since.events[0].ref == reports[-1].ref


@pytest.mark.parametrize("role", ["activist", "reviewer", "admin"])
def test_it_takes_one_query(role, request, django_assert_num_queries):
    user = request.getfixturevalue(role)
    with django_assert_num_queries(1):
        visit.since(user, LAST)


def test_signing_in_remembers_when_one_was_here_before(activist, reviewer):
    before = timezone.now() - dt.timedelta(days=2)
    report = ReportFactory(submitter=activist)
    for last, expected in ((None, False), (before, True)):
        User.objects.filter(pk=activist.pk).update(last_login=last)
        done("report_accepted", reviewer, report.ref, at=timezone.now() - dt.timedelta(hours=1))
        client = Client()
        client.post("/accounts/login/", {"login": activist.username, "password": PASSWORD})
        page = client.get("/desk/").content.decode()
        assert ("Since your last visit" in page) is expected
        assert (report.ref in page) is expected
    assert sign_in(Client(), activist).get("/desk/").status_code == 200
