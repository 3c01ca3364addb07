"""Reads of one piece of evidence: the copies to look at, what is veiled, who redacted what, what is alike."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import may
from incidents import policies
from incidents.domain import keyring, seal_state
from incidents.domain.decoding import sentences
from incidents.domain.queries import alike, custody
from incidents.models import DerivedCopy, Evidence, Redaction
from incidents.policies import Denied
from incidents.vocabulary import CopyKind, Deriving, Sensitivity

VEILED = frozenset({Sensitivity.GRAPHIC, Sensitivity.CHILD})
K = CopyKind


@dataclass
class Shown:
    """What is on the page at this moment, small first: a picture, a page, a film or a sound."""

    form: str = ""
    small: DerivedCopy | None = None
    large: DerivedCopy | None = None
    plays: DerivedCopy | None = None
    frames: list[DerivedCopy] = field(default_factory=list)


def by_ref(user: User, ref: str) -> QuerySet[Evidence]:
    """The piece with this reference, if one may see it."""
    return alike.seen(user).filter(ref=ref)


def check_open(piece: Evidence, reader: User) -> None:
    """While Kua is sealed everybody reads the own pieces only. Raises Sealed."""
    if piece.report.submitter_id != reader.pk and seal_state.is_sealed():
        raise keyring.Sealed(_("Kua is sealed. Two admins have to unseal it before anything secret can be read."))


def copy(user: User, piece: Evidence, kind: str, page: int, number: int) -> DerivedCopy | None:
    """One copy. A redacted one belongs to the piece it was made for; `number` counts those of this piece and page."""
    if kind != K.REDACTED:
        return DerivedCopy.objects.filter(original=piece.original_id, kind=kind, page=page).first()
    made = [one for one in redactions(user, piece) if one.page == page]
    return made[number - 1].copy if 0 < number <= len(made) else None


def redactions(user: User, piece: Evidence) -> list[Any]:
    """The redacted copies of this piece, oldest first, each with its `number` on its page. One query."""
    scope = policies.prefixed("evidence", policies.visible_evidence(user))
    found: list[Any] = list(Redaction.objects.filter(scope, evidence=piece).select_related("copy", "by"))
    counted: dict[int, int] = {}
    for one in found:
        one.number = counted[one.page] = counted.get(one.page, 0) + 1
    return found


def is_veiled(piece: Evidence, others: Iterable[Evidence] = ()) -> bool:
    """Whether nobody has said what it shows, or somebody said, of any receipt, that one must be careful."""
    said = {word for one in (piece, *others) for word in one.sensitivities}
    return not piece.sensitivities or bool(said & VEILED)


class PiecePage:
    """The page of one piece, each part read once and only when asked for. `asked`: somebody pressed to see it."""

    def __init__(
        self, user: User, piece: Evidence, *, page: Any = None, steps: Any = None, asked: bool = False
    ) -> None:
        self.user, self.piece, self.asked = user, piece, asked
        self._page, self._steps = page, steps

    @property
    def is_own(self) -> bool:
        """Whether this person wrote the report."""
        return self.piece.report.submitter_id == self.user.pk

    @property
    def title(self) -> str:
        """What it shows; without a word on that, what it came as."""
        return self.piece.note or self.piece.original_name or self.piece.url or self.piece.ref

    @property
    def alt(self) -> str:
        """The picture in words, for whoever does not see it."""
        page = _("Page %(number)s") % {"number": self.number} if self.number else ""
        return " · ".join(filter(None, [page, self.piece.note or _("not described yet")]))

    @property
    def duration(self) -> str:
        """Minutes and seconds."""
        seconds = self.piece.original.seconds or 0 if self.piece.original else 0
        return f"{seconds // 60}:{seconds % 60:02}"

    @cached_property
    def receipts(self) -> list[Evidence]:
        """The same bytes, received with other reports that one may see."""
        if not self.piece.original_id:
            return []
        return list(alike.seen(self.user).filter(original=self.piece.original_id).exclude(pk=self.piece.pk))

    @cached_property
    def is_veiled(self) -> bool:
        """Whether it is shown only when asked for."""
        return is_veiled(self.piece, self.receipts)

    @property
    def is_open(self) -> bool:
        """Whether it is shown now."""
        return self.asked or not self.is_veiled

    @cached_property
    def sensitivities(self) -> list[str]:
        """How careful one must be, in words: what anybody said."""
        said = {word for piece in (self.piece, *self.receipts) for word in piece.sensitivities}
        return [str(label) for code, label in Sensitivity.choices if code in said and code != Sensitivity.PLAIN]

    @cached_property
    def pages(self) -> Page | None:
        """The page one is at, where it has pages. One query."""
        held = DerivedCopy.objects.filter(original=self.piece.original_id, kind=K.PAGE)
        last = held.aggregate(last=Max("page"))["last"] if self.piece.original_id else None
        return Paginator(range(1, last + 1), 1).get_page(self._page) if last else None

    @property
    def number(self) -> int:
        """The page one is at; 0 where there are none."""
        return self.pages.number if self.pages else 0

    @cached_property
    def copies(self) -> list[DerivedCopy]:
        """The copies of this page, never those of the other 299. One query."""
        here = Q(page=self.number) | Q(page__lte=1, kind__in=(K.VEIL, K.THUMB)) | Q(kind=K.POSTER)
        rows = DerivedCopy.objects.filter(here, original=self.piece.original_id).exclude(kind=K.REDACTED)
        return list(rows) if self.piece.original_id else []

    @cached_property
    def veil(self) -> DerivedCopy | None:
        """The grey picture that stands in its place."""
        return self._one(K.VEIL)

    @cached_property
    def shown(self) -> Shown:
        """What there is to look at or to play. Where it was asked for, at once the picture and no smaller one."""
        clip, sound, frames = self._one(K.CLIP), self._one(K.SOUND), self._all(K.POSTER)
        large = self._one(K.PAGE) if self.pages else self._one(K.VIEW)
        if clip or frames:
            return Shown("video", small=self._one(K.THUMB) or next(iter(frames), None), plays=clip, frames=frames)
        if large:
            thumb = None if self.asked or self.pages else self._one(K.THUMB)
            return Shown("picture", small=thumb or large, large=large)
        return Shown("sound", plays=sound) if sound else Shown()

    def _all(self, kind: str) -> list[DerivedCopy]:
        return [copy for copy in self.copies if copy.kind == kind]

    def _one(self, kind: str) -> DerivedCopy | None:
        """The copy of this page; else that of the first."""
        return next(iter(sorted(self._all(kind), key=lambda copy: copy.page != self.number)), None)

    @property
    def is_waiting(self) -> bool:
        """Whether copies are still being made."""
        return bool(self.piece.original and self.piece.original.deriving == Deriving.WAITING)

    @property
    def has_copies(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.shown.form)

    @property
    def why_none(self) -> str:
        """Why there is nothing to look at."""
        made = self.piece.original
        if made and made.deriving == Deriving.FAILED and made.deriving_words:
            return sentences.sentence(made.deriving_words, made.form)
        return _("Of such a file no copy to look at is made. The original can be fetched.")

    @property
    def why_short(self) -> str:
        """That a recording ends before its end: what there is of it can be played."""
        made = self.piece.original
        return sentences.sentence(made.deriving_words) if made and made.deriving_words == "cut" else ""

    @property
    def tells_private(self) -> bool:
        """Whether the original says where, when or with what it was made."""
        return bool(self.piece.original and self.piece.original.told_sealed)

    @cached_property
    def redactions(self) -> list[Any]:
        """Who covered what, and why."""
        return redactions(self.user, self.piece)

    @cached_property
    def may_redact(self) -> bool:
        """Whether this person may cover something now, on a picture or a page."""
        if not self.shown.large:
            return False
        try:
            policies.check_redact(self.user, self.piece.report)
        except Denied:
            return False
        return True

    @cached_property
    def is_reviewer(self) -> bool:
        """Whether this person reads names and compares with the pieces of others."""
        return may(self.user, "report.review")

    @cached_property
    def alike(self) -> list[Any]:
        """Pictures that look nearly the same, for those who compare."""
        return alike.near(self.user, self.piece) if self.is_reviewer else []

    @cached_property
    def custody(self) -> Page:
        """What became of it."""
        return custody.page(self.user, self.piece, self._steps)
