"""The pages on which somebody says what a piece is, who made it, and what is asked for elsewhere."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from incidents.domain import places
from incidents.domain.evidence import describing, makers
from incidents.models import AuditEvent, Evidence, EvidenceMaker, Place, SecretLook
from incidents.vocabulary import ReportStatus
from tests.factories import NOW, ReportFactory
from tests.incidents.domain.evidence.held import own_store
from tests.incidents.domain.evidence.pieces import TAKEN, a_file, a_link, not_held

pytestmark = pytest.mark.django_db
LOOK = {"because": "ask", "words": "To ask for the whole film."}


@pytest.fixture
def report(activist):
    return ReportFactory(submitter=activist, title="The square")


@pytest.fixture
def piece(report):
    return a_file(report, TAKEN)


@pytest.fixture
def desk(client_of, reviewer):
    return client_of(reviewer)


@pytest.fixture
def author(client_of, activist):
    return client_of(activist)


@pytest.fixture
def town():
    words = {"name_en": "Taldykorgan", "name_ru": "Талдыкорган", "name_kk": "Талдықорған"}
    words["folded"] = [places.fold_place("Taldykorgan")]
    return Place.objects.create(key="town", kind="city", latitude=45.0156, longitude=78.3739, **words)


def to(name: str, piece) -> str:
    return reverse(f"desk:{name}", args=[piece.ref])


# --- What it is ------------------------------------------------------------------------------------------------------
def test_what_was_told_is_kept_and_shown_on_its_page(piece, author, town):
    told = {"version": "1", "note": "A car burns", "taken_edtf": "8.1.2022", "taken_place_text": "Taldykorgan",
            "sensitivities": ["graphic"], "rights": "allowed", "handed_how": "messenger"}  # fmt: skip
    answer = author.post(to("evidence_describe", piece), told)
    assert (answer.status_code, answer.url) == (302, to("evidence_page", piece))
    row = Evidence.objects.get(pk=piece.pk)
    assert (row.taken_edtf, row.taken_place, row.rights, row.version) == ("2022-01-08", town, "allowed", 2)
    page = author.get(to("evidence_page", piece)).content.decode()
    assert all(words in page for words in ("A car burns", "8 January 2022", "Taldykorgan", "by a messenger"))


def test_a_stale_form_shows_both_and_loses_nothing(piece, author, desk, activist):
    describing.describe(evidence=piece, version=1, note="A car burns", by=activist, at=NOW)
    answer = desk.post(to("evidence_describe", piece), {"version": "1", "note": "A bus burns", "rights": "own"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "A car burns" in page
    assert "A bus burns" in page
    assert 'name="version" value="2"' in page
    assert Evidence.objects.get(pk=piece.pk).note == "A car burns"


@pytest.mark.parametrize("version", ["", "0", "-1", "9" * 30, "x"])
def test_without_the_right_version_nothing_is_kept(version, piece, author):
    answer = author.post(to("evidence_describe", piece), {"version": version, "note": "A car burns"})
    assert answer.status_code in (409, 422)
    assert "A car burns" in answer.content.decode()
    assert Evidence.objects.get(pk=piece.pk).note == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [("taken_edtf", "2022-02-30"), ("taken_edtf", "31.12.9999"), ("rights", "'\"--"), ("sensitivities", "{{7*7}}"),
     ("note", "x" * 501), ("handed_how", "<script>")],
)  # fmt: skip
def test_what_is_wrong_is_told_beside_the_field_and_the_rest_stays(field, value, piece, author):
    typed = {"version": "1", "taken_place_text": "Near the bridge", field: value}
    answer = author.post(to("evidence_describe", piece), typed)
    assert answer.status_code == 422
    assert "Near the bridge" in answer.content.decode()
    assert Evidence.objects.get(pk=piece.pk).version == 1


def test_no_field_but_its_own_is_taken(piece, author, reviewer):
    smuggled = {"ref": "E-0000000", "sha256": "0" * 64, "held_by": "me", "url": "https://example.org", "removed_at": "2022-01-01",
                "described_by": str(reviewer.pk), "report": "1", "original": "1", "media_type": "text/html"}  # fmt: skip
    before = Evidence.objects.values().get(pk=piece.pk)
    author.post(to("evidence_describe", piece), {"version": "1", "note": "A car burns"} | smuggled)
    after = Evidence.objects.values().get(pk=piece.pk)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"note", "version", "described_by_id", "described_at"}


def test_what_the_file_says_is_shown_and_not_in_the_boxes(piece, author, town):
    page = author.get(to("evidence_describe", piece)).content.decode()
    assert all(words in page for words in ("8 January 2022", "14:05", "45.02°", "0.5 km", "Invented Camera 1"))
    assert "45.0196" not in page
    assert 'value="2022-01-08"' not in page


def test_pressing_takes_it_into_the_form_and_only_keeping_keeps_it(piece, author, town):
    typed = {"version": "1", "note": "A car burns"}
    page = author.post(to("evidence_describe", piece), typed | {"take": "when"})
    assert page.status_code == 200
    assert 'value="2022-01-08"' in page.content.decode()
    assert "A car burns" in page.content.decode()
    assert (
        'value="Taldykorgan"' in author.post(to("evidence_describe", piece), typed | {"take": "where"}).content.decode()
    )
    assert Evidence.objects.get(pk=piece.pk).version == 1
    author.post(to("evidence_describe", piece), typed | {"taken_edtf": "2022-01-08", "taken_place_text": "Taldykorgan"})
    assert Evidence.objects.get(pk=piece.pk).taken_place == town


def test_after_the_decision_the_author_neither_describes_nor_sees_what_the_file_says(activist, reviewer, author):
    closed = a_file(ReportFactory(submitter=activist, taken_by=reviewer, status=ReportStatus.ACCEPTED), TAKEN)
    page = author.get(to("evidence_describe", closed))
    assert page.status_code == 403
    assert "14:05" not in page.content.decode()
    assert "14:05" not in author.get(to("evidence_page", closed)).content.decode()


@pytest.mark.parametrize("name", ["evidence_describe", "evidence_maker", "evidence_bearing"])
@pytest.mark.parametrize("nosy", ["other_activist", "admin"])
def test_for_all_others_there_is_nothing(name, nosy, piece, client_of, request):
    client = client_of(request.getfixturevalue(nosy))
    assert client.get(to(name, piece)).status_code == 404
    assert client.post(to(name, piece), {"version": "1", "made_by": "x"}).status_code == 404


# --- Who made it -----------------------------------------------------------------------------------------------------
def test_the_maker_is_kept_and_met_on_no_page(piece, author, desk):
    answer = author.post(to("evidence_maker", piece), {"made_by": "Wqzxmaker", "handed_by": "Wqzxhander"})
    assert answer.status_code == 302
    assert EvidenceMaker.objects.filter(evidence=piece).exists()
    for client in (author, desk):
        for name in ("evidence_page", "evidence_maker", "evidence_describe"):
            page = client.get(to(name, piece)).content.decode()
            assert "Wqzx" not in page
    assert "who handed it over" in author.get(to("evidence_maker", piece)).content.decode()
    assert not any("Wqzx" in str(line) for line in AuditEvent.objects.values_list("detail", flat=True))


def test_a_refused_maker_form_says_why(piece, author):
    page = author.post(to("evidence_maker", piece), {"made_by": "  "})
    assert page.status_code == 422
    assert not EvidenceMaker.objects.exists()


def test_the_maker_is_shown_once_to_a_reviewer_with_a_reason(piece, desk, activist):
    makers.keep(evidence=piece, made_by="Wqzxmaker", handed_by="", by=activist, at=NOW)
    asked = desk.get(to("evidence_maker_look", piece))
    assert "Wqzx" not in asked.content.decode()
    refused = desk.post(to("evidence_maker_look", piece), {"because": "ask"})
    assert (refused.status_code, SecretLook.objects.count()) == (422, 0)
    shown = desk.post(to("evidence_maker_look", piece), LOOK)
    assert "Wqzxmaker" in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    assert SecretLook.objects.get().ref == piece.ref


def test_who_came_long_ago_is_asked_again_before_the_maker_is_shown(piece, desk, activist, settings):
    makers.keep(evidence=piece, made_by="Wqzxmaker", handed_by="", by=activist, at=NOW)
    settings.ASK_AGAIN_SECONDS = 0
    assert "Wqzx" not in desk.post(to("evidence_maker_look", piece), LOOK).content.decode()
    assert not SecretLook.objects.exists()


def test_nobody_else_has_a_page_that_shows_a_maker(piece, author, client_of, admin, reviewer):
    own = a_file(ReportFactory(submitter=reviewer))
    for client, which in ((author, piece), (client_of(admin), piece), (client_of(reviewer), own)):
        assert client.get(to("evidence_maker_look", which)).status_code == 404


def test_nothing_kept_is_said_to_be_nothing(piece, desk):
    assert "Nothing is kept here." in desk.post(to("evidence_maker_look", piece), LOOK).content.decode()


# --- What is asked for -----------------------------------------------------------------------------------------------
def test_what_others_hold_is_listed_by_holder_for_reviewers(report, desk, author, other_activist, client_of, admin):
    not_held(report, note="A film", held_by="Her brother")
    not_held(report, note="A list of names", held_by="The hospital")
    not_held(ReportFactory(submitter=other_activist, status="withdrawn"), note="Nothing any more")
    not_held(ReportFactory(submitter=other_activist, status="draft", received_at=None), note="Not sent")
    url = reverse("desk:evidence_wanted")
    page = desk.get(url).content.decode()
    assert page.index("Her brother") < page.index("The hospital")
    assert "Nothing any more" not in page
    assert "Not sent" not in page
    found = desk.get(url, {"q": "HOSPITAL"}).content.decode()
    assert "A list of names" in found
    assert "A film" not in found
    assert author.get(url).status_code == client_of(admin).get(url).status_code == 404


def test_what_arrived_leaves_the_list_and_both_say_so(report, piece, author, desk):
    wanted = not_held(report)
    answer = author.post(to("evidence_arrived", wanted), {"piece": piece.ref, "version": "1"})
    assert (answer.status_code, answer.url) == (302, to("evidence_page", piece))
    assert Evidence.objects.get(pk=wanted.pk).removed_at is not None
    lines = AuditEvent.objects.filter(verb="evidence_arrived").values_list("ref", "detail")
    common = {"report": report.ref, "sha256": piece.sha256}
    assert dict(lines) == {wanted.ref: {"arrived": piece.ref, **common}, piece.ref: {"was": wanted.ref, **common}}
    assert wanted.note not in desk.get(reverse("desk:evidence_wanted")).content.decode()


def test_only_what_one_sees_arrives_and_only_once(report, piece, desk, author, other_activist):
    wanted, foreign = not_held(report), a_file(ReportFactory(submitter=other_activist))
    for ref in (foreign.ref, wanted.ref, "E-0000000", ""):
        assert desk.post(to("evidence_arrived", wanted), {"piece": ref, "version": "1"}).status_code == 422
    for ref in (foreign.ref, wanted.ref, "E-0000000", "R-7K3QFM2", "<b>"):
        assert author.post(to("evidence_arrived", wanted), {"other": ref, "version": "1"}).status_code == 422
    assert desk.post(to("evidence_arrived", wanted), {"piece": piece.ref, "version": "0"}).status_code in (409, 422)
    assert desk.post(to("evidence_arrived", wanted), {"piece": piece.ref, "version": "1"}).status_code == 302
    assert author.post(to("evidence_arrived", wanted), {"piece": piece.ref, "version": "2"}).status_code == 404
    assert author.get(to("evidence_arrived", piece)).status_code == 404


def test_a_capture_is_added_to_a_link_by_a_plain_form(report, author, desk, settings, tmp_path):
    own_store(settings, tmp_path)
    link, out = a_link(report), io.BytesIO()
    Image.effect_noise((40, 30), 80).convert("RGB").save(out, "PNG")
    sent = {"file": SimpleUploadedFile("page.png", out.getvalue()), "note": "The post"}
    refused = author.post(to("evidence_capture", link), sent | {"capture_kind": "pdf"})
    assert refused.status_code == 422
    assert "The post" in refused.content.decode()
    sent["file"] = SimpleUploadedFile("page.png", out.getvalue())
    assert author.post(to("evidence_capture", link), sent | {"capture_kind": "screenshot"}).status_code == 302
    capture = Evidence.objects.get(capture_of=link)
    assert (capture.note, capture.original_name) == ("The post", "page.png")
    assert capture.ref in desk.get(to("evidence_page", link)).content.decode()
    assert link.url in desk.get(to("evidence_page", capture)).content.decode()
    assert desk.get(to("evidence_capture", link)).status_code == 404
    assert author.post(to("evidence_capture", link), {}).status_code == 422


def test_a_link_is_told_and_never_called(report, author):
    link = a_link(report)
    page = author.get(to("evidence_page", link)).content.decode()
    assert 'rel="noreferrer noopener external"' in page
    assert "Opening it tells the site" in page
