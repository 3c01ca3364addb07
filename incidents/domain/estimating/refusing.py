"""Why a stratum cannot be estimated: codes with their numbers, and each as a sentence.

An estimate assumes that every person can be told from every other one, that each list could have recorded everybody of
the stratum, that nobody came or left, and that the lists are looks of their own. Whatever here is not so is a reason to
refuse; what cannot be known from here stands on the page as an assumption. Manrique-Vallier, Price and Gohdes (2013),
"Multiple systems estimation techniques for estimating casualties in armed conflicts", tell what goes wrong otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.domain.estimating.cells import MOST_LISTS, Cells

FEWEST_LISTS = 3
FEWEST_SEEN, FEWEST_TWICE = 30, 10  # this house's rule: below, one person more or less turns every answer over
COVERS = ("kinds", "places", "days")
Reason = dict[str, Any]


@dataclass(frozen=True)
class Looked:
    """What is known of one list: its title, what its coverage leaves unsaid, of how many of the stratum it says that
    they lie outside of it, and where its reports come from in the end."""

    ref: str
    title: str
    unsaid: Sequence[str] = ()
    beyond: int = 0
    roots: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Facts:
    """What is known of a stratum before anything is reckoned. `groups` are entries that count more than one person."""

    lists: Sequence[Looked]
    cells: Cells | None
    rows_open: int = 0
    rows_undecided: int = 0
    pairs_open: int = 0
    pairs_undecided: int = 0
    groups: int = 0
    not_looked: bool = False
    chosen_by_lists: bool = False


def reasons(facts: Facts) -> list[Reason]:
    """Every reason against it, the plainest first; none when it may be reckoned."""
    many = len(facts.lists)
    found: list[Reason] = []
    if many < FEWEST_LISTS:
        found.append({"code": "few_lists", "lists": many})
    if many > MOST_LISTS:
        found.append({"code": "many_lists", "lists": many, "most": MOST_LISTS})
    if facts.chosen_by_lists:
        found.append({"code": "chosen_by_lists"})
    return [*found, *_of_lists(facts.lists), *_of_matching(facts), *(_of_cells(facts) if facts.cells else ())]


def _of_lists(lists: Sequence[Looked]) -> Iterator[Reason]:
    for one in lists:
        if one.unsaid:
            yield {"code": "coverage_unknown", "list": one.ref, "title": one.title, "unsaid": list(one.unsaid)}
        if one.beyond:
            yield {"code": "beyond_coverage", "list": one.ref, "title": one.title, "people": one.beyond}
    for one, other in combinations(lists, 2):
        if one.roots & other.roots:
            yield {"code": "one_root", "title": one.title, "other": other.title}


def _of_matching(facts: Facts) -> Iterator[Reason]:
    if facts.not_looked:
        yield {"code": "not_looked"}
    for code in ("rows_open", "rows_undecided", "pairs_open", "pairs_undecided", "groups"):
        if number := getattr(facts, code):
            yield {"code": code, "number": number}


def _of_cells(facts: Facts) -> Iterator[Reason]:
    cells = facts.cells
    if cells is None or cells.lists != len(facts.lists):
        return
    for place, one in enumerate(facts.lists):
        if not cells.on(cells.bit(place)):
            yield {"code": "empty_list", "title": one.title}
    for (left, one), (right, other) in combinations(enumerate(facts.lists), 2):
        if not cells.on(cells.bit(left) | cells.bit(right)):
            yield {"code": "no_overlap", "title": one.title, "other": other.title}
    yield from _inside(cells, facts.lists)
    twice = sum(cells.times()[1:])
    if cells.seen < FEWEST_SEEN:
        yield {"code": "few_people", "number": cells.seen, "least": FEWEST_SEEN}
    if twice < FEWEST_TWICE:
        yield {"code": "few_twice", "number": twice, "least": FEWEST_TWICE}


def _inside(cells: Cells, lists: Sequence[Looked]) -> Iterator[Reason]:
    """Lists that name nobody whom another does not name too; of two that name the same people the first is told."""
    sizes = [cells.on(cells.bit(place)) for place in range(cells.lists)]
    for one, other in permutations(range(cells.lists), 2):
        both = cells.on(cells.bit(one) | cells.bit(other))
        if sizes[one] == both > 0 and (sizes[other] > both or one < other):
            yield {"code": "inside", "title": lists[one].title, "other": lists[other].title}


def sentence(reason: Reason) -> str:
    """The reason in words, as it follows “not estimable, because”."""
    code, number = reason["code"], int(reason.get("number", 0))
    told = {**reason, "unsaid": _unsaid(reason.get("unsaid", ()))}
    template: str = _counted(code, number) or _plain().get(code) or code
    return template % told


def _unsaid(parts: Sequence[str]) -> str:
    words = {"kinds": _("what it records"), "places": _("which places"), "days": _("which days")}
    return ", ".join(words[part] for part in COVERS if part in parts)


def _plain() -> dict[str, str]:
    """Sentences without a number that decides the form of a word."""
    return {
        "few_lists": _("fewer than three lists were chosen: two lists cannot show whether they depend on each other."),
        "many_lists": _("more than %(most)s lists were chosen. Choose at most %(most)s."),
        "coverage_unknown": _("of “%(title)s” it is not known whom it could have recorded: %(unsaid)s."),
        "one_root": _("“%(title)s” and “%(other)s” go back to one source, so they are not two looks."),
        "not_looked": _("nobody looked for likely same people since the last row of these lists came in."),
        "empty_list": _("“%(title)s” names nobody of those whom you chose."),
        "no_overlap": _("nobody is on both “%(title)s” and “%(other)s”."),
        "inside": _("everybody on “%(title)s” is on “%(other)s” too, so one of them may rest on the other."),
        "chosen_by_lists": _(
            "you chose people by who named them or by how sure it is. Whom no list names can then not be reckoned."
        ),
        "one_model": _("only one model says how many are on no list, and one number alone is no answer."),
        "no_model": _("no model says how many are on no list: what the lists share is too thin."),
        "out_of_time": _("the reckoning did not come to its end in its time."),
    }


def _counted(code: str, number: int) -> str:
    """Sentences about so many."""
    if code == "beyond_coverage":
        return _("“%(title)s” could not have recorded %(people)s of those whom you chose. Narrow down whom you choose.")
    sentences = {
        "rows_open": ngettext(
            "%(number)s row of these lists is not decided yet.",
            "%(number)s rows of these lists are not decided yet.", number,
        ),
        "rows_undecided": ngettext(
            "of %(number)s row of these lists it was left undecided who it is.",
            "of %(number)s rows of these lists it was left undecided who they are.", number,
        ),
        "pairs_open": ngettext(
            "%(number)s pair of likely same people waits for a decision.",
            "%(number)s pairs of likely same people wait for a decision.", number,
        ),
        "pairs_undecided": ngettext(
            "of %(number)s pair of people it was left undecided whether they are one.",
            "of %(number)s pairs of people it was left undecided whether they are one.", number,
        ),
        "groups": ngettext(
            "%(number)s entry counts a group, whose people cannot be looked for on the other lists.",
            "%(number)s entries count groups, whose people cannot be looked for on the other lists.", number,
        ),
        "few_people": ngettext(
            "only %(number)s person is on these lists; at least %(least)s are needed.",
            "only %(number)s people are on these lists; at least %(least)s are needed.", number,
        ),
        "few_twice": ngettext(
            "only %(number)s person is on two lists or more; at least %(least)s are needed.",
            "only %(number)s people are on two lists or more; at least %(least)s are needed.", number,
        ),
    }  # fmt: skip
    return sentences.get(code, "")
