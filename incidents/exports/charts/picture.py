"""A drawing as PNG: the child of exports/printing.py draws the SVG, with the letters that it has within itself."""

import io
import re
from datetime import UTC, datetime

from incidents.exports.charts.drawing import svg
from incidents.exports.charts.shapes import Chart
from incidents.exports.printing import Order

WIDTH = re.compile(r'<svg[^>]* width="([0-9.]+)"')
# A PNG holds no time.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def png(chart: Chart) -> bytes:
    """The drawing on white paper. Raises NotPrinted when the child made none."""
    return of(svg(chart, standalone=True), chart.title)


def of(drawn: str, title: str) -> bytes:
    """The PNG of an SVG that stands alone and says its width. Raises NotPrinted."""
    found, out = WIDTH.match(drawn), io.BytesIO()
    width = float(found[1]) if found else 800.0
    Order("png").done("drawing", {"svg": drawn, "width": width, "title": title}, out, NEVER)
    return out.getvalue()
