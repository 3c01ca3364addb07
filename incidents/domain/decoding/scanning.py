"""Viruses: the test file that every scanner knows, and clamd where the deployment has one (KUA_CLAMD)."""

import socket
import struct
from typing import BinaryIO

from django.conf import settings

# Two halves, so that no scanner takes this file for what it looks for (https://www.eicar.org, anti-malware test file).
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + "-ANTIVIRUS-TEST-FILE!$H+H*").encode()
CHUNK = 256 * 1024
SECONDS = 60
LONGEST_ANSWER = 4096


def verdict(source: BinaryIO) -> str:
    """Empty for a file that may come in, else a code: virus, unscanned. Nothing is sent where no clamd is named."""
    source.seek(0)
    if source.read(len(EICAR)) == EICAR:
        return "virus"
    return _asked_clamd(source) if settings.CLAMD else ""


def _asked_clamd(source: BinaryIO) -> str:
    try:
        with _connected(settings.CLAMD) as link:
            answer = _instream(link, source)
    except (OSError, ValueError):
        return "unscanned"
    if answer.endswith(b"FOUND"):
        return "virus"
    return "" if answer.endswith(b": OK") else "unscanned"


def _connected(address: str) -> socket.socket:
    """A connection to a path of a socket file, or to host:port."""
    if address.startswith("/"):
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(SECONDS)
        link.connect(address)
        return link
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), SECONDS)


def _instream(link: socket.socket, source: BinaryIO) -> bytes:
    """The answer to INSTREAM: clamd(8). It hangs up early when the file is beyond its StreamMaxLength."""
    link.sendall(b"zINSTREAM\0")
    source.seek(0)
    while part := source.read(CHUNK):
        link.sendall(struct.pack(">I", len(part)) + part)
    link.sendall(struct.pack(">I", 0))
    answer = b""
    while (part := link.recv(LONGEST_ANSWER)) and len(answer) < LONGEST_ANSWER and b"\0" not in answer:
        answer += part
    return answer.rstrip(b"\0\n")
