"""Pure domain: which pieces of evidence may go out to which circle, in which copies; for each that may not, why.

Beyond the team no original goes, for it may tell who made it, where and with what: a copy made anew goes, and where
somebody redacted a page, the newest redacted copy of it instead.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from incidents.vocabulary import Consent, CopyKind, Disclosure, EvidenceKind, Rights, Sensitivity

# The codes of what is left out; words.py has their sentences.
CONSENT, RIGHTS, SENSITIVE, NO_COPY, NO_FILE, BROKEN = "consent", "rights", "sensitive", "no_copy", "no_file", "broken"
STAYS, GONE = "stays", "gone"
ALLOWED_BY = {
    Disclosure.PARTNER: frozenset({Consent.PARTNERS, Consent.PUBLIC}),
    Disclosure.PUBLIC: frozenset({Consent.PUBLIC}),
}
USABLE = {
    Disclosure.PARTNER: frozenset({Rights.UNKNOWN, Rights.OWN, Rights.ALLOWED, Rights.PUBLISHED}),
    Disclosure.PUBLIC: frozenset({Rights.OWN, Rights.ALLOWED}),
}
HARMLESS = frozenset({Sensitivity.PLAIN})
PICTURES = (CopyKind.VIEW, CopyKind.PAGE)
MOVING = (CopyKind.CLIP, CopyKind.SOUND)


class CopyLike(Protocol):
    """What is asked of a copy."""

    kind: str
    page: int
    number: int


Copy = TypeVar("Copy", bound=CopyLike)


@dataclass(frozen=True)
class Asked:
    """One piece, with what everybody said of it: of the piece, and of every other receipt of the same bytes.

    `consents` are those of the reports, and of the piece where one was told; `is_nameable` is whether everybody of whom
    its report speaks may be named to the circle: a picture shows who somebody is as well as a name does.
    """

    kind: str
    consents: frozenset[str]
    rights: frozenset[str]
    sensitivities: frozenset[str]
    is_nameable: bool


def refusal(asked: Asked, circle: str) -> str:
    """Why the piece may not go to this circle in any copy; empty when it may."""
    if circle == Disclosure.INTERNAL:
        return ""
    if asked.kind != EvidenceKind.FILE:
        return NO_FILE
    if not asked.is_nameable or not asked.consents or not asked.consents <= ALLOWED_BY[Disclosure(circle)]:
        return CONSENT
    return "" if asked.rights <= USABLE[Disclosure(circle)] else RIGHTS


def copies(asked: Asked, circle: str, made: Sequence[Copy]) -> list[Copy]:
    """The copies that go to the circle; beside the original these are the redacted ones only."""
    redacted = newest(copy for copy in made if copy.kind == CopyKind.REDACTED)
    if circle == Disclosure.INTERNAL:
        return list(redacted.values())
    is_open = circle == Disclosure.PARTNER or asked.sensitivities == HARMLESS
    shown = [copy for copy in made if copy.kind in PICTURES and copy.page not in redacted] if is_open else []
    moving = [copy for copy in made if copy.kind in MOVING] if is_open else []
    return sorted([*shown, *redacted.values()], key=lambda copy: copy.page) + moving


def newest(redacted: Iterable[Copy]) -> dict[int, Copy]:
    """Of each page the copy that was redacted last."""
    found: dict[int, Copy] = {}
    for copy in sorted(redacted, key=lambda copy: copy.number):
        found[copy.page] = copy
    return found


def without_copy(asked: Asked, circle: str, made: Sequence[CopyLike]) -> str:
    """Why nothing of a piece goes that may go: it is sensitive and nobody redacted it, or no copy could be made."""
    can_be_seen = any(copy.kind in (*PICTURES, *MOVING) for copy in made)
    return SENSITIVE if circle == Disclosure.PUBLIC and can_be_seen and asked.sensitivities != HARMLESS else NO_COPY
