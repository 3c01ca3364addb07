"""A bundle that lies ready is not handed out when less may go now than when it was built."""

import pytest

from incidents.domain.bundles import verbs
from incidents.models import Evidence, Report
from incidents.policies import Denied
from incidents.vocabulary import Consent, Disclosure, ReportStatus
from tests.incidents.domain.bundles.samples import ask, build, case, redacted
from tests.incidents.people_samples import AT, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(reviewer, second_reviewer):
    return case(reviewer, second_reviewer)


def fetched(admin, bundle) -> bool:
    try:
        with verbs.fetch(bundle, by=admin, at=AT) as file:
            return file.read(4) == b"PK\3\4"
    except Denied:
        return False


def withdrawn(person, piece):
    Report.objects.filter(pk=piece.report_id).update(status=ReportStatus.WITHDRAWN)


def refused(person, piece):
    Report.objects.filter(pk=piece.report_id).update(consent=Consent.REFUSED)


def another_says_no(person, piece):
    report = Report.objects.get(pk=piece.report_id)
    report.pk, report.ref, report.key, report.consent = (
        None,
        "R-0000001",
        "5f0c1f2e-0000-4000-8000-000000000003",
        "refused",
    )
    report.save()
    told(person, report, name="Айдар Тасгеров")


def shows_a_child(person, piece):
    Evidence.objects.filter(pk=piece.pk).update(sensitivities=["child"])


def covered(person, piece):
    redacted(piece)


def taken_off(person, piece):
    Evidence.objects.filter(pk=piece.pk).update(removed_at=AT)


@pytest.mark.parametrize("change", [withdrawn, refused, another_says_no, shows_a_child, covered, taken_off])
def test_what_was_taken_back_since_is_not_handed_out(admin, world, change):
    bundle = build(ask(admin, world[0], circle=Disclosure.PUBLIC))
    assert fetched(admin, bundle)
    change(*world)
    assert not fetched(admin, bundle)


def test_what_only_grew_since_is_handed_out_as_it_is(admin, world, reviewer, second_reviewer):
    bundle = build(ask(admin, world[0], circle=Disclosure.PARTNER, language="kk"))
    told(world[0], world[1].report, name="Айдар", kind="missing")
    assert fetched(admin, bundle)


def test_a_name_that_was_withheld_all_along_does_not_matter(admin, reviewer, second_reviewer):
    person, _piece = case(reviewer, second_reviewer, consent=Consent.NOT_ASKED)
    assert fetched(admin, build(ask(admin, person, circle=Disclosure.PARTNER, language="ru")))
