"""A map with everything on it."""

from incidents.exports.charts.shapes import Span
from incidents.exports.maps import Area, Map, Move, Spot, outlines

ALMATY, TALDYKORGAN, SHYMKENT = "gn:1526384", "gn:1518542", "gn:1518980"
NUMBERS = {"region:almaty": Span(7, 9), "region:kyzylorda": Span(12, 12), "region:east-kazakhstan": Span(0, 3)}


def whole(**more) -> Map:
    """The country with three regions that have a number, two towns and a city beside the regions."""
    areas = tuple(Area(key, key.title(), NUMBERS.get(key, Span(0, 0))) for key in outlines.every())
    spots = (
        Spot(ALMATY, "Almaty", 76.91, 43.25, 15, Span(149, 149)),
        Spot(TALDYKORGAN, "Taldykorgan", 78.37, 45.0, 8, Span(5, 6), "region:almaty"),
        Spot(SHYMKENT, "Shymkent", 69.6, 42.3, 15, Span(20, 20), "country:kz"),
    )
    told = {"title": "People by place", "describing": "At least 188.", "areas": areas, "spots": spots}
    return Map(**(told | more))


def close(**more) -> Map:
    """A small map: two towns, a region somewhere in which something happened, a way there and one whose order is unknown."""
    told = {
        "title": "Where it happened", "describing": "3 places", "close": True,
        "areas": (Area("region:zhambyl", "Zhambyl Region", somewhere=True),),
        "spots": (Spot(TALDYKORGAN, "Taldykorgan", 78.37, 45.0, 8), Spot(ALMATY, "Almaty", 76.91, 43.25, 15, held=True)),
        "moves": (Move(TALDYKORGAN, ALMATY), Move(ALMATY, "region:zhambyl", ordered=False)),
    }  # fmt: skip
    return Map(**(told | more))
