"""While a person is described: who may have been logged before, from one's own reports only, and never in the way."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.domain import names
from incidents.vocabulary import ReportStatus
from tests.factories import ActFactory, MentionFactory, ReportFactory
from tests.incidents.views.intake_walk import begin, fields, fill, step_url

pytestmark = pytest.mark.django_db
TITLE = "You may have logged this person already"


@pytest.fixture
def client(client_of, activist):
    return client_of(activist)


@pytest.fixture
def ref(client):
    found = begin(client)
    fill(client, step_url(found, "what"), day="8", month="1", year="2022", place="Taldykorgan")
    return found


def logged(submitter, name="Ержан Сейітов", **about):
    """Somebody in a report of this person that was sent."""
    report = ReportFactory(submitter=submitter, **about.pop("report", {}))
    known = {"naming": names.naming_level(name), "name_keys": names.keys(name)} | about
    mention = MentionFactory(report=report, name=name, **known)
    ActFactory(mention=mention)
    return mention


def asked(client, ref, key="new", **typed):
    """What the script is told."""
    form = fields(client.get(reverse("desk:report_person", args=[ref, "new"]))) | typed
    return client.post(reverse("desk:person_alike", args=[ref, key]), form)


def test_the_script_is_told_whom_one_logged_before_and_why(client, ref, activist):
    before = logged(activist, age_low=15, age_high=15)
    text = asked(client, ref, name="Yerzhan Seitov", age="15", kinds=["killed"]).content.decode()
    assert TITLE in text
    assert reverse("desk:report_page", args=[before.report.ref]) in text
    assert "Same name in another script; age 15 and 15; 8 January 2022 in both; Taldykorgan." in text


def test_without_a_script_the_page_says_it_when_it_comes_again(client, ref, activist):
    logged(activist)
    url = reverse("desk:report_person", args=[ref, "new"])
    assert TITLE not in client.get(url).content.decode()
    text = client.post(url, fields(client.get(url)) | {"name": "Ержан Сейитов", "age": "a lot"}).content.decode()
    assert TITLE in text
    fill(client, url, name="Ержан Сейитов")
    answer = client.get(step_url(ref, "people"))
    key = answer.context["report"].draft["people"][-1]["key"]
    assert TITLE in client.get(reverse("desk:report_person", args=[ref, key])).content.decode()


def test_nobody_is_told_of_the_reports_of_others(client_of, ref, activist, reviewer, other_activist):
    logged(other_activist)
    logged(reviewer)
    assert TITLE not in asked(client_of(activist), ref, name="Ержан Сейітов").content.decode()


def test_a_reviewer_who_logs_is_told_of_own_reports_only(client_of, activist, reviewer):
    client = client_of(reviewer)
    own = begin(client)
    logged(activist)
    assert TITLE not in asked(client, own, name="Ержан Сейітов").content.decode()
    mine = logged(reviewer)
    text = asked(client, own, name="Ержан Сейітов").content.decode()
    assert mine.report.ref in text


def test_a_report_that_was_taken_back_and_the_report_itself_do_not_count(client, ref, activist):
    logged(activist, report={"status": ReportStatus.WITHDRAWN})
    assert TITLE not in asked(client, ref, name="Ержан Сейітов").content.decode()


def test_at_most_five_are_named_best_first(client, ref, activist):
    for _n in range(6):
        logged(activist)
    best = logged(activist, age_low=36, age_high=36)
    text = asked(client, ref, name="Ержан Сейітов", age="36").content.decode()
    assert text.count("<li>") == 5
    assert text.index(best.report.ref) < text.index("age 36 and 36") < text.index("</li>")


def test_somebody_without_a_name_is_known_by_day_place_and_age(client, ref, activist):
    logged(activist, "", age_low=12, age_high=12, describing="a boy")
    text = asked(client, ref, age="12", kinds=["killed"]).content.decode()
    assert "a boy" in text
    assert TITLE not in asked(client, ref, kinds=["killed"]).content.decode()


def test_it_takes_the_same_queries_with_three_and_with_thirty(client, ref, activist):
    counted = []
    for more in (3, 27):
        for _n in range(more):
            logged(activist)
        with CaptureQueriesContext(connection) as caught:
            asked(client, ref, name="Ержан Сейітов", age="15", kinds=["killed"])
        counted.append(len(caught))
    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "А" * 5000},
        {"age": "99999999999", "birth_day": "31", "birth_month": "2", "birth_year": "x"},
        {"kinds": ["nothing", "killed"], "more_kinds": ["x"], "unit": "?", "n_high": "-1", "sex": "both"},
        {"name": "'; --", "describing": "<script>alert(1)</script>"},
    ],
)
def test_whatever_is_typed_gets_an_answer(client, ref, activist, typed):
    logged(activist, name="'; -- <script>alert(1)</script>")
    answer = asked(client, ref, **typed)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
