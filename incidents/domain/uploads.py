"""Files that come in: hostile until decoded. Measured, named anew, hashed while written; nothing is executed."""

import hashlib
import re
import uuid
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from incidents.domain.letters import strip_unsafe
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
LONGEST_NAME = 200
CHUNK = 64 * 1024


@dataclass(frozen=True)
class Stored:
    """A file as it was written: under which random name, how large, and its SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


class Hashed(File):
    """A file that is measured and hashed while it is read to be written."""

    def __init__(self, file: BinaryIO):
        super().__init__(file, name="upload")
        self.incoming = file
        self.digest, self.seen = hashlib.sha256(), 0

    def chunks(self, chunk_size: int | None = None):
        """Every byte once, from the beginning. Raises Unfit beyond the limit."""
        self.incoming.seek(0)
        while part := self.incoming.read(chunk_size or CHUNK):
            self.seen += len(part)
            if self.seen > settings.UPLOAD_MAX_BYTES:
                raise Unfit(too_large(), "files")
            self.digest.update(part)
            yield part


def inspect(file: BinaryIO, size: int) -> str:
    """The media type, found by decoding. Raises Unfit for nothing, too much, a broken picture, a PDF cut short."""
    if size == 0:
        raise Unfit(_("This file is empty."), "files")
    if size > settings.UPLOAD_MAX_BYTES:
        raise Unfit(too_large(), "files")
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


def store(file: BinaryIO) -> Stored:
    """Write the bytes unchanged under a random name, readable by the server alone."""
    hashed = Hashed(file)
    name = uuid.uuid4().hex
    path = f"evidence/{name[:2]}/{name}"
    try:
        stored = default_storage.save(path, hashed)
    except BaseException:
        discard(path)
        raise
    return Stored(stored, hashed.seen, hashed.digest.hexdigest())


def discard(name: str) -> None:
    """Take away a file that no row points to."""
    default_storage.delete(name)


def clean_name(name: str) -> str:
    """A file name that is only a name: no folders, nothing hidden, its ending kept when it is too long."""
    text = strip_unsafe(re.split(r"[/\\]", name[-4 * LONGEST_NAME :])[-1])
    text = re.sub(r'[\x00-\x1f<>:"|?*;%\x7f]', "_", text).strip(" .")
    stem, dot, ending = text.rpartition(".")
    if len(text) > LONGEST_NAME:
        text = f"{stem[: LONGEST_NAME - 11]}{dot}{ending[:10]}" if dot else text[:LONGEST_NAME]
    return text or "file"


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
