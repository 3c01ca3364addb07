"""What hostile hands type, and the forms of a page into which they type it."""

from dataclasses import dataclass
from html.parser import HTMLParser

SCRIPT = "<script>zq(1)</script>"
ANSWER = str(3571 * 6113)  # what a template that reckons would say; pages are full of small numbers
# All that looks like something to a browser, a template, a database, a file system, a spreadsheet or an eye.
MIXED = "".join(
    [
        SCRIPT,
        '\'"-- "; DROP TABLE incidents_report; --',
        "{{7*7}}{{3571*6113}}{% load x %}${7*7}%(o)s%o",
        "a\u202etxt.exe\u2066",
        "z\u200b\u200cero\ufeff\u00ad",
        "Z" + "\u0300\u0489\u20dd" * 60,
        "\U0001f480 \U0010ffff",
        "../../../../etc/passwd",
        "\r\nSet-Cookie: zq=1",
    ]
)
HUGE = "99999999999999999999999999"
# Each is typed into every field of every form, and into the parameters of every list.
TEXTS = [
    MIXED,
    HUGE,
    SCRIPT,
    "2022-02-30",
    "31.12.9999",
    "-1",
    "1e309",
    "=1+1|' /C calc'!A0",
    "%s%o {0}",
    "   ",
    "ә" * 5_000,
]
NUL = "a\x00b"
# A whole body, as it comes over the wire, with its content type.
BODIES = [
    (b'{"a": 1}', "application/json"),
    (b"<a/>", "text/xml"),
    (b"a=1", "multipart/form-data"),
    (b"--x\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n1", "multipart/form-data; boundary=x"),
    (b"--x\r\nContent-Disposition: form-data; name=\"file-files\"; filename=\"a.png\"\r\n\r\n\x89PN", "multipart/form-data; boundary=x"),
    (b"a=%ff%fe&b=%00", "application/x-www-form-urlencoded"),
    (b"%", "application/x-www-form-urlencoded; charset=utf-7"),
    (b"a=1", "application/x-www-form-urlencoded; charset=no-such-charset"),
    (b"&".join(b"a%d=1" % number for number in range(3_000)), "application/x-www-form-urlencoded"),
]  # fmt: skip
TEN_MEGABYTES = b"name=" + b"a" * 10 * 1024 * 1024


@dataclass
class Form:
    """One form of a page: where it goes, its fields with what stands in them, and which of them are typed into."""

    action: str
    fields: dict[str, list[str]]
    typed: list[str]
    hidden: list[str]

    @property
    def shape(self) -> tuple:
        """The same form for another row of the page has the same shape."""
        return self.action, tuple(sorted(self.fields))


class Reader(HTMLParser):
    """Reads the forms that post off a page, and the names that a filter asks for."""

    def __init__(self, page: str, url: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.asked: set[str] = set()
        self.url, self.now, self.leads_elsewhere = url, None, False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        marks = {name: value or "" for name, value in attrs}
        if tag == "form":
            posts = marks.get("method", "").lower() == "post"
            self.now = Form(marks.get("action") or self.url, {}, [], []) if posts else None
            self.found += [self.now] if posts else []
            self.leads_elsewhere = marks.get("action", "").split("?")[0] not in ("", self.url)
        elif marks.get("name") and tag in ("input", "textarea", "select", "button"):
            if self.now is None and not self.leads_elsewhere:  # the box of the top bar asks another page
                self.asked.add(marks["name"])
            elif self.now is not None:
                self.add(tag, marks)

    def add(self, tag: str, marks: dict[str, str]) -> None:
        kind, name = marks.get("type", "text"), marks["name"]
        if name == "csrfmiddlewaretoken" or (kind in ("radio", "checkbox") and "checked" not in marks):
            self.now.fields.setdefault(name, [])
            return
        self.now.fields.setdefault(name, []).append(marks.get("value", ""))
        if (
            tag == "textarea"
            or tag == "input"
            and kind in ("text", "search", "number", "email", "url", "tel", "password")
        ):
            self.now.typed.append(name)
        if kind == "hidden":
            self.now.hidden.append(name)

    def handle_endtag(self, tag):
        if tag == "form":
            self.now, self.leads_elsewhere = None, False
