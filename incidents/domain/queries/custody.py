"""What became of one piece, out of the audit log: each line with when, who and the hash of the bytes it was about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Role, may
from incidents import policies
from incidents.models import AuditEvent, AuditSet, Evidence
from incidents.vocabulary import CopyKind

PER_PAGE = 30
WORDS: dict[str, str | Promise] = {
    "evidence_added": gettext_lazy("received"),
    "evidence_hashed": gettext_lazy("hashed by the server"),
    "evidence_viewed": gettext_lazy("viewed"),
    "evidence_downloaded": gettext_lazy("original fetched"),
    "evidence_derived": gettext_lazy("copies to look at made"),
    "evidence_redacted": gettext_lazy("redacted copy made"),
    "evidence_exported": gettext_lazy("exported"),
    "evidence_checked": gettext_lazy("hashed again: unchanged"),
    "evidence_moved": gettext_lazy("moved in the store"),
    "evidence_described": gettext_lazy("described"),
    "evidence_tied": gettext_lazy("tied to what it bears on"),
    "evidence_untied": gettext_lazy("untied"),
    "evidence_arrived": gettext_lazy("noted as arrived"),
    "evidence_restored": gettext_lazy("found whole again"),
    "evidence_missing": gettext_lazy("found missing"),
    "evidence_changed": gettext_lazy("found changed"),
    "evidence_removed": gettext_lazy("taken off the draft"),
}
# What happens to the bytes happens to every receipt of them, whichever one the line names.
OF_THE_BYTES = ("evidence_derived", "evidence_checked", "evidence_moved", "evidence_missing", "evidence_changed",
                "evidence_restored")  # fmt: skip
# Their fingerprint is one over all the files that the line is about.
OF_MANY = ("evidence_checked", "evidence_exported")
ALARMS = ("evidence_missing", "evidence_changed")


@dataclass(frozen=True)
class Step:
    """One line: when, what, by whom, and of which bytes: the original, the copy where it was one, or all together."""

    at: datetime
    what: str
    who: str
    sha256: str
    copy: str
    of_all: str
    of: str
    is_alarm: bool


def page(user: User, piece: Evidence, number: Any) -> Page:
    """One page of the story, oldest first. At most six queries; none of its lines names another receipt or report.

    `piece` was fetched through policies.visible_evidence. Reviewers read names, as on the review page; whoever logs
    reports reads roles.
    """
    found = AuditEvent.objects.filter(_about(user, piece)).order_by("pk")
    shown = Paginator(found.values("at", "by", "role", "verb", "detail"), PER_PAGE).get_page(number)
    rows: list[Any] = list(shown.object_list)
    names = _names({row["by"] for row in rows}) if may(user, "report.review") else {}
    steps: list[Any] = [_step(row, user, names) for row in rows]
    shown.object_list = steps
    return shown


def _about(user: User, piece: Evidence) -> Q:
    """Lines about this piece, or a set that holds it; of other receipts of the same bytes what befell the bytes, where
    one sees them: nobody learns here that somebody else brought the same, or when."""
    asked = Q(kind="evidence", ref=piece.ref) | Q(records__in=_sets([piece.ref]))
    seen = Evidence.objects.filter(policies.visible_evidence(user), original=piece.original_id)
    others = list(seen.exclude(pk=piece.pk).values_list("ref", flat=True))
    if others:
        of_bytes = Q(kind="evidence", ref__in=others) | Q(records__in=_sets(others))
        asked |= of_bytes & Q(verb__in=OF_THE_BYTES)
    return asked & Q(verb__in=WORDS)


def _sets(refs: list[str]) -> list[str]:
    return list(AuditSet.objects.filter(refs__overlap=refs).values_list("pk", flat=True))


def _names(refs: set[str]) -> dict[str, str]:
    return dict(User.objects.filter(ref__in=refs).values_list("ref", "name"))


def _step(row: dict[str, Any], user: User, names: dict[str, str]) -> Step:
    detail, verb = row["detail"], row["verb"]
    sha256, many = _text(detail.get("sha256")), verb in OF_MANY
    return Step(
        at=row["at"],
        what=str(WORDS[verb]),
        who=_who(row, user, names),
        sha256=sha256 if not many else "",
        of_all=sha256 if many else "",
        copy=_text(detail.get("copy")),
        of=_copy_words(detail) if verb == "evidence_viewed" else "",
        is_alarm=verb in ALARMS,
    )


def _who(row: dict[str, Any], user: User, names: dict[str, str]) -> str:
    if row["by"] == user.ref:
        return _("you")
    role = str(dict(Role.choices).get(row["role"], row["role"]))
    return names.get(row["by"]) or role or _("Kua itself")


def _copy_words(detail: dict[str, Any]) -> str:
    """Which copy was looked at: “page as a picture, 12”."""
    word, number = str(dict(CopyKind.choices).get(str(detail.get("kind")), "")), detail.get("page")
    return f"{word}, {number}" if word and number else word


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
