"""Maps of Kazakhstan drawn on the server: no tiles, no other host; a place never looks more exact than it is known."""

from incidents.exports.maps.drawing import svg
from incidents.exports.maps.files import alone, csv, png
from incidents.exports.maps.shapes import Area, Map, Move, Spot

__all__ = ["Area", "Map", "Move", "Spot", "alone", "csv", "png", "svg"]
