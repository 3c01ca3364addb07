"""A reference in whatever way it was typed leads to its thing, for those who may see it."""

import pytest

from incidents.domain import references
from incidents.domain.queries import search
from incidents.domain.queries.search import references as refs
from tests.factories import NOW, IncidentFactory, PersonFactory, ReportFactory, SourceFactory
from tests.incidents.domain.searched import held, words
from tests.journeys import stage

pytestmark = pytest.mark.django_db
REF = references.make("R", 0b100000000000000000000000000001)


def misread(ref: str) -> str:
    """O for 0 and I for 1, small, with blanks."""
    return f"  {ref[0].lower()} {ref[2:5].replace('0', 'o')} {ref[5:].replace('1', 'i').lower()} "


@pytest.mark.parametrize("typed", [REF, REF.lower(), REF.replace("-", ""), REF.replace("-", " "), misread(REF)])
def test_a_reference_is_read_however_it_was_typed(typed):
    assert refs.read(typed) == [REF]


def test_seven_characters_alone_may_be_of_any_kind_that_they_fit():
    assert REF in refs.read(REF[2:])


def test_a_reference_typed_on_the_other_layout_is_read():
    assert refs.read("к-" + REF[2:]) == [REF]  # the R key on ЙЦУКЕН


@pytest.mark.parametrize("text", ["", "Жагипаров", "R-7K3QFM", "R-7K3QFM3", "ә" * 50, "-", "I"])
def test_other_texts_are_no_references(text):
    assert refs.read(text) == []


def test_each_kind_leads_to_its_page(reviewer, second_reviewer, admin):
    person = held("Жагипаров Ермек", reviewer=reviewer)
    incident, report = IncidentFactory(), ReportFactory()
    for thing, url in (
        (person, f"/desk/people/{person.ref}/"),
        (incident, f"/desk/incidents/{incident.ref}/"),
        (report, f"/desk/review/{report.ref}/"),
    ):
        assert search.find(reviewer, thing.ref.lower().replace("-", "")).target.row.url == url


def test_findings_and_evidence_lead_to_their_pages(reviewer, second_reviewer, activist, admin):
    report = stage.accepted(stage.sent(activist), reviewer)
    finding = stage.proposed(report, reviewer)
    assert search.find(second_reviewer, finding.ref).target.row.url == f"/desk/findings/{finding.ref}/"
    assert search.find(admin, finding.ref).target is None
    assert search.find(activist, finding.ref).target is None


def test_a_reference_that_one_may_not_see_is_like_none(activist, other_activist, admin, reviewer):
    draft = stage.draft(other_activist)
    person, incident = held("Жагипаров", reviewer=reviewer), IncidentFactory()
    unknown = search.find(activist, references.make("R"))
    for thing in (draft, person, incident):
        found = search.find(activist, thing.ref)
        assert (found.target, found.sections, found.is_reference) == (None, unknown.sections, unknown.is_reference)
    assert search.find(reviewer, draft.ref).target is None
    assert search.find(other_activist, draft.ref).target.row.url == f"/desk/reports/{draft.ref}/"


def test_an_admin_is_shown_a_report_without_a_page(admin, reviewer):
    person = held("Жагипаров", reviewer=reviewer)
    report = person.mentions.get().report
    target = search.find(admin, report.ref).target
    assert (target.row.url, target.row.ref) == ("", report.ref)
    assert search.find(admin, ReportFactory().ref).target is None


def test_the_reference_of_a_joined_person_leads_to_the_one_who_stays_and_says_so(reviewer):
    stays = held("Жагипаров Ермек", reviewer=reviewer)
    gone = PersonFactory(merged_into=PersonFactory(merged_into=stays))
    target = search.find(reviewer, gone.ref).target
    assert (target.row.ref, target.said) == (stays.ref, f"{gone.ref} was joined to {stays.ref}.")


def test_the_reference_of_a_source_finds_its_reports_as_far_as_one_may_read_them(reviewer, activist, other_activist):
    source = SourceFactory()
    for author in (activist, other_activist):
        ReportFactory(source=source, submitter=author, title=f"By {author.name}", received_at=NOW)
    assert words(search.find(reviewer, source.ref)) == {"reports": ["By Bolat Test", "By Aigerim Test"]}
    assert words(search.find(activist, source.ref)) == {"reports": ["By Aigerim Test"]}
