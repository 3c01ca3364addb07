"""Files, links and what is only said to exist: uploaded as they are, never opened by us, held by their fingerprint."""

import hashlib
import io
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from incidents.models import Evidence
from tests.journeys import stage

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
HTML = b"<!doctype html><script>document.title = 'taken over'</script>"


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#88aacc").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def at(walker, activist):
    draft = stage.draft(activist)
    at = walker(activist, width=360, js=False)
    at.go(reverse("desk:report_step", args=[draft.ref, "evidence"]))
    return at


def upload(at, name: str, body: bytes) -> None:
    """Choose a file and add it; the part of the page is folded away once something is there."""
    folded = at.main("details").filter(has=at.page.locator("input[type=file]"))
    if folded.get_attribute("open") is None:
        folded.locator("summary").click()
    at.page.get_by_label("Files").set_input_files({"name": name, "mimeType": "", "buffer": body})
    folded.get_by_role("button", name="Add").click()


def fetched(at, name: str) -> bytes:
    """What its page gives when the original is asked for; then back to the step."""
    step = urlsplit(at.page.url).path
    at.press(at.link(name))
    body = at.download(at.link("Fetch the original")).read_bytes()
    at.go(step)
    return body


def test_files_stay_as_they_are_and_come_back_as_attachments(at):
    # Given a picture and a document
    files = {"photo.png": picture(), "paper.pdf": PDF}
    for name, body in files.items():
        upload(at, name, body)
        at.reads(name)
    # when each is fetched from its own page, then it is the same, byte by byte
    for name, body in files.items():
        assert fetched(at, name) == body
        assert Evidence.objects.get(original_name=name).sha256 == hashlib.sha256(body).hexdigest()
    assert at.noise == []


def test_a_page_that_calls_itself_a_picture_never_becomes_a_page_of_ours(at):
    upload(at, "holiday.jpg", HTML)
    held = Evidence.objects.filter(original_name="holiday.jpg").first()
    if held is None:
        # refused, with a sentence beside the field
        expect(at.main(".error-summary")).to_be_visible()
        expect(at.main(".field-error")).to_contain_text("holiday.jpg")
    else:
        # or kept as what nobody opens here
        assert fetched(at, "holiday.jpg") == HTML
        assert held.media_type == "application/octet-stream"
    assert at.page.title() != "taken over"


def test_a_link_and_what_is_only_said_to_exist_are_kept_in_words(at):
    at.page.get_by_text("Add a link", exact=True).click()
    link = at.main("details[open]").filter(has=at.page.locator("[name$=url]"))
    link.get_by_label("Address").fill("javascript:alert(1)")
    link.get_by_role("button", name="Add").click()
    # an address that is none is refused, and stays in the box
    expect(at.main(".error-summary")).to_be_visible()
    expect(at.page.get_by_label("Address")).to_have_value("javascript:alert(1)")
    at.page.get_by_label("Address").fill("https://example.org/a-film")
    at.main("details[open]").filter(has=at.page.locator("[name$=url]")).get_by_role("button", name="Add").click()
    expect(at.main("section.card-k")).to_contain_text("https://example.org/a-film")
    # and what somebody else holds is written down
    at.page.get_by_text("Something is said to exist", exact=False).first.click()
    at.page.get_by_label("What is said to exist?").fill("A film of the crossing, from a shop")
    at.page.get_by_label("Who is said to hold it?").fill("the owner of the shop")
    at.main("details[open]").filter(has=at.page.locator("[name$=held_by]")).get_by_role("button", name="Add").click()
    at.reads("said to exist, not held")
    at.reads("the owner of the shop")
    assert at.noise == []
