"""The package of a file that goes out: a ZIP of manifest, signature, the file, and the program that checks them.

In the store lie, one behind the other, the file, the program as it was, and who is in the file by name; the rest of the
ZIP follows from the manifest (docs/evidence.md), so that it need not be kept twice. Where the package is encrypted to
somebody (age), the whole package lies there instead of the first two.
"""

import io
import json
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyrage
from django.conf import settings
from django.utils.translation import gettext as _

from incidents.domain import store
from incidents.domain.bundles import archive, manifest
from incidents.domain.bundles.archive import Entry, header
from incidents.domain.bundles.manifest import Measured
from incidents.domain.exporting.pieces import Joined, Part, Sink
from incidents.models import ListExport
from incidents.policies import Unfit

VERIFIER = Path(settings.BASE_DIR) / "tools" / "verify_bundle.py"
CHECKER = "verify_bundle.py"


def recipient_of(text: str) -> str:
    """The public key as it was typed, without what stands around it. Raises Unfit when it is none."""
    key = "".join(text.split())
    if not key:
        return ""
    try:
        pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError:
        sentence = _("This is no public key of the program age. It begins with age1 and has 62 letters and digits.")
        raise Unfit(sentence, "recipient") from None
    return key


def written(facts: dict[str, Any], files: list[Measured]) -> bytes:
    """manifest.json."""
    return manifest.written(facts, files)


def signed(told: bytes) -> bytes:
    """manifest.json and under it, where the key is at hand, signature.json: as the row keeps them."""
    return told + b"\n" + (manifest.signed(told, settings.AUDIT_KEY) if settings.AUDIT_KEY else b"")


def split(kept: str) -> tuple[bytes, bytes]:
    """The two of a row: manifest.json, and signature.json when it is signed."""
    told, _line, signature = kept.partition("\n")
    return told.encode(), signature.encode()


def listed(told: bytes) -> list[Entry]:
    """The files of a manifest."""
    return [Entry(one["path"], one["size"], int(one["crc32"], 16)) for one in json.loads(told)["files"]]


def package(kept: str, stored: BinaryIO) -> Joined:
    """The ZIP; `stored` holds its files one behind the other. Raises ValueError where it is not signed."""
    told, signature = split(kept)
    if not signature:
        raise ValueError("not signed")
    front = manifest.in_front(told, signature)
    parts: list[bytes | Part] = [part for file, raw in front for part in (header(file.entry()), raw)]
    entries, at = listed(told), 0
    for entry in entries:
        parts += [header(entry), Part(stored, at, entry.size)]
        at += entry.size
    return Joined([*parts, archive.directory([*(file.entry() for file, _raw in front), *entries])])


def encrypted(kept: str, plain: BinaryIO, recipient: str, sink: Sink) -> None:
    """Write the package for the one who has the key to `recipient`. The form: age-encryption.org/v1."""
    whole = io.BufferedReader(cast(Any, package(kept, plain)), store.boxes.CHUNK)
    pyrage.encrypt_io(whole, sink, [pyrage.x25519.Recipient.from_str(recipient)])


def opened(row: ListExport, *, whole: bool) -> BinaryIO:
    """The bytes that go to whoever downloads: the file alone, or the package. Raises as store.open_stored does, and
    ValueError where the package is not signed yet."""
    stored = store.open_stored(row.stored, bytes(row.key_sealed))
    if row.recipient or not whole:
        return cast(BinaryIO, Part(stored, 0, row.size or 0))
    try:
        return cast(BinaryIO, package(row.manifest, stored))
    except BaseException:
        stored.close()
        raise


def behind(row: ListExport, stored: BinaryIO) -> str:
    """Who is in the file by name, and what else it rests on: what lies behind the bytes that go."""
    begin = row.size or 0
    if not row.recipient:
        begin = sum(entry.size for entry in listed(split(row.manifest)[0]))
    stored.seek(begin)
    return stored.read().decode()
