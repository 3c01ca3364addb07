"""Files of a form without JavaScript: sealed while they stream in. Nothing lies in clear, on a disk or in memory."""

from collections.abc import Callable

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.utils import timezone

from accounts import sessions
from accounts.roles import may
from incidents.domain.evidence.uploaded import SealedUpload

# The pages with a form for files, and the permission without which nothing is taken in; of the steps of a report one.
PAGES = dict.fromkeys(("desk:report_step", "desk:report_evidence", "desk:evidence_capture"), "report.log")
PAGES["desk:list_import"] = "list.import"
STEP = "evidence"
AHEAD = 1024 * 1024


def takes_files(request: HttpRequest) -> bool:
    """Whether this page takes files, and from this person."""
    page, user = request.resolver_match, getattr(request, "user", None)
    if page is None or page.view_name not in PAGES or page.kwargs.get("step", STEP) != STEP:
        return False
    return user is not None and user.is_authenticated and may(user, PAGES[page.view_name])


class Ahead:
    """Reads much at once and hands it on in pieces: the web server copies what it holds with each read."""

    def __init__(self, source: Callable[[int], bytes]):
        self.source, self.held, self.at = source, b"", 0

    def __call__(self, size: int) -> bytes:
        """The next bytes, at most so many; none at the end."""
        if self.at >= len(self.held):
            self.held, self.at = self.source(AHEAD), 0
        part = self.held[self.at : self.at + size]
        self.at += len(part)
        return part


class Batch(list):
    """The files of one form."""

    def close(self) -> None:
        """Drop those that nobody took over; Django calls this when a form breaks off."""
        for file in self:
            file.close()


class SealingHandler(FileUploadHandler):
    """Seals each file of a form that may have some; the bytes of all others are read away."""

    # Django's reader looks for the end of a file in pieces of this size, and is quickest with small ones.
    chunk_size = 64 * 1024

    def __init__(self, request: HttpRequest | None = None):
        super().__init__(request)
        self.file = Batch()

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None) -> None:  # noqa: N803
        """Read in large pieces what is then looked through in small ones."""
        if input_data is self.request:
            input_data.read = Ahead(input_data.read)

    def new_file(self, *args, **kwargs) -> None:
        """The next one."""
        super().new_file(*args, **kwargs)
        if not takes_files(self.request):
            raise SkipFile
        self.file.append(SealedUpload(self.file_name, self.content_type))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Some of it. Whoever sends is here: a long upload does not end the session."""
        self.file[-1].take(raw_data)
        if getattr(self.request, "row", None):
            sessions.seen(self.request.row, timezone.now())

    def file_complete(self, file_size: int) -> UploadedFile:
        """Its end."""
        self.file[-1].done()
        return self.file[-1]

    def upload_interrupted(self) -> None:
        """The line broke inside the last one, or it was read away; those before it are whole."""
        for file in self.file:
            if file.stored is None:
                file.close()
