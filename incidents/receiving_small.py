"""Small files of a form that are no evidence, such as the receipt of a time stamp: held in memory, never on a disk."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.http import HttpRequest

from accounts.roles import may

# Page → the permission without which nothing is taken in.
PAGES = {"desk:stamp": "integrity.check"}
LARGEST = 1024 * 1024


def takes_small(request: HttpRequest | None) -> bool:
    """Whether this page takes small files, and from this person."""
    page, user = getattr(request, "resolver_match", None), getattr(request, "user", None)
    return page is not None and user is not None and may(user, PAGES.get(page.view_name, ""))


class SmallFiles(FileUploadHandler):
    """Comes before all others; takes the files of its pages, leaves the rest to them. More than `LARGEST` is cut."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """The next one."""
        super().new_file(*args, **kwargs)
        self.held: bytearray | None = bytearray() if takes_small(self.request) else None
        if self.held is not None:
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Some of it; what is not for this one goes on to the next handler."""
        if self.held is None:
            return raw_data
        self.held += raw_data[: max(0, LARGEST - len(self.held))]
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Its end."""
        if self.held is None:
            return None
        return SimpleUploadedFile(self.file_name or "file", bytes(self.held))
