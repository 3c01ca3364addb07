"""Boxes over a picture, as shares of its width and height, and why. Nothing here is saved."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.forms.intake_fields import Words

PARTS = ("left", "top", "width", "height")
PER_CENT = 100  # of 10,000
FEWEST, MOST = 3, 50
LONGEST_REASON = 500


class RedactionForm(forms.Form):
    """Four numbers a box, in per cent; a row without any is no box."""

    reason = Words(
        LONGEST_REASON, lines=2, required=True, label=gettext_lazy("Why is this covered?"),
        help_text=gettext_lazy("For example: the face of a child, a house number. Write no name."),
        error_messages={"required": gettext_lazy("Write why this is covered.")},
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput)

    def rows(self) -> list[dict[str, str]]:
        """The numbers as they were typed, and some empty rows behind them."""
        given = [self.data.getlist(part)[:MOST] for part in PARTS] if self.is_bound else [[] for _part in PARTS]
        count = max(map(len, given))
        typed = [
            dict(zip(PARTS, [part[n] if n < len(part) else "" for part in given], strict=True)) for n in range(count)
        ]
        kept = [row for row in typed if any(map(str.strip, row.values()))]
        more = FEWEST if "more" in self.data or not kept else 0
        return kept + [dict.fromkeys(PARTS, "") for _n in range(min(max(more, FEWEST - len(kept)), MOST - len(kept)))]

    def clean(self) -> dict[str, Any]:
        """`boxes`: left, top, right and bottom of each, in shares of 10,000."""
        told = super().clean() or {}
        rows = [row for row in self.rows() if any(row.values())]
        boxes = [_box(row) for row in rows]
        if not rows:
            self.add_error(None, _("Draw at least one box."))
        for number, box in enumerate(boxes, start=1):
            if box is None:
                words = _("Box %(number)s: four numbers from 0 to 100, with a width and a height.")
                self.add_error(None, words % {"number": number})
        return told | {"boxes": [box for box in boxes if box]}


def _box(row: dict[str, str]) -> tuple[int, int, int, int] | None:
    """What is typed beyond the edge ends at the edge."""
    numbers = [_share(row[part]) for part in PARTS]
    left, top, width, height = (-1 if number is None else number for number in numbers)
    if min(left, top, width, height) < 0 or not width or not height:
        return None
    whole = 100 * PER_CENT
    box = left, top, min(left + width, whole), min(top + height, whole)
    return box if left < whole and top < whole else None


def _share(text: str) -> int | None:
    """Per cent, with a point or a comma, as a share of 10,000."""
    plain = text.strip().replace(",", ".")
    whole, _point, rest = plain.partition(".")
    if not (plain.isascii() and whole.isdecimal() and len(plain) <= 8 and (not rest or rest.isdecimal())):
        return None
    return share if (share := round(float(plain) * PER_CENT)) <= 100 * PER_CENT else None
