"""Pure domain: what a case bundle says of its files, and the signature over it, as docs/evidence.md has it."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from incidents.domain.audit_chain import canonical, public_of
from incidents.domain.bundles.archive import Entry, directory, header

FORM = "kua case bundle 1"
PURPOSE = b"kua case bundle 1\n"
BLOCK = 64 * 1024
MANIFEST, SIGNATURE = "manifest.json", "signature.json"


@dataclass(frozen=True)
class Measured:
    """One file: how large it is, its hashes, and the SHA-256 of each block of 64 KiB, one after the other."""

    path: str
    size: int
    sha256: str
    crc32: int
    blocks: bytes

    def told(self) -> dict[str, Any]:
        """As the manifest lists it."""
        return {"path": self.path, "size": self.size, "sha256": self.sha256, "crc32": f"{self.crc32:08x}",
                "blocks": self.blocks.hex()}  # fmt: skip

    def entry(self) -> Entry:
        """As the ZIP lists it."""
        return Entry(self.path, self.size, self.crc32)


class Measuring:
    """Measures a file while its bytes go by, in pieces of any length; memory holds one block and the hashes."""

    def __init__(self) -> None:
        self.whole, self.crc, self.size, self.blocks, self.held = hashlib.sha256(), 0, 0, bytearray(), bytearray()

    def add(self, chunk: bytes | memoryview) -> None:
        """Some more bytes."""
        self.held += chunk
        if len(self.held) >= BLOCK:
            end = len(self.held) // BLOCK * BLOCK
            self._block(memoryview(self.held)[:end].tobytes())
            del self.held[:end]

    def measured(self, path: str) -> Measured:
        """The end of the file."""
        if self.held:
            self._block(bytes(self.held))
            self.held.clear()
        return Measured(path, self.size, self.whole.hexdigest(), self.crc, bytes(self.blocks))

    def _block(self, data: bytes) -> None:
        self.whole.update(data)
        self.crc, self.size = zlib.crc32(data, self.crc), self.size + len(data)
        for at in range(0, len(data), BLOCK):
            self.blocks += hashlib.sha256(data[at : at + BLOCK]).digest()


def measure(path: str, chunks: Iterable[bytes]) -> Measured:
    """Read a file once, in pieces of any length."""
    measuring = Measuring()
    for chunk in chunks:
        measuring.add(chunk)
    return measuring.measured(path)


def written(facts: dict[str, Any], files: Iterable[Measured]) -> bytes:
    """manifest.json: the facts about the bundle, and its files in their order."""
    return canonical({"form": FORM, "block": BLOCK, **facts, "files": [file.told() for file in files]})


def signed(manifest: bytes, secret: str) -> bytes:
    """signature.json: Ed25519 (RFC 8032) over the purpose and the manifest, with the public key that checks it.

    The purpose keeps a signature of a batch of the audit log, made with the same key, from ever fitting a bundle.
    """
    public, signer = public_of(secret), Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    whole = measure(MANIFEST, [manifest])
    return canonical({
        "form": FORM, "key": public, "fingerprint": fingerprint(public),
        "manifest": {"size": whole.size, "sha256": whole.sha256, "blocks": whole.blocks.hex()},
        "signature": signer.sign(PURPOSE + manifest).hex(),
    })  # fmt: skip


def fingerprint(public: str) -> str:
    """What people compare: the SHA-256 of the public key, both hexadecimal."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()


def in_front(manifest: bytes, signature: bytes) -> list[tuple[Measured, bytes]]:
    """The two entries that stand before all files."""
    return [(measure(path, [raw]), raw) for path, raw in ((MANIFEST, manifest), (SIGNATURE, signature))]


def signature_in(file: BinaryIO) -> dict[str, Any]:
    """signature.json of a ZIP that zipped() made. Raises ValueError where there is none."""
    raw = b""
    for path in (MANIFEST, SIGNATURE):
        head = file.read(len(header(Entry(path, 0, 0))))
        if head[30:] != path.encode():
            raise ValueError(path)
        raw = file.read(int.from_bytes(head[22:26], "little"))
    told: dict[str, Any] = json.loads(raw)
    return told


def zipped(facts: dict[str, Any], files: list[tuple[Measured, Iterable[bytes]]], secret: str) -> Iterator[bytes]:
    """The whole ZIP, piece by piece. `files` are read here for the second time; that they are still the same is for
    the caller to see to."""
    manifest = written(facts, [file for file, _chunks in files])
    front = [(file, [raw]) for file, raw in in_front(manifest, signed(manifest, secret))]
    for file, chunks in [*front, *files]:
        yield header(file.entry())
        yield from chunks
    yield directory([file.entry() for file, _chunks in [*front, *files]])
