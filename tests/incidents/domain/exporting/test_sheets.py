"""A sheet for each person: what each circle may have of it."""

import pytest

from incidents.domain.exporting import printed, records
from incidents.models import Evidence, Person
from incidents.policies import Unfit
from incidents.vocabulary import Bearing, Confirmation, Consent, Disclosure, EvidenceKind, ExportWhat, ReportStatus
from tests.factories import ReportFactory, SourceFactory
from tests.incidents.domain.exporting.asking import asked, made, words
from tests.incidents.people_samples import AT, found, held, told

pytestmark = pytest.mark.django_db
SECRET = "kanarienvogel"


@pytest.fixture
def person(reviewer, second_reviewer):
    """Two reports that disagree about the day and the place, a finding, a picture and a link."""
    one = ReportFactory(consent=Consent.PUBLIC, status=ReportStatus.ACCEPTED, taken_by=reviewer,
                        source=SourceFactory(name="Newsroom of the North"))  # fmt: skip
    person = held(reviewer, name="Әлия Қуанышқызы", report=one, when="2022-01-08", place_text="Zharkent")
    other = ReportFactory(consent=Consent.PUBLIC, status=ReportStatus.ACCEPTED, taken_by=reviewer,
                          source=SourceFactory(name="Defenders of the South"))  # fmt: skip
    told(person, other, name="Алия К.", when="2022-01-10",
         act={"place_text": "Saryozek", "stated_reason": SECRET, "stated_reason_by": "an officer"})  # fmt: skip
    found(person, reviewer, second_reviewer, level=Confirmation.FAIR, contested=["when"], rationale=f"{SECRET} why.")
    for number, kind in enumerate([EvidenceKind.LINK, EvidenceKind.NOT_HELD, EvidenceKind.NOT_HELD]):
        url = f"https://example.org/{number}" if kind == EvidenceKind.LINK else ""
        Evidence.objects.create(ref=f"E-000000{number}", report=one, kind=kind, url=url, added_by=reviewer, added_at=AT)
    return person


def sheet(user, circle=Disclosure.INTERNAL) -> str:
    [only], _leaving = made(ExportWhat.SHEETS, asked(user, circle))
    return words(only)


def test_inside_the_team_a_sheet_tells_everything(admin, person):
    text = sheet(admin)
    for word in (f"Әлия Қуанышқызы · {person.ref}", "Killed", "Fair", f"{SECRET} why.", "Newsroom of the North",
                 "Defenders of the South", "8 January 2022", "10 January 2022", "2 independent sources",
                 "link: 1", "said to exist, not held: 2", "It may be made public", "20 January 2022, 18:00"):  # fmt: skip
        assert word in text, word


def test_it_says_what_is_contested_and_who_says_which(admin, person):
    text = sheet(admin)
    assert "when: 8 January 2022 (Newsroom of the North); 10 January 2022 (Defenders of the South)" in text
    assert "where: Zharkent (Newsroom of the North); Saryozek (Defenders of the South)" in text


@pytest.mark.parametrize("circle", [Disclosure.PARTNER, Disclosure.PUBLIC])
def test_beyond_the_team_no_source_speaks_and_no_reason_is_given(admin, person, circle):
    text = sheet(admin, circle)
    assert "Әлия Қуанышқызы" in text
    assert "Killed" in text
    assert "link: 1" in text
    assert "2 independent sources" in text
    for word in (SECRET, "Newsroom", "Defenders", "R-", "It may be made public"):
        assert word not in text, word


def test_the_public_gets_no_place_as_it_was_typed(admin, person):
    assert "Zharkent" in sheet(admin, Disclosure.PARTNER)
    assert "Zharkent" not in sheet(admin, Disclosure.PUBLIC)


def test_where_a_report_says_no_the_name_is_held_back_and_the_sheet_says_so(admin, reviewer, second_reviewer, person):
    told(person, ReportFactory(consent=Consent.NOT_ASKED, status=ReportStatus.ACCEPTED, taken_by=reviewer), name="А.")
    text = sheet(admin, Disclosure.PARTNER)
    assert f"Name withheld · {person.ref}" in text
    assert "Held back: the name, other spellings, and words that describe the person." in text
    assert "Қуанышқызы" not in text
    assert "Zharkent" not in text


def test_who_must_stay_with_the_team_gets_no_sheet_and_is_counted(admin, reviewer, person):
    hidden = held(reviewer, name="Айдар Тасгеров", consent=Consent.INTERNAL)
    sheets, leaving = made(ExportWhat.SHEETS, asked(admin, Disclosure.PARTNER))
    assert [one["title"].split(" · ")[1] for one in sheets] == [person.ref]
    assert (leaving.left_out, leaving.refs()) == (1, person.ref)
    assert hidden.ref not in leaving.told()


def test_evidence_tied_to_somebody_else_is_not_counted(admin, reviewer, person):
    report = person.mentions.order_by("pk").first().report
    other = held(reviewer, name="Айдар Тасгеров", report=report)
    piece = Evidence.objects.get(kind=EvidenceKind.LINK)
    piece.bearings.create(bearing=Bearing.SUPPORTS, mention=other.mentions.get(), by=reviewer, at=AT)
    text = {one["title"].split(" · ")[1]: words(one) for one in made(ExportWhat.SHEETS, asked(admin))[0]}
    assert "link: 1" in text[other.ref]
    assert "link" not in text[person.ref]


def test_nobody_concluded_anything_and_nothing_is_held(admin, reviewer):
    held(reviewer)
    text = sheet(admin)
    assert "Name not known · P-" in text
    assert "Nothing is concluded yet." in text
    assert "None is recorded." in text


def test_more_sheets_than_are_printed_are_refused_with_a_sentence(admin, reviewer, person, monkeypatch):
    monkeypatch.setattr(printed, "MOST_SHEETS", 1)
    held(reviewer, name="Айдар Тасгеров")
    with pytest.raises(Unfit, match="A PDF holds at most 1 person"):
        made(ExportWhat.SHEETS, asked(admin))


def test_a_hundred_people_are_read_with_as_many_queries_as_one(admin, reviewer, person, django_assert_max_num_queries):
    for number in range(12):
        held(reviewer, name=f"Айдар {number}")
    with django_assert_max_num_queries(24):
        made(ExportWhat.SHEETS, asked(admin))
    assert records.BATCH >= 12
    assert Person.objects.count() == 13
