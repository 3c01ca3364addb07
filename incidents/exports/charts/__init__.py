"""Charts drawn on the server by our own code: SVG for pages and files, PNG, and the numbers as a table and CSV."""

from incidents.exports.charts.drawing import svg
from incidents.exports.charts.picture import png
from incidents.exports.charts.tables import csv, table

__all__ = ["csv", "png", "svg", "table"]
