"""Copies hold points and samples, and nothing else that stood in the file; what is covered is gone."""

import io

import av
import pytest
from PIL import Image

from incidents.domain.decoders import clips, films, pdfs, pictures, rendering
from incidents.domain.decoders.telling import Found
from tests.incidents.domain.decoders import media
from tests.incidents.domain.decoders.test_forms import found, made_of

# What a JPEG may hold besides its points: nothing of APP1 (EXIF, XMP), APP2 (profiles), APP13 (IPTC) or a comment.
TELLING = (b"\xff\xe1", b"\xff\xe2", b"\xff\xed", b"\xff\xfe")


def copies_of(data: bytes) -> dict[str, bytes]:
    """All copies, by kind and page."""
    return {f"{copy.kind} {copy.page}": b"".join(copy.data) for copy in made_of(data)}


def head_of(jpeg: bytes) -> bytes:
    """What stands before the points."""
    return jpeg[: jpeg.index(b"\xff\xda")]


def assert_clean(data: bytes) -> None:
    """No word of the file, and no place where one could stand."""
    assert media.WORD.encode() not in data
    if data[:2] == b"\xff\xd8":
        assert [mark for mark in TELLING if mark in head_of(data)] == []
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            assert not picture.getexif()
            assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    else:
        with av.open(io.BytesIO(data)) as container:
            kept = dict(container.metadata) | {k: v for stream in container.streams for k, v in stream.metadata.items()}
        # The names of the form itself, and of the parts of it.
        assert set(kept) <= {
            "major_brand",
            "minor_version",
            "compatible_brands",
            "language",
            "handler_name",
            "vendor_id",
        }


@pytest.mark.parametrize("kind", media.PICTURES)
def test_no_copy_of_a_picture_holds_a_word_of_it(kind):
    data = media.picture(kind, media.WORD)
    assert media.WORD.encode() in data
    copies = copies_of(media.iptc(data, media.WORD) if kind == "JPEG" else data)
    assert set(copies) == {"veil 0", "thumb 0", "view 0"}
    for copy in copies.values():
        assert_clean(copy)


@pytest.mark.parametrize(
    ("form", "video", "audio"),
    [("mp4", "libx264", "aac"), ("webm", "libvpx", "libopus"), ("mp3", "", "libmp3lame"), ("ogg", "", "libopus")],
)
def test_no_copy_of_a_recording_holds_a_word_of_it(form, video, audio):
    data = media.film(form, video, audio, word=media.WORD)
    assert media.WORD.encode() in data
    copies = copies_of(data)
    assert ("clip 0" in copies) == bool(video)
    for copy in copies.values():
        assert_clean(copy)


def test_no_copy_of_a_pdf_holds_a_word_of_it():
    for copy in copies_of(media.pdf(2, media.WORD)).values():
        assert_clean(copy)


def test_copies_are_no_larger_than_they_must_be():
    data = media.picture("PNG", size=(2400, 1200))
    sizes = {name: Image.open(io.BytesIO(copy)).size for name, copy in copies_of(data).items()}
    assert sizes == {"veil 0": (96, 48), "thumb 0": (320, 160), "view 0": (1600, 800)}


def test_a_veil_shows_nothing_that_could_be_recognised():
    """Two pictures with the same large shapes and other details have the same veil to the eye: grey and blurred."""
    plain, detailed = media.drawn((640, 480)), media.drawn((640, 480))
    for column in range(200, 440, 8):
        detailed.paste((250, 250, 250) if column % 16 else (0, 0, 0), (column, 100, column + 4, 110))
    veils = [Image.open(io.BytesIO(b"".join(rendering.veil(picture).data))) for picture in (plain, detailed)]
    assert all(veil.mode == "L" for veil in veils)
    pairs = zip(*(veil.tobytes() for veil in veils), strict=True)
    assert max(abs(one - other) for one, other in pairs) < 24


def test_a_profile_is_worked_into_the_colours():
    """A picture in another space of colours: its copy looks right without the profile."""
    swapped = media.picture("JPEG", size=(64, 64))
    assert rendering.plain(Image.open(io.BytesIO(swapped)), 64, 64).mode == "RGB"
    broken = Image.new("RGB", (10, 10), "red")
    broken.info["icc_profile"] = b"no profile"
    assert rendering.plain(broken, 10, 10).getpixel((1, 1)) == (255, 0, 0)


# --- Clips -----------------------------------------------------------------------------------------------------------
def test_a_clip_begins_with_its_table_so_that_it_plays_while_it_loads():
    clip = copies_of(media.film(seconds=2))["clip 0"]
    assert clip.index(b"moov") < clip.index(b"mdat")
    with av.open(io.BytesIO(clip)) as container:
        assert [stream.codec_context.name for stream in container.streams] == ["h264", "aac"]
        assert abs(container.duration / av.time_base - 2) < 0.3


@pytest.mark.parametrize(("turn", "size"), [(0, (96, 64)), (90, (64, 96)), (180, (96, 64)), (-90, (64, 96))])
def test_a_film_held_upright_is_shown_upright_in_frames_and_clip(turn, size):
    copies = copies_of(media.film(turn=turn))
    frame = Image.open(io.BytesIO(copies["poster 1"]))
    with av.open(io.BytesIO(copies["clip 0"])) as container:
        played = next(container.decode(video=0)).to_image()
    assert frame.size == played.size == size
    corners = [(6, 6), (size[0] - 7, 6), (6, size[1] - 7), (size[0] - 7, size[1] - 7)]
    reds = [[shown.getpixel(at)[0] > 120 for at in corners] for shown in (frame, played)]
    assert reds[0] == reds[1]
    assert sum(reds[0]) == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ((3840, 2160), (854, 480)),
        ((1080, 1920), (480, 854)),
        ((96, 64), (96, 64)),
        ((8000, 20), (1920, 4)),
        ((1, 1), (2, 2)),
    ],
)
def test_the_sides_of_a_clip_are_even_and_bounded(given, kept):
    width, height = clips.fitting(*given)
    assert (width, height) == kept


def test_a_clip_ends_when_it_is_long_enough(monkeypatch):
    monkeypatch.setattr(clips, "FILM_SECONDS", 1)
    with av.open(io.BytesIO(copies_of(media.film(seconds=3))["clip 0"])) as container:
        assert container.duration / av.time_base < 1.5


# --- Redacting -------------------------------------------------------------------------------------------------------
def test_under_a_box_nothing_is_left():
    data = media.picture("JPEG", media.WORD, size=(200, 100))
    made = pictures.redact(io.BytesIO(data), len(data), 0, [[0, 0, 2500, 2500], [9000, 9000, 10000, 10000]])
    copy = b"".join(made.data)
    assert_clean(copy)
    shown = Image.open(io.BytesIO(copy)).convert("RGB")
    assert shown.size == (200, 100)
    assert max(value for x in range(48) for y in range(23) for value in shown.getpixel((x, y))) < 16
    assert shown.getpixel((100, 10))[2] > 60


def test_a_page_of_a_pdf_and_a_sheet_of_a_scan_are_redacted():
    for decoder, data in ((pdfs, media.pdf(2)), (pictures, media.frames("TIFF", 2))):
        made = decoder.redact(io.BytesIO(data), len(data), 2, [[0, 0, 10000, 10000]])
        shown = Image.open(io.BytesIO(b"".join(made.data)))
        assert (made.kind, made.page) == ("redacted", 2)
        assert max(high for _low, high in shown.convert("RGB").getextrema()) < 16


def test_a_picture_turned_by_its_camera_is_covered_where_the_person_saw_it():
    data = media.picture("JPEG", exif=media.exif("x", 6), size=(100, 60))
    made = pictures.redact(io.BytesIO(data), len(data), 0, [[0, 0, 10000, 1000]])
    shown = Image.open(io.BytesIO(b"".join(made.data))).convert("RGB")
    assert shown.size == (60, 100)
    assert max(shown.getpixel((x, 3))[2] for x in range(60)) < 30


def test_a_film_has_no_page_to_draw_on():
    assert not hasattr(films, "redact")
    assert Found("video", "video/mp4").pages is None
    assert found(media.film()).form == "video"
