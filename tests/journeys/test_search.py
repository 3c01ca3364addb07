"""Searching at a browser: typing fast in Russian with the keyboard alone; and without JavaScript on a telephone."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.incidents.domain.searched import held, report, told
from tests.journeys import stage

SUGGEST = reverse("desk:search_suggest")


@pytest.fixture
def people(gazetteer, reviewer, second_reviewer, activist):
    """Two of nearly one name in the case list, one whom nobody joined yet, and a report that tells of a bridge."""
    told("Жагипаров Ерлан", report=report("Пропал человек", "Его не нашли.", submitter=activist))
    report("Стрельба у моста", "По людям стреляли у старого моста через реку.", submitter=activist)
    return [held(name, reviewer=second_reviewer) for name in ("Жагипаров Ермек", "Жакипаров Ермек")]


def listbox(at):
    return at.page.locator("#seek-list")


def test_typed_fast_in_russian_only_the_last_answer_shows_and_the_keys_choose(walker, people, reviewer):
    at = walker(reviewer, language="ru")
    asked = []
    at.page.on("request", lambda sent: asked.append(sent.url) if SUGGEST in sent.url else None)
    at.page.keyboard.press("Tab")
    at.go(reverse("desk:queue"))
    at.page.keyboard.press("/")
    expect(at.page.locator("#seek")).to_be_focused()
    at.page.keyboard.type("Жагипаров Ер", delay=15)
    box, options = at.page.locator("#seek"), listbox(at).locator("[role=option]")
    expect(options.first).to_contain_text("Жагипаров")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert len(asked) <= 3, asked
    # nothing is chosen before an arrow key; then the box says which
    assert box.get_attribute("aria-activedescendant") is None
    at.page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    at.page.keyboard.press("Escape")
    expect(listbox(at)).to_be_hidden()
    expect(box).to_have_value("Жагипаров Ер")
    at.page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    at.page.keyboard.press("ArrowDown")
    at.page.keyboard.press("Enter")
    expect(at.page).to_have_url(re.compile(f"/desk/people/{people[0].ref}/"))
    assert at.noise == []


def test_on_a_slow_line_the_box_says_so_and_enter_goes_to_the_page(walker, people, reviewer):
    at = walker(reviewer, language="ru")
    waiting = []
    at.page.route(f"**{SUGGEST}*", lambda asked: waiting.append(asked))  # held back: the answer is on its way
    at.page.locator("#seek").focus()
    at.page.keyboard.type("мост", delay=15)
    expect(at.page.locator(".seek-slow")).to_be_visible()
    at.page.keyboard.press("Enter")
    expect(at.page).to_have_url(re.compile(r"/desk/search/\?q="))
    expect(at.main("mark").first).to_have_text("моста")
    for late in waiting:
        late.abort()
    expect(listbox(at)).to_be_hidden()


def test_when_the_session_has_ended_nothing_is_suggested(walker, people, reviewer):
    at = walker(reviewer)
    at.page.context.clear_cookies()
    at.page.locator("#seek").focus()
    with at.page.expect_response(f"**{SUGGEST}*"):
        at.page.keyboard.type("Жагип", delay=15)
    at.page.wait_for_load_state("networkidle")
    expect(listbox(at)).to_be_hidden()


def test_an_activist_searches_without_javascript_on_a_telephone(walker, people, activist):
    stage.draft(activist, title="", narrative="What I saw near the bridge at the river.")
    at = walker(activist, width=360, js=False)
    at.page.locator("#seek").fill("zhagiparov")
    at.page.locator("#seek").press("Enter")
    at.reads("People in your reports")
    expect(at.main("mark").first).to_have_text("Жагипаров")
    assert at.main("a[href*='/desk/people/']").count() == 0
    at.page.locator("#seek").fill("bridge")
    at.page.locator("form[data-seek] button").press("Enter")
    at.reads("in the draft")
    assert at.page.evaluate("document.documentElement.scrollWidth") <= 360
    at.page.locator("#seek").fill("none-such-word")
    at.page.locator("#seek").press("Enter")
    at.reads("Nothing found")
    at.reads("Take a word away")


def test_an_admin_finds_people_and_types_a_reference_in_small_letters(walker, people, admin):
    at = walker(admin, width=360, js=False)
    at.page.locator("#seek").fill("Ермек Жагипаров")
    at.page.locator("#seek").press("Enter")
    expect(at.main(f"a[href='/desk/people/{people[0].ref}/']").first).to_be_visible()
    at.page.locator("#seek").fill(people[1].ref.lower().replace("-", ""))
    at.page.locator("#seek").press("Enter")
    expect(at.page).to_have_url(re.compile(f"/desk/people/{people[1].ref}/"))
