"""The file as a child sees it: seekable, read in ranges that its parent hands through the socket."""

import io
import socket

from incidents.domain.decoders import wire


class Window(io.RawIOBase):
    """A file of which every range is asked for."""

    def __init__(self, link: socket.socket, size: int):
        super().__init__()
        self.link, self.size, self.at = link, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        if base + offset < 0:
            raise ValueError("before the beginning")
        self.at = base + offset
        return self.at

    def readinto(self, buffer) -> int:
        wanted = min(len(buffer), wire.CHUNK, max(0, self.size - self.at))
        part = wire.ask(self.link, self.at, wanted) if wanted else b""
        buffer[: len(part)] = part
        self.at += len(part)
        return len(part)


def opened(link: socket.socket, size: int) -> io.BufferedReader:
    """The file of this child."""
    return io.BufferedReader(Window(link, size), wire.CHUNK)
