"""A crawl as each role: every address with every reference, every link and every form of every page it finds."""

import io
import re
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.http import HttpResponse
from django.urls import Resolver404, resolve, reverse

from incidents.domain import disclosure
from incidents.vocabulary import Disclosure
from tests.security.addresses import address, objects
from tests.security.conftest import client_of
from tests.security.hostile import Reader
from tests.security.matrix import MATRIX
from tests.security.stage import Stage

LINK = re.compile(r"""\s(?:href|src|data-[a-z]+)=["']([/?][^"'#]*)""")
FRESH = re.compile(
    r"csrftoken=\S+|csrfmiddlewaretoken. value=\S+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9a-f]{32}"
    r"|Expires: .*|expires=[^;]*|data-ends=\S+|signed out at [^<]+"
)
ENDS_THE_SESSION = ("/exit/", "/accounts/logout")
# Of the links to one kind of page with the same names in their query, so many are followed.
MOST_OF_A_KIND = 2


class Answer:
    """What came back: the status, every header, and every character of the body, archives opened."""

    def __init__(self, response: HttpResponse) -> None:
        raw = b"".join(response.streaming_content) if response.streaming else response.content
        self.status, self.headers, self.raw = response.status_code, dict(response.headers), raw
        self.cookies = response.cookies.output()
        self.is_page = "html" in self.headers.get("Content-Type", "")

    @property
    def body(self) -> str:
        """The body as text; a workbook as the text of all its parts."""
        if self.raw[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(self.raw)) as book:
                return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
        return self.raw.decode("utf-8", "replace")

    @property
    def text(self) -> str:
        """Everything that a reader of the wire gets."""
        return "\n".join([*(f"{name}: {value}" for name, value in self.headers.items()), self.cookies, self.body])

    @property
    def steady(self) -> str:
        """The same without what is new each time: tokens of forms, keys of new reports, lengths of what is blurred."""
        return FRESH.sub("*", self.text)


class Crawler:
    """One role on its way through the house; nothing that it does stays."""

    def __init__(self, stage: Stage, sessions: dict[str, str], role: str) -> None:
        self.stage, self.sessions, self.role = stage, sessions, role
        self.answers: dict[tuple[str, str], Answer] = {}
        self.kinds: dict[tuple, int] = {}
        self.forms: dict[tuple, tuple[str, dict]] = {}
        self.sent: dict[str, str] = {}
        self.user = stage.people.get(role)

    def ask(self, method: str, url: str, data: dict | None = None, **headers) -> Answer:
        """One request, taken back."""
        with transaction.atomic():
            client = client_of(self.sessions, self.role)
            answer = Answer(getattr(client, method.lower())(url, data or {}, headers=headers))
            transaction.set_rollback(True)
        return answer

    def walk(self, start: list[str]) -> "Crawler":
        """Every page that can be reached from these, then every form on them."""
        waiting = list(start)
        while waiting:
            url = waiting.pop()
            if ("GET", url) not in self.answers:
                answer = self.answers["GET", url] = self.ask("GET", url)
                waiting += self.onward(url, answer)
        for action, fields in self.forms.values():
            self.sent[action] = str(fields).lower()
            self.answers["POST", action] = self.ask("POST", action, fields)
        return self

    def post(self, forms: Iterable[tuple[str, dict]]) -> None:
        """These forms as well."""
        for url, fields in forms:
            self.answers["POST", url] = self.ask("POST", url, fields)

    def onward(self, url: str, answer: Answer) -> Iterator[str]:
        """Where this answer leads; its forms are kept, one of each shape for each kind of page."""
        if "Location" in answer.headers:
            yield from self.fresh(urljoin(url, answer.headers["Location"]))
        if answer.is_page and answer.status == 200:
            page = answer.body
            for form in Reader(page, url).found:
                if not form.action.startswith(ENDS_THE_SESSION):
                    name = resolve(urlsplit(form.action).path).view_name
                    self.forms.setdefault((name, *sorted(form.fields)), (form.action, form.fields))
            for link in LINK.findall(page):
                yield from self.fresh(urljoin(url, link.replace("&amp;", "&")))

    def fresh(self, url: str) -> Iterator[str]:
        """The address, if it is in this house and this kind of it was not read often enough."""
        parts = urlsplit(url)
        if parts.netloc or parts.path.startswith(("/static/", *ENDS_THE_SESSION)) or not parts.path.startswith("/"):
            return
        try:
            name = resolve(parts.path).view_name
        except Resolver404:
            name = ""
        kind = (name, *sorted(re.findall(r"(?:^|&)([^=]+)=", parts.query)))
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        if self.kinds[kind] <= MOST_OF_A_KIND:
            yield url


def every_address(stage: Stage, method: str) -> list[str]:
    """Every address of the matrix that has this method, for every object of it: own, foreign, unknown."""
    entries = [(name, entry) for name, lines in MATRIX.items() for entry in lines if entry[0] == method]
    urls = dict.fromkeys(address(stage, name, words) for name, entry in entries for words in objects(entry))
    return [url for url in urls if not url.startswith(ENDS_THE_SESSION)]


def export_forms(stage: Stage) -> Iterator[tuple[str, dict]]:
    """Every circle in every format, with every column."""
    for circle in Disclosure.values:
        columns = [column.code for column in disclosure.columns_for(circle)]
        for fmt in ("csv", "xlsx"):
            typed = {"key": uuid.uuid4(), "what": "people", "disclosure": circle, "columns": columns, "fmt": fmt,
                     "purpose": "A test.", "seen": "on"}  # fmt: skip
            yield f"{reverse('desk:export_new')}?disclosure={circle}&fmt={fmt}", typed
