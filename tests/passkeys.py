"""A passkey in software: what a browser and a security key answer together, for tests without a browser."""

import hashlib
import json
import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "https://testserver"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Passkey:
    """One key for one person on one site."""

    def __init__(self, user_handle: str = "", site: str = "testserver"):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.user_handle, self.site = os.urandom(16), user_handle, site

    def data(self, flags: int, credential=None) -> AuthenticatorData:
        site = hashlib.sha256(self.site.encode()).digest()
        return AuthenticatorData.create(site, flags, 0, credential or b"")

    def client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": ORIGIN, "crossOrigin": False}).encode()

    def answer(self, **response: bytes) -> dict:
        written = {name: websafe_encode(value) for name, value in response.items()}
        return {"id": websafe_encode(self.id), "rawId": websafe_encode(self.id), "type": "public-key",
                "response": written, "clientExtensionResults": {"credProps": {"rk": True}}}  # fmt: skip

    def made(self, challenge: str = "AAAA", verified: bool = True) -> dict:
        """The answer to navigator.credentials.create."""
        credential = AttestedCredentialData.create(
            bytes(16), self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = self.data(PRESENT | ATTESTED | (VERIFIED if verified else 0), credential)
        return self.answer(
            clientDataJSON=self.client("webauthn.create", challenge),
            attestationObject=bytes(AttestationObject.create("none", data, {})),
        )

    def used(self, challenge: str, verified: bool = True) -> dict:
        """The answer to navigator.credentials.get."""
        data = self.data(PRESENT | (VERIFIED if verified else 0))
        client = self.client("webauthn.get", challenge)
        signed = self.key.sign(bytes(data) + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self.answer(
            clientDataJSON=client, authenticatorData=bytes(data), signature=signed, userHandle=self.user_handle.encode()
        )
