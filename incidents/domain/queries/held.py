"""The evidence of one report, for its page; and the uploads of it that are still under way."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from accounts.models import User
from incidents import policies
from incidents.domain.evidence import taking
from incidents.domain.evidence.rows import OPEN_FOR_MORE
from incidents.domain.queries import bearings, piece
from incidents.domain.queries.alike import NEAR
from incidents.models import DerivedCopy, Evidence, Incoming, Report
from incidents.vocabulary import CopyKind

BITS = (1 << 64) - 1


@dataclass(frozen=True)
class Unfinished:
    """An upload that stopped, and how much of it is safe."""

    incoming: Incoming
    offset: int

    @property
    def percent(self) -> int:
        """Of all its bytes."""
        return 100 * self.offset // self.incoming.size


def reports(user: User) -> QuerySet[Report]:
    """The reports whose evidence this person may see."""
    return Report.objects.filter(policies.visible_reports(user)).select_related("submitter")


def check_open(user: User, report: Report) -> None:
    """While Kua is sealed everybody reads the own reports only. Raises Sealed."""
    piece.check_open(Evidence(report=report), user)


def pieces(user: User, report: Report) -> list[Any]:
    """What this report holds, each with its small picture, what it bears on (`ties`), and what looks like it (`like`).

    Four queries, however many there are.
    """
    rows = Evidence.objects.filter(policies.visible_evidence(user), report=report)
    ties = Count("bearings", filter=Q(bearings__in=bearings.standing(user)), distinct=True)
    held = pictured(user, rows.annotate(ties=ties))
    like = alike(held)
    for one in held:
        one.like = like.get(one.pk, "")
    return held


def pictured(user: User, rows: QuerySet[Evidence]) -> list[Any]:
    """These pieces, each with the small copy that stands for it (`picture`), if there is one. Three queries."""
    seen = Evidence.objects.filter(policies.visible_evidence(user))
    small = DerivedCopy.objects.filter(kind__in=(CopyKind.VEIL, CopyKind.THUMB), page__lte=1).order_by("kind", "page")
    found: list[Any] = list(
        rows.select_related("report", "original").prefetch_related(
            Prefetch("original__copies", small, to_attr="small"), Prefetch("original__receipts", seen, to_attr="said")
        )
    )
    for one in found:
        one.picture = picture(one)
    return found


def picture(one: Any) -> DerivedCopy | None:
    """The small copy that stands for the piece: the veil where somebody may be startled, or nobody has said."""
    if one.original is None:
        return None
    wanted = CopyKind.VEIL if piece.is_veiled(one, one.original.said) else CopyKind.THUMB
    return next((copy for copy in one.original.small if copy.kind == wanted), None)


def alike(held: list[Any]) -> dict[int, str]:
    """For each picture the reference of another one of this report that looks like it."""
    pictures = [(one, one.original.dhash & BITS) for one in held
                if one.original and one.original.dhash is not None]  # fmt: skip
    near: dict[int, str] = {}
    for (one, first), (other, second) in combinations(pictures, 2):
        if (first ^ second).bit_count() <= NEAR:
            near.setdefault(one.pk, other.ref)
            near.setdefault(other.pk, one.ref)
    return near


def may_add(user: User, report: Report) -> bool:
    """Whether this person may add to it now."""
    own = Report.objects.filter(policies.visible_reports(user), pk=report.pk, submitter=user)
    return report.status in OPEN_FOR_MORE and own.exists()


def incoming(user: User) -> QuerySet[Incoming]:
    """The uploads that this person began."""
    mine = policies.prefixed("report", policies.visible_reports(user))
    return Incoming.objects.filter(mine, by=user).select_related("report", "evidence")


def unfinished(user: User, report: Report) -> list[Unfinished]:
    """Those of one report that are not finished, the one touched last first."""
    waiting = incoming(user).filter(report=report, evidence=None).order_by("-touched_at")
    return [Unfinished(one, taking.offset(one)) for one in waiting]
