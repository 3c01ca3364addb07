"""The road of one case, as each person walks it. The pages are told apart by addresses and field names, so that the
same road can be walked in every language."""

from dataclasses import dataclass

from playwright.sync_api import expect

from tests.journeys.walking import Walker


@dataclass(frozen=True)
class Harmed:
    """One person of the report, as typed; `tie` is the kind of kin to the persons before."""

    name: str
    age: str
    sex: str
    tie: str = ""


NOTE = "the neighbours watch the house"
STORY = "They drove home in the evening. Soldiers at a crossing shot at the car. All three died on the spot."
FAMILY = (
    Harmed("Marat Demoev", "41", "male"),
    Harmed("Aliya Demoeva", "38", "female", "spouse"),
    Harmed("Saniya Demoeva", "15", "female", "child"),
)


def log(walker: Walker) -> str:
    """The activist tells of a family of three: one act each, two answers about kin. Returns the reference."""
    walker.press(walker.to("desk:report_new"))
    walker.press(walker.submit())
    walker.type("narrative", STORY, counted=False)
    for name, text in (
        ("day", "8"),
        ("month", "1"),
        ("year", "2022"),
        ("when_words", "evening"),
        ("place", "Taldykorgan"),
    ):
        walker.type(name, text)
    walker.press(walker.submit())
    for number, person in enumerate(FAMILY):
        tell_of(walker, person, first=number == 0)
        walker.press(walker.submit("another" if person is not FAMILY[-1] else ""))
    walker.press(walker.submit())
    walker.choose("knowing", "relative")
    walker.type("note", NOTE)
    walker.press(walker.submit())
    walker.press(walker.main("form:not([enctype]) button.btn-primary"))
    walker.choose("risk", "yes")
    walker.choose("consent", "partners")
    walker.press(walker.submit())
    walker.press(walker.submit())
    return walker.main(".ref").first.inner_text()


def tell_of(walker: Walker, person: Harmed, *, first: bool) -> None:
    """The page of one person. What was done is ticked already when it was done to the person before."""
    walker.type("name", person.name)
    walker.type("age", person.age)
    walker.choose("sex", person.sex)
    if first:
        walker.choose("kinds", "killed")
    expect(walker.main("input[name=kinds][value=killed]")).to_be_checked()
    if person.tie:
        walker.choose("kin_1", f"{person.tie}:")


def take(walker: Walker, ref: str) -> None:
    """The reviewer finds the report in the queue and takes it."""
    walker.press(walker.to("desk:queue"))
    walker.press(walker.to("desk:review", ref))
    walker.press(walker.form("desk:review_take", ref).locator("button"))


def say_new(walker: Walker, ref: str) -> None:
    """The next person who waits for a decision is somebody new."""
    form = walker.form("desk:review_match", ref).filter(has=walker.page.locator("button[value=new]")).first
    walker.write(form.locator("textarea"), "Nobody we hold fits the name, the day and the place.")
    walker.press(form.locator("button[value=new]"))


def decide(walker: Walker, ref: str) -> None:
    """The reviewer says who is who, makes the incident, rates the source, accepts, and proposes three findings."""
    take(walker, ref)
    for _person in FAMILY:
        say_new(walker, ref)
    incident = walker.form("desk:review_incident", ref)
    walker.unfold(incident)
    walker.write(incident.locator("[name=title]"), "Shots at a car at a crossing")
    walker.press(incident.locator("button.btn-primary"))
    rating = walker.main("#sources form[action$='/rate/']")
    walker.unfold(rating)
    walker.pick(rating.locator("select"), "B")
    walker.press(rating.locator("button"))
    walker.press(walker.form("desk:review_accept", ref).locator("button"))
    for _person in FAMILY:
        form = walker.form("desk:review_propose", ref).first
        walker.unfold(form)
        walker.write(form.locator("[name=rationale]"), "One statement of a relative, consistent in itself.")
        walker.press(form.locator("button.btn-primary"))


def agree(walker: Walker) -> None:
    """The second reviewer reads each finding and agrees."""
    for left in range(len(FAMILY), 0, -1):
        walker.press(walker.to("desk:findings"))
        expect(walker.main("li[data-item]")).to_have_count(left)
        walker.press(walker.main("li[data-item] a"))
        walker.press(walker.main("form[action$='/agree/'] button"))


def export(walker: Walker, region: str, fmt: str, purpose: str):
    """The admin takes out the people of a region for a trusted partner. Returns the file."""
    walker.press(walker.to("desk:people"))
    walker.write(walker.main("[name=place]"), region)
    walker.press(walker.main("form[method=get] button.btn-primary"))
    expect(walker.main("tbody tr")).to_have_count(len(FAMILY))
    walker.press(walker.main("a[href*='exports/new/']"))
    walker.choose("fmt", fmt)
    walker.write(walker.main("[name=purpose]"), purpose)
    walker.press(walker.submit())
    walker.tab_to(walker.main("[name=seen]"))
    walker.page.keyboard.press("Space")
    walker.press(walker.submit())
    return walker.download(walker.main("a[href$='/download/']"))
