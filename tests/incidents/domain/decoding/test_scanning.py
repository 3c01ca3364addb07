"""Viruses: the file that every scanner knows, and a clamd that says yes, no, too large, or nothing."""

import io
import socket
import struct
import threading
from contextlib import contextmanager

import pytest

from incidents.domain.decoding import scanning


@contextmanager
def clamd(folder, answer: bytes):
    """A clamd on a socket file that takes one stream in and answers; what it was sent."""
    got = {}
    path = str(folder / "clamd.sock")
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen(1)

    def serve():
        link, _from = server.accept()
        with link, link.makefile("rb") as words:
            got["word"] = words.read(10)
            data = b""
            while length := struct.unpack(">I", words.read(4))[0]:
                data += words.read(length)
            got["data"] = data
            link.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield path, got
    finally:
        thread.join(5)
        server.close()


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (b"stream: OK\0", ""),
        (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", "virus"),
        (b"INSTREAM size limit exceeded. ERROR\0", "unscanned"),
        (b"", "unscanned"),
    ],
)
def test_clamd_gets_the_file_and_its_answer_counts(settings, tmp_path, answer, verdict):
    data = bytes(range(256)) * 2048
    with clamd(tmp_path, answer) as (path, got):
        settings.CLAMD = path
        assert scanning.verdict(io.BytesIO(data)) == verdict
    assert (got["word"], got["data"]) == (b"zINSTREAM\0", data)


@pytest.mark.parametrize("address", ["/nowhere/clamd.sock", "127.0.0.1:1", "[::1]:1", "no-address", "host:many"])
def test_without_an_answer_no_file_comes_in(settings, address):
    settings.CLAMD = address
    assert scanning.verdict(io.BytesIO(b"words")) == "unscanned"


def test_the_known_test_file_is_found_without_any_scanner(settings):
    settings.CLAMD = ""
    assert scanning.verdict(io.BytesIO(scanning.EICAR + b"\r\n")) == "virus"
    assert scanning.verdict(io.BytesIO(b"we write of " + scanning.EICAR)) == ""
