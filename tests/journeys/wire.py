"""What travels: the bytes of a page as they were sent, and of its files as the server of the house has them packed."""

from pathlib import Path

from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Response
from whitenoise.compress import Compressor

HEADERS = 1024  # of each file: status line and headers, rounded up


class Scale:
    """Weighs everything that one browser asks for. A file counts once: after that the browser keeps it."""

    def __init__(self, page: Page):
        self.kept: set[str] = set()
        self.answers: list[Response] = []
        page.on("response", lambda answer: self.answers.append(answer))

    def weigh(self) -> int:
        """Bytes since the last weighing: pages as they came, files as whitenoise packs them."""
        answers, self.answers[:] = list(self.answers), []
        return sum(self._weight(answer) for answer in answers)

    def _weight(self, answer: Response) -> int:
        path = answer.url.split("/static/")[-1]
        if path == answer.url:
            sizes = answer.request.sizes()
            return sizes["responseHeadersSize"] + sizes["responseBodySize"]
        if path in self.kept:
            return 0
        self.kept.add(path)
        body = Path(finders.find(path)).read_bytes()
        return HEADERS + len(Compressor.compress_brotli(body))
