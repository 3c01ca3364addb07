"""docs/asvs.md, drawn from docs/asvs.yml: `python -m tests.architecture.asvs` writes it, test_asvs.py compares.

It also follows tests that have moved to another file.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import yaml

from tests.architecture.house import ROOT, modules

SOURCE, PAGE = ROOT / "docs" / "asvs.yml", ROOT / "docs" / "asvs.md"
STATUSES = ("met", "partly", "not met", "does not apply")
ID = re.compile(r"(V(\d+))\.(\d+)\.(\d+)")
NAMED = re.compile(r"(tests/\S+\.py)::(test_\w+)")
TEST = re.compile(r"^def (test_\w+)\(", re.MULTILINE)
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
TOLD = """\
Each item of levels 1 and 2, and those of level 3 that are met, with the test or the page that shows it. Ids and levels are
those of the [OWASP Application Security Verification Standard](https://github.com/OWASP/ASVS); what an item asks for is said
here in few words of our own, so read the standard beside it. *Met* means that what is named shows it: a test holds that it
exists, and nobody from outside has checked the claim.
"""


@dataclass(frozen=True)
class Item:
    """One requirement: what it asks for, how far it is met, and what shows that."""

    id: str
    level: int
    asks: str
    status: str
    tests: tuple[str, ...] = ()
    docs: tuple[str, ...] = ()
    note: str = ""

    @property
    def chapter(self) -> str:
        return self.id.split(".")[0]


@cache
def read() -> tuple[dict[str, str], tuple[Item, ...]]:
    """The names of the chapters, and every item in the order of the file."""
    kept = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    lists = {"tests": (), "docs": ()}
    return kept["chapters"], tuple(
        Item(**item | {name: tuple(item.get(name, none)) for name, none in lists.items()}) for item in kept["items"]
    )


def anchors(text: str) -> set[str]:
    """The places of a page that a link can lead to, named as code hosts name them: lower case, blanks as hyphens."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {heading.replace(" ", "-") for heading in plain}


def tests_by_name() -> dict[str, set[str]]:
    """In which files each test stands, by its first line."""
    found: dict[str, set[str]] = defaultdict(set)
    for module in modules("tests"):
        for name in TEST.findall(module.text):
            found[name].add(str(module))
    return found


def followed(text: str) -> str:
    """The claims, with each test that has moved to another file found again by its name, where only one has that name."""
    homes = tests_by_name()

    def home(claim: re.Match[str]) -> str:
        path, name = claim.groups()
        there = homes.get(name, set())
        return f"{min(there)}::{name}" if path not in there and len(there) == 1 else claim.group()

    return NAMED.sub(home, text)


# --- Drawing --------------------------------------------------------------------------------------------------------
def drawn() -> str:
    """The whole page."""
    chapters, items = read()
    parts = [
        "# What of OWASP ASVS 5.0 is met\n",
        "<!-- Drawn from docs/asvs.yml by `python -m tests.architecture.asvs`; do not edit by hand. -->\n",
        TOLD,
        *counts(chapters, items),
        *(chapter(code, name, items) for code, name in chapters.items()),
    ]
    return "\n".join(parts)


def counts(chapters: dict[str, str], items: tuple[Item, ...]) -> Iterator[str]:
    """How many of each status, chapter by chapter; levels 1 and 2 only."""
    wanted = [item for item in items if item.level < 3]
    yield f"| levels 1 and 2 | {' | '.join(STATUSES)} |\n|---|{'--:|' * len(STATUSES)}"
    for code, name in chapters.items():
        yield counted(f"{code} {name}", [item for item in wanted if item.chapter == code])
    yield counted("**all**", wanted) + "\n"


def counted(name: str, items: list[Item]) -> str:
    found = Counter(item.status for item in items)
    return f"| {name} | {' | '.join(str(found[status] or '') for status in STATUSES)} |"


def chapter(code: str, name: str, items: tuple[Item, ...]) -> str:
    """One chapter: a row for each item; where nothing of it applies, one sentence."""
    own = [item for item in items if item.chapter == code]
    head = f"## {code} {name}\n\n"
    reasons = {item.note for item in own}
    if {item.status for item in own} == {"does not apply"} and len(reasons) == 1:
        return f"{head}{reasons.pop()} {len(own)} items do not apply: {', '.join(item.id for item in own)}.\n"
    rows = "\n".join(row(item) for item in own)
    return f"{head}| item | level | asks for | status | shown by |\n|---|---|---|---|---|\n{rows}\n"


def row(item: Item) -> str:
    shown = "<br>".join(
        [*map(link_to_test, item.tests), *map(doc_link, item.docs), *([item.note] if item.note else [])]
    )
    status = item.status if item.status == "met" else f"*{item.status}*"
    return f"| {item.id} | {item.level} | {item.asks} | {status} | {shown} |"


def link_to_test(name: str) -> str:
    path, _colons, test = name.partition("::")
    return f"[{test.removeprefix('test_').replace('_', ' ')}](../{path})"


def doc_link(name: str) -> str:
    path, _sharp, anchor = name.partition("#")
    page = path.removeprefix("docs/")
    return f"[{page}: {anchor.replace('-', ' ')}]({page}#{anchor})"


if __name__ == "__main__":
    SOURCE.write_text(followed(SOURCE.read_text(encoding="utf-8")), encoding="utf-8")
    PAGE.write_text(drawn(), encoding="utf-8")
