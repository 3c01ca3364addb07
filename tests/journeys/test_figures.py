"""Figures: entered from a report on a telephone without scripts, tied, taken back, and read as of a day."""

import datetime as dt

from django.urls import reverse
from playwright.sync_api import expect

from incidents.models import Estimate, FigureClaim, FigureTopic
from incidents.vocabulary import FigureState
from tests.incidents.row_samples import a_list, a_row, an_edition
from tests.journeys import stage

SMALL = 360


def briefing(team, title: str):
    """An accepted report about a briefing."""
    told = {"title": title, "narrative": "The head of the city’s police gave numbers.", "day": "16"}
    return stage.accepted(stage.sent(team["activist"], what=told), team["reviewer"])


def fits(desk) -> None:
    """Nothing is wider than the window."""
    width = desk.page.viewport_size["width"]
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width


def keeps(desk) -> None:
    """The form is sent as it stands."""
    fits(desk)
    desk.press(desk.submit())
    fits(desk)


def dates(desk, day: str, month: str = "1") -> None:
    """The three boxes of a day in 2022."""
    for name, value in (("day", day), ("month", month), ("year", "2022")):
        desk.type(name, value)


def opens_a_topic(desk, title: str) -> FigureTopic:
    """A new topic, with everybody in it."""
    desk.go(reverse("desk:figure_topic_new"))
    desk.type("title", title)
    keeps(desk)
    return FigureTopic.objects.get(title=title)


def enters(desk, report, number: str, *, day: str, topic: FigureTopic) -> FigureClaim:
    """From the page of the report to the page of the figure."""
    desk.go(reverse("desk:review", args=[report.ref]))
    desk.click(desk.to("desk:figure_enter", report.ref))
    desk.type("number", number)
    desk.choose("status", "killed")
    desk.choose("population", "everybody")
    desk.type("place_text", "Алматы")
    dates(desk, day)
    desk.type("claimant", "Полиция Алматы")
    desk.unfold(desk.main(f"input[name=topics][value={topic.ref}]"))
    desk.choose("claimant_kind", "police")
    desk.choose("topics", topic.ref)
    keeps(desk)
    expect(desk.main("h1")).to_have_text(number)
    return FigureClaim.objects.latest("pk")


def states(desk, topic: FigureTopic, on: str = "") -> list[str]:
    """The numbers and states that the topic's table has on a day."""
    desk.go(reverse("desk:figure_topic", args=[topic.ref]) + (f"?on={on}" if on else ""))
    fits(desk)
    rows = desk.main("section[aria-labelledby=claims] > table tbody tr")
    return [" ".join(row.locator("td").nth(2).inner_text().split()) for row in rows.all()]


def test_figures_are_entered_tied_and_taken_back_on_a_telephone_without_scripts(walker, team, gazetteer):
    # Given two reports of what the police said, a reviewer with a telephone without scripts, and a topic
    first_told, second_told = briefing(team, "The first briefing"), briefing(team, "The second briefing")
    desk = walker(team["reviewer"], width=SMALL, js=False, language="ru")
    topic = opens_a_topic(desk, "Погибшие в Алматы")
    # When the numbers are entered from them
    first = enters(desk, first_told, "149", day="9", topic=topic)
    second = enters(desk, second_told, "160", day="16", topic=topic)
    # Then they are kept with their scope
    assert (first.best, first.status, first.place.name_en, first.when_edtf) == (149, "killed", "Almaty", "2022-01-09")
    assert first.claimant == second.claimant
    # When the later one is said to replace the earlier one
    desk.click(desk.to("desk:figure_tie", second.ref))
    desk.choose("kind", "supersedes")
    desk.choose("other", first.ref)
    keeps(desk)
    # Then the earlier one is superseded since then
    first.refresh_from_db()
    assert first.state == FigureState.SUPERSEDED
    assert first.moves.get().when_lower == dt.date(2022, 1, 16)
    # When the later one is taken back some days later
    desk.click(desk.to("desk:figure_state", second.ref))
    desk.choose("to_state", "retracted")
    dates(desk, "20")
    desk.type("because", "Полиция говорит об ошибке.")
    keeps(desk)
    desk.reads("Полиция говорит об ошибке.")
    # Then the topic tells on each day what was claimed by then
    assert states(desk, topic, "2022-01-08") == []
    assert states(desk, topic, "2022-01-10") == ["149"]
    assert states(desk, topic) == ["149", "160"]
    expect(desk.main("svg.c-narrow")).to_be_visible()
    desk.reads("Полиция говорит об ошибке.")
    desk.go(reverse("desk:figure_topic", args=[topic.ref]) + "?on=2022-01-18")
    expect(desk.main("section[aria-labelledby=claims]")).not_to_contain_text("Полиция говорит об ошибке.")
    assert desk.noise == []


def test_the_chart_of_a_topic_is_taken_as_a_drawing_and_as_numbers(walker, team, gazetteer):
    desk = walker(team["reviewer"])
    topic = opens_a_topic(desk, "Deaths in Almaty")
    enters(desk, briefing(team, "A briefing"), "149", day="16", topic=topic)
    desk.go(reverse("desk:figure_topic", args=[topic.ref]))
    table = desk.download(desk.main("a[href*='chart.csv']")).read_text(encoding="utf-8-sig")
    assert "149" in table
    drawing = desk.download(desk.main("a[href*='chart.svg']")).read_text(encoding="utf-8")
    assert drawing.startswith("<svg")
    assert "<style" in drawing
    assert desk.noise == []


def test_every_number_of_a_table_leads_to_the_people_behind_it(walker, team, gazetteer):
    # Given three people: of one nobody knows the day
    for name, day in (("Ержан Сейітов", "6"), ("Aigul Nurpeis", "7"), ("Павел Смирнов", "")):
        told = {"title": name, "day": day}
        people = [{"key": "p", "name": name, "acts": [{"key": "a", "kind": "missing"}]}]
        stage.accepted(stage.sent(team["activist"], what=told, people=people), team["reviewer"])
    desk = walker(team["reviewer"], width=SMALL, js=False)
    desk.go(reverse("desk:counts") + "?rows=day")
    fits(desk)
    # When each number of the table is followed
    links = [(one.inner_text(), one.get_attribute("href")) for one in desk.main("figure.chart table a").all()]
    told = [(number, address) for number, address in links if "2022-01-06" in address or "2022-01-07" in address]
    assert [number for number, _address in told] == ["1", "2", "1", "2"]
    for number, address in told:
        desk.go(address)
        # Then the list says the same number
        expect(desk.main(".list-count, p").filter(has_text="match").first).to_contain_text(f"{number} p")
    assert desk.noise == []


def test_an_estimate_is_refused_with_every_reason(walker, team, gazetteer):
    series = a_list("List of a neighbour")
    edition = an_edition(series, by=team["admin"])
    a_row(edition, "Invented Newcomer", number=1)
    desk = walker(team["reviewer"], width=SMALL, js=False)
    desk.go(reverse("desk:estimate_new"))
    desk.type("title", "Killed in Almaty, January 2022")
    desk.choose("lists", series.ref)
    keeps(desk)
    desk.reads("fewer than three lists were chosen")
    desk.reads("1 row of these lists is not decided yet.")
    assert Estimate.objects.get().refused
