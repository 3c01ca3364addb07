"""Files that come in: hostile until decoded. Measured before they are parsed; nothing is executed."""

import warnings
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from incidents.policies import Unfit

OPAQUE = "application/octet-stream"
IMAGES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "TIFF": "image/tiff",
}
MOST_PIXELS = 64_000_000  # a 64-megapixel photograph; decoded it takes some 200 MB
HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
HEAD, TAIL = 1024, 2048


def inspect(file: BinaryIO, size: int) -> str:
    """The media type, found by decoding. Raises Unfit for nothing, too much, a broken picture, a PDF cut short."""
    check_size(size)
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(HEADS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return _decoded(file)
    if b"%PDF-" in head:
        file.seek(max(0, size - TAIL))
        if b"%%EOF" not in file.read(TAIL):
            raise Unfit(_("This PDF is cut short. Copy it again and send the copy."), "files")
        return "application/pdf"
    return OPAQUE


def check_size(size: int) -> None:
    """Raises Unfit for nothing, and for more than the limit."""
    if size == 0:
        raise Unfit(_("This file is empty."), "files")
    if size > settings.UPLOAD_MAX_BYTES:
        raise Unfit(too_large(), "files")


def too_large() -> str:
    """The sentence for a file beyond the limit."""
    return _("This file is too large: %(limit)s MB at most.") % {"limit": settings.UPLOAD_MAX_BYTES // 1024**2}


def _decoded(file: BinaryIO) -> str:
    """The type of a picture of which every pixel of the first frame was decoded."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=list(IMAGES)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Unfit(_too_many_pixels(), "files")
                picture.load()
                return IMAGES.get(picture.format or "", OPAQUE)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Unfit(_too_many_pixels(), "files") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError, EOFError, IndexError, TypeError,
            OverflowError, MemoryError, RuntimeError, AttributeError, ZeroDivisionError):  # fmt: skip
        # A decoder meets hostile bytes: whatever it stumbles over, the picture is no picture.
        raise Unfit(_("This picture is damaged or cut short. Copy it again and send the copy."), "files") from None


def _too_many_pixels() -> str:
    return _("This picture has too many points: 64 million at most.")
