"""Pictures that look nearly alike, and two pieces held beside each other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, F, Func, IntegerField, QuerySet, Value
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import dates
from incidents.models import Evidence

# Of 64 bits: a copy that was made smaller or saved again differs in a few, two different pictures in some thirty.
NEAR = 10
MOST = 12


@dataclass(frozen=True)
class Fact:
    """One line of the comparison."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        return self.one != self.other


def near(user: User, piece: Evidence) -> list[Any]:
    """Pieces of other bytes whose picture looks nearly the same, the likest first, with the bits `apart`. One query."""
    looks = piece.original.dhash if piece.original else None
    if looks is None:
        return []
    found = seen(user).filter(original__dhash__isnull=False).exclude(original=piece.original_id)
    return list(found.annotate(apart=_apart(looks)).filter(apart__lte=NEAR).order_by("apart", "pk")[:MOST])


def seen(user: User) -> QuerySet[Evidence]:
    """The pieces that one may see, with what is needed to show them."""
    rows = Evidence.objects.filter(policies.visible_evidence(user))
    return rows.select_related("report", "original", "added_by", "taken_place", "described_by", "capture_of")


def _apart(looks: int) -> Func:
    """In how many bits the two differ."""
    bits = Value(looks, output_field=BigIntegerField())
    return Func(F("original__dhash"), bits, template="bit_count((%(expressions)s)::bit(64))", arg_joiner=" # ",
                output_field=IntegerField())  # fmt: skip


def apart(one: Evidence, other: Evidence) -> int | None:
    """In how many of the 64 bits their pictures differ, where both are known."""
    looks = [piece.original.dhash for piece in (one, other) if piece.original and piece.original.dhash is not None]
    return ((looks[0] ^ looks[1]) & (2**64 - 1)).bit_count() if len(looks) == 2 else None


def compared(one: Evidence, other: Evidence) -> list[Fact]:
    """What is known of both, line by line, without lines that are empty on both sides."""
    lines = [Fact(label, said(one), said(other)) for label, said in _labelled()]
    return [line for line in lines if line.one or line.other]


def _labelled() -> list[tuple[str, Callable[[Evidence], str]]]:
    return [
        (_("Report"), lambda piece: piece.report.ref),
        (_("What it shows"), lambda piece: piece.note),
        (_("File name"), lambda piece: piece.original_name),
        (_("Form"), lambda piece: str(piece.original.get_form_display()) if piece.original else ""),
        (_("Size"), lambda piece: filesizeformat(piece.size) if piece.size else ""),
        (_("Points"), _points),
        (_("Taken"), lambda piece: dates.words(piece.taken_edtf) if piece.taken_edtf else ""),
        (_("Received"), lambda piece: dates.words(timezone.localtime(piece.added_at).date().isoformat())),
        (_("Received from"), lambda piece: piece.added_by.name),
        ("SHA-256", lambda piece: piece.sha256),
    ]


def _points(piece: Evidence) -> str:
    made = piece.original
    return f"{made.width} × {made.height}" if made and made.width and made.height else ""
