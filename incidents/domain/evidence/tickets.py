"""The key of an upload under way, lent to the page that began it: so that page goes on while Kua is sealed.

A ticket is the upload's data key under a key of the server, bound to the upload. The server keeps no copy of it, and
without the server it opens nothing. AES-GCM: NIST SP 800-38D; HKDF-SHA256: RFC 5869.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from incidents.domain import store
from incidents.domain.envelope import KEY, NONCE, Broken
from incidents.models import Incoming
from incidents.policies import Denied


def lend(incoming: Incoming, key: bytes) -> str:
    """A ticket for this upload."""
    nonce = os.urandom(NONCE)
    return base64.urlsafe_b64encode(nonce + _cipher().encrypt(nonce, key, _bound(incoming))).decode()


def lend_again(incoming: Incoming) -> str:
    """A ticket for an upload that was begun before; empty while its key cannot be read."""
    try:
        return lend(incoming, store.key_of(incoming.stored, bytes(incoming.key_sealed)))
    except (Denied, Broken):
        return ""


def key_of(incoming: Incoming, ticket: str) -> bytes:
    """The key that a ticket holds; of the key ring where there is no ticket, or none for this upload.

    Raises Sealed, NoKeys and Broken.
    """
    try:
        raw = base64.urlsafe_b64decode(ticket.encode())
        return _cipher().decrypt(raw[:NONCE], raw[NONCE:], _bound(incoming))
    except (InvalidTag, ValueError):
        return store.key_of(incoming.stored, bytes(incoming.key_sealed))


def _cipher() -> AESGCM:
    key = HKDF(algorithm=SHA256(), length=KEY, salt=None, info=b"kua upload ticket").derive(
        settings.SECRET_KEY.encode()
    )
    return AESGCM(key)


def _bound(incoming: Incoming) -> bytes:
    return f"{incoming.pk}|{incoming.by_id}|{incoming.stored}".encode()
