"""An activist logs a report: step by step, without JavaScript, and nothing typed is lost."""

import pytest
from django.urls import reverse

from incidents.models import Mention, Report, ReportRevision
from incidents.vocabulary import ReportStatus
from tests.incidents.views.intake_walk import begin, family, fields, fill, step_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_of, activist):
    return client_of(activist)


def test_a_family_of_three_is_logged_from_the_first_page_to_the_last(client, activist):
    ref = family(client)
    answer = fill(client, step_url(ref, "check"))
    assert answer.url == reverse("desk:report_page", args=[ref])
    report = Report.objects.get(ref=ref)
    assert report.status == ReportStatus.SUBMITTED
    assert report.submitter == activist
    assert [(m.sex, m.age_low, m.acts.get().kind) for m in report.mentions.all()] == [
        ("male", 40, "killed"), ("female", 38, "killed"), ("female", 15, "killed"),
    ]  # fmt: skip
    daughter = report.mentions.last()
    assert {(tie.kind, tie.to_mention.describing) for tie in daughter.kin.all()} == {
        ("child", "the husband"), ("child", "the wife"),
    }  # fmt: skip
