"""One box for everything: what is found, why, and only what one may see."""

import pytest

from incidents.domain import gazetteer, gazetteer_load, intake, texts
from incidents.domain.queries import search
from incidents.models import Place
from incidents.vocabulary import ReportStatus
from tests.factories import NOW, IncidentFactory, MentionFactory, ReportFactory
from tests.incidents.domain.searched import held, marks, report, told, words
from tests.journeys import stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    Place.objects.all().delete()
    gazetteer_load.load()


def row(found, code):
    """The first row of a section."""
    return next(section for section in found.sections if section.code == code).rows[0]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Жагипаров", ""),
        ("zhagiparov yermek", "another spelling"),
        ("Ермек Жагипаров", ""),
        ("Жагимаров", "letter"),
        ("Е. Жагипаров", "initial"),
        (";fubgfhjd", "layout"),
    ],
)
def test_a_person_is_found_under_other_spellings_with_the_reason_in_words(typed, reason, reviewer):
    person = held("Жагипаров Ермек", reviewer=reviewer)
    first = row(search.find(reviewer, typed), "people")
    assert first.ref == person.ref
    assert "Жагипаров" in marks(first.title)
    assert reason in " ".join(first.why)


def test_people_without_a_name_are_found_by_what_describes_them(reviewer):
    person = held(describing="boy of about 12, at the police station", reviewer=reviewer)
    first = row(search.find(reviewer, "a boy of about 12"), "people")
    assert (first.ref, first.why) == (person.ref, ("in the description",))


def test_a_report_is_found_by_its_words_which_are_marked_in_its_title_and_in_its_text(reviewer):
    sent = report("Shots at a car", "They were shooting at every car that came near the bridge <b>.")
    first = row(search.find(reviewer, "shoot car"), "reports")
    assert (first.ref, first.url) == (sent.ref, f"/desk/review/{sent.ref}/")
    assert marks(first.title) == ["car"]
    assert marks(first.snippet) == ["shooting", "car"]
    assert first.why == ("in the text",)


def test_a_report_that_is_found_by_its_people_or_places_says_so(reviewer, places):
    told("Sakenov Ilyas", report=ReportFactory(place=gazetteer.find("Алматы")))
    for typed in ("ilyas", "Алматы", "Almaty"):
        assert row(search.find(reviewer, typed), "reports").why == ("among its people and places",)


def test_a_report_is_found_by_the_name_of_somebody_in_it_in_another_script(reviewer):
    told("Жагипаров Ермек", report=ReportFactory(title="Жагипаров, Шымкент"))
    first = row(search.find(reviewer, "zhagipar"), "reports")
    assert marks(first.title) == ["Жагипаров"]


def test_an_incident_is_found_by_its_title_text_year_and_place(reviewer):
    made = IncidentFactory(title="Стрельба на площади", what_happened="Ночью.", place_text="Republic Square")
    texts.keep_incident(made)
    for typed in ("стрельба", "площадь", "ночь", "republic"):
        assert row(search.find(reviewer, typed), "incidents").url == f"/desk/incidents/{made.ref}/", typed


def test_a_place_leads_to_those_who_were_harmed_there_or_to_own_reports(reviewer, activist, places):
    for typed in ("Талдыкорган", "taldyqorgan"):
        ways = [url for url, _words in row(search.find(reviewer, typed), "places").more]
        assert ways == ["/desk/people/?place=Taldykorgan", "/desk/incidents/?place=Taldykorgan"]
    assert row(search.find(activist, "taldykorgan"), "places").url == "/desk/search/?q=Taldykorgan&section=reports"


def test_words_of_the_other_keyboard_layout_find_reports_too(reviewer):
    report("Стрельба на площади")
    found = search.find(reviewer, "cnhtkm,f")
    assert (found.meant, words(found)) == ("стрельба", {"reports": ["Стрельба на площади"]})


def test_an_activist_finds_own_reports_and_their_people_and_nothing_else(activist, other_activist, reviewer):
    for author in (activist, other_activist):
        told(f"Жагипаров {author.name}", report=ReportFactory(submitter=author, title=f"Shots, {author.name}"))
    held("Жагипаров Ермек", reviewer=reviewer)
    texts.keep_incident(IncidentFactory(title="Shots at Жагипаров"))
    assert words(search.find(activist, "Жагипаров")) == {
        "told": ["Жагипаров Aigerim Test"],
        "reports": ["Shots, Aigerim Test"],
    }
    assert words(search.suggest(activist, "Жагипар")) == words(search.find(activist, "Жагипаров"))
    assert [section.count for section in search.find(activist, "Жагипаров").sections] == [1, 1]


def test_drafts_are_found_by_their_author_alone(activist, other_activist, reviewer, admin):
    draft = stage.draft(activist, title="", narrative="Стрельба у Зенковского собора")
    first = row(search.find(activist, "стрельба зенковского"), "reports")
    assert (first.ref, first.why) == (draft.ref, ("in the draft",))
    for user in (other_activist, reviewer, admin):
        assert search.find(user, "зенковского").sections == []
        assert search.suggest(user, "зенковского").sections == []


def test_what_is_typed_into_a_returned_report_is_seen_by_nobody_else_before_it_is_sent(activist, reviewer):
    sent = stage.sent(activist)
    stage.taken(sent, reviewer)
    sent.refresh_from_db()
    sent.status = ReportStatus.RETURNED
    sent.save()
    intake.save(
        report=sent, step="what", values=stage.NAMED["what"] | {"narrative": "Зенковского"}, by=activist, at=NOW,
        version=sent.version,
    )  # fmt: skip
    assert words(search.find(activist, "зенковского"))["reports"] == ["A man did not come home"]
    assert search.find(reviewer, "зенковского").sections == []


def test_an_admin_finds_accepted_reports_alone_with_the_way_to_their_people(admin, reviewer):
    report("Shots", status=ReportStatus.SUBMITTED)
    person = held("Жагипаров Ермек", reviewer=reviewer)
    found = search.find(admin, "Жагипаров")
    first = row(found, "reports")
    assert (first.url, first.more) == ("", ((f"/desk/people/{person.ref}/", "Жагипаров Ермек"),))
    assert search.find(admin, "shots").sections == []


def test_people_nobody_joined_yet_stand_apart_for_reviewers(reviewer):
    told("Жагипаров Ермек")
    person = held("Жагипаров Ерлан", reviewer=reviewer)
    found = words(search.find(reviewer, "Жагипаров"))
    assert (found["people"], found["told"]) == ([person.display_name], ["Жагипаров Ермек"])


def test_counts_are_those_of_the_scope_and_every_page_can_be_reached(reviewer, activist):
    for number in range(23):
        report(f"Shots {number}", submitter=activist if number < 3 else ReportFactory().submitter)
    found = search.find(reviewer, "shots")
    assert [(section.count, len(section.rows), section.is_cut) for section in found.sections] == [(23, 5, True)]
    last = search.find(reviewer, "shots", section="reports", page="2").sections[0]
    assert (len(last.rows), last.page.paginator.num_pages) == (3, 2)
    assert search.find(activist, "shots").total == 3


@pytest.mark.parametrize(
    "text", ["", "  ", "'", "%", "!&|:*()", "\u202e", "a", "ы", "&&& ||| <-> :*A", "1e309", "ә" * 5000]
)
def test_no_text_is_too_strange(text, reviewer):
    MentionFactory()
    search.find(reviewer, text)
    search.suggest(reviewer, text)


def test_a_few_lines_are_suggested_of_each_kind(reviewer):
    for number in range(6):
        held(f"Жагипаров Ермек{number}", reviewer=reviewer)
        report(f"Жагипаров, {number}")
    found = search.suggest(reviewer, "Жагип")
    assert sum(len(section.rows) for section in found.sections) == search.everything.MOST_SUGGESTED
    assert {section.code for section in found.sections} == {"people", "reports"}
