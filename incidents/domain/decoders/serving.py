"""The child's main: shut in first, then look, copy or redact for the parent; whatever fails becomes a code."""

import codecs
import dataclasses
import json
import os
import socket
import sys
from collections.abc import Callable

from incidents.domain.decoders import confine, window, wire
from incidents.domain.decoders.telling import Copy, Refused

DAMAGED = "damaged"
# Looked up now: nothing can be opened later.
for _name in (
    "ascii",
    "latin-1",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp437",
    "cp866",
    "cp1251",
    "cp1252",
    "koi8-r",
    "kz1048",
    "mac-cyrillic",
    "ptcp154",
):
    codecs.lookup(_name)


def main(look: Callable, copies: Callable, redact: Callable | None = None) -> None:
    """Look at the file, copy or redact it, as the parent ordered."""
    serve(lambda link, order: _work(link, order, look, copies, redact))


def serve(work: Callable[[socket.socket, dict], None]) -> None:
    """Do what the parent ordered in the first argument; the socket is descriptor 0. Never comes back with an error."""
    order = json.loads(sys.argv[1])
    link = socket.socket(fileno=0)
    holds = confine.hold(
        memory=order["memory"], seconds=order["seconds"], parent=order["parent"], namespaces=order["namespaces"]
    )
    try:
        if order["task"] == "holds":
            wire.send(link, wire.FACTS, json.dumps(holds).encode())
        else:
            work(link, order)
        wire.send(link, wire.DONE)
    except Refused as why:
        wire.send(link, wire.REFUSED, str(why).encode())
    except Exception:
        # A decoder meets hostile bytes: whatever it stumbles over, the file could not be decoded.
        wire.send(link, wire.REFUSED, DAMAGED.encode())
    os._exit(0)


def _work(link: socket.socket, order: dict, look: Callable, copies: Callable, redact: Callable | None) -> None:
    source = window.opened(link, order["size"])
    if order["task"] == "redact":
        if redact is None:
            raise Refused("no_pages")
        _hand_over(link, redact(source, order["size"], order["page"], order["boxes"]))
        return
    found = look(source, order["size"])
    wire.send(link, wire.FACTS, json.dumps(dataclasses.asdict(found)).encode())
    if order["task"] == "copies":
        for copy in copies(source, order["size"], found):
            _hand_over(link, copy)


def _hand_over(link: socket.socket, copy: Copy) -> None:
    said = {name: value for name, value in vars(copy).items() if name != "data"}
    wire.send(link, wire.MADE, json.dumps(said).encode())
    for part in copy.data:
        for begin in range(0, len(part), wire.CHUNK):
            wire.send(link, wire.DATA, bytes(part[begin : begin + wire.CHUNK]))
    wire.send(link, wire.END)
