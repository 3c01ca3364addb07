"""Pure: in which encoding a text is: by its mark, by reading it to the end, or by which letters it would have."""

import codecs
import re
from typing import BinaryIO

CHUNK = 256 * 1024
SAMPLE = 1024 * 1024
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
CYRILLIC = re.compile("[А-Яа-яЁёІіӘәҒғҚқҢңӨөҰұҮүҺһЄєЇїҐґЎў]")
# What Windows writes beside letters: quotation marks, dashes, the number sign, the space that does not break.
BESIDE = re.compile("[«»„“”‘’–—…№\u00a0§°•€]")
COMMON = re.compile("[оеаинтрсвлОЕАИНТРСВЛ]")
# Capitals inside words (KOI8-R read as another), Latin beside Cyrillic in one word (Western letters read as Russian).
TURNED = re.compile("[а-яё][А-ЯЁ]|[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")
# Windows; Windows in Kazakhstan, whose standard (KZ-1048) and an older table have the Kazakh letters; DOS, Unix, Mac.
EIGHT_BITS = ("cp1251", "kz1048", "ptcp154", "cp866", "koi8-r", "mac-cyrillic")
SENSE = 0.3  # Russian and Kazakh have between 0.45 and 0.65


def found(source: BinaryIO) -> tuple[str, bool]:
    """(Name of the codec, whether it was guessed). Raises ValueError when no reading makes sense."""
    source.seek(0)
    head = source.read(CHUNK)
    for mark, name in MARKS:
        if head.startswith(mark):
            return name, False
    if wide := _wide(head):
        return wide, True
    high = _beyond_utf8(source)
    return ("utf-8", False) if high is None else (_eight_bits(high), True)


def _wide(head: bytes) -> str:
    """UTF-16 without its mark: every other byte is one of few."""
    pairs = len(head) // 2
    few = (0, 4)
    for begin, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = head[begin::2]
        if pairs > 1 and b"\0" in half and sum(half.count(byte) for byte in few) > 0.9 * pairs:
            return name
    return ""


def _beyond_utf8(source: BinaryIO) -> bytes | None:
    """None when all is UTF-8; else a sample of the parts that have letters beyond ASCII."""
    decoder, sample = codecs.getincrementaldecoder("utf-8")(), b""
    source.seek(0)
    try:
        while part := source.read(CHUNK):
            sample += b"" if part.isascii() or len(sample) > SAMPLE else part
            decoder.decode(part)
    except UnicodeDecodeError:
        return sample + source.read(CHUNK)
    if decoder.getstate()[0]:
        raise EOFError("cut in the middle of a letter")
    return None


def _eight_bits(sample: bytes) -> str:
    scores = {name: _sense(sample.decode(name, "replace")) for name in EIGHT_BITS}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < SENSE:
        raise ValueError("no encoding")
    return best


def _sense(text: str) -> float:
    """Which share of the Cyrillic letters are common ones, the less the more other signs there are; nothing when it
    is not Cyrillic, or turned inside out."""
    beyond = sum(1 for sign in text if not sign.isascii())
    letters, beside = len(CYRILLIC.findall(text)), len(BESIDE.findall(text))
    if not letters or len(TURNED.findall(text)) > 0.1 * letters:  # noqa: PLR2004 a brand or two
        return 0
    return len(COMMON.findall(text)) / letters * ((letters + beside) / beyond) ** 3
