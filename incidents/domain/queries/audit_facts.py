"""The detail of a line of the log in words: labels for its keys, the vocabulary's words for its codes."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Role
from incidents.domain import disclosure
from incidents.domain.queries import listing
from incidents.vocabulary import (
    ActKind,
    Bearing,
    BulkKind,
    Confirmation,
    CopyKind,
    Credibility,
    Derivation,
    Disclosure,
    EvidenceKind,
    ExportFormat,
    ExportWhat,
    FigureState,
    FigureTie,
    LookReason,
    RejectReason,
    Reliability,
    RunState,
    SecretKind,
)

# Of use to a machine: which button, which row inside a report, which file on the disk.
UNSHOWN = frozenset({"method", "mention", "act", "stored", "was_stored", "part", "run", "last"})
LABELS: dict[str, str | Promise] = {
    "people": _("People"), "evidence": _("Evidence"), "incident": _("Incident"),
    "acts": _("Statements"), "after": _("After"), "arrived": _("Arrived as"), "before": _("Before"),
    "bearing": _("What it does"), "columns": _("Columns"),
    "confirmation": _("How sure"), "disclosure": _("Who receives it"), "fields": _("Fields"), "filter": _("Filter"),
    "format": _("Format"), "kind": _("What"), "left_out": _("Left out"), "link": _("One-time link"), "page": _("Page"),
    "other": _("Other person"), "mentions": _("People in reports"),
    "person": _("Person"), "problem": _("Why"), "purpose": _("What for"), "reason": _("Why"), "report": _("Reports"),
    "reports": _("Reports"), "role": _("Role"), "rows": _("Rows"), "score": _("Likeness"), "sha256": _("Fingerprint"),
    "copy": _("Fingerprint of the copy"), "boxes": _("Boxes"), "copies": _("Copies"),
    "of_copies": _("Fingerprint of all copies"),
    "size": _("Bytes"), "on": _("On what"), "target": _("Reference"), "was": _("Said to exist as"),
    "version": _("Version"), "why": _("Why"), "missing": pgettext_lazy("of a file", "Missing"), "changed": _("Changed"),
    "records": _("Records"), "pairs": _("Pairs"), "groups": _("Groups"), "state": _("Result"),
    "list": _("List"), "edition": _("Edition"), "import": _("Import"),
    "encrypted": _("Encrypted"), "pointed": _("Rows that point at one person"), "what": _("What"),
    "figure": _("Figure"), "tie": _("What it is to it"), "corrects": _("Entered in place of"),
    "stamped": _("Time"), "trusted": _("Root certificate trusted"),
}  # fmt: skip
CODES: dict[str, tuple[type[TextChoices], ...]] = {
    "after": (Role, Reliability, Credibility, FigureState),
    "bearing": (Bearing,),
    "before": (Role, Reliability, Credibility, FigureState),
    "confirmation": (Confirmation,),
    "derivation": (Derivation,),
    "disclosure": (Disclosure,),
    "format": (ExportFormat,),
    "kind": (ActKind, EvidenceKind, SecretKind, CopyKind, BulkKind),
    "reason": (RejectReason, LookReason),
    "role": (Role,),
    "what": (ExportWhat,),
    "state": (RunState,),
    "tie": (FigureTie,),
}
REFUSALS: dict[str, str | Promise] = {
    "csrf": _("a form that another page may have sent"),
    "role": _("not for this role"),
    "scope": _("nothing there for them"),
}
THINGS: dict[str, str | Promise] = {
    "report": _("report"), "mention": _("a person as told"), "act": _("a statement"), "incident": _("incident"),
    "figure": _("a figure"), "claim": _("a figure"),
}  # fmt: skip


def facts(details: Iterable[Mapping[str, Any]]) -> list[list[tuple[str, str]]]:
    """Label and words for each key of each detail. Two queries where an export's filter is among them, else none."""
    found = list(details)
    filters = [detail["filter"] for detail in found if isinstance(detail.get("filter"), dict)]
    words = iter(listing.kept_in_words(filters) if any(filters) else [[] for _filter in filters])
    return [_facts(detail, words) for detail in found]


def _facts(detail: Mapping[str, Any], filters: Any) -> list[tuple[str, str]]:
    shown = []
    for key, value in detail.items():
        text = _filter(next(filters)) if key == "filter" and isinstance(value, dict) else said(key, value)
        if text and key not in UNSHOWN:
            shown.append((str(LABELS.get(key, key)), text))
    return shown


def _filter(chosen: list[tuple[str, str]]) -> str:
    return " · ".join(f"{label}: {value}" for label, value in chosen)


def said(key: str, value: Any) -> str:
    """A value in words; what is no code of ours as it stands."""
    return SPECIAL.get(key, _plain)(key, value)


def _plain(key: str, value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{inner}: {_plain(inner, words)}" for inner, words in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(key, words) for words in value)
    if value is None or isinstance(value, bool):
        return str(_("yes")) if value else ""
    known = {str(code): str(word) for choices in CODES.get(key, ()) for code, word in choices.choices}
    return known.get(str(value), str(value))


def _columns(key: str, value: Any) -> str:
    labels = {column.code: str(column.label) for column in disclosure.COLUMNS}
    return ", ".join(labels.get(str(code), str(code)) for code in value) if isinstance(value, list) else str(value)


def _refusal(key: str, value: Any) -> str:
    return str(REFUSALS.get(str(value), value))


def _thing(key: str, value: Any) -> str:
    return str(THINGS.get(str(value), value))


SPECIAL: dict[str, Callable[[str, Any], str]] = {"columns": _columns, "on": _thing, "why": _refusal}
