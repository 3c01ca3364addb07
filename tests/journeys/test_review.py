"""Reviewers at work: questions and answers, who is who, two at once, and the keys."""

from django.urls import reverse
from playwright.sync_api import expect

from incidents.models import Mention, Report
from tests.journeys import stage

CYRILLIC = {"name": "Ержан Сейітов", "age": "31", "sex": "male"}


def page_of(report) -> str:
    return reverse("desk:review", args=[report.ref])


def test_a_question_goes_to_the_author_and_the_answer_comes_back_with_what_changed(walker, activist, reviewer):
    # Given a report under review
    report = stage.taken(stage.sent(activist), reviewer)
    at_desk = walker(reviewer)
    at_desk.go(page_of(report))
    # when the reviewer asks the author
    at_desk.page.get_by_text("Ask the author", exact=True).click()
    at_desk.page.get_by_label("Your question to the author").fill("Was it the evening of the 6th or of the 7th?")
    at_desk.click(at_desk.button("Send the question"))
    at_desk.reads("The question is with the author.")
    # then the author reads it, corrects the day and answers
    author = walker(activist, width=360, js=False)
    author.go(reverse("desk:my_reports"))
    author.reads("Was it the evening of the 6th or of the 7th?")
    author.click(author.link("Answer"))
    author.click(author.link("Change What happened"))
    author.page.get_by_label("Day").first.fill("7")
    author.click(author.button("Save and continue"))
    author.click(author.button("Send the answer"))
    author.reads("Before it can be sent")
    author.page.get_by_label("Why?").fill("It was the 7th: she looked it up.")
    author.click(author.button("Send the answer"))
    author.reads("Waiting for review")
    author.reads("version 2")
    # and the reviewer sees the difference and the reason
    at_desk.go(page_of(report))
    expect(at_desk.main("#changes")).to_contain_text("7 January 2022")
    expect(at_desk.main("#changes")).to_contain_text("6 January 2022")
    at_desk.reads("It was the 7th: she looked it up.")
    assert author.noise + at_desk.noise == []


def test_the_same_person_in_another_script_is_proposed_grouped_taken_back_and_grouped_again(
    gazetteer, walker, activist, reviewer
):
    # Given somebody we hold, and a second report in Latin letters
    stage.accepted(stage.sent(activist), reviewer)
    second = {
        "key": "p",
        "name": "Yerzhan Seitov",
        "age": "31",
        "sex": "male",
        "acts": [{"key": "a", "kind": "missing"}],
    }
    report = stage.taken(stage.sent(activist, people=[second], what={"place": "Almaty"}), reviewer)
    at = walker(reviewer)
    at.go(page_of(report))
    # then the page names the person and says why
    likely = at.main("#people .person-in")
    expect(likely).to_contain_text("Likely the same person:")
    expect(likely).to_contain_text("Ержан Сейітов")
    expect(likely.get_by_label("Why").first).not_to_have_value("")
    # when they are grouped, it can be taken back, and done again
    for again in (True, False):
        at.click(at.button("Same person"))
        at.reads("Decided. You can take it back.")
        expect(at.main("#people .note.good")).to_contain_text("Same person:")
        if again:
            at.page.get_by_text("Take this decision back").click()
            at.page.get_by_label("Why take it back").fill("Pressed too early.")
            at.click(at.button("Take it back"))
            at.reads("The decision is taken back.")
    assert len(set(Mention.objects.values_list("person", flat=True))) == 1
    # and the person's page knows both spellings
    at.main("#people .note.good a").click()
    at.reads("Yerzhan Seitov")
    at.reads("Ержан Сейітов")
    assert at.noise == []


def test_of_two_reviewers_who_take_a_report_at_once_the_second_reads_who_has_it(walker, activist, team):
    report = stage.sent(activist)
    first, second = (walker(team[name], js=False) for name in ("reviewer", "second"))
    for at in (first, second):
        at.go(page_of(report))
    for at in (first, second):
        at.click(at.button("Take it"))
    first.reads("You have taken this report.")
    expect(second.main("h1, .note").first).to_be_visible()
    second.reads("Dana Test")
    assert Report.objects.get(pk=report.pk).taken_by == team["reviewer"]


def test_an_own_report_is_never_ones_own_to_review(walker, reviewer):
    report = stage.sent(reviewer)
    at = walker(reviewer, js=False)
    at.go(reverse("desk:queue"))
    at.reads("Yours: somebody else must review it.")
    expect(at.form("desk:review_take", report.ref)).to_have_count(0)
    at.go(page_of(report))
    expect(at.page).to_have_url(at.home + reverse("desk:report_page", args=[report.ref]))


def test_the_keys_of_the_review_page_move_and_decide(walker, activist, reviewer):
    # Given two people in a report, the first of whom we hold
    stage.accepted(stage.sent(activist), reviewer)
    people = [
        {"key": "p1", **CYRILLIC, "acts": [{"key": "a", "kind": "missing"}]},
        {"key": "p2", "name": "Асель Тестова", "age": "20", "sex": "female", "acts": [{"key": "b", "kind": "missing"}]},
    ]
    report = stage.taken(stage.sent(activist, people=people), reviewer)
    at = walker(reviewer)
    at.go(page_of(report))
    inside = "node => node.contains(document.activeElement)"
    first, second = at.main("#people [data-item]").all()
    # when one walks with j and k
    at.page.keyboard.press("j")
    assert first.evaluate(inside)
    at.page.keyboard.press("j")
    assert second.evaluate(inside)
    at.page.keyboard.press("k")
    assert first.evaluate(inside)
    # and decides with s, u and n
    at.page.keyboard.press("s")
    expect(first.locator(".note.good")).to_contain_text("Same person:")
    for key, said in (("u", "Undecided"), ("n", "New person:")):
        at.page.keyboard.press("j")
        at.page.keyboard.press("j")
        at.page.keyboard.press(key)
        expect(second.locator(".note").first).to_contain_text(said)
    # then a key pressed while one types is a letter
    at.page.get_by_text("Ask the author", exact=True).click()
    box = at.page.get_by_label("Your question to the author")
    box.press_sequentially("just so")
    expect(box).to_have_value("just so")
    # and the list of keys opens with a question mark
    at.main("h1").click()
    at.page.keyboard.press("?")
    expect(at.page.get_by_role("dialog")).to_contain_text("same person")
    assert at.noise == []
