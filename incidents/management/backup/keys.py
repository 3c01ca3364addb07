"""Where the key of a backup comes from: 32 bytes in a file or in KUA_BACKUP_KEY, or a passphrase (scrypt, RFC 7914)."""

import hashlib
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from incidents.management.backup.refused import Refused

LENGTH = 32
SALT = 32
# scrypt with 128 MB: a guess costs about half a second of one processor.
COST = {"n": 2**17, "r": 8, "p": 1}
MOST_MEMORY = 256 * 1024 * 1024
SHORTEST = 16


class Master(NamedTuple):
    """A key as it was given: its kind as the file's head says it, and the way to it for a salt."""

    kind: str
    derive: Callable[[bytes], bytes]


def from_hex(text: str, where: str) -> Master:
    """32 bytes as 64 hexadecimal signs. Raises Refused."""
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != LENGTH:
        raise Refused(f"{where} holds no backup key: 64 hexadecimal signs. “backup --new-key FILE” makes one.")
    return Master("key", lambda salt: key)


def from_file(path: Path) -> Master:
    """The key in a file that only its owner reads. Raises Refused."""
    return from_hex(private_text(path), str(path))


def from_passphrase(words: str) -> Master:
    """A key made of words that somebody remembers. Raises Refused for fewer than 16 signs."""
    if len(words) < SHORTEST:
        raise Refused(f"the passphrase is too short: {SHORTEST} signs at least, better six random words.")

    def derive(salt: bytes) -> bytes:
        return hashlib.scrypt(words.encode(), salt=salt, dklen=LENGTH, maxmem=MOST_MEMORY, **COST)

    return Master("scrypt", derive)


def private_text(path: Path) -> str:
    """The text of a file that nobody else can read. Raises Refused."""
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Refused(f"{path} cannot be read as a key file.") from None
    if stat.S_IMODE(mode) & 0o077:
        raise Refused(f"others can read {path}; make it private (chmod 600), and use another key if they may have.")
    return text.rstrip("\r\n")


def make(path: Path) -> None:
    """Write a new key into a file that is not there yet, readable by its owner alone. Raises Refused."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"{path} is there already; a key is never written over.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from None
    with open(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_hex(LENGTH) + "\n")
        out.flush()
        os.fsync(out.fileno())
