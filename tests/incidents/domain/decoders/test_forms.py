"""What a file is, is what it decodes to; the decoders themselves, without their child process."""

import io
import re

import pytest
from PIL import Image

from incidents.domain.decoders import archives, films, heifs, pdfs, pictures, sniffing, telling, texts
from incidents.domain.decoders.telling import Refused
from tests.incidents.domain.decoders import media

DECODERS = {"pictures": pictures, "heifs": heifs, "films": films, "pdfs": pdfs, "archives": archives, "texts": texts}


def found(data: bytes) -> telling.Found:
    """What the decoder that the head calls for finds."""
    return DECODERS[sniffing.guess(data[: sniffing.HEAD])].look(io.BytesIO(data), len(data))


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as why:
        found(data)
    return str(why.value)


# --- Pictures --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", media.PICTURES)
def test_a_picture_is_measured_and_told_by_its_type(kind):
    said = found(media.picture(kind))
    assert (said.form, said.media_type, said.width, said.height) == ("picture", pictures.TYPES[kind], 96, 64)
    assert said.dhash is not None


@pytest.mark.parametrize("kind", [kind for kind in media.PICTURES if kind not in ("GIF", "TIFF")])
def test_when_where_and_with_what_it_was_taken_is_told(kind):
    told = found(media.picture(kind, media.WORD)).told
    assert (told["taken"], told["make"]) == ("2022-01-06T14:03:11+06:00", media.WORD)
    assert (told["lat"], told["lon"]) == ("43.238300", "76.945300")


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_turned_picture_is_shown_upright(turned):
    """A scan or photo that was turned any way looks as it was meant, its red corner at the top left."""
    upright = media.drawn()
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # orientation to the transposition that undoes it
    stored = upright.transpose(Image.Transpose(back[turned])) if turned > 1 else upright
    out = io.BytesIO()
    stored.save(out, "JPEG", quality=95, exif=media.exif("x", turned))
    made = {copy.kind: copy for copy in pictures.copies(io.BytesIO(out.getvalue()), 0, found(out.getvalue()))}
    view = Image.open(io.BytesIO(b"".join(made["view"].data)))
    assert view.size == (96, 64)
    assert [view.getpixel(at)[0] > 150 for at in ((8, 6), (88, 6), (8, 58), (88, 58))] == [True, False, False, False]


def test_the_same_picture_in_another_form_and_size_looks_the_same():
    scene = Image.radial_gradient("L").rotate(30).crop((20, 60, 240, 200))
    out, other = io.BytesIO(), io.BytesIO()
    scene.save(out, "PNG")
    scene.resize((660, 420)).convert("RGB").save(other, "JPEG", quality=60)
    small, large = found(out.getvalue()).dhash, found(other.getvalue()).dhash
    assert bin((small ^ large) & (2**64 - 1)).count("1") <= 8


def test_a_picture_with_too_many_points_is_refused_before_it_is_decoded():
    assert refusal(media.bomb()) == "pixels"


def test_too_many_frames_are_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_FRAMES", 3)
    assert refusal(media.frames("GIF", 4)) == "frames"


def test_sheets_become_pages_and_a_moving_picture_a_few_frames():
    for kind, word, number in (("TIFF", "page", 3), ("GIF", "poster", 4), ("WEBP", "poster", 4)):
        data = media.frames(kind, 3 if kind == "TIFF" else 9)
        copies = list(pictures.copies(io.BytesIO(data), len(data), found(data)))
        assert [copy.page for copy in copies if copy.kind == word] == list(range(1, number + 1))


def test_the_film_behind_a_photo_is_told():
    data = media.motion_photo()
    said = found(data)
    assert said.media_type == "image/jpeg"
    assert data[int(said.told["motion"]) :].startswith(media.film(audio="")[:8])


@pytest.mark.parametrize(("tail", "also"), [(media.packed({"a": "b"}), "zip"), (media.pdf(1), "pdf")])
def test_a_picture_that_is_something_else_too_is_a_picture_and_that_is_told(tail, also):
    said = found(media.picture() + tail)
    assert (said.form, said.told["also"]) == ("picture", also)


def test_broken_exif_is_not_told_and_the_picture_counts():
    data = media.picture("JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 40)
    assert found(data).told == {}


@pytest.mark.parametrize("place", [{2: (91.0, 0, 0), 4: (1.0, 0, 0)}, {2: (1.0, 2.0)}, {}])
def test_what_is_no_place_on_earth_is_not_told(place):
    tags = Image.Exif()
    tags.get_ifd(0x8825).update(place)
    assert "lat" not in found(media.picture(exif=tags)).told


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "CMYK", "YCbCr", "LAB", "I;16", "I", "F"])
def test_every_kind_of_points_becomes_a_plain_picture(mode):
    source = Image.new("L", (400, 300), 200)
    picture = source.convert("RGBA").convert("P").convert("PA") if mode == "PA" else source.convert("RGB")
    picture = picture if mode == "PA" else source.convert(mode) if mode in ("I;16", "I", "F") else picture.convert(mode)
    assert pictures.rendering.plain(picture, 100, 100).size == (100, 75)


def test_what_shines_through_lies_on_white():
    clear = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    assert pictures.rendering.plain(clear, 20, 20).getpixel((5, 5)) == (255, 255, 255)


# --- Recordings ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("made", "media_type"),
    [
        (("mp4", "libx264", "aac"), "video/mp4"),
        (("mov", "libx264", "aac"), "video/quicktime"),
        (("3gp", "libx264", "aac"), "video/3gpp"),
        (("webm", "libvpx", "libopus"), "video/webm"),
        (("mp3", "", "libmp3lame"), "audio/mpeg"),
        (("ogg", "", "libopus"), "audio/ogg"),
        (("ipod", "", "aac"), "audio/mp4"),
        (("wav", "", "pcm_s16le"), "audio/wav"),
    ],
)
def test_a_recording_is_told_by_its_type(made, media_type):
    said = found(media.film(*made))
    assert (said.form, said.media_type, said.seconds) == (
        media_type.split("/")[0].replace("audio", "sound"),
        media_type,
        1,
    )
    assert (said.width, said.height) == ((96, 64) if made[1] else (None, None))


def test_what_a_film_says_of_its_making_is_told():
    told = found(media.film("mov", word="+43.2383+076.9453/")).told
    assert (told["lat"], told["lon"]) == ("43.2383", "76.9453")
    assert told["taken"].startswith("2022-01-06T08:03:11")


def test_a_recording_of_another_form_is_opaque():
    assert refusal(media.film("matroska")) == "opaque"


def test_a_film_that_is_cut_short_after_its_table_plays_as_far_as_it_goes():
    whole = b"".join(next(copy for copy in made_of(media.film(seconds=3)) if copy.kind == "clip").data)
    part = whole[: len(whole) * 2 // 3]
    assert found(part).told["cut"] == "yes"
    assert [copy.kind for copy in made_of(part)].count("clip") == 1


def made_of(data: bytes) -> list[telling.Copy]:
    return list(DECODERS[sniffing.guess(data)].copies(io.BytesIO(data), len(data), found(data)))


# --- PDF, documents, text --------------------------------------------------------------------------------------------
def test_a_pdf_tells_its_pages_and_its_making():
    said = found(media.pdf(3, media.WORD))
    assert (said.media_type, said.pages, said.told["author"]) == ("application/pdf", 3, media.WORD)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d)?", said.told["created"])


def test_the_first_pages_become_pictures_and_too_many_are_refused(monkeypatch):
    monkeypatch.setattr(pdfs, "DRAWN_PAGES", 2)
    assert [(copy.kind, copy.page) for copy in made_of(media.pdf(3))] == [
        ("veil", 0), ("thumb", 0), ("page", 1), ("page", 2),
    ]  # fmt: skip
    monkeypatch.setattr(pdfs, "MOST_PAGES", 2)
    assert refusal(media.blank_pdf(3)) == "pages"


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (media.office(), "wordprocessingml.document"),
        (media.office("spreadsheetml.sheet", "xl/workbook.xml"), "spreadsheetml.sheet"),
    ],
)
def test_an_office_document_is_told_by_its_parts(data, media_type):
    said = found(data)
    assert (said.form, said.media_type) == ("document", archives.OFFICE + media_type)
    assert (said.told["author"], said.told["created"]) == ("A clerk", "2022-01-06T08:00:00Z")


@pytest.mark.parametrize(
    "data",
    [
        media.packed({"a.txt": "words"}),
        media.office(**{"word/vbaProject.bin": b"macros"}),
        media.packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
    ],
)
def test_another_archive_or_a_document_with_macros_is_opaque(data):
    assert refusal(data) == "opaque"


def test_a_document_that_would_unpack_to_very_much_is_refused_before_it_is_unpacked():
    assert refusal(media.packed({"zeros": bytes(70_000_000)})) == "bomb"


def test_a_document_with_entities_or_with_too_many_parts_is_refused(monkeypatch):
    laughs = '<!DOCTYPE x [<!ENTITY a "b">]><Types/>'
    assert refusal(media.office(**{"[Content_Types].xml": laughs})) == "bomb"
    monkeypatch.setattr(archives, "MOST_ENTRIES", 2)
    assert refusal(media.office()) == "bomb"


def test_captures_of_the_web_are_known():
    warc = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    assert found(warc).media_type == "application/warc"
    assert found(archives.zlib.compress(warc, wbits=31)).form == "capture"
    assert found(media.packed({"datapackage.json": "{}", "archive/a.warc.gz": b"x"})).media_type == "application/wacz"
    assert refusal(archives.zlib.compress(b"words", wbits=31)) == "opaque"


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_words_in_the_usual_encodings_are_text(name):
    assert (
        found("Біз көрдік: Мы это видели, вечером.\r\n".replace("өрд", "орд").encode(name)).media_type == "text/plain"
    )


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe<\0h\0t\0m\0l\0", b"a\x07b", b"caf\xe9 au lait", "\ufeff <svg onload=x>".encode(), b"caf\x98"],
)
def test_markup_controls_and_what_does_not_decode_are_no_text(data):
    guessed = sniffing.guess(data)
    assert guessed == "" or refusal(data) == "opaque"


@pytest.mark.parametrize("data", [b"<html>", b" \n<svg>", b"#!/bin/sh", b"{\\rtf1", b"MZ\x90\0", b"\x7fELF\0"])
def test_markup_scripts_and_programs_go_to_no_decoder(data):
    assert sniffing.guess(data) == ""


def test_what_is_told_is_one_short_line_without_signs_that_steer():
    assert telling.plain_text("a\u202eb\x00c\nd" + "e" * 999) == ("abc d" + "e" * 999)[: telling.LONGEST_TOLD]
    assert telling.kept({"make": "", "model": "x", "unknown": "y", "lens": None}) == {"model": "x"}
