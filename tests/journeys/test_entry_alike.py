"""Describing somebody at a browser: who was logged before shows while one types, and nothing waits for it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys import stage

TITLE = "You may have logged this person already"


@pytest.fixture
def page_of_a_new_person(activist, gazetteer):
    """The page of a new person, and the report in which one of that name was sent before."""
    before = stage.sent(activist)
    return reverse("desk:report_person", args=[stage.draft(activist).ref, "new"]), before


def test_it_shows_while_one_types_and_goes_when_the_words_change(walker, activist, page_of_a_new_person):
    url, before = page_of_a_new_person
    at = walker(activist, width=360)
    at.go(url)
    at.page.get_by_label("Name, as you know it").press_sequentially("Yerzhan Seitov", delay=15)
    found = at.main("[data-alike-found]")
    expect(found).to_contain_text(TITLE)
    expect(found).to_contain_text("Same name in another script")
    expect(found.get_by_role("link").first).to_have_attribute("href", reverse("desk:report_page", args=[before.ref]))
    at.page.get_by_label("Name, as you know it").fill("Dana Omarova")
    expect(found).not_to_contain_text(TITLE)
    assert at.noise == []


def test_on_a_slow_line_the_last_words_win_and_saving_does_not_wait(walker, activist, page_of_a_new_person):
    url, _before = page_of_a_new_person
    at = walker(activist)
    at.go(url)
    held = []
    at.page.route("**/alike/", lambda asked: asked.continue_() if held else held.append(asked))
    name = at.page.get_by_label("Name, as you know it")
    with at.page.expect_request("**/alike/"):
        name.fill("Ержан Сейітов")
    with at.page.expect_response("**/alike/"):
        name.fill("Дана Омарова")
    assert TITLE not in at.main("[data-alike-found]").inner_text()
    at.click(at.button("Save and continue"))
    at.reads("Дана Омарова")
