"""A drawing as SVG: for a page in two layouts of which the style sheet shows one, or alone as a file."""

import zlib

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from incidents.exports.charts import bars, labels, look, multiples, paper, pyramid, ranges, steps, tables
from incidents.exports.charts.paper import NARROW, WIDE, Sheet
from incidents.exports.charts.shapes import Bars, Chart, Multiples, Pyramid, Ranges, Steps

HOW = {Steps: steps.draw, Bars: bars.draw, Pyramid: pyramid.draw, Multiples: multiples.draw,
       Ranges: ranges.draw}  # fmt: skip
SPACE = "http://www.w3.org/2000/svg"
EDGE = 16


def svg(chart: Chart, *, standalone: bool = False, key: str = "") -> SafeString:
    """The drawing as SVG, every text escaped.

    For a page: the wide and the narrow layout behind each other; theme.css shows the one that can be read. `key` keeps
    the ids of a page apart; without one they come from what is drawn. `standalone`: one file with its own style.
    """
    key = key or f"c{zlib.crc32(repr(chart).encode()):x}"
    if standalone:
        return _alone(chart, key)
    return paper.together(_in_page(chart, sheet, f"{key}-{sheet.name[0]}") for sheet in (WIDE, NARROW))


def is_empty(chart: Chart) -> bool:
    """True where there is nothing to draw."""
    if isinstance(chart, Steps):
        return not any(line.points for line in chart.lines)
    if isinstance(chart, Multiples):
        return all(is_empty(one) for one in chart.charts)
    return not (chart.rows if isinstance(chart, Ranges) else tables.heads_of(chart))


def _drawn(chart: Chart, sheet: Sheet, key: str) -> tuple[SafeString, float]:
    if is_empty(chart):
        said = paper.lines(_("There is nothing to draw here yet."), sheet.width, sheet.letters)
        return labels.block(said, 0, sheet.letters, sheet.letters, class_="c-quiet"), sheet.letters * 4
    return HOW[type(chart)](chart, sheet, key)


def _in_page(chart: Chart, sheet: Sheet, key: str) -> SafeString:
    drawn, tall = _drawn(chart, sheet, key)
    return paper.element(
        "svg", *_named(chart, key), drawn, viewBox=_view(0, 0, sheet.width, tall), role="img", class_=f"c-{sheet.name}",
        aria_labelledby=f"{key}-t", aria_describedby=f"{key}-d",
    )  # fmt: skip


def _named(chart: Chart, key: str) -> tuple[SafeString, SafeString]:
    title = paper.element("title", paper.words(chart.title), id=f"{key}-t")
    return title, paper.element("desc", paper.words(chart.describing), id=f"{key}-d")


def _view(*sides: float) -> str:
    return " ".join(paper.number(side) for side in sides)


def _alone(chart: Chart, key: str) -> SafeString:
    """Title and what it says above the drawing; room around; white paper."""
    drawn, tall = _drawn(chart, WIDE, key)
    heads = paper.lines(chart.title, WIDE.width, WIDE.letters * 1.3, most=3, bold=True)
    said = paper.lines(chart.describing, WIDE.width, WIDE.letters, most=4)
    words, y = [], WIDE.letters * 1.3
    for row in heads:
        words.append(paper.text(row, 0, y, font_size=WIDE.letters * 1.3, class_="c-bold"))
        y += WIDE.letters * 1.7
    for row in said:
        words.append(paper.text(row, 0, y, font_size=WIDE.letters, class_="c-quiet"))
        y += WIDE.letters * 1.35
    moved = paper.element("g", drawn, transform=f"translate(0 {paper.number(y)})")
    width, height = WIDE.width + 2 * EDGE, y + tall + 2 * EDGE
    ground = paper.element("rect", x=-EDGE, y=-EDGE, width=width, height=height, fill=look.CARD)
    return paper.element(
        "svg", *_named(chart, key), look.alone(), ground, *words, moved, xmlns=SPACE, width=width, height=height,
        viewBox=_view(-EDGE, -EDGE, width, height), role="img", aria_labelledby=f"{key}-t", aria_describedby=f"{key}-d",
    )  # fmt: skip
