"""JPEG, PNG, WebP, GIF, TIFF and AVIF: every point of the first frame is decoded; copies are made anew."""

import warnings
from collections.abc import Iterator
from typing import BinaryIO

from PIL import (  # noqa: F401 - what may be decoded is loaded now: nothing can be opened later
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from incidents.domain.decoders import picture_facts, rendering, serving
from incidents.domain.decoders.telling import Copy, Found, Refused, kept

MOST_PIXELS = 64_000_000  # a 64-megapixel photograph; decoded it takes some 200 MB
MOST_FRAMES, MOST_PAGES, MOST_STILLS = 2000, 300, 4
SHEETS = ("TIFF", "HEIF")
TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "TIFF": "image/tiff",
    "HEIF": "image/heic",
    "AVIF": "image/avif",
}


def only_these() -> None:
    """In a child: no other decoder of pictures is ever looked for, and none of these begins on too many points."""
    Image._initialized = 2  # type: ignore[attr-defined]
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def look(source: BinaryIO, size: int) -> Found:
    """What the picture is. Raises Refused: pixels, frames; any other error means that it is damaged."""
    with _opened(source) as picture:
        kind, frames = str(picture.format), _frames(picture)
        told = picture_facts.told(picture)
        picture.load()
        told |= picture_facts.told(picture) | picture_facts.tail(source, size, kind)
        width, height = picture.size[::-1] if rendering.turned(picture) in rendering.QUARTERS else picture.size
        return Found(
            "picture", TYPES[kind], width, height, pages=frames if frames > 1 else None,
            dhash=rendering.looks(picture), told=kept(told),
        )  # fmt: skip


def copies(source: BinaryIO, size: int, found: Found) -> Iterator[Copy]:
    """Veil, thumb and view; of several sheets each as a page, of a moving picture a few frames."""
    with _opened(source) as picture:
        picture.draft("RGB", (rendering.VIEW, rendering.VIEW))
        view = rendering.plain(picture, rendering.VIEW, rendering.VIEW)
    yield from small(view)
    yield rendering.copy("view", view, rendering.VIEW)
    if found.pages:
        yield from _frames_as_copies(source, found.pages)


def small(picture: Image.Image) -> Iterator[Copy]:
    """Veil and thumb of whatever stands for a file."""
    yield rendering.veil(picture)
    yield rendering.copy("thumb", picture, rendering.THUMB, quality=80)


def redact(source: BinaryIO, size: int, page: int, boxes: list) -> Copy:
    """One frame of the picture at its full size with boxes over it."""
    with _opened(source) as picture:
        if page > 1:
            picture.seek(page - 1)
            _small_enough(picture)
        return rendering.boxed(picture, boxes, page)


def _opened(source: BinaryIO) -> Image.Image:
    source.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(source, formats=[name for name in TYPES if name in Image.OPEN])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused("pixels") from None
    _small_enough(picture)
    return picture


def _small_enough(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise Refused("pixels")


def _frames(picture: Image.Image) -> int:
    """How many frames it has. A second picture inside a JPEG (for depth, of a live photo) is none."""
    frames = 1 if picture.format == "MPO" else getattr(picture, "n_frames", 1)
    if frames > MOST_FRAMES:
        raise Refused("frames")
    return frames


def _frames_as_copies(source: BinaryIO, frames: int) -> Iterator[Copy]:
    with _opened(source) as picture:
        sheets = picture.format in SHEETS
        kind = "page" if sheets else "poster"
        wanted = range(min(frames, MOST_PAGES)) if sheets else spread(frames, MOST_STILLS)
        for page, number in enumerate(wanted, start=1):
            picture.seek(number)
            _small_enough(picture)
            yield rendering.copy(kind, picture, rendering.PAGE, page, height=rendering.TALLEST_PAGE, quality=80)


def spread(number: int, most: int) -> list[int]:
    """At most `most` numbers below `number`, evenly spread, beginning with 0."""
    return sorted({index * number // most for index in range(most)})


if __name__ == "__main__":
    only_these()
    serving.main(look, copies, redact)
