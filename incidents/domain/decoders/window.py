"""The file as a child sees it: seekable, read in ranges that its parent hands through the socket."""

import io
import socket

from incidents.domain.decoders import wire
from incidents.domain.seeking import Seekable


class Window(Seekable):
    """A file of which every range is asked for."""

    def __init__(self, link: socket.socket, size: int):
        super().__init__()
        self.link, self.size = link, size

    def readinto(self, buffer) -> int:
        wanted = min(len(buffer), wire.CHUNK, max(0, self.size - self.at))
        part = wire.ask(self.link, self.at, wanted) if wanted else b""
        buffer[: len(part)] = part
        self.at += len(part)
        return len(part)


def opened(link: socket.socket, size: int) -> io.BufferedReader:
    """The file of this child."""
    return io.BufferedReader(Window(link, size), wire.CHUNK)
