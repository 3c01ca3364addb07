"""The picture of an estimate: every admissible model with its interval, from the fewest people to the most."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from incidents.domain.estimating.reading import Shown
from incidents.exports.charts import numbers
from incidents.exports.charts.shapes import Range, Ranges, Span

NEAR = 10.0


def picture(told: Shown) -> Ranges:
    """The models that are admissible and have a row; the table beside them has how well each fits."""
    rows = [row for row in told.rows if row["came"] == "well"]
    least = min((row["bic"] for row in rows), default=0.0)
    said = _("Between %(low)s and %(high)s people. No model is the true one; the range is the answer.")
    return Ranges(
        title=_("What each model says: %(title)s") % {"title": told.row.title},
        describing=said % {"low": rounded(told.models["low"]), "high": rounded(told.models["high"])},
        rows=tuple(_row(row, row["bic"] - least, row is told.best) for row in rows),
        floor=told.answer["seen"], floor_label=_("on the lists"),
        kinds=(_("other models"), _("nearly as good by BIC (within 10)"), _("least BIC")),
        heading=_("Model"), more=(_("Above the least BIC"), _("Deviance (degrees)"), _("Chance of it"), _("Remarks")),
    )  # fmt: skip


def _row(row: dict[str, Any], above: float, is_best: bool) -> Range:
    chance = "" if row["chance"] is None else decimal(row["chance"], 3)
    fit = f"{decimal(row['deviance'], 1)} ({row['degrees']})"
    value = Span(whole(row["low"]), whole(row["high"]), best=whole(row["total"]))
    kind = 2 if is_best else 1 if above <= NEAR else 0
    return Range(row["name"], value, kind, (decimal(above, 1), fit, chance, "; ".join(row["marks"])))


def whole(number: float | None) -> int | None:
    """Whole people."""
    return None if number is None else round(number)


def rounded(number: float | None) -> str:
    """Whole people, in the reader's digits."""
    return "" if number is None else numbers.told(round(number))


def decimal(number: float, places: int) -> str:
    """With so many decimals, in the reader's form."""
    return str(number_format(number, decimal_pos=places, use_l10n=True))
