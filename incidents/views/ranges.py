"""A file over HTTP, whole or one stretch of it (RFC 9110, 14): what a player asks for when one seeks in a film."""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

ASKED = re.compile(r"bytes=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})\s*")
PIECE = 64 * 1024
# A stretch without an end is answered with this much of it, as 15.3.7 allows; the player then asks for the next one.
LONGEST = 4 * 1024 * 1024


class OutOfRange(Exception):
    """No byte of the file lies in what was asked for."""


def asked(request: HttpRequest, size: int, tag: str) -> tuple[int, int] | None:
    """First and last byte of what is asked for, or None for the whole: also for several stretches at once, for what is
    no range, and for a stretch of another version (If-Range). Raises OutOfRange."""
    found = ASKED.fullmatch(request.headers.get("Range", ""))
    if not found or found.group(0).strip() == "bytes=-" or not any(found.groups()):
        return None
    if request.headers.get("If-Range", tag) != tag:
        return None
    first, last = found.groups()
    if not first:
        return stretch(size - min(int(last), size), size - 1, size)
    if last and int(last) < int(first):
        return None
    return stretch(int(first), min(int(last), size - 1) if last else size - 1, size)


def stretch(first: int, last: int, size: int) -> tuple[int, int]:
    """At most LONGEST of it. Raises OutOfRange."""
    if first >= size:
        raise OutOfRange
    return first, min(last, first + LONGEST - 1)


def answer(
    request: HttpRequest, opened: Callable[[bool], BinaryIO], *, size: int, tag: str, media_type: str
) -> HttpResponseBase:
    """200, 206 or 416. `opened` is called for what has a body, and told whether it begins further on in the file."""
    try:
        found = asked(request, size, tag)
    except OutOfRange:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = found or (0, size - 1)
    headers = {"Accept-Ranges": "bytes", "ETag": tag, "Content-Length": str(last - first + 1)}
    headers |= {"Content-Range": f"bytes {first}-{last}/{size}"} if found else {}
    status = 206 if found else 200
    if request.method == "HEAD":
        return HttpResponse(status=status, content_type=media_type, headers=headers)
    body = pieces(opened(first > 0), first, last - first + 1)
    return StreamingHttpResponse(body, status=status, content_type=media_type, headers=headers)


def pieces(file: BinaryIO, first: int, length: int) -> Iterator[bytes]:
    """That many bytes from there on; the file is closed at the end, also when nobody reads to it."""
    with file:
        file.seek(first)
        while length > 0 and (part := file.read(min(PIECE, length))):
            length -= len(part)
            yield part
