"""Under a map: what the colours, the hatching and the circles mean; on a close one, how long so many kilometres are."""

from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from incidents.exports.charts import numbers, paper
from incidents.exports.maps import shading
from incidents.exports.maps.projection import View

SWATCH, ROW, BESIDE, LETTERS = 22.0, 32.0, 5.0, 27.0
LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


def colours(steps: Sequence[int], hatch: str, view: View) -> tuple[list[SafeString], float]:
    """A box for each step and one for ranges, with its numbers beside it, and how low they reach.

    In rows that hold the largest letters.
    """
    told = [(0, _("0")), *((place, _span(*span)) for place, span in enumerate(shading.spans(tuple(steps)), 1))]
    drawn, x, y = [], BESIDE, view.height + BESIDE
    for place, words in [*told, (None, _("a range"))]:
        room = SWATCH + 5 + paper.width(words, LETTERS) + 12
        if x + room > view.width:
            x, y = BESIDE, y + ROW
        box = {"x": x, "y": y, "width": SWATCH, "height": SWATCH}
        drawn.append(paper.element("rect", class_=f"map-land map-{place or 0}", **box))
        if place is None:
            drawn.append(paper.element("rect", fill=f"url(#{hatch})", **box))
        drawn.append(paper.text(words, x + SWATCH + 5, y + SWATCH - 4, class_="map-word"))
        x += room
    return drawn, y + ROW


def _span(first: int, last: int) -> str:
    return numbers.told(first) if first == last else f"{numbers.told(first)}–{numbers.told(last)}"


def length(view: View) -> Iterable[SafeString]:
    """A bar as long as a round number of kilometres, in the lower left corner."""
    room = view.width * 0.3 / view.scale
    km = max((one for one in LENGTHS if one <= room), default=LENGTHS[0])
    y = view.height - 8
    path = f"M8 {y - 4:.0f}v4h{km * view.scale:.1f}v-4"
    yield paper.element("path", class_="map-bar", d=path)
    yield paper.text(_("%(number)s km") % {"number": numbers.told(km)}, 12, y - 6, class_="map-word")
