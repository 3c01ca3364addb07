"""Hostile files and honest ones as the parent meets them, each in a child of its own."""

import io

import pytest

from incidents.domain import decoding
from incidents.domain.decoding import scanning, sentences
from tests.incidents.domain.decoders import media

WHOLE = {
    "jpeg": (media.picture, "image/jpeg"),
    "heic": (lambda: media.picture("HEIF"), "image/heic"),
    "avif": (lambda: media.picture("AVIF"), "image/avif"),
    "mp4": (media.film, "video/mp4"),
    "webm": (lambda: media.film("webm", "libvpx", "libopus"), "video/webm"),
    "mp3": (lambda: media.film("mp3", "", "libmp3lame"), "audio/mpeg"),
    "pdf": (media.pdf, "application/pdf"),
    "docx": (media.office, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "text": (lambda: "Мы это видели.".encode(), "text/plain"),
    "opaque": (lambda: b"\x7fELF\0\1", "application/octet-stream"),
}


def look(data: bytes) -> decoding.Facts:
    return decoding.look(io.BytesIO(data), len(data))


@pytest.mark.parametrize("name", WHOLE)
def test_every_form_is_known_through_the_child(name):
    make, media_type = WHOLE[name]
    facts = look(make())
    assert (facts.media_type, facts.refused) == (media_type, "")


@pytest.mark.parametrize("name", ["jpeg", "heic", "avif", "mp4", "pdf", "docx"])
def test_a_file_that_is_cut_in_the_middle_is_damaged(name):
    data = WHOLE[name][0]()
    facts = look(data[: len(data) // 2])
    assert facts.refused == "damaged"
    assert "ZIP" in sentences.sentence(facts.refused, facts.form)


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (b"", "empty"),
        (scanning.EICAR, "virus"),
        (media.bomb(), "pixels"),
        (b"\xff\xd8\xff\xe0<html><script>alert(1)</script></html>", "damaged"),
        (b"GIF89a/*<script>*/=1;alert(1)", "damaged"),
    ],
)
def test_what_may_not_come_in_is_refused_with_a_sentence(data, refused):
    facts = look(data)
    assert facts.refused == refused
    assert sentences.sentence(facts.refused, facts.form).endswith(".")


@pytest.mark.parametrize("data", [b"<!DOCTYPE html><script>", b"<svg xmlns='x'><script>alert(1)</script></svg>"])
def test_a_page_or_a_drawing_with_script_is_never_a_picture(data, settings):
    assert (look(data).form, look(data).refused) == ("opaque", "")
    settings.UPLOAD_OPAQUE = "refuse"
    assert look(data).refused == "opaque"
    assert "ZIP" not in sentences.sentence("damaged", "picture")


@pytest.mark.parametrize("code", sorted(decoding.made.REFUSALS | {"empty", "virus", "unscanned", "cut", "changed"}))
def test_every_code_has_a_sentence(code):
    assert sentences.sentence(code).endswith(".")


def test_copies_come_one_after_the_other_and_only_of_what_can_be_shown():
    data = media.picture()
    facts = look(data)
    kinds = [
        (copy.kind, len(b"".join(copy.chunks)) > 100) for copy in decoding.copies(io.BytesIO(data), len(data), facts)
    ]
    assert kinds == [("veil", True), ("thumb", True), ("view", True)]
    assert list(decoding.copies(io.BytesIO(b"words"), 5, look(b"words"))) == []


def test_a_page_is_redacted_and_what_has_none_is_not():
    data = media.pdf(2)
    made = decoding.redact(io.BytesIO(data), len(data), look(data), 2, [[0, 0, 5000, 5000]])
    assert (made.kind, made.page, made.media_type) == ("redacted", 2, "image/jpeg")
    assert next(made.chunks)[:2] == b"\xff\xd8"
    with pytest.raises(decoding.Broken):
        decoding.redact(io.BytesIO(data), len(data), decoding.Facts(form="video"), 1, [])
    with pytest.raises(decoding.Broken):
        decoding.redact(io.BytesIO(data), len(data), decoding.Facts(form="pdf"), 9, [])
