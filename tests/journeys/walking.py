"""What a person at the browser does: reads, tabs, types, presses; every field entry is counted."""

from pathlib import Path

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

MOST_TABS = 250
FOCUSED = "node => node === document.activeElement"
# How many stops lie between the focus and a control: below nought is before it. Radio buttons are one stop a group, so
# they are not counted: the last steps are taken one by one.
DISTANCE = """node => {
    const all = Array.from(document.querySelectorAll("a[href], button, input:not([type=radio]), select, textarea, summary"));
    const stops = all.filter(one => one.type !== "hidden" && !one.disabled && one.checkVisibility());
    const before = end => stops.filter(one => end && end.compareDocumentPosition(one) & 2).length;
    return before(node) - before(document.activeElement === document.body ? null : document.activeElement);
}"""


class Walker:
    """One person at one browser. The mouse is never touched; with `keyboard` every control is reached by Tab alone."""

    def __init__(self, page: Page, home: str, *, keyboard: bool = False):
        self.page = page
        self.home = home
        self.keyboard = keyboard
        self.entries = 0
        self.noise: list[str] = []
        page.on("console", lambda line: self.noise.append(line.text) if line.type in ("error", "warning") else None)
        page.on("request", lambda sent: self.noise.append(sent.url) if not sent.url.startswith(home) else None)

    def sign_in(self, username: str, password: str, code: str = "") -> None:
        self.go("/")
        self.page.locator("input[name=login]").fill(username)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("input[name=password]").press("Enter")
        if code:
            self.page.locator("input[name=code]").fill(code)
            self.page.locator("input[name=code]").press("Enter")
            expect(self.page.locator("input[name=code]")).to_have_count(0)
        expect(self.page.locator("main h1")).to_be_visible()

    def another_tab(self) -> "Walker":
        """The same person in the same browser, once more."""
        return Walker(self.page.context.new_page(), self.home, keyboard=self.keyboard)

    def go(self, path: str) -> None:
        self.page.goto(self.home + path)

    # --- Where things are ---------------------------------------------------------------------------------------
    def main(self, selector: str) -> Locator:
        """Something of the page itself, not of the bar above it."""
        return self.page.locator("main").locator(selector)

    def to(self, name: str, *args: str) -> Locator:
        """The link to a page of the house."""
        return self.page.locator(f"a[href='{reverse(name, args=args)}']")

    def form(self, name: str, *args: str) -> Locator:
        """The forms that are sent to an address."""
        return self.main(f"form[action='{reverse(name, args=args)}']")

    def submit(self, go: str = "") -> Locator:
        """The first button of the page, or the one beside it that says where to go."""
        return self.main(f"button[name=go][value={go}]" if go else "button.btn-primary[type=submit]")

    # --- What the hands do --------------------------------------------------------------------------------------
    def tab_to(self, locator: Locator) -> None:
        """Reach a control with Tab (or Shift and Tab) alone, from where the focus is."""
        wanted = locator.first
        if not self.keyboard:
            wanted.focus()
            return
        expect(wanted).to_be_attached()
        distance = wanted.evaluate(DISTANCE)
        key = "Tab" if distance >= 0 else "Shift+Tab"
        for _press in range(abs(distance) - 2):
            self.page.keyboard.press(key)
        for _press in range(MOST_TABS):
            if wanted.evaluate(FOCUSED):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} never reaches {locator}")

    def write(self, field: Locator, text: str) -> None:
        """Type into a field what it shall say."""
        self.tab_to(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)
        expect(field.first).to_have_value(text)
        self.entries += 1

    def type(self, name: str, text: str, *, counted: bool = True) -> None:
        """Type into the field of this name."""
        self.write(self.main(f"[name='{name}']"), text)
        self.entries -= not counted

    def pick(self, select: Locator, value: str) -> None:
        """Walk down a list with the arrow key to the line whose value is, or begins with, this."""
        codes = select.locator("option").evaluate_all("all => all.map(one => one.value)")
        wanted = next((code for code in codes if code == value), None) or next(
            code for code in codes if code.startswith(value)
        )
        self.tab_to(select)
        steps = codes.index(wanted) - codes.index(select.input_value())
        for _step in range(abs(steps)):
            self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
        expect(select).to_have_value(wanted)
        self.entries += 1

    def choose(self, name: str, value: str) -> None:
        """A radio button, a check box or a select, by its value."""
        field = self.main(f"select[name='{name}']")
        if field.count():
            self.pick(field, value)
            return
        box = self.main(f"input[name='{name}'][value='{value}']")
        if box.get_attribute("type") == "checkbox":
            self.tab_to(box)
            self.page.keyboard.press("Space")
        else:
            self._radio(name, box)
        expect(box).to_be_checked()
        self.entries += 1

    def _radio(self, name: str, box: Locator) -> None:
        """Tab enters a group of radio buttons at the chosen or the first one; the arrows move inside."""
        group = self.main(f"input[type=radio][name='{name}']")
        chosen = group.and_(self.page.locator(":checked"))
        self.tab_to(chosen if chosen.count() else group.first)
        if not chosen.count():
            self.page.keyboard.press("Space")
        for _press in range(group.count()):
            if box.is_checked():
                return
            self.page.keyboard.press("ArrowDown")

    def press(self, locator: Locator) -> None:
        """Reach a button or link and press Enter; wait for the next page."""
        self.tab_to(locator)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def click(self, locator: Locator) -> None:
        """The same at once, where a journey is not about the keyboard."""
        with self.page.expect_navigation():
            locator.first.click()

    def unfold(self, inside: Locator) -> None:
        """Open what is folded away around something."""
        folded = inside.first.locator("xpath=ancestor::details[1]")
        if folded.get_attribute("open") is None:
            self.tab_to(folded.locator("summary").first)
            self.page.keyboard.press("Enter")
        expect(folded).to_have_attribute("open", "")

    def download(self, locator: Locator) -> Path:
        """Reach a button and press Enter; the file that comes."""
        self.tab_to(locator)
        with self.page.expect_download() as coming:
            self.page.keyboard.press("Enter")
        return Path(coming.value.path())

    def button(self, name: str) -> Locator:
        """A button of the page by its words."""
        return self.page.locator("main").get_by_role("button", name=name)

    def link(self, name: str) -> Locator:
        """A link by its words."""
        return self.page.get_by_role("link", name=name)

    def reads(self, text: str) -> None:
        """The page says so."""
        expect(self.page.locator("body")).to_contain_text(text)

    def speak(self, code: str) -> None:
        """Switch the language on the page itself, if it speaks another."""
        if self.page.locator("html").get_attribute("lang") != code:
            self.press(self.page.locator(f"button[name=language][value={code}]"))
