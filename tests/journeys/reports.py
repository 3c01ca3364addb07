"""Collects what a browser reports against the content policy, on every page of every walk; the whole suite counts nought.

Two ears: the event that the page itself gets, and the browser's own words in the console (also where scripts are off).
"""

from playwright.sync_api import BrowserContext

HEARD = """document.addEventListener("securitypolicyviolation", found => {
    console.error("kua-report: " + found.effectiveDirective + " " + found.blockedURI + " on " + location.pathname);
});"""
WORDS = ("kua-report: ", "Content Security Policy", "Permissions policy violation", "Cross-Origin-")


class Reports(list):
    """Every report of the session, in the order of their coming; `pages` says how many pages were listened to."""

    pages = 0

    def listen(self, context: BrowserContext) -> None:
        """From now on, to every page and tab of this browser."""
        context.add_init_script(HEARD)
        context.on("console", lambda line: self.take(line.text))
        context.on("page", self.opened)

    def opened(self, page) -> None:
        """A tab: each document that it loads counts."""
        page.on("domcontentloaded", self.loaded)

    def loaded(self, page) -> None:
        self.pages += 1

    def take(self, text: str) -> None:
        """Keep what speaks of a policy."""
        if any(word in text for word in WORDS):
            self.append(text)
