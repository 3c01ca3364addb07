"""Seals the secrets of signing in: AES-256-GCM, the key's id in each value, bound to what the value belongs to."""

import base64
import hashlib
import logging
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

logger = logging.getLogger(__name__)
FORM = "s1"
NONCE = 12


class Broken(Exception):
    """A sealed value does not open: another key, another place, or changed bytes. Never answered with an empty text."""


def key_id(key: bytes) -> str:
    """Says which key sealed a value, and nothing about the key."""
    return hashlib.sha256(b"kua sign-in key" + key).hexdigest()[:8]


def keys() -> dict[str, bytes]:
    """The keys by id; the first of the settings seals, the others only open."""
    found = [bytes.fromhex(text) for text in settings.SIGN_IN_KEYS]
    return {key_id(key): key for key in found}


def seal(text: str, belongs_to: str) -> str:
    """The text under the current key, good only for what it belongs to."""
    name, key = next(iter(keys().items()))
    nonce = os.urandom(NONCE)
    sealed = nonce + AESGCM(key).encrypt(nonce, text.encode(), belongs_to.encode())
    return f"{FORM}.{name}.{base64.urlsafe_b64encode(sealed).decode()}"


def unseal(value: str, belongs_to: str) -> str:
    """The text. Raises Broken, and says so in the log, without the value."""
    try:
        form, name, sealed = value.split(".")
        raw, key = base64.urlsafe_b64decode(sealed), keys()[name]
        if form != FORM:
            raise ValueError(form)
        return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], belongs_to.encode()).decode()
    except (ValueError, KeyError, InvalidTag) as error:
        logger.critical("A sealed secret of signing in does not open (%s): %s", type(error).__name__, belongs_to)
        raise Broken(belongs_to) from error


def reseal(value: str, belongs_to: str) -> str:
    """The same text under the current key; unchanged where it is sealed with that already. Raises Broken."""
    current = next(iter(keys()))
    return value if value.split(".")[1:2] == [current] else seal(unseal(value, belongs_to), belongs_to)
