"""The child that prints: typst, shut in before it sees a word of the data. Started by printing.py, knows no Django."""

import base64
import io
import json
import os
import socket
import sys
from pathlib import Path

import typst
from PIL import Image

from incidents.domain.decoders import confine, window, wire

TEMPLATES = Path(__file__).parent / "typst"
PICTURE = (360, 450)  # three centimetres at 300 points an inch
MOST_POINTS = 20_000_000
STANDARD = "ua-1"
POINTS = 144  # an inch of a PNG


def main() -> None:
    """Print what the parent ordered in the first argument; the socket is descriptor 0."""
    order = json.loads(sys.argv[1])
    shared = ("page.typ",) if order["kind"] == "pdf" else ()
    source = "\n".join((TEMPLATES / name).read_text() for name in (*shared, f"{order['template']}.typ")).encode()
    Image.preinit()  # now: nothing can be opened later
    link = socket.socket(fileno=0)
    confine.hold(memory=order["memory"], seconds=order["seconds"], parent=order["parent"])
    try:
        made = printed(source, window.opened(link, order["size"]), order)
        for begin in range(0, len(made), wire.CHUNK):
            wire.send(link, wire.DATA, made[begin : begin + wire.CHUNK])
        wire.send(link, wire.DONE)
    except Exception:
        # Whatever went wrong, the parent learns one thing: no file.
        wire.send(link, wire.REFUSED, b"failed")
    os._exit(0)


def printed(source: bytes, order_file: io.BufferedReader, order: dict) -> bytes:
    """The file: the pictures lie first in what is handed over, the words after them."""
    order_file.seek(order["words_at"])
    words = json.loads(order_file.read())
    for holder in words.get("people", []) + words.get("sheets", []):
        if holder["picture"] is not None:
            holder["picture"] = _framed(order_file, *holder["picture"])
    how = {"format": "png", "ppi": POINTS} if order["kind"] == "png" else {"format": "pdf", "pdf_standards": [STANDARD]}
    return typst.compile(
        source, root="/", ignore_system_fonts=True, timestamp=order["at"],
        sys_inputs={"data": json.dumps(words, ensure_ascii=False)}, **how,
    )  # fmt: skip


def _framed(file: io.BufferedReader, begin: int, size: int) -> str | None:
    """A small picture inside an SVG, since words are all that typst is handed; None when it cannot be decoded.

    Our copies of pictures are JPEG, all of them.
    """
    file.seek(begin)
    try:
        with Image.open(io.BytesIO(file.read(size)), formats=["JPEG"]) as picture:
            if picture.width * picture.height > MOST_POINTS:
                return None
            picture.draft("RGB", PICTURE)
            small = picture.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    small.thumbnail(PICTURE)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=82)
    held = base64.b64encode(out.getvalue()).decode()
    drawn = f'width="{small.width}" height="{small.height}"'
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {spaces} {drawn}><image {drawn} xlink:href="data:image/jpeg;base64,{held}"/></svg>'


if __name__ == "__main__":
    main()
