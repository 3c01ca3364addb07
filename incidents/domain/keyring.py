"""The key ring: where it lies, the public halves that seal, and the private halves for the length of one reading.

No process keeps a private half. It is read for one piece of work and dropped at its end, and nobody gets it while Kua
is sealed: so from the moment of sealing there is nothing in a worker that would have to be forgotten.
"""

import contextlib
import fcntl
import json
import os
import secrets
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext as _

from incidents.domain import envelope, seal_state
from incidents.domain.envelope import Broken, Public
from incidents.policies import Denied
from incidents.vocabulary import SecretKind

FORM = 1
HASH = "hash"


class NoKeys(Denied):
    """There is no usable key ring. The sentence names no key."""


class Sealed(Denied):
    """Two people have to unseal before anybody reads a secret."""


@dataclass
class Ring:
    """The private halves by key id, for one piece of work, and the public half that each kind seals with now."""

    private: dict[str, bytes]
    hash_key: bytes
    now: dict[str, Public]

    def open_(self, value: bytes, place: str) -> str:
        """The text of a value. Raises Broken."""
        return envelope.open_(value, self._half(value), place)

    def renew(self, value: bytes, kind: str, place: str) -> bytes:
        """The value under the present key of its kind; the text is not read. Raises Broken."""
        return envelope.rewrap(value, self._half(value), self.now[kind], place)

    def _half(self, value: bytes) -> bytes:
        half = self.private.get(envelope.key_id(value))
        if half is None:
            raise Broken("the key of a value is not in the ring")
        return half


def place_of(row: Model, column: str) -> str:
    """Where a value stands: table|column|pk."""
    return f"{row._meta.db_table}|{column}|{row.pk}"


def current(kind: str) -> Public:
    """The public half that seals what is written now; it is there while Kua is sealed, too. Raises NoKeys."""
    return presents(document())[kind]


@contextlib.contextmanager
def opened() -> Iterator[Ring]:
    """The private halves, for the length of the block. Raises Sealed and NoKeys."""
    if seal_state.is_sealed():
        raise Sealed(_("Kua is sealed. Two admins have to unseal it before anything secret can be read."))
    kept = document()
    if "private" not in kept:
        raise Sealed(_("The keys are locked. Two of the people who hold a passphrase open them on the server."))
    ring = _ring(kept)
    try:
        yield ring
    finally:
        ring.private.clear()
        ring.hash_key = b""


def _ring(kept: dict[str, Any]) -> Ring:
    try:
        halves = {name: bytes.fromhex(half) for name, half in kept["private"].items()}
        return Ring(halves, halves.pop(HASH), presents(kept))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NoKeys(_("The keys of this installation cannot be read. Tell your admin.")) from None


def presents(kept: dict[str, Any]) -> dict[str, Public]:
    """For each kind the newest generation."""
    return {kind: _public(kept["classes"][kind][-1]) for kind in SecretKind.values}


# --- The document ----------------------------------------------------------------------------------------------------
def make(at: datetime) -> dict[str, Any]:
    """A new document with one generation of every kind, and the key of the contact hash."""
    kept: dict[str, Any] = {"kua": "keys", "form": FORM, "classes": {kind: [] for kind in SecretKind.values}}
    return add_generation(kept | {"private": {HASH: secrets.token_hex(envelope.KEY)}}, at)


def add_generation(kept: dict[str, Any], at: datetime) -> dict[str, Any]:
    """The document with a newer pair for every kind; the older ones stay, to read with. The hash key stays the same:
    a hash cannot be made anew without reading the contact."""
    newer, halves = with_newer(kept, kept["classes"], at)
    return newer | {"private": kept["private"] | halves}


def with_newer(kept: dict[str, Any], kinds: Iterable[str], at: datetime) -> tuple[dict[str, Any], dict[str, str]]:
    """The document with a newer public half for these kinds; and the private halves by id, for whoever keeps them."""
    classes, halves = dict(kept["classes"]), {}
    for kind in kinds:
        half = envelope.make_private()
        public = envelope.public_of(half)
        halves[public.id] = half.hex()
        one = {"id": public.id, "made": at.isoformat(), "public": public.key.hex()}
        classes[kind] = [*classes.get(kind, []), one]
    return kept | {"classes": classes}, halves


def lacking(kept: dict[str, Any]) -> list[str]:
    """The kinds for which a ring from before has no keys."""
    return [kind for kind in SecretKind.values if kind not in kept["classes"]]


def without(kept: dict[str, Any], ids: set[str]) -> dict[str, Any]:
    """The document without these generations."""
    classes = {kind: [one for one in ones if one["id"] not in ids] for kind, ones in kept["classes"].items()}
    private = {name: half for name, half in kept["private"].items() if name not in ids}
    return kept | {"classes": classes, "private": private}


def document(*, whole: bool = True) -> dict[str, Any]:
    """The ring as it is kept, checked. Raises NoKeys; unless `whole` is waived, also where a kind has no keys."""
    try:
        kept = json.loads(_text())
        missing = lacking(kept)
        for generations in kept["classes"].values():
            if not generations or any(_public(one).id != one["id"] for one in generations):
                raise ValueError
        if kept["form"] != FORM or len(missing) == len(SecretKind.values):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NoKeys(_("The keys of this installation cannot be read. Tell your admin.")) from None
    if whole and missing:
        raise NoKeys(_("The key ring is from before and lacks some keys. On the server: bin/manage keys complete."))
    return kept


# --- Where it lies ---------------------------------------------------------------------------------------------------
def is_given() -> bool:
    """Whether the ring comes from the environment, where nothing can be written."""
    return bool(os.environ.get(settings.KEYS_VARIABLE))


def exists() -> bool:
    """Whether there is a ring at all, readable or not."""
    return is_given() or Path(settings.KEYS_FILE).exists()


def change(changed: Callable[[dict[str, Any]], dict[str, Any]], *, whole: bool = True) -> None:
    """Store what becomes of the document; who changes it at the same time waits. Raises NoKeys."""
    folder = os.open(Path(settings.KEYS_FILE).parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        write(changed(document(whole=whole)))
    finally:
        os.close(folder)


def write(kept: dict[str, Any]) -> None:
    """Store the document whole or not at all, for its owner only. Raises NoKeys when the ring is not in a file."""
    if is_given():
        raise NoKeys(_("The keys are given by the environment and cannot be changed from here."))
    path = Path(settings.KEYS_FILE)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
        os.fchmod(out.fileno(), 0o600)
        json.dump(kept, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _text() -> str:
    """The document as text. Raises NoKeys; a file that others can read is refused, for its keys count as known."""
    if is_given():
        return os.environ[settings.KEYS_VARIABLE]
    path = Path(settings.KEYS_FILE)
    try:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise NoKeys(_("Others can read the key file. Nothing is sealed or opened with it. Tell your admin."))
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeError):
        raise NoKeys(_("The keys of this installation cannot be read. Tell your admin.")) from None


def _public(one: dict[str, str]) -> Public:
    key = bytes.fromhex(one["public"])
    if len(key) != envelope.KEY:
        raise ValueError
    return Public(envelope.id_of(key), key)
