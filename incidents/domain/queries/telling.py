"""Reads about one piece of evidence: what is told of it, what is kept apart; and what others are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import may
from incidents import policies
from incidents.domain import dates, gazetteer
from incidents.domain.evidence.bearings import OVER
from incidents.domain.evidence.rows import OPEN_FOR_MORE
from incidents.domain.queries import bearings
from incidents.models import Evidence, EvidenceMaker
from incidents.vocabulary import EvidenceKind, Sensitivity

PER_PAGE = 50
MOST_CAPTURES = 50


@dataclass(frozen=True)
class KeptMaker:
    """That something is kept about who made a piece or handed it over, since when; never what."""

    made_by: bool
    handed_by: bool
    since: Any


def pieces(user: User) -> QuerySet[Evidence]:
    """The evidence that this person may see, with what its pages say."""
    seen = Evidence.objects.filter(policies.visible_evidence(user))
    return seen.select_related("report", "original", "taken_place", "described_by", "added_by", "capture_of")


def of_others(user: User) -> QuerySet[Evidence]:
    """The evidence of reports of others that were sent, for a reviewer."""
    return pieces(user).exclude(report__received_at=None).exclude(report__submitter=user)


def own_links(user: User) -> QuerySet[Evidence]:
    """The links of own reports."""
    return pieces(user).filter(report__submitter=user, kind=EvidenceKind.LINK)


def not_held(user: User) -> QuerySet[Evidence]:
    """What is said to exist and is not held."""
    return pieces(user).filter(kind=EvidenceKind.NOT_HELD)


def wanted(user: User, query: Mapping[str, str]) -> Page:
    """What to ask for: everything said to exist and not held, by holder; `q` is part of the holder's name."""
    found = (
        not_held(user).filter(report__isnull=False).exclude(report__status__in=OVER).exclude(report__received_at=None)
    )
    words = query.get("q", "").strip()[:300].replace("\0", "")
    found = found.filter(held_by__icontains=words) if words else found
    return Paginator(found.order_by(Lower("held_by"), "added_at", "pk"), PER_PAGE).get_page(query.get("page"))


def could_be(user: User, piece: Evidence) -> list[Evidence]:
    """The files and links of the same report, one of which may be what was said to exist."""
    found = pieces(user).filter(report=piece.report_id).exclude(kind=EvidenceKind.NOT_HELD)
    return list(found.order_by("-added_at", "-pk"))


def takes_more(piece: Evidence) -> bool:
    """Whether its report still takes files and links."""
    return piece.report.status in OPEN_FOR_MORE


def kept_maker(piece: Evidence) -> KeptMaker | None:
    """Whether something is kept; the texts stay where they are."""
    row = EvidenceMaker.objects.filter(evidence=piece).values_list("made_by_sealed", "handed_by_sealed", "updated_at")
    kept = row.first()
    return KeptMaker(bool(kept[0]), bool(kept[1]), kept[2]) if kept else None


class Telling:
    """What the page of one piece says of it. Nothing is read before it is asked for."""

    def __init__(self, user: User, piece: Evidence) -> None:
        self.user, self.piece = user, piece

    @cached_property
    def facts(self) -> list[tuple[str, str]]:
        """Label and words of everything that was said; what nobody said is left out."""
        piece = self.piece
        lines = [
            (_("What it shows"), piece.note),
            (_("How careful one must be"), ", ".join(str(Sensitivity(code).label) for code in piece.sensitivities)),
            (_("When it was made"), _day(piece.taken_edtf)),
            (_("Where it was made"), _where(piece)),
            (_("Seen"), ", ".join(filter(None, [_day(piece.seen_edtf), piece.seen_by]))),
            (_("Held by"), piece.held_by),
            (_("How it came"), piece.get_handed_how_display() if piece.handed_how else ""),
            (_("When it was handed over"), _day(piece.handed_edtf)),
            (_("Rights"), piece.get_rights_display() if piece.rights else ""),
            (_("Consent to use"), piece.get_consent_display() if piece.consent else ""),
            (_("Language"), piece.get_language_display() if piece.language else ""),
        ]  # fmt: skip
        return [(str(label), str(words)) for label, words in lines if words]

    @cached_property
    def maker(self) -> KeptMaker | None:
        """Whether it is kept who made it."""
        return kept_maker(self.piece)

    @cached_property
    def bearings(self) -> list[bearings.Tied]:
        """What it bears on."""
        return bearings.of_piece(self.user, self.piece)

    @cached_property
    def captures(self) -> list[Evidence]:
        """The captures of a link."""
        if self.piece.kind != EvidenceKind.LINK:
            return []
        return list(pieces(self.user).filter(capture_of=self.piece)[:MOST_CAPTURES])

    @cached_property
    def may_describe(self) -> bool:
        """Whether this person may say more about it now."""
        try:
            policies.check_describe(self.user, self.piece.report)
        except policies.Denied:
            return False
        return True

    @property
    def may_capture(self) -> bool:
        """Whether this person may add a capture of it."""
        return self.piece.kind == EvidenceKind.LINK and self.may_describe and self._is_own

    @property
    def may_look(self) -> bool:
        """Whether this person may ask who made it."""
        return may(self.user, "report.review") and not self._is_own

    @property
    def _is_own(self) -> bool:
        return self.piece.report.submitter_id == self.user.pk


def _where(piece: Evidence) -> str:
    """As it was typed, and what the gazetteer calls it when that is another word."""
    named, typed = gazetteer.name(piece.taken_place) if piece.taken_place else "", piece.taken_place_text
    return f"{typed} ({named})" if named and named != typed else typed


def _day(edtf: str) -> str:
    return dates.words(edtf) if edtf else ""
