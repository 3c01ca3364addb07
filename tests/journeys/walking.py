"""What a person at the browser does: reads, tabs, types, presses; every field entry is counted."""

from playwright.sync_api import Page, expect

MOST_TABS = 200


class Walker:
    """One person at one browser. Everything goes by the keyboard: the mouse is never touched."""

    def __init__(self, page: Page, home: str):
        self.page = page
        self.home = home
        self.entries = 0
        self.noise: list[str] = []
        page.on("console", lambda line: self.noise.append(line.text) if line.type in ("error", "warning") else None)
        page.on("request", lambda sent: self.noise.append(sent.url) if not sent.url.startswith(home) else None)

    def sign_in(self, username: str, password: str) -> None:
        self.go("/")
        self.page.locator("input[name=login]").fill(username)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("input[name=password]").press("Enter")
        expect(self.page.locator("main h1")).to_be_visible()

    def go(self, path: str) -> None:
        self.page.goto(self.home + path)

    def tab_to(self, locator) -> None:
        """Reach a control with Tab alone, from where the focus is; fails when it cannot be reached."""
        wanted = locator.first
        expect(wanted).to_be_attached()
        for _press in range(MOST_TABS):
            if wanted.evaluate("node => node === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {locator}")

    def type(self, name: str, text: str, *, counted: bool = True) -> None:
        """Type into the field of this name."""
        self.tab_to(self.page.locator(f"main [name='{name}']"))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        self.entries += counted

    def choose(self, name: str, value: str) -> None:
        """A radio button, a check box or a select, by its value."""
        field = self.page.locator(f"main select[name='{name}']")
        if field.count():
            self.tab_to(field)
            field.select_option(value)
        else:
            box = self.page.locator(f"main input[name='{name}'][value='{value}']")
            if box.get_attribute("type") == "checkbox":
                self.tab_to(box)
                self.page.keyboard.press("Space")
            else:
                self._radio(name, box)
        self.entries += 1

    def _radio(self, name: str, box) -> None:
        """Tab enters a group of radio buttons at the chosen or the first one; the arrows move inside."""
        group = self.page.locator(f"main input[type=radio][name='{name}']")
        inside = "node => document.activeElement && document.activeElement.name === node.name"
        for _press in range(MOST_TABS):
            if group.first.evaluate(inside):
                break
            self.page.keyboard.press("Tab")
        for _press in range(group.count() + 1):
            if box.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def press(self, locator) -> None:
        """Tab to a button or link and press Enter; wait for the next page."""
        self.tab_to(locator)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def button(self, name: str):
        return self.page.locator("main").get_by_role("button", name=name)

    def link(self, name: str):
        return self.page.get_by_role("link", name=name)

    def reads(self, text: str) -> None:
        """The page says so."""
        expect(self.page.locator("body")).to_contain_text(text)

    def language(self, code: str) -> None:
        """Switch the language on the page itself."""
        self.press(self.page.locator(f"button[name=language][value={code}]"))
