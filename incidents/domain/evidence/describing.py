"""What a piece of evidence is, in the words of somebody who looked at it. Nothing is filled in by itself."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit, dates, gazetteer, workflow
from incidents.domain.evidence.receipts import tidy
from incidents.domain.letters import strip_unsafe
from incidents.models import Evidence
from incidents.policies import Denied, Stale, Unfit
from incidents.vocabulary import Consent, EvidenceKind, HandedHow, Rights, Sensitivity, TextLanguage

COMMON = ("note", "sensitivities", "taken_edtf", "taken_place_text", "rights", "consent", "language")
MORE: dict[str, tuple[str, ...]] = {
    EvidenceKind.FILE: ("handed_how", "handed_edtf"),
    EvidenceKind.LINK: ("seen_edtf", "seen_by"),
    EvidenceKind.NOT_HELD: ("held_by",),
}
LONG = {"note": 500, "taken_place_text": 300, "seen_by": 200, "held_by": 300}
CODES = {"handed_how": HandedHow, "rights": Rights, "consent": Consent, "language": TextLanguage}


def fields(kind: str) -> tuple[str, ...]:
    """What can be said of a piece of this kind."""
    return (*COMMON, *MORE[kind])


@transaction.atomic
def describe(*, evidence: Evidence, version: int, by: User, at: datetime, **told: Any) -> Evidence:
    """Keep what is told of a piece: by the names of `fields`, dates as EDTF. What is not told stays as it is.

    Raises Denied (not the author while the report is open, and not a reviewer), Stale when somebody described it since,
    Unfit with a sentence for what cannot be kept, KeyError for what is no field of this kind.
    """
    row = held(evidence, by)
    if row.version != version:
        raise Stale(row)
    if foreign := set(told) - set(fields(row.kind)):
        raise KeyError(*sorted(foreign))
    told = {name: FIT[name](name, value) for name, value in told.items()}
    if row.kind == EvidenceKind.NOT_HELD and not told.get("note", row.note):
        raise Unfit(_("Say what is said to exist."), "note")
    changed = sorted(name for name, value in told.items() if getattr(row, name) != value)
    return _keep(row, told, changed, by=by, at=at) if changed else row


def held(evidence: Evidence, by: User) -> Evidence:
    """The locked piece, when this person may say more about it now. Raises Denied."""
    report = workflow.lock(evidence.report)
    policies.check_describe(by, report)
    row = Evidence.objects.select_for_update(of=("self",)).select_related("original").get(pk=evidence.pk)
    if row.removed_at is not None:
        raise Denied(_("This was taken off the report."))
    row.report = report
    return row


def _keep(row: Evidence, told: dict[str, Any], changed: list[str], *, by: User, at: datetime) -> Evidence:
    for name, value in told.items():
        setattr(row, name, value)
    row.taken_place = gazetteer.find(row.taken_place_text)
    row.version, row.described_by, row.described_at = row.version + 1, by, at
    row.save(update_fields=[*told, "taken_place", "version", "described_by", "described_at"])
    detail = {"report": row.report.ref, "sha256": row.sha256, "fields": changed}
    audit.record(verb="evidence_described", by=by, at=at, kind="evidence", ref=row.ref, detail=detail)
    return row


def _text(name: str, value: str) -> str:
    return strip_unsafe(value)[: LONG[name]]


def _day(name: str, value: str) -> str:
    try:
        return dates.parse(value).edtf
    except dates.Unreadable as unreadable:
        raise Unfit(str(unreadable), name) from None


def _code(name: str, value: str) -> str:
    if value not in ("", *CODES[name].values):
        raise Unfit(_("Choose from the list."), name)
    return value


def _careful(name: str, value: Iterable[str]) -> list[str]:
    chosen = set(value)
    if not chosen <= set(Sensitivity.values):
        raise Unfit(_("Choose from the list."), name)
    return tidy(chosen)


FIT: dict[str, Callable[[str, Any], Any]] = {
    **dict.fromkeys(LONG, _text),
    **dict.fromkeys(("taken_edtf", "handed_edtf", "seen_edtf"), _day),
    **dict.fromkeys(CODES, _code),
    "sensitivities": _careful,
}
