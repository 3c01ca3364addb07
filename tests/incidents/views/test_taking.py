"""Uploads over HTTP: by a script in parts, each answer a sentence; by the plain form, sealed while they stream in."""

import hashlib
import os
import tempfile
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from incidents import receiving
from incidents.domain import boxes, store
from incidents.domain.evidence import room
from incidents.models import AuditEvent, Evidence, Incoming
from incidents.views import taking
from tests.factories import sign_in
from tests.incidents.views.intake_walk import begin, step_url

pytestmark = pytest.mark.django_db
CHUNK = boxes.CHUNK
DATA = os.urandom(CHUNK + 1000)
RAW = "application/octet-stream"
BOUNDARY = "zq-boundary"


@pytest.fixture(autouse=True)
def incoming(settings, tmp_path):
    settings.INCOMING_ROOT = tmp_path / "incoming"
    return settings.INCOMING_ROOT


@pytest.fixture
def client(client_of, activist):
    return client_of(activist)


@pytest.fixture
def ref(client):
    return begin(client)


def announce(client, ref, **more):
    told = {"key": str(uuid.uuid4()), "report": ref, "name": "film.mp4", "size": len(DATA), "mark": "h:aa"} | more
    return client.post(reverse("desk:incoming_start"), told)


def part(client, key, data, offset=0, **more):
    url = reverse("desk:incoming_bytes", args=[key])
    return client.post(f"{url}?offset={offset}", data, content_type=RAW, **more)


def finish(client, key):
    return client.post(reverse("desk:incoming_finish", args=[key]))


def clear(piece) -> bytes:
    with store.open_original(piece.original) as file:
        return file.read()


# --- By a script ----------------------------------------------------------------------------------------------------
def test_a_file_comes_in_parts_and_is_kept_with_what_was_said(client, ref):
    told = announce(client, ref, note="the square", sensitivities=["faces", "child"]).json()
    assert (told["offset"], told["size"], told["evidence"]) == (0, len(DATA), "")
    assert part(client, told["id"], DATA[:CHUNK]).json() == {"offset": CHUNK}
    assert client.get(reverse("desk:incoming_state", args=[told["id"]])).json()["offset"] == CHUNK
    assert part(client, told["id"], DATA[CHUNK:], CHUNK).json() == {"offset": len(DATA)}
    done = finish(client, told["id"]).json()
    piece = Evidence.objects.get(ref=done["evidence"])
    assert done["sha256"] == piece.sha256 == hashlib.sha256(DATA).hexdigest()
    assert (piece.note, piece.sensitivities, clear(piece)) == ("the square", ["faces", "child"], DATA)
    assert finish(client, told["id"]).json() == done
    assert set(AuditEvent.objects.filter(ref=piece.ref).values_list("verb", flat=True)) == {
        "evidence_added", "evidence_hashed"}  # fmt: skip


def test_another_byte_than_the_next_is_answered_with_the_next(client, ref):
    key = announce(client, ref).json()["id"]
    answer = part(client, key, DATA, 5)
    assert (answer.status_code, answer.json()["offset"]) == (409, 0)
    missing = finish(client, key)
    assert (missing.status_code, missing.json()["offset"]) == (409, 0)


@pytest.mark.parametrize("offset", ["", "-1", "x", "٣", "9" * 17, "1.5"])
def test_a_strange_offset_is_told(client, ref, offset):
    key = announce(client, ref).json()["id"]
    assert part(client, key, b"x", offset).status_code == 400


@pytest.mark.parametrize(
    "wrong", [{"key": "x"}, {"size": "-1"}, {"size": "x"}, {"report": "E-1"}, {"name": ""}, {"mark": "<b>"}, {"size": "9" * 30},
              {"sensitivities": "naked"}, {"note": "x" * 501}],
)  # fmt: skip
def test_what_cannot_be_read_is_told(client, ref, wrong):
    answer = announce(client, ref, **wrong)
    assert answer.status_code == 400
    assert answer.json()["sentence"]
    assert not Incoming.objects.exists()


def test_empty_and_too_large_files_are_told_before_a_byte_is_sent(client, ref, settings):
    settings.UPLOAD_MAX_BYTES = 1024**2
    for size, sentence in ((0, "empty"), (1024**2 + 1, "too large")):
        answer = announce(client, ref, size=size)
        assert answer.status_code == 422
        assert sentence in answer.json()["sentence"]


def test_a_name_of_three_hundred_signs_with_folders_and_a_hidden_turn_is_only_a_name(client, ref):
    key = announce(client, ref, name="../../etc/\u202e" + "x" * 300 + ".mp4", size=3).json()["id"]
    part(client, key, b"abc")
    finish(client, key)
    name = Evidence.objects.get().original_name
    assert len(name) <= 200
    assert name.startswith("xxx")
    assert name.endswith(".mp4")


def test_uploads_of_others_do_not_exist(client, ref, client_of, other_activist, reviewer, admin):
    key = announce(client, ref).json()["id"]
    for stranger in map(client_of, (other_activist, reviewer, admin)):
        assert announce(stranger, ref).status_code == 404
        assert stranger.get(reverse("desk:incoming_state", args=[key])).status_code == 404
        assert part(stranger, key, DATA).status_code == 404
        assert finish(stranger, key).status_code == 404
        assert stranger.post(reverse("desk:incoming_drop", args=[key])).status_code == 404


def test_a_report_that_takes_no_more_is_told_and_written_down(client, ref):
    key = announce(client, ref).json()["id"]
    Incoming.objects.get().report.__class__.objects.update(status="withdrawn")
    answer = part(client, key, DATA)
    assert answer.status_code == 403
    assert "closed" in answer.json()["sentence"]
    assert AuditEvent.objects.filter(verb="denied").count() == 1


def test_a_part_needs_the_token_of_the_page(activist, ref, client):
    key = announce(client, ref).json()["id"]
    strict = sign_in(Client(enforce_csrf_checks=True), activist)
    assert part(strict, key, DATA).status_code == 403
    token = strict.get(step_url(ref, "evidence")).context["csrf_token"]
    assert part(strict, key, DATA, headers={"X-CSRFToken": str(token)}).status_code == 200


def test_whoever_is_signed_out_is_not_told_that_it_was_kept(client, ref):
    key = announce(client, ref).json()["id"]
    answer = part(Client(), key, DATA)
    assert answer.status_code == 302
    assert "login" in answer.url


def test_when_all_places_are_taken_the_script_is_asked_to_wait(client, ref, monkeypatch):
    key = announce(client, ref).json()["id"]
    monkeypatch.setattr(taking.PLACES, "acquire", lambda blocking: False)
    answer = part(client, key, DATA)
    assert (answer.status_code, "in a moment" in answer.json()["sentence"]) == (429, True)


def test_a_long_upload_does_not_end_the_session(client, ref, monkeypatch):
    key, seen = announce(client, ref).json()["id"], []
    monkeypatch.setattr("accounts.sessions.seen", lambda row, at: seen.append(row))
    part(client, key, DATA)
    assert len(seen) >= 3  # the request itself, the part, its end


def test_an_unfinished_upload_is_on_the_page_and_can_be_left_out(client, ref, incoming):
    key = announce(client, ref).json()["id"]
    part(client, key, DATA[:CHUNK])
    page = client.get(step_url(ref, "evidence")).content.decode()
    assert "film.mp4" in page
    assert "99 %" in page
    assert client.post(reverse("desk:incoming_drop", args=[key])).url == reverse("desk:report_evidence", args=[ref])
    assert list(incoming.iterdir()) == []


# --- By the plain form ----------------------------------------------------------------------------------------------
def upload(client, ref, *files, **more):
    given = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(step_url(ref, "evidence"), {"what": "file", "file-files": given, **more})


def test_the_plain_form_touches_no_temporary_file_and_leaves_nothing_in_clear(client, ref, monkeypatch, incoming):
    def never(*_, **__):
        raise AssertionError("a temporary file")

    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, never)
    canary = b"canary of the square " * 20_000
    assert upload(client, ref, ("a.txt", canary), ("b.bin", DATA)).status_code == 302
    assert sorted(clear(piece) for piece in Evidence.objects.all()) == sorted([canary, DATA])
    assert list(incoming.iterdir()) == []


def test_a_form_keeps_what_can_be_kept_and_tells_each_that_cannot(client, ref, settings, incoming):
    settings.UPLOAD_MAX_BYTES = 1024**2
    files = (("good.bin", b"good"), ("large.bin", bytes(1024**2 + 1)), ("empty.bin", b""), ("also.bin", b"also good"))
    text = upload(client, ref, *files).content.decode()
    assert "large.bin: This file is too large: 1 MB" in text
    assert "empty.bin: This file is empty." in text
    assert sorted(Evidence.objects.values_list("original_name", flat=True)) == ["also.bin", "good.bin"]
    assert list(incoming.iterdir()) == []


def test_a_disk_without_room_is_told_for_each_file(client, ref, monkeypatch, incoming):
    monkeypatch.setattr(room, "RESERVE", 2**60)
    assert "a.bin: The server has no room" in upload(client, ref, ("a.bin", b"x")).content.decode()
    monkeypatch.undo()
    monkeypatch.setattr(boxes.Writer, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    assert "a.bin: The server has no room" in upload(client, ref, ("a.bin", b"x")).content.decode()


def form(data: bytes = b"a" * 300 + b"\r\n--zq" + b"b" * 300) -> bytes:
    """What a browser sends, with something in the file that begins like the boundary."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="what"\r\n\r\nfile\r\n--{BOUNDARY}\r\nContent-Disposition: '
    file = 'form-data; name="file-files"; filename="a.bin"\r\nContent-Type: image/jpeg\r\n\r\n'
    return (head + file).encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()


def test_a_form_that_breaks_off_keeps_nothing_or_the_whole_file(client, ref, incoming):
    whole, url = form(), step_url(ref, "evidence")
    full = hashlib.sha256(b"a" * 300 + b"\r\n--zq" + b"b" * 300).hexdigest()
    for cut in [60, 200, 250, 500, *range(len(whole) - 24, len(whole) + 1, 3), len(whole)]:
        client.post(url, whole[:cut], content_type=f"multipart/form-data; boundary={BOUNDARY}")
        assert set(Evidence.objects.values_list("sha256", flat=True)) <= {full}, cut
        assert list(incoming.glob("*")) == []
    assert Evidence.objects.count() == 1


def test_a_page_without_a_form_for_files_reads_them_away(client, ref, monkeypatch, incoming):
    monkeypatch.setattr(receiving, "SealedUpload", None)
    for url in (step_url(ref, "what"), reverse("desk:report_new"), "/language/"):
        assert client.post(url, {"file": SimpleUploadedFile("a.bin", DATA)}).status_code in (302, 409)
    nobody = Client().post(step_url(ref, "evidence"), {"file-files": SimpleUploadedFile("a.bin", DATA)})
    assert nobody.status_code in (302, 403)
    assert not incoming.exists()


def test_a_form_for_files_may_be_large_and_no_other(client, ref, settings):
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    large = SimpleUploadedFile("a.bin", bytes(limit + 1))
    assert client.post(step_url(ref, "what"), {"file": large}).status_code == 413
    assert upload(client, ref, ("a.bin", bytes(limit + 1))).status_code == 302
