"""A file of a form that was sealed while it streamed in: what the form and the verbs get instead of its bytes."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from incidents.domain import store
from incidents.domain.evidence import inspecting, room
from incidents.domain.store import Stored
from incidents.policies import Denied, Unfit

LOOK = 8 * 1024 * 1024  # after so many bytes each it is asked whether the disk still has room


class SealedUpload(UploadedFile):
    """Grows by `take`, ends by `done`; then `taken` hands over what was written. Whatever was not kept goes when the
    request ends: Django closes the files of a request."""

    size: int

    def __init__(self, name: str, content_type: str):
        super().__init__(None, name, content_type, 0)
        self.looked = 0
        self.refusal: Exception | None = None
        self.stored: Stored | None = None
        self.arrival: store.Arrival | None = None
        try:
            self.arrival = store.begin()
        except Denied as denied:
            self.refusal = denied

    def take(self, part: bytes) -> None:
        """Some more bytes. After the first that cannot be kept, none are; the reason is told by `taken`."""
        self.size += len(part)
        if self.refusal is not None or self.arrival is None:
            return
        try:
            if self.size > settings.UPLOAD_MAX_BYTES:
                raise Unfit(inspecting.too_large(), "files")
            if self.size >= self.looked:
                room.check(LOOK)
                self.looked += LOOK
            self.arrival.write(part)
        except (Unfit, OSError) as error:
            self._refuse(error)

    def done(self) -> None:
        """All of it came."""
        if self.arrival is not None:
            try:
                self.stored = self.arrival.finish()
            except OSError as error:
                self._refuse(error)

    def taken(self) -> Stored:
        """The finished file, for receipts.receive. Raises Unfit or Denied with what was wrong."""
        if self.refusal is not None or self.stored is None:
            raise self.refusal or Unfit(room.gone(), "files")
        return self.stored

    def close(self) -> None:
        """Drop what nobody took over; a file that was kept is not in the incoming folder any more."""
        if self.arrival is not None:
            room.close_quietly(self.arrival)
            store.drop_arrived(self.arrival.name)

    def _refuse(self, error: Unfit | OSError) -> None:
        self.close()
        if isinstance(error, OSError) and error.errno not in room.FULL:
            raise error
        self.refusal, self.arrival = error if isinstance(error, Unfit) else Unfit(room.full(), "files"), None
