"""Plain text: UTF-8, UTF-16 with its mark, or Windows-1251 that reads as Russian or Kazakh; all of it, to the end."""

import codecs
import re
from typing import BinaryIO

from incidents.domain.decoders import serving
from incidents.domain.decoders.sniffing import HEAD
from incidents.domain.decoders.sniffing import MARKUP as MARKUP_BYTES
from incidents.domain.decoders.telling import Copy, Found, Refused

CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
CYRILLIC = re.compile("[А-Яа-яЁёІі]")
LETTERS = re.compile(r"[^\W\d_]")
MARKUP = tuple(mark.decode() for mark in MARKUP_BYTES)
CHUNK = 256 * 1024
MOST = 64 * 1024 * 1024


def look(source: BinaryIO, size: int) -> Found:
    """Text that really decodes and holds no controls. Raises Refused("opaque") for anything else."""
    head = source.read(HEAD)
    for name in _encodings(head) if size <= MOST else ():
        if _reads(source, name):
            return Found("text", "text/plain", told={"codec": name})
    raise Refused("opaque")


def copies(source: BinaryIO, size: int, found: Found) -> list[Copy]:
    """None: text is downloaded."""
    return []


def _encodings(head: bytes) -> tuple[str, ...]:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8", "cp1251")


def _reads(source: BinaryIO, name: str) -> bool:
    decoder, letters, cyrillic = codecs.getincrementaldecoder(name)(), 0, 0
    source.seek(0)
    try:
        while part := source.read(CHUNK):
            text = decoder.decode(part)
            if CONTROLS.search(text) or (source.tell() <= CHUNK and text.lstrip("\ufeff \t\r\n").startswith(MARKUP)):
                return False
            letters, cyrillic = letters + len(LETTERS.findall(text)), cyrillic + len(CYRILLIC.findall(text))
        decoder.decode(b"", final=True)
    except ValueError:
        return False
    # Windows-1251 gives a letter to nearly every byte: only what is mostly Cyrillic was written in it.
    return name != "cp1251" or (letters > 0 and cyrillic * 2 > letters)


if __name__ == "__main__":
    serving.main(look, copies)
