"""What is claimed of OWASP ASVS names tests and pages that exist; the page is as the claims draw it."""

from collections import Counter
from functools import cache

from tests.architecture import asvs
from tests.architecture.house import ROOT, parsed

# How many items the standard has in each chapter: level 1, level 2. Counted in the file that OWASP publishes.
SIZES = {
    "V1": (8, 19), "V2": (4, 7), "V3": (8, 11), "V4": (2, 8), "V5": (4, 5), "V6": (13, 22), "V7": (6, 12), "V8": (4, 3),
    "V9": (4, 3), "V10": (5, 24), "V11": (3, 11), "V12": (3, 6), "V13": (1, 12), "V14": (2, 7), "V15": (3, 10),
    "V16": (0, 16), "V17": (0, 7),
}  # fmt: skip
ITEMS = asvs.read()[1]


def test_every_item_of_levels_one_and_two_stands_there_once():
    assert [name for name, times in Counter(item.id for item in ITEMS).items() if times > 1] == []
    found = Counter((item.chapter, item.level) for item in ITEMS)
    assert {chapter: (found[chapter, 1], found[chapter, 2]) for chapter in asvs.read()[0]} == SIZES
    assert (sum(one for one, _two in SIZES.values()), sum(two for _one, two in SIZES.values())) == (70, 183)


def test_the_items_stand_in_the_order_of_the_standard():
    order = [tuple(map(int, item.id[1:].split("."))) for item in ITEMS]
    assert order == sorted(order)


def wrong(item: asvs.Item) -> str:
    """What is wrong with the way in which an item is written down."""
    faults = {
        "its id or level": not asvs.ID.fullmatch(item.id) or item.level not in (1, 2, 3),
        "an unknown status": item.status not in asvs.STATUSES,
        "no words": not item.asks,
        "a claim that names nothing": item.status == "met" and not (item.tests or item.docs),
        "a gap that is not told": item.status != "met" and not item.note,
        "no claim, and yet it is shown": item.status in ("not met", "does not apply") and bool(item.tests or item.docs),
    }
    return ", ".join(fault for fault, there in faults.items() if there)


def test_a_claim_names_what_shows_it_and_a_gap_says_what_is_missing():
    assert {item.id: wrong(item) for item in ITEMS if wrong(item)} == {}


@cache
def names_in(path: str) -> set[str]:
    """The names of the tests of a file, read and not run."""
    file = ROOT / path
    return {getattr(node, "name", "") for node in parsed(file).body} if file.exists() else set()


def test_every_test_that_is_named_exists():
    named = {name for item in ITEMS for name in item.tests}
    assert len(named) > 100
    astray = [name for name in named if not name.startswith("tests/") or "::test_" not in name]
    assert astray == []
    assert sorted(name for name in named if name.partition("::")[2] not in names_in(name.partition("::")[0])) == []


def test_a_test_that_has_moved_is_found_again_by_its_name():
    here = "tests/architecture/test_asvs.py::test_a_test_that_has_moved_is_found_again_by_its_name"
    assert asvs.followed(here.replace("test_asvs.py", "test_elsewhere.py")) == asvs.followed(here) == here
    assert asvs.followed("tests/none.py::test_that_nobody_wrote") == "tests/none.py::test_that_nobody_wrote"


def test_every_section_that_is_named_exists():
    named = {name for item in ITEMS for name in item.docs}
    pages = {name.partition("#")[0] for name in named}
    there = {page: asvs.anchors((ROOT / page).read_text(encoding="utf-8")) for page in pages if (ROOT / page).exists()}
    assert sorted(name for name in named if name.partition("#")[2] not in there.get(name.partition("#")[0], ())) == []


def test_the_page_is_as_the_claims_draw_it():
    assert asvs.PAGE.read_text(encoding="utf-8") == asvs.drawn(), "run python -m tests.architecture.asvs"


def test_the_page_counts_each_chapter():
    text = asvs.drawn()
    for code, name in asvs.read()[0].items():
        assert f"| {code} {name} |" in text
        assert f"## {code} {name}\n" in text
