"""Numbers on axes and in words: round steps, the reader's way of grouping, ranges and open sides."""

import math

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from incidents.exports.charts.shapes import Span

MOST_TICKS, FEW_TICKS = 5, 3
ROUND = (1, 2, 2.5, 5, 10)
THOUSAND, MILLION, LONG = 1000, 1_000_000, 100_000


def told(number: int) -> str:
    """The number with its digits in groups, as the reader's language has them."""
    return str(number_format(number, decimal_pos=0, use_l10n=True, force_grouping=True))


def ticks(top: int, most: int = MOST_TICKS) -> list[int]:
    """Round whole numbers from 0 up to `top` or a little above, at most `most` steps of one size."""
    if top <= 0:
        return [0, 1]
    rough = top / most
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * part for part in ROUND if size * part >= rough * 0.999999)
    whole = max(1, math.ceil(step))
    return [whole * place for place in range(math.ceil(top / whole) + 1)]


def unit(top: int) -> tuple[int, str]:
    """In what an axis with such numbers is told, and the word that stands over it."""
    if top >= 10 * MILLION:
        return MILLION, _("in millions")
    return (THOUSAND, _("in thousands")) if top >= LONG else (1, "")


def on_axis(number: int, size: int) -> str:
    """A tick's number, told in `size`."""
    places = 0 if number % size == 0 else 1 if number * 10 % size == 0 else 2
    return str(number_format(number / size if places else number // size, decimal_pos=places, force_grouping=True))


def words(span: Span) -> str:
    """A value in short: '12', '12–15', '17 or more', 'up to 50', 'no number'."""
    if span.low is None and span.high is None:
        return told(span.best) if span.best is not None else _("no number")
    if span.high is None:
        return _("%(number)s or more") % {"number": told(span.low or 0)}
    if span.low is None:
        return _("up to %(number)s") % {"number": told(span.high)}
    return told(span.low) if span.exact else f"{told(span.low)}–{told(span.high)}"
