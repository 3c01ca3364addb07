"""Files and links of a report: added without JavaScript, handed out only as files to keep."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from incidents.domain import store
from incidents.models import Evidence, Report
from tests.incidents.views.intake_walk import begin, family, fields, fill, step_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_of, activist):
    return client_of(activist)


@pytest.fixture
def ref(client):
    return begin(client)


def upload(client, ref, *files, **more):
    given = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(step_url(ref, "evidence"), {"what": "file", "file-files": given, **more})


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return out.getvalue()


def test_several_files_are_added_at_once(client, ref):
    answer = upload(
        client,
        ref,
        ("a.png", png()),
        ("b.txt", b"words"),
        **{"file-note": "the car", "file-sensitivities": ["graphic"]},
    )
    assert answer.status_code == 302
    assert [(one.original_name, one.note, one.sensitivities) for one in Evidence.objects.all()] == [
        ("a.png", "the car", ["graphic"]),
        ("b.txt", "the car", ["graphic"]),
    ]


def test_a_file_that_cannot_be_kept_is_told_by_its_name_and_keeps_no_other_out(client, ref):
    answer = upload(
        client, ref, ("good.txt", b"words"), ("empty.txt", b""), ("cut.png", png()[:40]), ("again.txt", b"words")
    )
    text = answer.content.decode()
    assert "empty.txt: This file is empty." in text
    assert "cut.png: This picture is damaged" in text
    assert "again.txt: This file is here already" in text
    assert [one.original_name for one in Evidence.objects.all()] == ["good.txt"]
    assert "good.txt" in text


def test_no_file_chosen_is_told(client, ref):
    answer = client.post(step_url(ref, "evidence"), {"what": "file"})
    assert "Choose a file first." in answer.content.decode()


def test_a_hostile_file_name_is_only_shown(client, ref):
    upload(client, ref, ('<img src=x onerror=alert(1)>\u202egpj.exe"\r\nX: y', b"words"))
    assert "<img src=x" not in client.get(step_url(ref, "evidence")).content.decode()


def test_a_link_and_something_not_held_are_added(client, ref):
    client.post(
        step_url(ref, "evidence"), {"what": "link", "link-url": "https://example.org/", "link-seen": "8.1.2022"}
    )
    client.post(
        step_url(ref, "evidence"), {"what": "not_held", "not_held-note": "a film", "not_held-held_by": "a shop"}
    )
    text = client.get(step_url(ref, "evidence")).content.decode()
    for words in ("https://example.org/", "8 January 2022", "a film", "a shop"):
        assert words in text


def test_a_wrong_link_is_told_and_still_there(client, ref):
    answer = client.post(
        step_url(ref, "evidence"), {"what": "link", "link-url": "javascript:alert(1)", "link-note": "film"}
    )
    text = answer.content.decode()
    assert "beginning with http:// or https://" in text
    assert 'value="javascript:alert(1)"' in text
    assert not Evidence.objects.exists()


def test_going_on_marks_the_step_as_done(client, ref):
    answer = fill(client, step_url(ref, "evidence"))
    assert answer.url == step_url(ref, "consent")
    assert "evidence" in Report.objects.get(ref=ref).draft["saved"]


def test_a_sent_report_takes_more_files_from_its_page(client):
    ref = family(client)
    fill(client, step_url(ref, "check"))
    upload(client, ref, ("late.txt", b"late"))
    assert "late.txt" in client.get(reverse("desk:report_page", args=[ref])).content.decode()
    assert fill(client, step_url(ref, "evidence")).url == reverse("desk:report_page", args=[ref])


# --- Handing out -----------------------------------------------------------------------------------------------------
@pytest.fixture
def piece(client, ref):
    upload(client, ref, ("фото <b>.html", b"<script>alert(1)</script>"))
    return Evidence.objects.get()


def download(client, piece):
    return client.get(reverse("desk:evidence_download", args=[piece.ref]))


def test_a_file_is_only_ever_an_attachment(client, piece):
    answer = download(client, piece)
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "\n" not in answer["Content-Disposition"]
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store"


def test_a_draft_hands_its_files_to_its_author_alone(client_of, piece, other_activist, reviewer, admin):
    for stranger in (other_activist, reviewer, admin):
        assert download(client_of(stranger), piece).status_code == 404


def test_a_reviewer_gets_the_files_of_what_was_sent(client, client_of, reviewer):
    ref = family(client)
    upload(client, ref, ("a.txt", b"words"))
    fill(client, step_url(ref, "check"))
    assert download(client_of(reviewer), Evidence.objects.get()).status_code == 200


def test_what_was_taken_out_is_handed_out_no_more(client, piece, activist):
    url = reverse("desk:evidence_remove", args=[piece.ref])
    assert "фото" in client.get(url).content.decode()
    assert client.post(url).url == step_url(piece.report.ref, "evidence")
    assert download(client, piece).status_code == 404
    assert client.post(url).status_code == 404


def test_a_file_that_is_gone_is_told_on_a_page_of_ours(client, piece):
    store.discard(piece.original.stored)
    answer = download(client, piece)
    assert answer.status_code == 403
    assert "cannot be found" in answer.content.decode()


def test_a_link_is_not_downloaded(client, ref):
    client.post(step_url(ref, "evidence"), {"what": "link", "link-url": "https://example.org/"})
    assert download(client, Evidence.objects.get()).status_code == 403


def test_the_page_of_files_has_a_token_in_every_form(client, ref):
    text = client.get(step_url(ref, "evidence")).content.decode()
    assert text.count('method="post"') == text.count("csrfmiddlewaretoken")
    assert fields(client.get(step_url(ref, "evidence")), "what")["what"]
