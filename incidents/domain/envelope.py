"""Pure crypto of a secret text: sealed with the public half of a class key, opened with the private half alone.

A value is `version | key id | ephemeral key | nonce | wrapped data key | nonce | ciphertext`. The data key (AES-256) is
random for each value and wrapped for the class's X25519 key, so that writing needs no secret. The place of the value
(table|column|pk) is authenticated by both layers: moved elsewhere, it does not open.
X25519: RFC 7748. HKDF-SHA256: RFC 5869. AES-GCM: NIST SP 800-38D.
"""

import hashlib
import secrets
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

VERSION = b"\x02"
ID, KEY, NONCE, TAG = 8, 32, 12, 16
WRAPPED = NONCE + KEY + TAG
HEAD = len(VERSION) + ID + KEY + WRAPPED


class Broken(Exception):
    """The value does not open: another key, another place, or changed bytes. Says nothing of its text."""


class Public(NamedTuple):
    """The half of a class key that seals."""

    id: str
    key: bytes


def make_private() -> bytes:
    """A new private half, 32 bytes."""
    return X25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())


def public_of(private: bytes) -> Public:
    """The public half of a private one, under the id that its values carry."""
    key = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return Public(id_of(key), key)


def id_of(public: bytes) -> str:
    """The key id: eight hexadecimal signs of the public half's SHA-256."""
    return hashlib.sha256(b"kua class key" + public).hexdigest()[:ID]


def seal(text: str, to: Public, place: str) -> bytes:
    """The text as a value for this place."""
    data_key = AESGCM.generate_key(256)
    nonce = secrets.token_bytes(NONCE)
    body = nonce + AESGCM(data_key).encrypt(nonce, text.encode(), bound(data_key, place))
    return wrap(data_key, to, place) + body


def open_(value: bytes, private: bytes, place: str) -> str:
    """The text of a value. Raises Broken."""
    return open_body(value[HEAD:], unwrap(value, private, place), place)


def rewrap(value: bytes, private: bytes, to: Public, place: str) -> bytes:
    """The same value for another key: the data key is wrapped anew, the text is not read. Raises Broken."""
    return wrap(unwrap(value, private, place), to, place) + value[HEAD:]


def key_id(value: bytes) -> str:
    """Which class key opens the value; empty for a value of the form before key pairs."""
    return value[1 : 1 + ID].decode("ascii", "replace") if value[:1] == VERSION else ""


def wrap(data_key: bytes, to: Public, place: str) -> bytes:
    """The head of a value: the data key, for the holder of the private half."""
    ephemeral, nonce = X25519PrivateKey.generate(), secrets.token_bytes(NONCE)
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(to.key))
    point = ephemeral.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    head = VERSION + to.id.encode() + point
    return head + nonce + AESGCM(_agreed(shared, point, to.key)).encrypt(nonce, data_key, head + place.encode())


def unwrap(value: bytes, private: bytes, place: str) -> bytes:
    """The data key of a value. Raises Broken."""
    end = HEAD - WRAPPED
    head, nonce, wrapped = value[:end], value[end : end + NONCE], value[end + NONCE : HEAD]
    point = head[-KEY:]
    try:
        shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(point))
        key = _agreed(shared, point, public_of(private).key)
        return AESGCM(key).decrypt(nonce, wrapped, head + place.encode())
    except (InvalidTag, ValueError):
        raise Broken("a data key does not open") from None


def open_body(body: bytes, data_key: bytes, place: str) -> str:
    """The text behind the head. Raises Broken."""
    try:
        return AESGCM(data_key).decrypt(body[:NONCE], body[NONCE:], bound(data_key, place)).decode()
    except (InvalidTag, ValueError):
        raise Broken("a text does not open") from None


def bound(data_key: bytes, place: str) -> bytes:
    """What the text is bound to: its data key (no second key opens the same bytes to another text) and its place."""
    return data_key_id(data_key) + place.encode()


def data_key_id(data_key: bytes) -> bytes:
    """Eight signs that stand for a data key."""
    return hashlib.sha256(b"kua key id" + data_key).hexdigest()[:ID].encode()


def _agreed(shared: bytes, point: bytes, public: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=b"kua wrap 2" + point + public).derive(shared)
