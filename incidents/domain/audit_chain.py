"""Pure domain: what binds the audit log, byte for byte as docs/audit.md tells it. Signing and checking, no database.

tools/verify_audit.py checks the same without this code: written twice, so that a mistake in one does not hide.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NOTHING_BEFORE = "0" * 64
PURPOSE = b"kua audit batch 1\n"
LEAF = 32


class Broken(Exception):
    """The chain does not hold. The message says where and what, in English, for the terminal and the alarm."""


def canonical(value: Any) -> bytes:
    """JSON in one form only: keys sorted, no blanks, UTF-8 as it is."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def detail(text: str) -> Any:
    """A line's detail from PostgreSQL's JSON. A number that is no small whole one becomes U+0000 and its digits: binary
    fractions have no one form, and no text of the database holds U+0000, so that nothing else can look the same."""
    return json.loads(text, parse_float=lambda digits: "\0" + digits, parse_int=_whole)


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= 16 else "\0" + digits


def leaf(line: bytes) -> bytes:
    """What a batch keeps of one line."""
    return hashlib.sha256(line).digest()


def named(refs: Iterable[str]) -> str:
    """The name of a set of references: the SHA-256 of the sorted references, each on a line of its own."""
    return hashlib.sha256("\n".join(sorted(set(refs))).encode()).hexdigest()


@dataclass(frozen=True)
class Batch:
    """A stretch of the log, from after the last batch up to `last_id`, bound to the batch before it and signed."""

    number: int
    first_id: int
    last_id: int
    count: int
    lines: str
    previous: str
    signed_at: str
    key: str
    signature: str = ""
    sha256: str = ""

    def head(self) -> dict[str, Any]:
        """What is signed."""
        return {
            "number": self.number, "first_id": self.first_id, "last_id": self.last_id, "count": self.count,
            "lines": self.lines, "previous": self.previous, "signed_at": self.signed_at, "key": self.key,
        }  # fmt: skip

    def link(self) -> str:
        """What the next batch holds as its previous: the SHA-256 of the head with its signature."""
        return hashlib.sha256(canonical(self.head() | {"signature": self.signature})).hexdigest()

    def told(self) -> dict[str, Any]:
        """All of it but the leaves, as an export and a checkpoint hold it."""
        return self.head() | {"signature": self.signature, "sha256": self.sha256}


# Before the first batch.
START = Batch(0, 0, 0, 0, "", "", "", "", sha256=NOTHING_BEFORE)


def key_name(public: str) -> str:
    """The short name of a public key (hexadecimal): the first 16 digits of its SHA-256."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]


def public_of(secret: str) -> str:
    """The public key of a secret one, both hexadecimal."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)).public_key().public_bytes_raw().hex()


def next_batch(before: Batch, last_id: int, leaves: Sequence[bytes], *, signed_at: str, secret: str) -> Batch:
    """The batch that follows `before`, signed (Ed25519, RFC 8032)."""
    lines = hashlib.sha256(b"".join(leaves)).hexdigest()
    key = key_name(public_of(secret))
    batch = Batch(before.number + 1, before.last_id + 1, last_id, len(leaves), lines, before.sha256, signed_at, key)
    signer = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    signed = replace(batch, signature=signer.sign(PURPOSE + canonical(batch.head())).hex())
    return replace(signed, sha256=signed.link())


def check_signature(batch: Batch, public_keys: Iterable[str]) -> None:
    """Raises Broken unless one of the known keys signed the head."""
    known = {key_name(public): public for public in public_keys}
    if batch.key not in known:
        raise Broken(f"batch {batch.number}: signed with a key that is not known here ({batch.key})")
    try:
        signer = Ed25519PublicKey.from_public_bytes(bytes.fromhex(known[batch.key]))
        signature = bytes.fromhex(batch.signature)
        if signature.hex() != batch.signature:
            raise ValueError
        signer.verify(signature, PURPOSE + canonical(batch.head()))
    except (InvalidSignature, ValueError):
        raise Broken(f"batch {batch.number}: the signature is not right") from None


def check_batch(before: Batch, batch: Batch, leaves: bytes, found: Sequence[tuple[int, bytes]]) -> None:
    """Raises Broken unless the batch follows `before` and holds exactly the lines found: pairs of id and leaf."""
    where = f"batch {batch.number}"
    if batch.number != before.number + 1:
        raise Broken(f"batch {before.number + 1} is missing")
    if (batch.previous, batch.first_id) != (before.sha256, before.last_id + 1):
        raise Broken(f"{where} does not follow the batch before it")
    if batch.link() != batch.sha256 or hashlib.sha256(leaves).hexdigest() != batch.lines:
        raise Broken(f"{where} was changed")
    kept = [leaves[at : at + LEAF] for at in range(0, len(leaves), LEAF)]
    if len(kept) != batch.count or [leaf for _line, leaf in found] != kept:
        raise Broken(f"{where}: {difference(kept, found)}")


def difference(kept: Sequence[bytes], found: Sequence[tuple[int, bytes]]) -> str:
    """In words, the first line that is not as it was bound."""
    for place, expected in enumerate(kept):
        if place >= len(found):
            return f"its line {place + 1} of {len(kept)} is missing"
        line, present = found[place]
        if present != expected:
            return _told(place, line, present, expected, kept, [leaf for _line, leaf in found])
    return f"line {found[len(kept)][0]} was put in"


def _told(place: int, line: int, present: bytes, expected: bytes, kept: Sequence[bytes], found: Sequence[bytes]) -> str:
    if present in kept and expected in found:
        return f"line {line} is out of its order"
    if present in kept:
        return f"the line before {line} is missing"
    if expected in found:
        return f"line {line} was put in"
    return f"line {line} was changed"
