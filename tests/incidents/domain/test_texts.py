"""Full text of reports and incidents: kept when they are written, gone when they are emptied."""

import uuid

import pytest

from incidents.domain import asked, gazetteer_load, incident, intake, retention, texts
from incidents.domain.queries.search import words
from incidents.models import FoundText
from incidents.vocabulary import ReportStatus
from tests.factories import NOW, ActFactory, IncidentFactory, MentionFactory, ReportFactory
from tests.journeys import stage

pytestmark = pytest.mark.django_db


def finds(text: str) -> bool:
    """Whether the only text is found by these words."""
    return FoundText.objects.filter(words=words.query(asked.read(text))).exists()


def told(narrative: str, **more):
    report = ReportFactory(title="A title", narrative=narrative, **more)
    texts.keep_report(report)
    return report


@pytest.mark.parametrize(
    ("narrative", "typed"),
    [
        ("Его застрелили у моста через реку.", "застрелили мост"),
        ("Его застрелили у моста через реку.", "реки"),
        ("Военные стреляли по машинам.", "военный"),
        ("They were shooting at cars.", "shoot car"),
        ("Ол мәйітханада жатты.", "мәйітхана"),
        ("Мәйітхана жабық болды.", "мәйітханаға"),
        ("Мәйітхана жабық болды.", "МӘЙІТ"),
        ("Ёлка стояла на площади.", "елка"),
        ("The bridge, at dawn.", '"bridge at dawn"'),
        ("Written down in 2022.", "2022"),
    ],
)
def test_a_text_is_found_by_other_forms_of_its_words(narrative, typed):
    told(narrative)
    assert finds(typed)


@pytest.mark.parametrize("typed", ["bridge dusk", '"dawn at bridge"', "ridge"])
def test_every_word_must_be_there_and_a_phrase_in_its_order(typed):
    told("The bridge, at dawn.")
    assert not finds(typed)


def test_people_places_and_years_of_a_report_are_found():
    gazetteer_load.load()
    act = ActFactory(mention=MentionFactory(name="Sakenov Ilyas", occupation="turner"), place_text="Railway station")
    texts.keep_report(act.mention.report)
    for typed in ("ilyas", "turner", "railway", "2022"):
        assert finds(typed), typed


def test_a_long_text_is_kept_as_far_as_it_is_searched():
    told(" ".join(f"слово{number}" for number in range(60_000)))
    assert finds("слово99")


def test_a_report_is_found_once_it_is_sent_and_as_it_was_sent_last(activist):
    draft = intake.start(by=activist, at=NOW, key=uuid.uuid4())
    assert not FoundText.objects.exists()
    texts.keep_report(draft)
    assert not FoundText.objects.exists()
    stage.sent(activist)
    assert FoundText.objects.count() == 1


def test_an_incident_is_found_as_it_was_changed_last(reviewer):
    made = incident.make(by=reviewer, at=NOW, title="Shots at a car", what_happened="On the road.")
    assert finds("shots road")
    incident.edit(made, by=reviewer, at=NOW, version=1, title="Fire at the bazaar")
    assert finds("bazaar")
    assert not finds("shots")


def test_an_emptied_report_is_found_no_more(activist):
    report = told("By the bridge.", status=ReportStatus.WITHDRAWN)
    retention.empty_report(report, at=NOW)
    assert not FoundText.objects.exists()
    assert texts.fill() == 0


def test_what_was_there_before_is_filled_in_and_all_can_be_written_anew(django_assert_num_queries):
    for _number in range(3):
        MentionFactory()
        IncidentFactory()
    ReportFactory(received_at=None, status=ReportStatus.DRAFT)
    assert texts.fill() == 6
    assert texts.fill() == 0
    assert texts.rebuild() == 6
    assert FoundText.objects.count() == 6
