"""Looking at evidence: the veil, a redaction drawn and one typed, and moving about in a film."""

import io
import re

import av
import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from incidents.domain import evidence, store
from incidents.domain.evidence import deriving
from incidents.models import AuditEvent, Evidence, Redaction
from incidents.vocabulary import CopyKind
from tests.incidents.domain.evidence.copies import jpeg
from tests.journeys import stage

LONG = 8  # seconds of film


def film() -> bytes:
    """A film whose picture tells its time: it is as bright as it is late."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as made:
        stream = made.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for number in range(LONG * 10):
            light = 20 + number * 2
            frame = av.VideoFrame.from_image(Image.new("RGB", (160, 120), (light, light, light)))
            made.mux(stream.encode(frame))
        made.mux(stream.encode())
    return out.getvalue()


@pytest.fixture
def kept(transactional_db, activist):
    """A piece with its copies, in a report that was sent."""

    def made(body: bytes, name: str, **more) -> Evidence:
        report = stage.sent(activist)
        piece = evidence.add_file(
            report=report, file=io.BytesIO(body), name=name, size=len(body), by=activist, at=timezone.now(), **more
        )
        deriving.derive(original=piece.original, at=timezone.now())
        return piece

    return made


@pytest.fixture
def graphic(kept):
    return kept(jpeg(800, 600), "photo.jpg", note="The square after the shots", sensitivities=["graphic"])


def looks(piece: Evidence) -> int:
    return AuditEvent.objects.filter(verb="evidence_viewed", ref=piece.ref).count()


def pictures(at) -> list[str]:
    """What pictures of evidence the page holds, by the kind of copy."""
    sources = at.main("img").evaluate_all("all => all.map(one => one.getAttribute('src'))")
    return [re.search(r"/copy/(\w+)/", source).group(1) for source in sources if "/copy/" in source]


def black(redaction: Redaction, across: float, down: float) -> bool:
    """Whether the redacted copy is black at this place, in shares of its width and height."""
    with store.open_copy(redaction.copy) as body:
        picture = Image.open(body).convert("L")
    return picture.getpixel((int(picture.width * across), int(picture.height * down))) < 24


def test_a_graphic_picture_is_veiled_shown_and_redacted_without_javascript(walker, graphic, reviewer):
    at = walker(reviewer, width=360, js=False)
    at.go(reverse("desk:evidence_page", args=[graphic.ref]))
    # nothing of it is there but grey, and what it is, in words
    assert pictures(at) == ["veil"]
    at.reads("shows wounds or a body")
    at.reads("The square after the shots")
    assert looks(graphic) == 0
    # one press shows it, and that is written down
    at.press(at.page.get_by_role("button", name="Show it"))
    assert pictures(at) == ["view"]
    assert looks(graphic) == 1
    # something is covered: the right lower quarter
    at.press(at.page.get_by_role("link", name="Cover something"))
    at.press(at.page.get_by_role("button", name="Make the redacted copy"))
    expect(at.main(".error-summary")).to_be_visible()
    for label, number in (("from the left", "50"), ("from above", "50"), ("width", "50"), ("height", "50")):
        at.write(at.page.get_by_label(label, exact=True).first, number)
    at.write(at.page.get_by_label("Why is this covered?"), "The face of a child")
    at.press(at.page.get_by_role("button", name="Make the redacted copy"))
    # the copy is there, with who and why, and veiled as the other
    at.reads("The face of a child")
    assert pictures(at) == ["veil"]
    made = Redaction.objects.get()
    assert (made.boxes, made.by) == ([[5000, 5000, 10000, 10000]], reviewer)
    assert black(made, 0.75, 0.75)
    assert not black(made, 0.25, 0.25)
    at.press(at.page.get_by_role("button", name="Show it"))
    assert pictures(at) == ["view", "redacted"]
    assert [line for line in at.noise if "422" not in line] == []


def test_a_box_is_drawn_and_moved_by_hand_and_by_keys(walker, graphic, reviewer):
    at = walker(reviewer)
    at.go(reverse("desk:evidence_redact", args=[graphic.ref, 0]))
    sheet = at.main("[data-boxes]").bounding_box()
    place = lambda across, down: (sheet["x"] + sheet["width"] * across, sheet["y"] + sheet["height"] * down)  # noqa: E731
    # pulled open over the left upper quarter
    at.page.mouse.move(*place(0.1, 0.1))
    at.page.mouse.down()
    at.page.mouse.move(*place(0.3, 0.3), steps=4)
    at.page.mouse.up()
    first = at.main(".box").first
    expect(first).to_be_visible()
    assert float(at.page.get_by_label("width", exact=True).first.input_value()) == pytest.approx(20, abs=1)
    # a second one by the keyboard: moved to the right, made wider, and one that was a mistake is taken away
    at.page.get_by_role("button", name="Add a box").press("Enter")
    for key in ["ArrowRight"] * 5 + ["ArrowDown"] * 10 + ["Shift+ArrowRight"] * 5:
        at.page.keyboard.press(key)
    at.page.get_by_role("button", name="Add a box").press("Enter")
    at.page.keyboard.press("Delete")
    at.write(at.page.get_by_label("Why is this covered?"), "Two house numbers")
    at.press(at.page.get_by_role("button", name="Make the redacted copy"))
    made = Redaction.objects.get()
    assert made.boxes[1] == [4500, 5000, 7000, 7000]
    assert black(made, 0.2, 0.2)
    assert black(made, 0.6, 0.6)
    assert not black(made, 0.9, 0.1)
    assert at.noise == []


def test_a_picture_is_made_larger_and_turned_in_the_browser_alone(walker, kept, reviewer):
    piece = kept(jpeg(1600, 1200), "photo.jpg", sensitivities=["plain"])
    at = walker(reviewer, width=360)
    at.go(reverse("desk:evidence_page", args=[piece.ref]))
    picture = at.main("figure[data-look] img")
    assert pictures(at) == ["thumb"]
    small = picture.bounding_box()
    for _press in range(2):
        at.page.keyboard.press("+")
    expect(at.main("[data-state]")).to_have_text("200 %")
    assert pictures(at) == ["view"]
    assert picture.bounding_box()["width"] == pytest.approx(small["width"] * 2, abs=2)
    at.page.keyboard.press("r")
    turned = picture.bounding_box()
    assert turned["height"] > turned["width"]
    assert at.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert at.noise == []


def test_one_moves_about_in_a_film_and_the_sound_is_off(walker, kept, reviewer):
    piece = kept(film(), "film.mp4", note="Cars on the square", sensitivities=["plain"])
    assert piece.original.copies.filter(kind=CopyKind.CLIP).exists()
    at = walker(reviewer)
    at.go(reverse("desk:evidence_page", args=[piece.ref]))
    player = at.main("video")
    assert player.evaluate("one => [one.muted, one.paused, one.autoplay, one.readyState]") == [True, True, False, 0]
    player.evaluate(
        "one => new Promise((done, failed) => { one.onerror = () => failed(one.error.message); one.onseeked = done;"
        " one.onloadedmetadata = () => { one.currentTime = 6; }; one.load(); one.play().catch(() => {}); })"
    )
    assert player.evaluate("one => one.currentTime") >= 5.9
    light = player.evaluate(
        "one => { const all = document.createElement('canvas'); const pen = all.getContext('2d');"
        " pen.drawImage(one, 0, 0, 8, 8); return pen.getImageData(4, 4, 1, 1).data[0]; }"
    )
    assert light == pytest.approx(20 + 60 * 2, abs=25)
    assert looks(piece) >= 1
    assert at.noise == []
