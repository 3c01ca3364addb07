"""Pure: bytes that are fetched piece by piece from elsewhere, with a place to read from, as a file has it."""

import io


class Seekable(io.RawIOBase):
    """A file of known `size` that is read at `at`; what is read from, each kind says in its readinto()."""

    size: int
    at: int = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """Where the next byte is read from."""
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move; nothing is fetched. Beyond the end is allowed and reads nothing; raises ValueError before the start."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning")
        self.at = start + offset
        return self.at
