"""How marks are told apart: by colour, and by dashes, hatchings and signs too; the style of a file that stands alone.

The colours are those of theme.css, which has lighter ones for the dark: each has 4.5 : 1 and more on its ground, and
nothing is told by colour alone.
"""

from django.utils.safestring import SafeString

from incidents.exports.charts import paper

INK, QUIET, LINE, CARD = "#1d2530", "#4b5663", "#dcd8cf", "#ffffff"
COLOURS = ("#0b5a6b", "#1d2530", "#8a5100", "#4b3f8f", "#a3242c", "#1c6b42", "#5d5d5d", "#8a2f7c")
DASHES = ("", "8 4", "2 3", "10 3 2 3", "14 5", "5 2", "1 4", "8 3 2 3 2 3")
# Lines of each hatching within a square of eight units: in grey they differ by direction and by how close they stand.
HATCHINGS = (
    "", "M0 8L8 0", "M0 0L8 8", "M0 4H8", "M4 0V8", "M0 8L8 0M0 0L8 8", "M0 2H8M0 6H8", "M2 0V8M6 0V8",
)  # fmt: skip
COUNT = len(COLOURS)
OPEN = 6  # the grey one: of a whole stack, what is possible beyond its parts
FONT = "'Noto Sans','Liberation Sans',sans-serif"


def place(index: int) -> int:
    """Which of the looks the thing in this place gets: after the last, the first again."""
    return index % COUNT


def hatching(key: str, index: int) -> SafeString:
    """The pattern of a series: its colour with light lines over it; the first is plain."""
    drawn = HATCHINGS[place(index)]
    over = (paper.element("path", d=drawn, class_="c-over"),) if drawn else ()
    ground = paper.element("rect", width=8, height=8, class_=f"c-fill c{place(index)}")
    return _pattern(f"{key}-h{index}", ground, *over)


def possible(key: str, index: int) -> SafeString:
    """The pattern of what is possible and not certain: thin lines of the series' colour on the ground of the page."""
    ground = paper.element("rect", width=6, height=6, class_="c-ground")
    lines = paper.element("path", d="M0 6L6 0", class_=f"c-thin c{place(index)}")
    return _pattern(f"{key}-p{index}", ground, lines, size=6)


def _pattern(name: str, *inside: SafeString, size: int = 8) -> SafeString:
    return paper.element("pattern", *inside, id=name, width=size, height=size, patternUnits="userSpaceOnUse")


def mark(index: int, x: float, y: float, size: float, *, hollow: bool = False) -> SafeString:
    """The sign of a line at a place: circle, square, triangle, diamond, hollow where it was taken back."""
    look = f"c-hollow c{place(index)}" if hollow else f"c-fill c{place(index)}"
    shape = place(index) % 4
    if shape == 0:
        return paper.element("circle", cx=x, cy=y, r=size, class_=look)
    if shape == 1:
        return paper.element("rect", x=x - size, y=y - size, width=2 * size, height=2 * size, class_=look)
    corners = ((0, -1.2), (1.15, 0.9), (-1.15, 0.9)) if shape == 2 else ((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0))
    points = " ".join(f"{paper.number(x + dx * size)},{paper.number(y + dy * size)}" for dx, dy in corners)
    return paper.element("polygon", points=points, class_=look)


def dash(index: int) -> str | None:
    """The dashes of a line; the first is whole."""
    return DASHES[place(index)] or None


def alone() -> SafeString:
    """The style of a file that is opened without our pages: dark on white, whatever opens it."""
    rules = [
        f"text{{font-family:{FONT};fill:{INK}}}", f".c-quiet{{fill:{QUIET}}}", ".c-bold{font-weight:600}",
        f".c-grid{{stroke:{LINE};fill:none}}", f".c-base{{stroke:{QUIET};fill:none}}",
        f".c-ground{{fill:{CARD}}}",
        f".c-over{{stroke:{CARD};stroke-width:1.6;fill:none}}", ".c-line{fill:none;stroke-width:2.4}",
        ".c-thin{fill:none;stroke-width:1.4}", f".c-hollow{{fill:{CARD};stroke-width:2.2}}",
        ".c-area{fill-opacity:.14}", ".c-edge{stroke-width:1}", f".c-cut{{stroke:{CARD};stroke-width:.6}}",
        f".c-halo{{stroke:{CARD};stroke-width:4;stroke-linejoin:round;paint-order:stroke}}",
    ]  # fmt: skip
    for index, colour in enumerate(COLOURS):
        rules.append(f".c-line.c{index},.c-thin.c{index},.c-hollow.c{index},.c-edge.c{index}{{stroke:{colour}}}")
        rules.append(f".c-fill.c{index},.c-area.c{index},.c-word.c{index}{{fill:{colour}}}")
    return paper.style("".join(rules))
