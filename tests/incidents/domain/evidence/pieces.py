"""Pieces of evidence as rows, for tests that are not about how they came."""

import hashlib
import itertools
import json
from typing import Any

from incidents.domain import envelope, keyring, references
from incidents.models import Evidence, Original
from incidents.vocabulary import SecretKind
from tests.factories import NOW

numbers = itertools.count(1)
TAKEN = {
    "taken": "2022-01-08T14:05:00+06:00",
    "lat": "45.0196",
    "lon": "78.3711",
    "make": "Invented",
    "model": "Camera 1",
}


def original(told: dict[str, str] | None = None) -> Original:
    """A row of bytes that nobody reads, with what the file says of its making."""
    number = next(numbers)
    row = Original(
        sha256=hashlib.sha256(b"%d" % number).hexdigest(), size=9, stored=f"evidence/aa/{number}", received_at=NOW
    )
    row.save()
    if told is not None:
        public, place = keyring.current(SecretKind.FILE), keyring.place_of(row, "told_sealed")
        row.told_sealed = envelope.seal(json.dumps(told), public, place)
        row.save()
    return row


def a_file(report, told: dict[str, str] | None = None, **known: Any) -> Evidence:
    """A file of the report."""
    bytes_ = original(told)
    words = {"original_name": "picture.jpg", "media_type": "image/jpeg", "size": 9, "sha256": bytes_.sha256}
    return piece(report, "file", original=bytes_, **words | known)


def a_link(report, **known: Any) -> Evidence:
    """A link of the report."""
    return piece(report, "link", **{"url": "https://example.org/film"} | known)


def not_held(report, **known: Any) -> Evidence:
    """Something said to exist."""
    return piece(report, "not_held", **{"note": "A film of the square", "held_by": "a neighbour"} | known)


def piece(report, kind: str, **known: Any) -> Evidence:
    told = {"ref": references.make("E"), "report": report, "added_by": report.submitter, "added_at": NOW}
    return Evidence.objects.create(kind=kind, **told | known)
