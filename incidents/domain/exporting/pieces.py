"""Bytes of a file that goes out: a sink that measures and seals what a writer writes, and parts read as one file."""

import io
from collections.abc import Sequence
from typing import BinaryIO

from incidents.domain.bundles.manifest import Measured, Measuring
from incidents.domain.seeking import Seekable
from incidents.domain.store import Arrival


class Sink(io.RawIOBase):
    """Takes what a writer of a format writes: measured, and sealed into the store at once."""

    def __init__(self, arrival: Arrival) -> None:
        self.arrival, self.measuring = arrival, Measuring()

    def writable(self) -> bool:
        """Yes; it can be neither read nor wound back."""
        return True

    def write(self, data) -> int:  # type: ignore[no-untyped-def]
        """All of it."""
        part = bytes(data)
        self.measuring.add(part)
        self.arrival.write(part)
        return len(part)

    def measured(self, path: str) -> Measured:
        """What was written, by this name."""
        return self.measuring.measured(path)


class Part(Seekable):
    """So many bytes of a file from a place on."""

    def __init__(self, file: BinaryIO, begin: int, size: int) -> None:
        self.file, self.begin, self.size = file, begin, size

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        """Up to its own end."""
        wanted = min(len(buffer), self.size - self.at)
        if wanted <= 0:
            return 0
        self.file.seek(self.begin + self.at)
        data = self.file.read(wanted)
        buffer[: len(data)] = data
        self.at += len(data)
        return len(data)

    def close(self) -> None:
        """Close what lies below, too."""
        if not self.closed:
            self.file.close()
        super().close()


class Joined(Seekable):
    """Several parts, one after the other, as one file."""

    def __init__(self, parts: Sequence[bytes | Part]) -> None:
        self.parts = [Part(io.BytesIO(part), 0, len(part)) if isinstance(part, bytes) else part for part in parts]
        self.size = sum(part.size for part in self.parts)

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        """Up to the end of the part at hand."""
        begin = 0
        for part in self.parts:
            if self.at < begin + part.size:
                part.seek(self.at - begin)
                taken = part.readinto(buffer)
                self.at += taken
                return taken
            begin += part.size
        return 0

    def close(self) -> None:
        """Close every part."""
        for part in self.parts:
            part.close()
        super().close()
