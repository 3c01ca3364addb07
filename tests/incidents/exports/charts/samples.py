"""Drawings to try: what officials said of one winter, and rows of an invented count."""

import re
from datetime import date
from xml.etree import ElementTree

from incidents.exports.charts.shapes import Bars, Head, Line, Point, Pyramid, Series, Span, Steps

FIRST, LAST = date(2022, 1, 5), date(2023, 1, 5)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
NAMESPACE = "{http://www.w3.org/2000/svg}"


def span(low, high=None, **links) -> Span:
    return Span(low, low if high is None else high, **links)


def point(day: str, low, high=None, **more) -> Point:
    return Point(date.fromisoformat(day), span(low, high), **more)


def line(label: str, *points: Point, code: str = "", area: bool = False) -> Line:
    return Line(code or label.lower(), label, points, area)


def steps(*lines: Line, first: date = FIRST, last: date = LAST) -> Steps:
    return Steps("Deaths", "What was said.", lines, first, last)


def series(label: str, *values: Span) -> Series:
    return Series(label.lower(), label, values)


def bars(*columns: Series, heads: tuple[str, ...] = ("Алматы", "Қызылорда"), **how) -> Bars:
    return Bars("By place", "How many.", tuple(Head(name, name) for name in heads), columns, **how)


def pyramid(*, unknown: bool = True) -> Pyramid:
    bands = tuple(Head(code, code) for code in ("0–5", "60+", "unknown"))
    sides = series("Men", span(1), span(50, 60), span(3)), series("Women", span(0), span(7), span(2))
    return Pyramid(
        "Age and sex", "Of those killed.", bands, *sides, series("Not known", *[span(1)] * 3) if unknown else None
    )


def parsed(drawn: str) -> ElementTree.Element:
    """The drawing as a tree: whoever cannot read it as XML has been handed no SVG."""
    spaced = drawn if "xmlns=" in drawn else drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ElementTree.fromstring(spaced)


def layouts(drawn: str) -> list[ElementTree.Element]:
    """The wide and the narrow layout."""
    return [parsed(f"<svg {part}") for part in drawn.split("<svg ")[1:]]


def texts(tree: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in tree.iter(f"{NAMESPACE}text")]


def every(tree: ElementTree.Element, name: str, look: str = "") -> list[ElementTree.Element]:
    return [one for one in tree.iter(f"{NAMESPACE}{name}") if look in one.get("class", "")]
