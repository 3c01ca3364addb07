"""The file itself: chunks of AES-256-GCM, each bound to its number and to whether it is the last.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: “Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance”, 2015): nonce = prefix | counter | last. A chunk that is changed, missing, moved, repeated or added
does not open. The key of a file is its own: HKDF (RFC 5869) of the given key with the file's random salt.

MAGIC | 4 bytes length of head | head as JSON | chunks: CHUNK bytes of text and a tag of 16, the last one shorter.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from incidents.management.backup.keys import SALT, Master
from incidents.management.backup.refused import Refused

MAGIC = b"KUA-BACKUP-1\n"
CHUNK = 256 * 1024
TAG = 16
PREFIX = 7
MOST_HEAD = 4096
MOST_CHUNKS = 2**32
NO_BACKUP = "this file is no backup of Kua, or its beginning was changed."
WRONG_KEY = "this is not the key that the backup was made with, or its beginning was changed."
CUT = "the backup is cut short: its end is missing."
GROWN = "something was added to the end of the backup."
CHANGED = "the backup was changed or is damaged (part %s of the file)."


class Sealer:
    """Takes text, writes chunks. Without close() the file has no end and is refused."""

    def __init__(self, out: BinaryIO, master: Master) -> None:
        salt, self.prefix = secrets.token_bytes(SALT), secrets.token_bytes(PREFIX)
        self.out, self.rest, self.number = out, bytearray(), 0
        key = _file_key(master.derive(salt), salt)
        head = {"kind": master.kind, "salt": salt.hex(), "prefix": self.prefix.hex(), "check": _check(key)}
        self.head = json.dumps(head, sort_keys=True).encode()
        self.cipher = AESGCM(key)
        out.write(MAGIC + len(self.head).to_bytes(4) + self.head)

    def write(self, data: bytes | memoryview) -> None:
        """Seal what fills whole chunks; the last one waits, for it must be marked."""
        self.rest += data
        while len(self.rest) > CHUNK:
            self._seal(bytes(self.rest[:CHUNK]), last=False)
            del self.rest[:CHUNK]

    def close(self) -> None:
        """Seal what is left, as the end."""
        self._seal(bytes(self.rest), last=True)

    def _seal(self, text: bytes, *, last: bool) -> None:
        self.out.write(self.cipher.encrypt(_nonce(self.prefix, self.number, last), text, self.head))
        self.number += 1


def opened(file: BinaryIO, master: Master) -> Iterator[bytes]:
    """The text, chunk by chunk, none of which was changed. Raises Refused; what came before is genuine but not all."""
    head, told = _head(file)
    key = _file_key(master.derive(bytes.fromhex(told["salt"])), bytes.fromhex(told["salt"]))
    if told["kind"] != master.kind or told["check"] != _check(key):
        raise Refused(WRONG_KEY)
    cipher, prefix, number = AESGCM(key), bytes.fromhex(told["prefix"]), 0
    sealed = file.read(CHUNK + TAG)
    while True:
        following = file.read(CHUNK + TAG)
        yield _open(cipher, prefix, number, sealed, head, last=not following)
        if not following:
            return
        sealed, number = following, number + 1


def _open(cipher: AESGCM, prefix: bytes, number: int, sealed: bytes, head: bytes, *, last: bool) -> bytes:
    """One chunk; where it does not open, what must have happened."""
    try:
        return cipher.decrypt(_nonce(prefix, number, last), sealed, head)
    except InvalidTag:
        pass
    try:
        cipher.decrypt(_nonce(prefix, number, not last), sealed, head)
    except InvalidTag:
        short = last and len(sealed) < CHUNK + TAG
        raise Refused(f"{CUT[:-1]}, or it was changed there." if short else CHANGED % (number + 1)) from None
    raise Refused(CUT if last else GROWN)


def _head(file: BinaryIO) -> tuple[bytes, dict[str, str]]:
    """The head as bytes and as words. Raises Refused."""
    if file.read(len(MAGIC)) != MAGIC:
        raise Refused(NO_BACKUP)
    length = int.from_bytes(file.read(4))
    head = file.read(length) if length <= MOST_HEAD else b""
    try:
        told = json.loads(head)
        bytes.fromhex(told["salt"] + told["prefix"])
        whole = len(told["prefix"]) == 2 * PREFIX and {"kind", "check"} <= set(told)
    except (ValueError, KeyError, TypeError):
        whole = False
    if not whole:
        raise Refused(NO_BACKUP)
    return head, told


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    if number >= MOST_CHUNKS:
        raise Refused("the backup would be larger than this format can hold (1 PB).")
    return prefix + number.to_bytes(4) + bytes([last])


def _file_key(key: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"kua backup file").derive(key)


def _check(key: bytes) -> str:
    """Tells a wrong key from a damaged file; says nothing about the key."""
    return hashlib.sha256(b"kua backup check" + key).hexdigest()[:32]
