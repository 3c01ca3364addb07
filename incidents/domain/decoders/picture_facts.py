"""What a picture says of its making: EXIF with the place, and what lies behind its end."""

import contextlib
import re
import struct
from typing import BinaryIO

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

SEARCHED = 48 * 1024 * 1024
MOMENT = re.compile(r"(\d{4}):(\d\d):(\d\d)[ T](\d\d:\d\d:\d\d)")
OFFSET = re.compile(r"[+-]\d\d:\d\d")
FILM = re.compile(rb"\x00\x00\x00[\x08-\xff]ftyp[a-z0-9]{3}[a-z0-9 ]")
DIGITAL = {b"PK\x05\x06": "zip", b"%%EOF": "pdf"}


def told(picture: Image.Image) -> dict[str, object]:
    """The words of the EXIF that say when, where and with what; of a PNG also its texts."""
    found: dict[str, object] = {}
    with contextlib.suppress(Exception):
        # EXIF is the most broken part of many pictures; what cannot be read is not told, and the picture counts.
        exif = picture.getexif()
        found = _tags(exif, exif.get_ifd(IFD.Exif)) | _place(exif.get_ifd(IFD.GPSInfo))
    # A PNG may tell behind its points, a TIFF no more once they are read: whoever asks twice loses nothing.
    texts = {name.lower(): value for name, value in picture.info.items() if isinstance(name, str)}
    said = {
        "software": texts.get("software"),
        "author": texts.get("author"),
        "title": texts.get("title"),
        "created": texts.get("creation time"),
        "comment": texts.get("comment"),
    } | found
    return {name: value for name, value in said.items() if value}  # fmt: skip


def tail(source: BinaryIO, size: int, kind: str) -> dict[str, object]:
    """A film behind a photo (a motion photo): where it begins. Another form that the same bytes also are."""
    begin = max(0, size - SEARCHED)
    source.seek(begin)
    data = source.read(SEARCHED)
    film = next(FILM.finditer(data), None) if kind in ("JPEG", "MPO") else None
    also = [name for mark, name in DIGITAL.items() if mark in data[-66_000:]]
    return {"motion": begin + film.start() if film else None, "also": ", ".join(also)}


def moment(text: object, offset: object = "") -> str:
    """An instant of EXIF as ISO 8601, with its distance from UTC where it is told; empty when it is no instant."""
    found = MOMENT.match(str(text or ""))
    if not found or found[1] == "0000":
        return ""
    zone = OFFSET.fullmatch(str(offset or "").strip("\x00 "))
    return f"{found[1]}-{found[2]}-{found[3]}T{found[4]}{zone[0] if zone else ''}"


def _tags(base: Image.Exif, shot: dict) -> dict[str, object]:
    return {
        "taken": moment(shot.get(Base.DateTimeOriginal), shot.get(Base.OffsetTimeOriginal)),
        "created": moment(shot.get(Base.DateTimeDigitized), shot.get(Base.OffsetTimeDigitized)),
        "changed": moment(base.get(Base.DateTime), shot.get(Base.OffsetTime)),
        "make": base.get(Base.Make),
        "model": base.get(Base.Model),
        "software": base.get(Base.Software),
        "author": base.get(Base.Artist),
        "lens": shot.get(Base.LensModel),
        "comment": base.get(Base.ImageDescription),
    }


def _place(gps: dict) -> dict[str, object]:
    lat = _degrees(gps.get(GPS.GPSLatitude), gps.get(GPS.GPSLatitudeRef), "S", 90)
    lon = _degrees(gps.get(GPS.GPSLongitude), gps.get(GPS.GPSLongitudeRef), "W", 180)
    if not lat or not lon:
        return {}
    place = {"lat": lat, "lon": lon}
    for name, tag in (("altitude", GPS.GPSAltitude), ("direction", GPS.GPSImgDirection)):
        with contextlib.suppress(TypeError, ValueError, ZeroDivisionError, struct.error):
            place[name] = f"{float(gps[tag]):.0f}" if tag in gps else ""
    return dict(place)


def _degrees(parts: object, side: object, negative: str, most: int) -> str:
    """Degrees, minutes and seconds as a decimal number of degrees; empty for what is no place on earth."""
    if not isinstance(parts, tuple) or len(parts) != 3:
        return ""
    try:
        value = float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600
    except (TypeError, ValueError, ZeroDivisionError):
        return ""
    if not 0 <= value <= most:
        return ""
    return f"{-value if str(side or '').startswith(negative) else value:.6f}"
