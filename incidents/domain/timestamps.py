"""Pure: the list of hashes that is stamped, what is asked of an authority (RFC 3161), and what its receipt certifies.

All of it offline: nothing here opens a connection.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)
from rfc3161_client._rust import parse_timestamp_request

# The first line of every list: no other document of ours, and no file of evidence, begins so.
HEADING = b"Kua originals 1\n"
LEAF = 32
LONGEST = 256 * 1024
MOST_ROOTS = 500
# What the decoders raise over bytes that are no receipt, or no certificate.
NOT_DECODED = (
    ValueError, TypeError, LookupError, StopIteration, OverflowError, UnsupportedAlgorithm,
    x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType,
)  # fmt: skip


class Refused(Exception):
    """The receipt does not certify this request; its text is the code of the reason."""


@dataclass(frozen=True)
class Certified:
    """What the receipt says: when, by whose clock, and which trusted root certificate stands behind it."""

    at: datetime
    authority: str
    trusted: str
    fingerprint: str


def listed(leaves: bytes) -> bytes:
    """The list as a file that people can read: the heading, then each SHA-256 in hexadecimal on a line of its own."""
    return HEADING + b"".join(leaves[at : at + LEAF].hex().encode() + b"\n" for at in range(0, len(leaves), LEAF))


def root_of(leaves: bytes) -> str:
    """SHA-256 of the list: what `sha256sum` says of the file. The heading keeps it apart from every other hash."""
    return hashlib.sha256(listed(leaves)).hexdigest()


def packed(hashes: Iterable[str]) -> bytes:
    """Leaves out of hashes: sorted, 32 bytes each."""
    return b"".join(bytes.fromhex(one) for one in sorted(hashes))


def holds(leaves: bytes, sha256: str) -> bool:
    """Whether the hash is one of the leaves: halving, as they are sorted."""
    wanted, low, high = bytes.fromhex(sha256), 0, len(leaves) // LEAF
    while low < high:
        middle = (low + high) // 2
        leaf = leaves[middle * LEAF : (middle + 1) * LEAF]
        if leaf == wanted:
            return True
        low, high = (middle + 1, high) if leaf < wanted else (low, middle)
    return False


def asked(leaves: bytes) -> bytes:
    """A request for a time stamp over the root, DER, with a random nonce; the certificate is to come along."""
    builder = TimestampRequestBuilder().data(listed(leaves)).hash_algorithm(HashAlgorithm.SHA256)
    return builder.cert_request(cert_request=True).build().as_bytes()


def files(stamp: Any) -> dict[str, bytes]:
    """What somebody needs to verify a stamp without Kua, by file name; the last two once a receipt has come."""
    found = {"list.txt": listed(bytes(stamp.leaves)), "request.tsq": bytes(stamp.request)}
    came = {"receipt.tsr": bytes(stamp.receipt), "root.pem": stamp.trusted.encode()} if stamp.receipt else {}
    return found | came


def answers(receipt: bytes, request: bytes) -> bool:
    """Whether the receipt is for this very request: its root and its nonce. Raises Refused for what is no receipt."""
    told, wanted = _decoded(receipt).tst_info, parse_timestamp_request(request)
    return told.message_imprint.message == wanted.message_imprint.message and told.nonce == wanted.nonce


def certificates(pem: bytes) -> list[x509.Certificate]:
    """The root certificates of a PEM file, each once. Raises Refused."""
    try:
        found = x509.load_pem_x509_certificates(pem)
    except NOT_DECODED:
        raise Refused("no_pem") from None
    if len(found) > MOST_ROOTS:
        raise Refused("no_pem")
    return list(dict.fromkeys(found))


def certified(receipt: bytes, request: bytes, roots: Sequence[x509.Certificate]) -> Certified:
    """What the receipt certifies, when it answers the request and one of the roots stands behind it. Raises Refused.

    Certificates have to be valid at the time that is certified, not now: a receipt can be verified for ever. Whether
    one was called back since then is not asked: that would need the network.
    """
    response, wanted = _decoded(receipt), parse_timestamp_request(request)
    told = response.tst_info
    if told.message_imprint.message != wanted.message_imprint.message:
        raise Refused("other_root")
    if told.nonce != wanted.nonce:
        raise Refused("other_request")
    signer = _signer(response)
    if not signer.not_valid_before_utc <= told.gen_time <= signer.not_valid_after_utc:
        raise Refused("expired")
    for root in roots:
        if _verified(response, wanted, root):
            pem = root.public_bytes(Encoding.PEM).decode()
            return Certified(told.gen_time, signer.subject.rfc4514_string(), pem, root.fingerprint(SHA256()).hex())
    raise Refused("untrusted")


def _verified(response: TimeStampResponse, wanted: TimeStampRequest, root: x509.Certificate) -> bool:
    verifier = VerifierBuilder.from_request(wanted).add_root_certificate(root).build()
    try:
        return verifier.verify(response, wanted.message_imprint.message)
    except (VerificationError, *NOT_DECODED):
        return False


def _signer(response: TimeStampResponse) -> x509.Certificate:
    """The certificate that the signature names, out of those that came with it. Raises Refused."""
    try:
        named = {(one.issuer, one.serial_number) for one in response.signed_data.signer_infos}
        came = [x509.load_der_x509_certificate(one) for one in response.signed_data.certificates]
        return next(one for one in came if (one.issuer, one.serial_number) in named)
    except (StopIteration, *NOT_DECODED):
        raise Refused("no_certificate") from None


def _decoded(receipt: bytes) -> TimeStampResponse:
    if len(receipt) > LONGEST:
        raise Refused("garbage")
    try:
        response = decode_timestamp_response(_ordered(receipt))
        if response.status != PKIStatus.GRANTED:
            raise Refused("not_granted")
        response.tst_info.gen_time  # noqa: B018 - decoded only when it is asked for
    except NOT_DECODED:
        raise Refused("garbage") from None
    return response


# --- DER ---------------------------------------------------------------------------------------------------------
def _ordered(receipt: bytes) -> bytes:
    """The same receipt with the certificates beside the signature in the order that DER wants (X.690, 11.6).

    Authorities that run OpenSSL send them in any order, which the decoder refuses. They are outside of what is signed.
    """
    token = list(_parts(receipt, *_body(receipt, 0)))[1:2]
    if not token:
        return receipt  # refused by the authority: there is no token
    content = list(_parts(receipt, *_body(receipt, token[0])))[1]
    signed = next(_parts(receipt, *_body(receipt, content)))
    for part in _parts(receipt, *_body(receipt, signed)):
        if receipt[part] == 0xA0:
            begin, end = _body(receipt, part)
            sets = sorted(receipt[one : _body(receipt, one)[1]] for one in _parts(receipt, begin, end))
            return receipt[:begin] + b"".join(sets) + receipt[end:]
    return receipt


def _body(data: bytes, at: int) -> tuple[int, int]:
    """Where the contents of the element begin and end."""
    length, begin = data[at + 1], at + 2
    if length & 0x80:
        begin += length & 0x7F
        length = int.from_bytes(data[at + 2 : begin], "big")
    if begin + length > len(data):
        raise IndexError
    return begin, begin + length


def _parts(data: bytes, begin: int, end: int) -> Iterator[int]:
    """Where each element between the two begins."""
    while begin < end:
        yield begin
        begin = _body(data, begin)[1]
