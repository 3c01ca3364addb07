"""What may go is asked once more at each download: of each person, as a bundle does."""

import pytest

from incidents.models import Mention, Report
from incidents.policies import Denied
from incidents.vocabulary import Consent, Disclosure
from tests.factories import UserFactory
from tests.incidents.domain.exporting.export_samples import export, raw
from tests.incidents.people_samples import held

pytestmark = pytest.mark.django_db


@pytest.fixture
def aidar(reviewer):
    return held(reviewer, name="Айдар Тасгеров", consent=Consent.PARTNERS)


def says(person, consent):
    Report.objects.filter(mentions__person=person).update(consent=consent)


def goes(row) -> bool:
    try:
        return bool(raw(row))
    except Denied:
        return False


@pytest.mark.parametrize(
    ("consent", "is_fetched"),
    [(Consent.PUBLIC, True), (Consent.PARTNERS, True), (Consent.NOT_ASKED, False), (Consent.REFUSED, False)],
)
def test_a_name_that_may_not_go_any_more_is_not_fetched(admin, aidar, consent, is_fetched):
    row = export(admin)
    says(aidar, consent)
    assert goes(row) is is_fetched
    assert goes(export(admin)) is True


def test_somebody_who_went_without_a_name_may_still_go_so(admin, aidar):
    says(aidar, Consent.NOT_ASKED)
    row = export(admin)
    assert goes(row)
    says(aidar, Consent.INTERNAL)
    assert not goes(row)


def test_for_the_team_a_refusal_changes_nothing_and_a_withdrawal_does(admin, aidar):
    row = export(admin, circle=Disclosure.INTERNAL, agreed_by=UserFactory(role="admin"))
    says(aidar, Consent.REFUSED)
    assert goes(row)
    Mention.objects.filter(person=aidar).update(resolution="undecided", person=None)
    assert not goes(row)
