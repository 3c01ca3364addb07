"""Every page of every role, with real people on it: axe finds nothing, nothing leaves the window, nobody else is asked.

One telling of the demo data serves all of them; each page is opened once, weighed, and looked at in its widths and lights.
"""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import reverse

from incidents.demo import walk
from tests.journeys.tour import Stop, Tour, unseen
from tests.journeys.wire import Scale

LATER_VIEW = 15 * 1024
NARROWEST, PHONE, DESK = 320, 360, 1280
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
RULES = "axe.run({resultTypes: ['violations']%s}).then(found => found.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 160))]))"
COLOURS = RULES % ", runOnly: ['color-contrast', 'link-in-text-block']"
FOLDS = "document.querySelectorAll('main details').forEach(one => { one.open = true; })"
WIDEST = {"desk:review", "desk:report_step", "desk:report_person", "desk:people", "desk:person", "desk:queue",
          "desk:export_new", "desk:audit", "accounts:team", "desk:incident", "desk:finding", "desk:home"}  # fmt: skip


class Inspector:
    """Opens pages and writes down what is wrong with them."""

    def __init__(self, walker):
        self.at, self.page = walker, walker.page
        self.wrong: list[str] = []
        self.scale = Scale(self.page)
        self.at.go("/")

    def visit(self, stop: Stop) -> None:
        """Open the page and weigh it; unfold it; press what is to be pressed."""
        self.scale.weigh()
        self.at.go(reverse(stop.name, args=stop.args) + stop.query)
        if (weight := self.scale.weigh()) > LATER_VIEW:
            self.wrong.append(f"{stop}: {weight} bytes")
        self.page.evaluate(FOLDS)
        if stop.press and self.page.locator(stop.press).count():
            self.at.click(self.page.locator(stop.press))
            self.page.evaluate(FOLDS)

    def look(self, stop: Stop) -> None:
        """The page with everything unfolded: 320 px without overflow, then axe; for the main ones also at the desk and in the dark."""
        self.visit(stop)
        self.page.evaluate(AXE_SCRIPT)
        self._width(stop, NARROWEST)
        self._width(stop, PHONE)
        self._axe(stop, RULES % "", "360")
        self._width(stop, DESK)
        if stop.main:
            self._axe(stop, RULES % "", "1280")
            self._dark(stop)

    def measure(self, stop: Stop) -> None:
        """Only whether it fits, for the longer words of the other languages."""
        self.visit(stop)
        for width in (NARROWEST, PHONE, DESK):
            self._width(stop, width)

    def _width(self, stop: Stop, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 800})
        over = self.page.evaluate(OVERFLOW)
        if over > 0:
            self.wrong.append(f"{stop}: {over} px too wide at {width}")

    def _dark(self, stop: Stop) -> None:
        self.page.emulate_media(color_scheme="dark")
        self._axe(stop, COLOURS, "dark")
        self.page.emulate_media(color_scheme="light")

    def _axe(self, stop: Stop, script: str, where: str) -> None:
        self.wrong += [f"{stop} {where}: {rule}: {nodes}" for rule, nodes in self.page.evaluate(script)]


@pytest.fixture
def tour(settings, transactional_db):
    """The house as a newcomer finds it."""
    settings.DEMO = True
    walk.seed()
    return Tour()


def inspector_of(walker, username: str, language: str = "en") -> Inspector:
    user = Tour.user(username) if username else None
    return Inspector(walker(user, language=language))


def test_axe_finds_nothing_on_any_page_and_every_page_fits_its_window(tour, walker):
    stops = tour.stops()
    assert unseen(stops) == set()
    inspectors = {name: inspector_of(walker, name) for name in stops}
    for name, of_one in stops.items():
        for stop in of_one:
            inspectors[name].look(stop)
    for language in ("ru", "kk"):
        for name in filter(None, stops):
            other = inspectors[name + language] = inspector_of(walker, name, language)
            for stop in of_this(stops[name]):
                other.measure(stop)
    wrong = [line for one in inspectors.values() for line in one.wrong + only_expected(one.at.noise)]
    assert wrong == [], "\n".join(wrong)


def of_this(stops: list[Stop]) -> list[Stop]:
    """The pages with the most words on them, each once."""
    once = {stop.name: stop for stop in reversed(stops) if stop.name in WIDEST and not stop.query}
    return list(once.values())


def only_expected(noise: list[str]) -> list[str]:
    """What the browser complained of, but for the answers 404, 409 and 422, which belong to the pages visited."""
    return [line for line in noise if "Failed to load resource" not in line]
