"""What goes to whom: consent, rights, what a picture shows, redacted copies; nothing internal reaches others."""

import io

import pytest
from PIL import Image

from incidents.domain import audit, references
from incidents.models import Evidence, EvidenceBearing, Original
from incidents.vocabulary import Consent, CopyKind, Disclosure, Protection, ReportStatus, Rights
from tests.factories import IncidentFactory, ReportFactory, SourceFactory, UserFactory
from tests.incidents.domain.bundles.samples import case, left_out, made, pieces, redacted, told
from tests.incidents.domain.evidence import copies, held
from tests.incidents.people_samples import AT, found
from tests.incidents.people_samples import held as person_held
from tests.incidents.people_samples import told as person_told

pytestmark = pytest.mark.django_db
SECRET = "kanarienvogel"
INTERNAL, PARTNER, PUBLIC = Disclosure.INTERNAL, Disclosure.PARTNER, Disclosure.PUBLIC
OTHERS = (PARTNER, PUBLIC)


@pytest.fixture
def team(reviewer, second_reviewer):
    return reviewer, second_reviewer


def a_photo() -> bytes:
    """With a word in its EXIF, as a telephone would leave the name of its owner."""
    picture, facts, out = Image.new("RGB", (40, 30), "#aabbcc"), Image.Exif(), io.BytesIO()
    facts[0x013B] = f"{SECRET} maker"
    picture.save(out, "JPEG", exif=facts)
    return out.getvalue()


@pytest.fixture
def secretive(team, admin):
    """A word that nobody else writes, in every field that stays in the house."""
    one, other = team
    submitter = UserFactory(username=f"{SECRET}-u", name=f"{SECRET} submitter")
    source = SourceFactory(name=f"{SECRET} organisation", protection=Protection.TEAM, created_by=submitter)
    person, piece = case(
        one, other, picture=a_photo(), source=source, submitter=submitter, title=f"{SECRET} title",
        narrative=f"{SECRET} narrative", derived_words=SECRET, translation_caveats=SECRET,
    )  # fmt: skip
    person.findings.update(rationale=f"{SECRET} rationale", decision_words=f"{SECRET} decision")
    Evidence.objects.filter(pk=piece.pk).update(
        original_name=f"{SECRET}.jpg", held_by=SECRET, seen_by=SECRET, added_by=submitter, handed_how="messenger"
    )
    type(admin).objects.filter(pk=admin.pk).update(name=f"{SECRET} admin")
    return person, piece


@pytest.mark.parametrize("circle", OTHERS)
def test_no_word_of_the_team_and_no_original_reaches_others(admin, secretive, circle):
    admin.refresh_from_db()
    person, piece = secretive
    files = made(admin, person, circle=circle, reason=f"{SECRET} reason")
    whole = b"".join(files.values())
    assert "Айдар Тасгеров".encode() in whole
    assert SECRET.encode() not in whole
    assert a_photo() not in whole
    assert pieces(files) == {"view-0000.jpg": b"view"}


def test_the_team_gets_the_original_byte_for_byte_with_its_hash(admin, secretive):
    person, piece = secretive
    files = made(admin, person, circle=INTERNAL)
    assert pieces(files) == {"original.jpg": a_photo()}
    [listed] = [file for file in told(files, "manifest.json")["files"] if file["path"].endswith("original.jpg")]
    assert listed["sha256"] == piece.sha256 == told(files, "evidence.json")[0]["sha256"]
    assert SECRET in files["findings.json"].decode()


@pytest.mark.parametrize("circle", OTHERS)
@pytest.mark.parametrize("consent", Consent.values)
def test_a_picture_goes_as_far_as_its_report_agreed(admin, team, circle, consent):
    person, _piece = case(*team, consent=consent)
    files = made(admin, person, circle=circle)
    goes = consent == Consent.PUBLIC or (consent, circle) == (Consent.PARTNERS, PARTNER)
    assert bool(pieces(files)) is goes
    if consent == Consent.NOT_ASKED:
        assert left_out(files) == {"consent": 1}


def test_what_was_agreed_for_the_piece_itself_counts_as_well(admin, team):
    person, piece = case(*team)
    Evidence.objects.filter(pk=piece.pk).update(consent=Consent.INTERNAL)
    assert left_out(made(admin, person, circle=PUBLIC)) == {"consent": 1}


@pytest.mark.parametrize(
    ("rights", "partner", "public"),
    [(Rights.OWN, True, True), (Rights.ALLOWED, True, True), (Rights.PUBLISHED, True, False),
     (Rights.UNKNOWN, True, False), (Rights.NONE, False, False)],
)  # fmt: skip
def test_a_picture_goes_where_its_maker_allows(admin, team, rights, partner, public):
    person, _piece = case(*team, rights=rights)
    for circle, goes in ((PARTNER, partner), (PUBLIC, public)):
        files = made(admin, person, circle=circle)
        assert (bool(pieces(files)), left_out(files)) == (goes, {} if goes else {"rights": 1})


@pytest.mark.parametrize("shows", [["faces"], ["child"], ["graphic"], ["plain", "faces"], []])
def test_what_shows_somebody_goes_to_the_public_in_a_redacted_copy_or_not_at_all(admin, team, shows):
    person, piece = case(*team, sensitivities=shows)
    assert left_out(made(admin, person, circle=PUBLIC)) == {"sensitive": 1}
    assert pieces(made(admin, person, circle=PARTNER)) == {"view-0000.jpg": b"view"}
    redacted(piece, b"first", number=1)
    redacted(piece, b"second", number=2)
    assert pieces(made(admin, person, circle=PUBLIC)) == {"redacted-0000.jpg": b"second"}
    assert pieces(made(admin, person, circle=PARTNER)) == {"redacted-0000.jpg": b"second"}


def test_of_a_document_with_one_redacted_page_the_others_go_to_partners_only_as_they_are(admin, team):
    person, piece = case(*team, sensitivities=["faces"])
    for page in (1, 2):
        copies.copy(piece.original, CopyKind.PAGE, b"page %d" % page, page=page)
    redacted(piece, b"covered", page=2)
    assert pieces(made(admin, person, circle=PARTNER)) == {
        "view-0000.jpg": b"view", "page-0001.jpg": b"page 1", "redacted-0002.jpg": b"covered",
    }  # fmt: skip
    assert pieces(made(admin, person, circle=PUBLIC)) == {"redacted-0002.jpg": b"covered"}


def test_what_another_receipt_of_the_same_bytes_says_counts_as_well(admin, team):
    person, piece = case(*team)
    other = held.receipt(
        piece.original, ReportFactory(consent=Consent.PUBLIC, status=ReportStatus.UNDER_REVIEW, taken_by=team[0])
    )
    Evidence.objects.filter(pk=other.pk).update(sensitivities=["child"], rights=Rights.OWN)
    assert left_out(made(admin, person, circle=PUBLIC)) == {"sensitive": 1}
    type(other.report).objects.filter(pk=other.report_id).update(consent=Consent.REFUSED)
    assert left_out(made(admin, person, circle=PUBLIC)) == {"consent": 1}


def test_a_picture_stays_when_somebody_else_in_its_report_may_not_be_named(admin, team):
    person, piece = case(*team)
    friend = person_held(team[0], name="Болат Тасгеров", consent=Consent.REFUSED)
    person_told(friend, piece.report, name="Болат Тасгеров")
    assert left_out(made(admin, person, circle=PUBLIC)) == {"consent": 1}


def test_links_and_what_is_not_held_stay_with_the_team(admin, team):
    person, piece = case(*team)
    Evidence.objects.create(
        ref=references.make("E"), report=piece.report, kind="link", url="https://example.org/kanarienvogel",
        rights=Rights.OWN, added_by=piece.added_by, added_at=AT,
    )  # fmt: skip
    files = made(admin, person, circle=PUBLIC)
    assert left_out(files) == {"no_file": 1}
    assert SECRET.encode() not in b"".join(files.values())
    assert SECRET in made(admin, person, circle=INTERNAL)["evidence.json"].decode()


@pytest.mark.parametrize("circle", OTHERS)
def test_a_file_without_copies_stays(admin, team, circle):
    person, piece = case(*team)
    piece.original.copies.exclude(kind=CopyKind.VEIL).delete()
    assert left_out(made(admin, person, circle=circle)) == {"no_copy": 1}


def test_an_original_that_is_missing_or_changed_is_left_out_and_counted(admin, team):
    person, piece = case(*team)
    Original.objects.filter(pk=piece.original_id).update(integrity="changed", checked_at=AT)
    assert left_out(made(admin, person, circle=INTERNAL)) == {"broken": 1}


def test_people_who_must_stay_are_counted_and_not_named(admin, team):
    person, _piece = case(*team, consent=Consent.REFUSED)
    files = made(admin, person, circle=PARTNER)
    assert left_out(files) == {"stays": 1}
    assert person.ref.encode() not in b"".join(files.values())


def test_a_name_that_may_not_go_is_withheld_and_so_is_the_place_of_the_finding(admin, team):
    person, _piece = case(*team, consent=Consent.NOT_ASKED)
    person.findings.update(place_text=SECRET)
    files = made(admin, person, circle=PARTNER)
    assert told(files, "persons.json")[0]["name"] == "withheld"
    assert SECRET.encode() not in b"".join(files.values())


def test_whoever_was_merged_goes_as_the_one_who_stands_and_who_is_gone_is_counted(admin, team):
    person, _piece = case(*team)
    merged, gone = person_held(team[0], name="Айдар"), person_held(team[0], name="Болат")
    type(merged).objects.filter(pk=merged.pk).update(merged_into=person)
    type(gone).objects.filter(pk=gone.pk).update(reports_count=0)
    files = made(admin, person, merged, gone, circle=PARTNER)
    assert [row["ref"] for row in told(files, "persons.json")] == [person.ref]
    assert left_out(files) == {"gone": 1}


def test_what_is_tied_to_others_alone_is_not_about_these_people(admin, team):
    person, piece = case(*team)
    other = person_held(team[0], name="Болат Тасгеров", report=piece.report)
    tie = {"evidence": piece, "mention": other.mentions.get(), "by": team[0], "at": AT}
    EvidenceBearing.objects.create(**tie)
    assert not pieces(made(admin, person, circle=INTERNAL))
    assert pieces(made(admin, other, circle=INTERNAL))


def test_an_incident_goes_with_its_people_and_the_evidence_of_its_reports(admin, team):
    one, other = team
    event = IncidentFactory(title=f"{SECRET} at the bridge")
    report = ReportFactory(consent=Consent.PUBLIC, status=ReportStatus.ACCEPTED, taken_by=one)
    person = person_held(one, name="Айдар Тасгеров", report=report, incident=event)
    found(person, one, other)
    inside = copies.picture(report, rights=Rights.OWN)
    elsewhere = ReportFactory(consent=Consent.PUBLIC, status=ReportStatus.ACCEPTED, taken_by=one)
    person_told(person, elsewhere, name="Айдар Тасгеров", kind="missing")
    copies.picture(elsewhere, rights=Rights.OWN, body=copies.jpeg(30, 30))
    files = made(admin, incident=event, circle=PUBLIC)
    assert [piece["ref"] for piece in told(files, "evidence.json")] == [inside.ref]
    assert event.ref.encode() not in b"".join(files.values())
    assert event.ref.encode() in made(admin, incident=event, circle=PARTNER)["findings.json"]


def test_evidence_of_a_report_that_is_not_accepted_stays(admin, team):
    person, piece = case(*team)
    type(piece.report).objects.filter(pk=piece.report_id).update(status=ReportStatus.UNDER_REVIEW)
    files = made(admin, person, circle=INTERNAL)
    assert (pieces(files), left_out(files)) == ({}, {})


@pytest.mark.parametrize("circle", Disclosure.values)
def test_no_step_of_custody_takes_the_hash_of_a_bundle_for_that_of_the_piece_and_an_alarm_has_its_end(
    admin, team, circle
):
    person, piece = case(*team)
    known = {"by": None, "at": AT, "kind": "evidence", "ref": piece.ref, "detail": {"sha256": piece.sha256}}
    for verb in ("evidence_missing", "evidence_restored"):
        audit.record(verb=verb, **known)
    bundle = {"kind": "bundle", "ref": "B-1", "detail": {"sha256": "b" * 64}, "records": [piece.ref]}
    audit.record(verb="evidence_exported", **known | bundle)
    steps = told(made(admin, person, circle=circle), "custody.json")[piece.ref]
    assert [step["what"] for step in steps] == ["evidence_missing", "evidence_restored", "evidence_exported"]
    assert [step.get("sha256") for step in steps] == [piece.sha256, piece.sha256, None]
