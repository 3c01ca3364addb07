"""A lock on the key ring: its private halves are encrypted, and any two of several people open them with passphrases.

Locking needs nobody: the private halves are sealed for the public half of the lock. Its private half lies in one box
for each pair of people; the key of a box is made of both passphrases (scrypt, RFC 7914): one person has nothing.
"""

import itertools
import json
import secrets
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from incidents.domain import envelope
from incidents.domain.envelope import Broken

PLACE = "kua key ring"
# 64 MiB for each guess.
COST = {"n": 2**16, "r": 8, "p": 1}
SHORTEST = 16


def is_set_up(kept: Mapping[str, Any]) -> bool:
    """Whether people with passphrases are named."""
    return "lock" in kept


def is_locked(kept: Mapping[str, Any]) -> bool:
    """Whether the private halves are locked away now."""
    return "private" not in kept


def set_up(kept: dict[str, Any], phrases: Mapping[str, str]) -> dict[str, Any]:
    """The document with a new lock for these people, two of whom will open it. Raises ValueError for fewer than two."""
    if len(phrases) < 2:
        raise ValueError("a lock needs two people")
    half = envelope.make_private()
    salts = {name: secrets.token_bytes(envelope.TAG) for name in phrases}
    stretched = {name: _stretch(phrase, salts[name]) for name, phrase in phrases.items()}
    pairs = itertools.combinations(sorted(phrases), 2)
    boxes = [{"who": pair, "box": _into_box(half, b"".join(stretched[name] for name in pair))} for pair in pairs]
    salted = {name: salt.hex() for name, salt in salts.items()}
    return kept | {"lock": {"public": envelope.public_of(half).key.hex(), "salts": salted, "boxes": boxes}}


def lock(kept: dict[str, Any]) -> dict[str, Any]:
    """The document with its private halves locked away. Needs no passphrase."""
    return {name: part for name, part in kept.items() if name != "private"} | {"locked": _sealed(kept, kept["private"])}


def with_halves(kept: dict[str, Any], halves: dict[str, str]) -> dict[str, Any]:
    """The document with more private halves; while it is locked they are locked beside the others, without a phrase."""
    if not is_locked(kept):
        return kept | {"private": kept["private"] | halves}
    return kept | {"locked_later": [*kept.get("locked_later", []), _sealed(kept, halves)]}


def unlock(kept: dict[str, Any], phrases: Mapping[str, str]) -> dict[str, Any]:
    """The document with its private halves, by the passphrases of two. Raises Broken when they do not open it."""
    lock_, pair = kept["lock"], sorted(phrases)
    box = next((one["box"] for one in lock_["boxes"] if list(one["who"]) == pair), None)
    if box is None:
        raise Broken("no box of this pair")
    key = b"".join(_stretch(phrases[name], bytes.fromhex(lock_["salts"][name])) for name in pair)
    half = _out_of_box(bytes.fromhex(box), key)
    private: dict[str, str] = {}
    for value in (kept["locked"], *kept.get("locked_later", [])):
        private |= json.loads(envelope.open_(bytes.fromhex(value), half, PLACE))
    return {name: part for name, part in kept.items() if not name.startswith("locked")} | {"private": private}


def _sealed(kept: dict[str, Any], halves: dict[str, str]) -> str:
    key = bytes.fromhex(kept["lock"]["public"])
    return envelope.seal(json.dumps(halves), envelope.Public(envelope.id_of(key), key), PLACE).hex()


def _stretch(phrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=envelope.KEY, **COST).derive(phrase.encode())


def _into_box(half: bytes, key: bytes) -> str:
    nonce = secrets.token_bytes(envelope.NONCE)
    return (nonce + _cipher(key).encrypt(nonce, half, PLACE.encode())).hex()


def _out_of_box(box: bytes, key: bytes) -> bytes:
    try:
        return _cipher(key).decrypt(box[: envelope.NONCE], box[envelope.NONCE :], PLACE.encode())
    except InvalidTag:
        raise Broken("a passphrase is wrong") from None


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=envelope.KEY, salt=None, info=b"kua pair").derive(key))
