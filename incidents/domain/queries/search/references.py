"""A reference in whatever way it was typed, and the thing that it names, as far as somebody may see it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import may
from incidents import policies
from incidents.domain import marking, names, references
from incidents.domain.queries import incidents, person
from incidents.domain.queries.search.row import Row
from incidents.models import CaseBundle, Evidence, Finding, Report

LONGEST = 24
KINDS = ("P", "R", "I", "F", "E", "B")
SOURCE = "S"
_LOOKS = re.compile(r"[A-Za-z]{1,2}[-–—\s][0-9A-Za-z]{6,8}")


@dataclass(frozen=True)
class Target:
    """What a reference leads to, and what is said on the way when it leads elsewhere than it says."""

    row: Row
    said: str = ""


def read(text: str) -> list[str]:
    """The references that the text may be: one; several when only the seven characters were typed; none."""
    if not text or len(text) > LONGEST:
        return []
    for typed in (text, *names.other_layouts(text)):
        found = [ref for ref in map(_whole, (typed, "I" + typed[1:] if typed[:1] in "1lL" else "")) if ref]
        found = found or [ref for kind in (*KINDS, SOURCE) if (ref := _whole(typed, kind))]
        if found:
            return found
    return []


def is_meant(text: str) -> bool:
    """Whether the text is a reference, or looks like one with a mistake in it."""
    return bool(_LOOKS.fullmatch(text.strip())) or bool(read(text))


def target(user: User, text: str) -> Target | None:
    """Where the reference leads; nothing when it is none, unknown, or not for this person to see."""
    for ref in read(text):
        road = _ROADS.get(ref[0])
        found = road(user, ref) if road else None
        if found:
            return found
    return None


def source(text: str) -> str:
    """The reference of a source in the text, or nothing."""
    return next((ref for ref in read(text) if ref.startswith(SOURCE)), "")


def report_url(user: User, report: Report) -> str:
    """The page of a report for this reader: the author's own, a reviewer's; an admin has none."""
    if report.submitter_id == user.pk:
        return reverse("desk:report_page", args=[report.ref])
    return reverse("desk:review", args=[report.ref]) if may(user, "report.review") else ""


def _whole(typed: str, kind: str | None = None) -> str:
    try:
        return references.read(typed, kind)
    except references.Misread:
        return ""


def _person(user: User, ref: str) -> Target | None:
    found = person.by_ref(user, ref).select_related("merged_into").first()
    if found is None:
        return None
    standing = person.survivor(found)
    said = ""
    if standing.pk != found.pk:
        said = _("%(old)s was joined to %(new)s.") % {"old": found.ref, "new": standing.ref}
    return _target("desk:person", standing.ref, standing.display_name or standing.describing, said)


def _report(user: User, ref: str) -> Target | None:
    found = Report.objects.filter(policies.visible_reports(user), ref=ref).only("ref", "title", "submitter_id").first()
    if found is None:
        return None
    return Target(Row(marking.of_spans(found.title or ref, ()), report_url(user, found), found.ref))


def _incident(user: User, ref: str) -> Target | None:
    return _first(incidents.visible(user), ref, "desk:incident", "title")


def _finding(user: User, ref: str) -> Target | None:
    if not may(user, "report.review"):
        return None
    return _first(Finding.objects.filter(policies.visible_findings(user)), ref, "desk:finding", "")


def _evidence(user: User, ref: str) -> Target | None:
    return _first(Evidence.objects.filter(policies.visible_evidence(user)), ref, "desk:evidence_page", "note")


def _bundle(user: User, ref: str) -> Target | None:
    return _first(CaseBundle.objects.filter(policies.visible_bundles(user)), ref, "desk:bundle", "")


def _first(rows: QuerySet, ref: str, page: str, field: str) -> Target | None:
    found = rows.filter(ref=ref).first()
    return _target(page, found.ref, getattr(found, field) if field else "") if found else None


def _target(page: str, ref: str, title: str, said: str = "") -> Target:
    return Target(Row(marking.of_spans(title or ref, ()), reverse(page, args=[ref]), ref), said)


_ROADS: dict[str, Callable[[User, str], Target | None]] = {
    "P": _person,
    "R": _report,
    "I": _incident,
    "F": _finding,
    "E": _evidence,
    "B": _bundle,
}
