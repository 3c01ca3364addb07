"""What a bundle says in words and codes: people, findings, evidence and its custody, as far as its circle may have it.

Columns and fields come from disclosure, the one allow-list; nothing here names a field that a circle may not have.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Model, Q

from accounts.models import User
from incidents import policies
from incidents.domain import disclosure, gazetteer, timestamps
from incidents.domain.bundles.choosing import Choice, Item
from incidents.models import AuditEvent, AuditSet, Evidence, Finding, RootStamp
from incidents.vocabulary import Disclosure, EvidenceKind, FindingStatus

OF_FINDING = ("kind", "confirmation", "contested", "when_edtf", "manner", "place_text", "ref", "rationale", "basis",
              "status", "proposed_at", "decided_at")  # fmt: skip
OF_EVIDENCE = ("ref", "kind", "note", "media_type", "size", "sha256", "sensitivities", "taken_edtf", "language",
               "capture_kind", "taken_place_text", "original_name", "url", "seen_edtf", "held_by", "handed_how",
               "handed_edtf", "rights", "consent", "added_at")  # fmt: skip
OF_COPY = ("kind", "page", "number", "media_type", "size", "sha256", "width", "height", "recipe", "made_at")
# Of the story of a piece: what happened to its bytes and who held it. The words and ties are the team's own work.
CUSTODY = ("evidence_added", "evidence_hashed", "evidence_viewed", "evidence_downloaded", "evidence_derived",
           "evidence_redacted", "evidence_exported", "evidence_checked", "evidence_moved", "evidence_missing",
           "evidence_changed", "evidence_restored")  # fmt: skip
HASHES = ("sha256", "copy")
ROLELESS = "kua"
OF_STAMP = ("list.txt", "request.tsq", "receipt.tsr", "root.pem")


def allowed(row: Model, fields: tuple[str, ...], circle: str) -> dict[str, Any]:
    """The fields of a row that may go to the circle, as JSON has them."""
    name = type(row).__name__
    may_go = [field for field in fields if disclosure.reaches(disclosure.FIELD_CLASSES[f"{name}.{field}"], circle)]
    return {field: plain(getattr(row, field)) for field in may_go}


def plain(value: Any) -> Any:
    """A value as JSON has it; an instant in UTC, to the second."""
    return f"{value:%Y-%m-%dT%H:%M:%SZ}" if hasattr(value, "hour") else value


def people(choice: Choice) -> tuple[list[str], list[list[disclosure.Value]], list[dict[str, disclosure.Value]]]:
    """The headings and rows of persons.csv, and the same people by the codes of their columns."""
    columns = disclosure.columns_for(choice.circle)
    rows = [disclosure.row(entry, columns, choice.circle) for entry in choice.entries]
    codes = [column.code for column in columns]
    return [str(column.label) for column in columns], rows, [dict(zip(codes, row, strict=True)) for row in rows]


def findings(user: User, choice: Choice) -> list[dict[str, Any]]:
    """What the team agreed on about these people."""
    entries = {entry.person.pk: entry for entry in choice.entries}
    rows = Finding.objects.filter(
        policies.visible_findings(user), person__in=entries, status=FindingStatus.AGREED
    ).select_related("place", "incident", "proposed_by", "decided_by")
    return [_finding(row, entries[row.person_id], choice.circle) for row in rows.order_by("person_id", "pk")]


def _finding(row: Finding, entry: disclosure.Entry, circle: str) -> dict[str, Any]:
    told = {"person": entry.person.ref, **allowed(row, OF_FINDING, circle)}
    if "place_text" in told and not disclosure.may_name(entry, circle):
        told["place_text"] = ""
    if _reaches("Finding.place", circle):
        told["place"] = row.place.key if row.place else ""
    if _reaches("Finding.incident", circle):
        told["incident"] = row.incident.ref if row.incident else ""
    if _reaches("Finding.proposed_by", circle):
        told["proposed_by"] = row.proposed_by.ref
        told["decided_by"] = row.decided_by.ref if row.decided_by else ""
    return told


def evidence(choice: Choice, paths: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Each piece that goes: what it is, and under which paths it lies in the bundle."""
    return [_piece(item, choice.circle, paths.get(item.piece.ref, [])) for item in choice.items]


def _piece(item: Item, circle: str, paths: list[str]) -> dict[str, Any]:
    piece = item.piece
    told = allowed(piece, OF_EVIDENCE, circle)
    told["files"] = paths
    told["copies"] = [allowed(copy, OF_COPY, circle) for copy in item.copies]
    if _reaches("Evidence.report", circle):
        told["report"] = piece.report.ref
    if _reaches("Evidence.taken_place", circle):
        told["taken_place"] = gazetteer.name(piece.taken_place) if piece.taken_place else ""
    return told


def custody(user: User, choice: Choice) -> dict[str, list[dict[str, str]]]:
    """The story of each piece, oldest first; of the nightly checks the newest only. Two queries.

    Beyond the team it tells roles and no people, and to the public days and no hours.
    """
    refs = {item.piece.ref for item in choice.items if item.piece.kind == EvidenceKind.FILE}
    sets = dict(AuditSet.objects.filter(refs__overlap=list(refs)).values_list("pk", "refs")) if refs else {}
    asked = Q(kind="evidence", ref__in=refs) | Q(records__in=sets)
    rows = AuditEvent.objects.filter(policies.visible_audit(user), asked, verb__in=CUSTODY).order_by("pk")
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows.values("at", "by", "role", "verb", "ref", "records", "detail").iterator(1000):
        for ref in ({row["ref"]} | set(sets.get(row["records"], ()))) & refs:
            _note(found[ref], _step(row, choice.circle))
    return {ref: found[ref] for ref in sorted(refs)}


def _step(row: Mapping[str, Any], circle: str) -> dict[str, str]:
    day_only = circle == Disclosure.PUBLIC
    step = {"what": row["verb"], "role": row["role"] or ROLELESS,
            "at": f"{row['at']:%Y-%m-%d}" if day_only else f"{row['at']:%Y-%m-%dT%H:%M:%SZ}"}  # fmt: skip
    if circle == Disclosure.INTERNAL:
        step["by"] = row["by"]
    # The hash of a line about many is one over all of them, or that of a bundle: not that of the piece.
    if row["ref"] and row["verb"] != "evidence_exported":
        step |= {name: row["detail"][name] for name in HASHES if isinstance(row["detail"].get(name), str)}
    return step


def _note(steps: list[dict[str, str]], step: dict[str, str]) -> None:
    if step["what"] == "evidence_checked":
        steps[:] = [other for other in steps if other["what"] != step["what"]]
    steps.append(step)


def stamps(choice: Choice) -> dict[str, bytes]:
    """What proves since when the originals are held: of each the first time stamp that covers it, with the list that
    was stamped, as `openssl ts` wants it (docs/evidence.md).

    Not for the public: the list holds the hashes of everything that was held on the day.
    """
    hashes = {item.piece.sha256 for item in choice.items if item.piece.sha256}
    found: dict[str, bytes] = {}
    if not _reaches("RootStamp.leaves", choice.circle):
        return found
    for stamp in RootStamp.objects.exclude(receipt=b"").order_by("pk").iterator(10):
        leaves = bytes(stamp.leaves)
        covered = {one for one in hashes if timestamps.holds(leaves, one)}
        if covered:
            hashes -= covered
            folder = f"stamps/{stamp.at:%Y-%m-%d}-{stamp.root[:12]}"
            told = (timestamps.listed(leaves), bytes(stamp.request), bytes(stamp.receipt), stamp.trusted.encode())
            found |= {f"{folder}/{name}": raw for name, raw in zip(OF_STAMP, told, strict=True)}
    return found


def refs(choice: Choice) -> list[str]:
    """Everybody and everything that the bundle holds, for the log."""
    return [entry.person.ref for entry in choice.entries] + [item.piece.ref for item in choice.items]


def _reaches(field: str, circle: str) -> bool:
    return disclosure.reaches(disclosure.FIELD_CLASSES[field], circle)


def of_piece(piece: Evidence) -> str:
    """The folder of a piece in the bundle."""
    return f"evidence/{piece.ref}"
