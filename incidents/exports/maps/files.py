"""A map as a file that stands alone: SVG on white paper with its title, signs and notes; PNG; the numbers as CSV."""

import io

from django.utils.safestring import SafeString

from incidents.exports import csv as sheets
from incidents.exports.charts import look, paper, picture
from incidents.exports.maps.drawing import SMALL, Sheet
from incidents.exports.maps.shapes import Map

SPACE = "http://www.w3.org/2000/svg"
EDGE, LARGER = 14.0, 1.5
TITLE = SMALL * 1.35
ACCENT, WARM, RED, GROUND = "#0b5a6b", "#8a5100", "#a3242c", "#fbfaf7"


def alone(drawn: Map) -> SafeString:
    """The map with all its words, dark on white, whatever opens it."""
    sheet = Sheet(drawn, "map", narrow=False)
    below, height = sheet.below()
    width = sheet.view.width
    above, top = _rows([(drawn.title, TITLE, "map-bold"), (drawn.describing, SMALL, "map-quiet")], width, SMALL)
    notes, low = _rows([(note, SMALL, "map-quiet") for note in drawn.notes], width, top + height + SMALL)
    tall = low + EDGE
    body = paper.element("g", *sheet.all(), *below, transform=f"translate(0 {paper.number(top)})", class_="map-whole")
    ground = paper.element("rect", x=-EDGE, y=-EDGE, width=width + 2 * EDGE, height=tall + EDGE, fill=look.CARD)
    title = paper.element("title", paper.words(drawn.title), id="map-title")
    said = paper.element("desc", paper.words(drawn.describing), id="map-desc")
    return paper.element(
        "svg", title, said, _style(), ground, *above, body, *notes, xmlns=SPACE, role="img",
        width=(width + 2 * EDGE) * LARGER, height=(tall + EDGE) * LARGER,
        viewBox=" ".join(map(paper.number, (-EDGE, -EDGE, width + 2 * EDGE, tall + EDGE))),
        aria_labelledby="map-title", aria_describedby="map-desc",
    )  # fmt: skip


def png(drawn: Map) -> bytes:
    """The same as a picture. Raises NotPrinted when the child made none."""
    return picture.of(alone(drawn), drawn.title)


def csv(drawn: Map) -> bytes:
    """The numbers, one place a row; no cell that a spreadsheet would run."""
    out = io.BytesIO()
    header, *rows = drawn.sheet or ((),)
    sheets.write(out, [str(cell) for cell in header], rows)
    return out.getvalue()


def _rows(texts: list[tuple[str, float, str]], width: float, top: float) -> tuple[list[SafeString], float]:
    """Texts below each other, each in as many lines as it needs, and where the last one ends."""
    drawn, y = [], top
    for said, letters, name in texts:
        for row in paper.lines(said, width, letters, most=4):
            drawn.append(paper.text(row, 0, y, font_size=letters, class_=name))
            y += letters * 1.35
    return drawn, y


def _style() -> SafeString:
    steps = "".join(f".map-land.map-{place}{{fill-opacity:{part}}}" for place, part in ((2, 0.4), (3, 0.62), (4, 0.88)))
    return paper.style("".join((
        f"text{{font-family:{look.FONT};fill:{look.INK}}}", f".map-quiet{{fill:{look.QUIET}}}",
        f".map-whole text{{font-size:12px;stroke:{look.CARD};stroke-width:3;stroke-linejoin:round;paint-order:stroke}}",
        ".map-bold{font-weight:600}", f".map-land{{stroke:#7c8590;stroke-width:.7;fill:{ACCENT};fill-opacity:.2}}",
        steps, f".map-land.map-0{{fill:{GROUND};fill-opacity:1}}",
        ".map-city{fill:none;stroke:#7c8590;stroke-width:.7}",
        f".map-stripe{{stroke:{look.INK};stroke-width:.8;stroke-opacity:.55;fill:none}}",
        f".map-spot{{fill:{WARM};fill-opacity:.7;stroke:{look.CARD};stroke-width:1.2}}",
        f".map-maybe{{fill:none;stroke:{WARM};stroke-width:1.6;stroke-dasharray:3 3}}",
        f".map-near{{fill:{WARM};fill-opacity:.14;stroke:{WARM};stroke-width:1.2;stroke-dasharray:4 3}}",
        f".map-mark{{fill:{look.INK};stroke:{look.CARD};stroke-width:1.5}}",
        f".map-held{{fill:{look.CARD};stroke:{look.INK};stroke-width:2.5}}",
        f".map-bar{{fill:none;stroke:{look.QUIET};stroke-width:1.5}}",
        f".map-move{{fill:none;stroke:{RED}}}", ".map-unsure{stroke-dasharray:2 4}", f".map-tip{{fill:{RED}}}",
    )))  # fmt: skip
