"""Nothing that was typed is lost: drafts, two tabs, a session that ends, the quick way out."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from incidents.models import Report
from tests.factories import PASSWORD
from tests.journeys import stage

NEUTRAL = "https://neutral.example/"
SAVE = "Save and continue"


def first_step(report) -> str:
    return reverse("desk:report_step", args=[report.ref, "what"])


def kept(report) -> dict:
    return Report.objects.get(pk=report.pk).draft["what"]


@pytest.fixture
def draft(activist):
    return stage.draft(activist)


@pytest.fixture
def neutral(settings):
    """The site that the exit leads to; the browser is told to answer for it."""
    settings.KUA_EXIT_URL = NEUTRAL
    return lambda walker: walker.page.context.route(
        f"{NEUTRAL}**", lambda asked: asked.fulfill(body="The weather today", content_type="text/plain")
    )


def test_two_tabs_on_one_draft_show_both_versions_and_lose_neither(walker, activist, draft):
    # Given the same step in two tabs
    first = walker(activist, width=360, js=False)
    first.go(first_step(draft))
    second = first.another_tab()
    second.go(first_step(draft))
    # when the first is saved, and then the second
    first.page.get_by_label("What happened?").fill("The words of the first tab.")
    first.click(first.button(SAVE))
    second.page.get_by_label("What happened?").fill("The words of the second tab.")
    with second.page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        second.click(second.button(SAVE))
    # then it says so, with both side by side, and keeps the first until told otherwise
    assert answered.value.status == 409
    second.reads("Somebody changed this before you")
    expect(second.main("#theirs + dl")).to_contain_text("The words of the first tab.")
    expect(second.main("textarea[readonly]").filter(has_text="The words of the second tab.")).to_have_count(1)
    assert kept(draft)["narrative"] == "The words of the first tab."
    second.click(second.button("Save mine over it"))
    expect(second.main("h1")).to_have_text("Person 1")
    assert kept(draft)["narrative"] == "The words of the second tab."


def test_a_session_that_ends_while_one_types_loses_no_word(walker, activist, draft):
    at = walker(activist, width=360, js=False)
    at.go(first_step(draft))
    at.page.get_by_label("What happened?").fill("Typed while the session ended.")
    # Given a session that is over, when the form is sent
    at.page.context.clear_cookies(name="sessionid")
    at.click(at.button(SAVE))
    # then the page says so and holds the words
    at.reads("You are signed out")
    at.reads("Typed while the session ended.")
    # when one signs in, in another tab, and sends it again
    at.another_tab().sign_in(activist.username, PASSWORD)
    at.click(at.button("Send it again"))
    # (signing in changed the token of every form, so it is asked once more)
    at.click(at.button("Send it again"))
    # then nothing is lost
    expect(at.main("h1")).to_have_text("Person 1")
    assert kept(draft)["narrative"] == "Typed while the session ended."


def test_without_any_cookie_left_the_words_wait_on_the_page_until_one_is_back(walker, activist, draft):
    at = walker(activist, width=360, js=False)
    at.go(first_step(draft))
    at.page.get_by_label("What happened?").fill("Typed before the cookies went.")
    at.page.context.clear_cookies()
    at.click(at.button(SAVE))
    at.another_tab().sign_in(activist.username, PASSWORD)
    at.click(at.button("Send it again"))
    at.click(at.button("Send it again"))
    expect(at.main("h1")).to_have_text("Person 1")
    assert kept(draft)["narrative"] == "Typed before the cookies went."


def test_with_scripts_the_draft_saves_itself_and_says_so(walker, activist, draft):
    at = walker(activist, width=360)
    at.go(first_step(draft))
    with at.page.expect_response(lambda answer: "autosave" in answer.url):
        at.page.get_by_label("What happened?").press_sequentially("Half a sent")
    expect(at.main("[data-draft-state]")).to_contain_text("Draft saved")
    # when the tab is closed and the draft opened from the list
    later = at.another_tab()
    at.page.close()
    later.go(reverse("desk:my_reports"))
    later.reads("Draft, 2 of 6")
    later.go(first_step(draft))
    expect(later.page.get_by_label("What happened?")).to_have_value("Half a sent" + stage.NAMED["what"]["narrative"])
    assert at.noise == []


def test_when_the_session_is_over_autosave_says_that_nothing_was_saved(walker, activist, draft):
    at = walker(activist, width=360)
    at.go(first_step(draft))
    at.page.context.clear_cookies(name="sessionid")
    at.page.get_by_label("What happened?").press_sequentially("More. ")
    expect(at.main("[data-draft-state]")).to_contain_text("you are signed out")
    assert kept(draft)["narrative"] == stage.NAMED["what"]["narrative"]


def test_places_are_suggested_with_scripts_and_an_unknown_one_is_simply_typed(gazetteer, walker, activist, draft):
    at = walker(activist)
    at.go(first_step(draft))
    where = at.page.get_by_label("Where did it happen?")
    where.fill("")
    where.press_sequentially("Taldyk")
    expect(at.page.locator("#places option").first).to_have_attribute("value", "Taldykorgan")
    where.fill("Behind the second bridge, Nowhere village")
    at.click(at.button(SAVE))
    expect(at.main("h1")).to_have_text("Person 1")
    assert kept(draft)["place"] == "Behind the second bridge, Nowhere village"
    assert at.noise == []


def signed_out(walker) -> None:
    back = walker.another_tab()
    back.go(reverse("desk:my_reports"))
    expect(back.page.get_by_label("Password")).to_be_visible()


def test_exit_without_scripts_ends_the_session_and_leads_to_a_neutral_page(walker, activist, draft, neutral):
    at = walker(activist, width=360, js=False)
    neutral(at)
    at.go(first_step(draft))
    at.page.get_by_role("button", name="Exit this page").click()
    at.page.wait_for_url(NEUTRAL)
    signed_out(at)


def test_shift_three_times_ends_the_session_and_leaves(walker, activist, draft, neutral):
    at = walker(activist)
    neutral(at)
    at.go(first_step(draft))
    at.page.get_by_label("What happened?").focus()
    for _press in range(3):
        at.page.keyboard.press("Shift")
    at.page.wait_for_url(NEUTRAL)
    signed_out(at)
