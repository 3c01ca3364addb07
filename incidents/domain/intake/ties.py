"""Ties as one answer: “child of Husband and Wife” is one choice on the page and two rows of content."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from incidents.domain.intake.draft import Draft
from incidents.domain.intake.words import person_name
from incidents.vocabulary import KinKind

MOST_LISTED = 60  # a longer list is no choice any more


def choices(draft: Draft, key: str) -> list[tuple[str, Any]]:
    """What the person may be to the others of the report: couples first, then each other person."""
    others = [person for person in draft.get("people", []) if person["key"] != key][:MOST_LISTED]
    called = {person["key"]: f"{number} · {_short(person)}" for number, person in numbered(draft) if person in others}
    both = [
        (f"child:{a}+{b}", _("child of %(one)s and %(other)s") % {"one": called[a], "other": called[b]})
        for a, b in couples(draft)
        if a in called and b in called
    ]
    each = [
        (name, [(f"{kind.value}:{other}", f"{kind.label} {name}") for kind in KinKind])
        for other, name in called.items()
    ]
    return both + each


def read(values: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(kind, key of the other) for each chosen value: “child:a+b” is two."""
    for value in values:
        kind, _colon, others = value.partition(":")
        for other in filter(None, others.split("+")):
            yield kind, other


def chosen(draft: Draft, key: str) -> tuple[list[str], str]:
    """The values that stand for the person's ties, a child's two parents as one; and how sure they are."""
    own = [tie for tie in draft.get("kin", []) if tie["a"] == key]
    left = {tie["b"]: tie["kind"] for tie in own}
    found = []
    for a, b in couples(draft):
        if left.get(a) == left.get(b) == KinKind.CHILD:
            found.append(f"child:{a}+{b}")
            left = {other: kind for other, kind in left.items() if other not in (a, b)}
    return found + [f"{kind}:{other}" for other, kind in left.items()], own[0]["certainty"] if own else ""


def couples(draft: Draft) -> list[tuple[str, str]]:
    """The husbands and wives of the report."""
    return [(tie["b"], tie["a"]) for tie in draft.get("kin", []) if tie["kind"] == KinKind.SPOUSE]


def numbered(draft: Draft) -> list[tuple[int, dict[str, Any]]]:
    """The people with their numbers."""
    return list(enumerate(draft.get("people", []), start=1))


def _short(person: dict[str, Any]) -> str:
    name = person_name(person)
    return name if len(name) <= 40 else f"{name[:39]}…"
