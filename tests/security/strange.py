"""Makes up requests that no person sends: seeded, so that the same number gives the same request again."""

import random
from dataclasses import dataclass, field
from functools import cache

from django import forms
from django.urls import NoReverseMatch, reverse

from tests.security import hostile
from tests.security.addresses import found
from tests.security.stage import ANONYMOUS, Stage

ROLES = (ANONYMOUS, "activist", "other", "reviewer", "second", "admin", "suspended")
METHODS = ("GET",) * 6 + ("POST",) * 8 + ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
SQL = ("' OR '1'='1", "1; SELECT pg_sleep(9)--", "') UNION SELECT null,version()--", "\\'; --", "%' AND 1=1 --", "{$gt: ''}",
       "a'||'b", "1 OR 1=1", "*)(uid=*))(|(uid=*", "$$;$$", "E'\\\\x27'", "0x27", "ARRAY[1]", "now()", "../%2e%2e/%00")  # fmt: skip
PATHS = ("../../etc/passwd", "..%2f..%2fkeys.json", "%2e%2e", "....//", "file:///etc/passwd", "//a.example", "/\\a.example",
         "https://a.example/", "javascript:zq(1)", "\r\nSet-Cookie: zq=1", "%0d%0aLocation:%20//a.example")  # fmt: skip
ODD = (
    "",
    "0",
    "-1",
    "1",
    "on",
    "null",
    "[]",
    "{}",
    "NaN",
    "a" * 3000,
    "\u0000"[:0] + "\ud7ff",
    "2022-13-45",
    "I-0000000",
)
QUERY = ("q", "page", "sort", "place", "source", "next", "disclosure", "fmt", "columns", "before", "after", "person", "verb",
         "kind", "since", "until", "status", "reviewer", "incident", "back", "show", "state", "invitations", "tab")  # fmt: skip
HEADERS = {
    "host": ("a.example", "testserver:99999", "[::1", "testserver@a.example", ""),
    "x-forwarded-host": ("a.example",),
    "x-forwarded-proto": ("https", "gopher"),
    "x-forwarded-for": ("' OR 1=1", "::1"),
    "accept-language": ("kk", "xx;q=9," * 200, "../../etc", "%s"),
    "accept": ("application/json", "*/*;q=x"),
    "range": ("bytes=0-0", "bytes=-1,-2,-3" + ",0-" * 99),
    "if-none-match": ("*", '"a"', "x" * 500),
    "if-modified-since": ("Thu, 01 Jan 1970 00:00:00 GMT", "yesterday"),
    "referer": ("https://a.example/", "\u0430"),
    "origin": ("https://a.example", "null"),
    "content-type": ("text/plain", "multipart/form-data; boundary=", "application/json; charset=zq"),
    "cookie": ("sessionid=x", "sessionid=" + "a" * 4000, "csrftoken=;;;=", "kua_language=../x"),
    "x-http-method-override": ("DELETE",),
    "transfer-encoding": ("chunked",),
    "user-agent": ("a" * 2000, "\u202e"),
}


@dataclass
class Strange:
    """One request."""

    role: str
    method: str
    url: str
    body: dict | tuple[bytes, str]
    headers: dict[str, str] = field(default_factory=dict)


@cache
def field_names() -> list[str]:
    """Every field of every form of the house."""
    kinds, names = [forms.BaseForm], set()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        names |= set(getattr(kind, "base_fields", {}))
    return sorted(names)


class Maker:
    """An endless sequence of them, for one stage and one seed."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.dice, self.names = random.Random(seed), sorted(found().items())  # noqa: S311 - a game, no secret
        self.words = sorted(set(stage.words.values()))

    def value(self) -> str:
        """Something hostile, something odd, or something that is there."""
        return self.dice.choice(self.dice.choice((hostile.TEXTS, SQL, PATHS, ODD, self.words)))

    def fields(self, names, most: int) -> dict[str, list[str]]:
        """Some of the names with one value or several."""
        some = self.dice.sample(sorted(names), self.dice.randint(0, min(most, len(names))))
        return {name: [self.value() for _time in range(self.dice.choice((1, 1, 1, 2)))] for name in some}

    def url(self) -> str:
        """An address of the house, with strange words in it or with those of other people."""
        name, pattern = self.dice.choice(self.names)
        while name in ("accounts:exit", "account_logout"):
            name, pattern = self.dice.choice(self.names)
        words = [
            self.dice.choice(self.words) if self.dice.random() < 0.7 else self.value()
            for _one in pattern.pattern.converters
        ]
        try:
            return reverse(name, args=words)
        except NoReverseMatch:
            return f"/{self.value()}".replace("//", "/")

    def next(self) -> Strange:
        """The next one."""
        dice = self.dice
        names = [*QUERY, *dice.sample(field_names(), 12)]
        body = dice.choice(hostile.BODIES) if dice.random() < 0.1 else self.fields(names, 20)
        headers = {
            name: dice.choice(HEADERS[name]) for name in dice.sample(sorted(HEADERS), dice.choice((0, 0, 0, 1, 2)))
        }
        made = Strange(dice.choice(ROLES), dice.choice(METHODS), self.url(), body, headers)
        if made.method == "GET" and not isinstance(body, dict):
            made.body = {}
        return made
