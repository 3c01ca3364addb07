"""Files are hostile until decoded; links are never called; what fails leaves nothing behind."""

import datetime as dt
import hashlib
import io
import stat
from pathlib import Path

import pytest
from django.conf import settings as house
from django.core.files.storage import default_storage
from PIL import Image

from incidents.domain import evidence, intake, review, store
from incidents.domain.evidence import inspecting, rows
from incidents.models import AuditEvent, Evidence, Original
from incidents.policies import Denied, Unfit
from tests.incidents.domain.evidence import held
from tests.incidents.domain.intake_samples import family, new_key

pytestmark = pytest.mark.django_db
AT = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)


@pytest.fixture
def draft(activist):
    return intake.start(by=activist, at=AT, key=new_key())


def picture(kind: str, size=(40, 30)) -> bytes:
    out = io.BytesIO()
    noise = Image.effect_noise(size, 80).convert("RGB")
    noise.save(out, kind)
    return out.getvalue()


def add(report, by, data: bytes, name="file.bin", **more):
    return evidence.add_file(report=report, file=io.BytesIO(data), name=name, size=len(data), by=by, at=AT, **more)


def files() -> set[str]:
    folder = Path(house.MEDIA_ROOT) / "evidence"
    return {str(path) for place in (folder, Path(house.INCOMING_ROOT)) for path in place.rglob("*") if path.is_file()}


def test_a_file_is_kept_byte_for_byte_with_its_fingerprint(draft, activist):
    data = picture("JPEG")
    piece = add(draft, activist, data, "photo.jpg", note="the car")
    with store.open_original(piece.original) as kept:
        assert kept.read() == data
    assert data[:20] not in Path(default_storage.path(piece.original.stored)).read_bytes()
    assert (piece.sha256, piece.size, piece.media_type) == (hashlib.sha256(data).hexdigest(), len(data), "image/jpeg")


def test_a_file_lies_under_a_random_name_that_only_the_server_reads(draft, activist):
    piece = add(draft, activist, b"words", "../../etc/passwd")
    assert "passwd" not in piece.original.stored
    assert piece.original_name == "passwd"
    assert stat.S_IMODE(Path(default_storage.path(piece.original.stored)).stat().st_mode) == 0o600


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF"])
def test_a_picture_is_told_by_decoding_it(draft, activist, kind):
    assert add(draft, activist, picture(kind), "whatever.txt").media_type == f"image/{kind.lower()}"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF"])
def test_a_picture_that_is_cut_short_is_told_so(draft, activist, kind):
    data = picture(kind, (200, 200))
    with pytest.raises(Unfit, match="damaged"):
        add(draft, activist, data[: len(data) // 2])
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "head", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"II*\x00", b"MM\x00*", b"RIFF\x00\x00\x00\x00WEBP"]
)
@pytest.mark.parametrize("tail", [b"", b"<script>alert(1)</script>" * 40, bytes(range(256)) * 20, b"\x00" * 500])
def test_something_else_behind_the_head_of_a_picture_is_no_picture(draft, activist, head, tail):
    with pytest.raises(Unfit):
        add(draft, activist, head + tail)


def test_a_picture_with_too_many_points_is_refused_before_it_is_decoded(draft, activist):
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(Unfit, match="points"):
        add(draft, activist, out.getvalue())


def test_a_pdf_is_told_by_drawing_its_first_page(draft, activist):
    page = picture("PDF")
    assert add(draft, activist, page).media_type == "application/pdf"
    with pytest.raises(Unfit, match="cut short"):
        add(draft, activist, page[:-8] + b"x" * 3000)


def test_what_decoding_found_stands_at_the_original_at_once(draft, activist):
    original = add(draft, activist, picture("JPEG")).original
    assert (original.form, original.width, original.height) == ("picture", 40, 30)
    assert original.dhash is not None


@pytest.mark.parametrize(
    "data", [b"<html><script>alert(1)</script>", b"MZ\x90\x00", b"#!/bin/sh\n", b"\x00", b"\xff\x01"]
)
def test_everything_else_is_kept_as_opaque_bytes(draft, activist, data):
    assert add(draft, activist, data, "page.html").media_type == inspecting.OPAQUE


def test_an_empty_file_is_told_so(draft, activist):
    with pytest.raises(Unfit, match="empty"):
        add(draft, activist, b"")


def test_a_file_beyond_the_limit_is_told_so_whatever_it_says_of_its_size(draft, activist, settings):
    settings.UPLOAD_MAX_BYTES = 1024
    before = files()
    for size in (2000, 10):
        with pytest.raises(Unfit, match="too large"):
            evidence.add_file(report=draft, file=io.BytesIO(b"x" * 2000), name="x", size=size, by=activist, at=AT)
    assert files() == before


def test_the_same_bytes_twice_are_told_and_leave_no_second_file(draft, activist):
    add(draft, activist, b"same")
    before = files()
    with pytest.raises(Unfit, match="here already"):
        add(draft, activist, b"same", "other name")
    assert files() == before


def test_the_same_bytes_may_come_again_after_they_were_taken_out(draft, activist):
    evidence.remove(evidence=add(draft, activist, b"same"), by=activist, at=AT)
    assert add(draft, activist, b"same").removed_at is None


def test_whatever_fails_leaves_no_file_behind(draft, activist, other_activist, monkeypatch):
    before = files()
    with pytest.raises(Denied):
        add(draft, other_activist, b"not mine")
    monkeypatch.setattr("incidents.domain.audit.record", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add(draft, activist, b"the log is full")
    assert files() == before
    assert not Evidence.objects.exists()


def test_there_is_an_end_to_the_pieces_of_one_report(draft, activist, monkeypatch):
    monkeypatch.setattr(rows, "MOST", 1)
    add(draft, activist, b"one")
    with pytest.raises(Unfit, match="200"):
        add(draft, activist, b"two")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\photo.jpg", "photo.jpg"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("a\x00b\nc.txt", "ab c.txt"),
        ('"; rm -rf *?.png', "__ rm -rf __.png"),
        ("..", "file"),
        ("", "file"),
        ("\u200b", "file"),
        ("фото қайда.jpeg", "фото қайда.jpeg"),
    ],
)
def test_a_file_name_is_only_a_name(given, kept):
    assert evidence.clean_name(given) == kept


def test_a_very_long_file_name_keeps_its_ending():
    name = evidence.clean_name("x" * 300 + ".jpeg")
    assert len(name) <= 200
    assert name.endswith(".jpeg")


# --- Links and what nobody here holds --------------------------------------------------------------------------------
def test_a_link_is_kept_with_the_day_it_was_seen(draft, activist):
    piece = evidence.add_link(
        report=draft, url="https://example.org/a?b=1#c", seen_edtf="2022-01-09", note="film", by=activist, at=AT
    )
    assert (piece.url, piece.seen_edtf, piece.sha256) == ("https://example.org/a?b=1#c", "2022-01-09", "")


@pytest.mark.parametrize(
    "url",
    ["", "example.org", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://example.org", "http://",
     "https://user:pass@example.org/", "https://exa mple.org/", "http://[::1", "https://example.org:99999/", "//example.org",
     "https://example.org/<script>", "https://" + "x" * 1000, "\x00https://example.org:x/"],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(draft, activist, url):
    with pytest.raises(Unfit):
        evidence.add_link(report=draft, url=url, by=activist, at=AT)


def test_something_said_to_exist_is_kept_with_who_holds_it(draft, activist):
    piece = evidence.note_not_held(
        report=draft, note="a film of the street", held_by="the defenders", by=activist, at=AT
    )
    assert (piece.kind, piece.held_by, piece.original) == ("not_held", "the defenders", None)
    with pytest.raises(Unfit):
        evidence.note_not_held(report=draft, note="  ", held_by="x", by=activist, at=AT)


# --- Taking off, handing out -----------------------------------------------------------------------------------------
def test_a_piece_is_taken_off_a_draft_and_its_file_stays(draft, activist):
    piece = evidence.remove(evidence=add(draft, activist, b"data"), by=activist, at=AT)
    assert piece.removed_at == AT
    assert default_storage.exists(piece.original.stored)
    assert evidence.remove(evidence=piece, by=activist, at=AT + dt.timedelta(1)).removed_at == AT
    assert AuditEvent.objects.filter(verb="evidence_removed").count() == 1


def test_nobody_else_takes_it_off(draft, activist, other_activist, reviewer):
    piece = add(draft, activist, b"data")
    for stranger in (other_activist, reviewer):
        with pytest.raises(Denied):
            evidence.remove(evidence=piece, by=stranger, at=AT)


def test_a_sent_report_takes_more_but_loses_nothing(activist, reviewer):
    report = intake.send(content=family(), by=activist, at=AT, key=new_key())
    piece = add(report, activist, b"late photo")
    with pytest.raises(Denied):
        evidence.remove(evidence=piece, by=activist, at=AT)
    row = review.reject(
        review.take(report, by=reviewer, at=AT), reason="no_content", words="Too little.", by=reviewer, at=AT
    )
    with pytest.raises(Denied, match="closed"):
        add(row, activist, b"too late")


def test_what_was_sent_names_its_evidence(activist):
    content = family() | {"evidence": [
        {"kind": "link", "url": "https://example.org/", "note": "a"}, {"kind": "not_held", "note": "b", "held_by": "c"},
    ]}  # fmt: skip
    report = intake.send(content=content, by=activist, at=AT, key=new_key())
    frozen = report.revisions.get().content["evidence"]
    assert [(piece["kind"], piece["ref"]) for piece in frozen] == [(one.kind, one.ref) for one in report.evidence.all()]


def test_every_look_at_a_file_is_written_down(draft, activist):
    piece = add(draft, activist, b"data")
    with evidence.open_file(evidence=piece, by=activist, at=AT) as file:
        assert file.read() == b"data"
    event = AuditEvent.objects.get(verb="evidence_downloaded")
    assert (event.ref, event.detail["sha256"]) == (piece.ref, piece.sha256)


def test_a_file_that_is_gone_is_told_and_written_down(draft, activist):
    piece = add(draft, activist, b"data")
    default_storage.delete(piece.original.stored)
    with pytest.raises(Denied, match="cannot be found"):
        evidence.open_file(evidence=piece, by=activist, at=AT)
    assert AuditEvent.objects.filter(verb="evidence_missing").exists()


def test_a_store_that_is_away_or_a_file_that_was_moved_meanwhile_is_no_alarm(draft, activist, settings, tmp_path):
    held.own_store(settings, tmp_path)
    piece = add(draft, activist, b"data")
    home = Path(settings.MEDIA_ROOT)
    away = home.rename(home.with_name("unmounted"))
    with pytest.raises(store.Unreachable):
        evidence.open_file(evidence=piece, by=activist, at=AT)
    away.rename(home)
    held.path_of(piece.original).rename(home / "moved")
    Original.objects.update(stored="moved")
    with pytest.raises(Denied):
        evidence.open_file(evidence=piece, by=activist, at=AT)
    assert not AuditEvent.objects.filter(verb="evidence_missing").exists()
    assert Original.objects.get().integrity == "unchecked"


def test_a_link_is_no_file(draft, activist):
    with pytest.raises(Denied):
        evidence.open_file(
            evidence=evidence.add_link(report=draft, url="https://example.org/", by=activist, at=AT), by=activist, at=AT
        )
