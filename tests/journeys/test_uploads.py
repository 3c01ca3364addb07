"""A film over a bad line: sent in parts, cut, paused, gone on with; and the same page without a script."""

import hashlib
import os

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from incidents.domain import boxes
from incidents.models import Evidence, Incoming
from tests.factories import FOR_LONG, sign_in
from tests.journeys import stage

FILM = os.urandom(1_500_000)
SLOW = 20_000  # an inspection starts a child of its own
SUM = hashlib.sha256(FILM).hexdigest()


@pytest.fixture
def at(walker, activist):
    draft = stage.draft(activist)
    at = walker(activist, width=360)
    at.go(reverse("desk:report_step", args=[draft.ref, "evidence"]))
    return at


def choose(at, *files: tuple[str, bytes]) -> None:
    """Choose files and add them."""
    given = [{"name": name, "mimeType": "", "buffer": body} for name, body in files]
    at.page.get_by_label("Files").set_input_files(given)
    at.main("form[data-upload]").get_by_role("button", name="Add").click()


def test_a_film_comes_whole_over_a_line_that_breaks(at):
    # Given a line that breaks in the middle of the second part
    broken = []

    def cut(route):
        if "offset=262144" in route.request.url and not broken:
            broken.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    at.page.route("**/bytes/**", cut)
    at.page.get_by_text("shows faces").click()
    # when two files are chosen at once
    choose(at, ("film.mp4", FILM), ("words.txt", b"what was said"))
    # then both are there, once, byte for byte, with what was said of them, and nothing is left over
    expect(at.main("section[aria-label='What is here']")).to_contain_text("words.txt", timeout=SLOW)
    assert broken
    film = Evidence.objects.get(original_name="film.mp4")
    assert (film.sha256, film.sensitivities) == (SUM, ["faces"])
    assert Evidence.objects.count() == 2
    assert not Incoming.objects.filter(evidence=None).exists()


def test_files_that_were_chosen_go_along_with_save_and_continue(at):
    # Given files that were chosen and not added
    chosen = {"name": "words.txt", "mimeType": "", "buffer": b"what was said"}
    at.page.get_by_label("Files").set_input_files([chosen])
    # when the person goes on, then they are kept first, and the next step comes
    at.page.get_by_role("button", name="Save and continue").click()
    at.page.wait_for_url("**/consent/", timeout=SLOW)
    assert Evidence.objects.get().original_name == "words.txt"


def test_a_page_that_is_left_goes_on_when_the_same_file_is_chosen_again(at):
    # Given an upload of which the first part is here, and a page that is closed
    at.page.route("**/bytes/**", lambda route: route.continue_() if "offset=0" in route.request.url else route.abort())
    choose(at, ("film.mp4", FILM))
    expect(at.main("[data-state]")).to_have_text("No connection. It goes on by itself.")
    at.page.get_by_role("button", name="Pause").click()
    expect(at.page.get_by_role("button", name="Go on", exact=True)).to_be_visible()
    at.page.unroute_all()
    at.page.evaluate("window.kuaLeaving = true")
    at.page.reload()
    # when the same file is chosen again, then only the rest is sent
    at.reads("Uploads that are not finished")
    sent = []
    at.page.on("request", lambda request: sent.append(request.url) if "/bytes/" in request.url else None)
    choose(at, ("film.mp4", FILM))
    expect(at.main("section[aria-label='What is here']")).to_contain_text("film.mp4", timeout=SLOW)
    assert f"offset={boxes.CHUNK}" in sent[0]
    assert Evidence.objects.get().sha256 == SUM


def test_who_is_signed_out_in_the_middle_signs_in_elsewhere_and_goes_on(at, activist):
    # Given a session that ends after the first part
    context = at.page.context
    at.page.route("**/bytes/*", lambda route: (context.clear_cookies(), route.continue_()))
    choose(at, ("film.mp4", FILM))
    expect(at.main("[data-state]")).to_contain_text("You are signed out.", timeout=SLOW)
    # when the person signs in in another tab, and presses the button
    at.page.unroute_all()
    session = sign_in(Client(), activist, ahead=FOR_LONG).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": at.home}])
    at.page.get_by_role("button", name="Go on", exact=True).click()
    # then it is there, whole
    expect(at.main("section[aria-label='What is here']")).to_contain_text("film.mp4", timeout=SLOW)
    assert Evidence.objects.get().sha256 == SUM


def test_what_cannot_be_kept_is_told_beside_its_name_and_the_page_stays(at):
    choose(at, ("empty.mp4", b""), ("good.txt", b"good"))
    row = at.main("[data-upload-list] > li").first
    expect(row).to_contain_text("empty.mp4")
    expect(row).to_contain_text("This file is empty.")
    expect(at.main("[data-upload-list] > li").nth(1)).to_contain_text("Kept", timeout=SLOW)
    assert Evidence.objects.get().original_name == "good.txt"
