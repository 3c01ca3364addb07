"""Where the bytes of evidence lie: sealed, each file under a key of its own and a random name. Nothing lies in clear.

A file grows sealed in the folder of incoming files and is moved whole to its place in the store, so that the store
never holds half a file. Its key is sealed for SecretKind.FILE and bound to the name, and so is every chunk (boxes).
"""

import contextlib
import fcntl
import hashlib
import io
import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from incidents.domain import boxes, envelope, keyring
from incidents.models import DerivedCopy, Original
from incidents.policies import Denied
from incidents.vocabulary import SecretKind

EVIDENCE, COPIES, BUNDLES, LISTS, EXPORTS = "evidence", "copies", "bundles", "lists", "exports"


class Missing(Denied):
    """The file is not where it was kept."""


class Unreachable(Denied):
    """The store does not answer: nothing is known about the file."""


class Busy(Denied):
    """Another request writes the same upload."""


@dataclass(frozen=True)
class Stored:
    """A file as it was written: its name, its sealed key, how large it is and its SHA-256 in hexadecimal.

    `key` is there only in the process that wrote it, to look at the bytes although Kua may be sealed.
    """

    name: str
    key_sealed: bytes
    size: int
    sha256: str
    key: bytes = field(default=b"", repr=False)


def place_of(name: str) -> str:
    """What the key of a file is bound to: the name under which it lies, in whichever table the name stands."""
    return f"file|{name}"


def new_name(folder: str) -> str:
    """A random name in a folder of the store."""
    name = uuid.uuid4().hex
    return f"{folder}/{name[:2]}/{name}"


def seal_key(key: bytes, name: str) -> bytes:
    """The key of a file, sealed for the name. Works while Kua is sealed, too. Raises NoKeys."""
    return envelope.seal(key.hex(), keyring.current(SecretKind.FILE), place_of(name))


def key_of(name: str, key_sealed: bytes) -> bytes:
    """The key of a file. Raises Sealed, NoKeys and Broken."""
    with keyring.opened() as ring:
        return bytes.fromhex(ring.open_(bytes(key_sealed), place_of(name)))


# --- In --------------------------------------------------------------------------------------------------------------
class Arrival:
    """A file that comes in: hashed and sealed while it is written; kept, or dropped, or left to be continued. What was
    left is hashed once more before it goes on, or else (`hashed=False`) all of it at its end."""

    def __init__(
        self, name: str, key: bytes, key_sealed: bytes, out: BinaryIO, done: int | None = None, hashed: bool = True
    ):
        self.name, self.key, self.key_sealed, self.out, self.hashed = name, key, key_sealed, out, hashed
        self.digest, self.size = hashlib.sha256(), 0
        self.writer = boxes.Writer(out, key, name, done)
        if hashed:
            for part in self.writer.again():
                self._count(part)
        else:
            self.size = self.writer.number * boxes.CHUNK

    def write(self, part: bytes | memoryview) -> None:
        """Some more bytes."""
        self.writer.write(part)
        self._count(part)

    def pause(self) -> int:
        """Leave it to be continued; how many bytes are safe: whole chunks of them, the rest is to be sent again."""
        self._sync()
        return self.writer.number * boxes.CHUNK

    def finish(self) -> Stored:
        """All bytes are here: what it is now. It can be read (`open_arrived`), and kept or dropped."""
        self.writer.close()
        self._sync()
        if not self.hashed:
            with _reader(incoming_path(self.name).open("rb"), self.name, self.key) as clear:
                self.digest = hashlib.file_digest(cast(Any, clear), "sha256")
        return Stored(self.name, self.key_sealed, self.size, self.digest.hexdigest(), self.key)

    def drop(self) -> None:
        """Nothing of it stays."""
        self.out.close()
        drop_arrived(self.name)

    def _count(self, part: bytes | memoryview) -> None:
        if self.hashed:
            self.digest.update(part)
        self.size += len(part)

    def _sync(self) -> None:
        self.out.flush()
        os.fsync(self.out.fileno())
        self.out.close()


def begin(folder: str = EVIDENCE) -> Arrival:
    """A new file comes in. Raises NoKeys."""
    name, key = new_name(folder), boxes.new_key()
    key_sealed = seal_key(key, name)
    incoming_path(name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Arrival(name, key, key_sealed, _alone(name, os.O_RDWR | os.O_CREAT | os.O_EXCL))


def resume(name: str, key_sealed: bytes, *, key: bytes = b"", hashed: bool = True) -> Arrival:
    """Go on with a file that was left; `size` says how much of it is safe. Whoever has its key hands it over.

    Raises Sealed, NoKeys, Missing, Busy and Broken.
    """
    key = key or key_of(name, key_sealed)
    try:
        out = _alone(name, os.O_RDWR)
    except FileNotFoundError:
        raise Missing(_("This upload is not here any more. Begin it once more.")) from None
    return Arrival(name, key, key_sealed, out, boxes.whole_chunks(os.fstat(out.fileno()).st_size), hashed)


def put(chunks: Iterable[bytes], folder: str) -> Stored:
    """Write these bytes into the store. Whatever fails leaves nothing behind. Raises NoKeys."""
    arrival = begin(folder)
    try:
        for part in chunks:
            arrival.write(part)
        stored = arrival.finish()
        keep(stored.name)
    except BaseException:
        arrival.drop()
        raise
    return stored


def keep(name: str) -> None:
    """Move a finished file from the incoming folder to its place in the store; it is safe on the disk afterwards.

    Raises OSError, FileExistsError among them; then nothing of it lies in the store.
    """
    path = incoming_path(name)
    try:
        os.utime(path)  # an upload may have taken days; the sweep counts from now
        with path.open("rb") as raw:
            kept = default_storage.save(name, Handed(raw, path))
    except FileExistsError:
        raise
    except OSError:
        # Onto another disk a file is copied: one that is full holds a part of it.
        with contextlib.suppress(OSError):
            default_storage.delete(name)
        raise
    if kept != name:
        default_storage.delete(kept)
        raise FileExistsError(name)
    path.unlink(missing_ok=True)
    _sync_kept(name)


class Handed(File):
    """A finished file of the incoming folder: a folder takes it over by its name, a bucket reads it."""

    def __init__(self, raw: BinaryIO, path: Path):
        super().__init__(raw, name=path.name)
        self.path = path

    def temporary_file_path(self) -> str:
        """Where it lies, sealed."""
        return str(self.path)


def incoming_path(name: str) -> Path:
    """Where a file lies until it is whole and kept."""
    return Path(settings.INCOMING_ROOT) / PurePosixPath(name).name


def drop_arrived(name: str) -> None:
    """Take away a file that was not kept."""
    incoming_path(name).unlink(missing_ok=True)


def discard(name: str) -> None:
    """Take away a file that no row points to."""
    default_storage.delete(name)


# --- Out -------------------------------------------------------------------------------------------------------------
def open_original(original: Original) -> BinaryIO:
    """The clear bytes, at any place. Raises Sealed, NoKeys, Missing, Unreachable, and Broken (also while reading)."""
    return open_stored(original.stored, bytes(original.key_sealed))


def open_copy(copy: DerivedCopy) -> BinaryIO:
    """The clear bytes of a copy. Raises as open_original does."""
    return open_stored(copy.stored, bytes(copy.key_sealed))


def open_stored(name: str, key_sealed: bytes) -> BinaryIO:
    """The clear bytes of a file of the store; one without a key is from before files were sealed. Raises as above."""
    return _reader(_raw(name), name, key_of(name, key_sealed)) if key_sealed else _raw(name)


def is_lost(original: Original) -> bool:
    """Whether no file of the right length lies where the original was kept, though its folder is there: one whole
    folder that is away is a disk that is not mounted, and says nothing. No byte is read. Raises Unreachable."""
    try:
        with _raw(original.stored) as raw:
            held = raw.seek(0, io.SEEK_END)
    except Missing:
        is_bucket = hasattr(default_storage, "open_ranged")
        return is_bucket or Path(default_storage.path(original.stored)).parent.is_dir()
    return held != (boxes.box_size(original.size) if original.key_sealed else original.size)


def open_arrived(stored: Stored) -> BinaryIO:
    """The clear bytes of a finished file before it is kept; also while Kua is sealed. Raises Broken."""
    return _reader(incoming_path(stored.name).open("rb"), stored.name, stored.key)


def open_kept(stored: Stored) -> BinaryIO:
    """The clear bytes of a file that this process has just written; also while Kua is sealed. Raises as above."""
    return _reader(_raw(stored.name), stored.name, stored.key)


def _reader(raw: BinaryIO, name: str, key: bytes) -> BinaryIO:
    try:
        return cast(BinaryIO, io.BufferedReader(boxes.Reader(raw, key, name), boxes.CHUNK))
    except BaseException:
        raw.close()
        raise


def open_raw(name: str) -> BinaryIO:
    """The file as it lies in the store, sealed. Raises FileNotFoundError, OSError."""
    storage: Any = default_storage
    return getattr(storage, "open_ranged", storage.open)(name)


def _raw(name: str) -> BinaryIO:
    try:
        return open_raw(name)
    except FileNotFoundError:
        raise Missing(_("The file cannot be found where it was kept. Tell your admin.")) from None
    except OSError:
        raise Unreachable(_("The store of files does not answer. Try again later.")) from None


def _alone(name: str, flags: int) -> BinaryIO:
    """The incoming file, for one writer at a time and for its owner only."""
    out = os.fdopen(os.open(incoming_path(name), flags, 0o600), "r+b")
    try:
        fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        out.close()
        raise Busy(_("This upload is under way already.")) from None
    return cast(BinaryIO, out)


def _sync_kept(name: str) -> None:
    """A file is safe when it, its name and the name of its folder are on the disk; a bucket sees to that by itself."""
    if hasattr(default_storage, "open_ranged"):
        return
    path = Path(default_storage.path(name))
    for place in (path, path.parent, path.parent.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
