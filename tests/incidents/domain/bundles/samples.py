"""A person with an accepted report, a finding and a picture; bundles asked for and built in one breath."""

import io
import json
import uuid
import zipfile

from incidents.domain import store
from incidents.domain.bundles import building, verbs
from incidents.exports import csv
from incidents.models import CaseBundle, Evidence
from incidents.vocabulary import Consent, CopyKind, Disclosure, ReportStatus, Rights
from tests.factories import ReportFactory
from tests.incidents.domain.evidence import copies
from tests.incidents.people_samples import AT, found, held
from tools import verify_bundle


def case(
    reviewer, other, *, consent=Consent.PUBLIC, rights=Rights.OWN, sensitivities=("plain",), picture=None, **facts
):
    """A person and a piece of the report about them: a picture with its copies."""
    report = ReportFactory(consent=consent, status=ReportStatus.ACCEPTED, taken_by=reviewer, **facts)
    person = held(reviewer, name="Айдар Тасгеров", report=report)
    found(person, reviewer, other)
    piece = copies.piece(report, body=picture, rights=rights, sensitivities=list(sensitivities))
    copies.copy(piece.original, CopyKind.VEIL, b"veil")
    copies.copy(piece.original, CopyKind.VIEW, b"view")
    return person, piece


def redacted(piece: Evidence, body: bytes = b"redacted", page: int = 0, number: int = 1):
    made = copies.copy(piece.original, CopyKind.VEIL, body, page=page + 100)
    type(made).objects.filter(pk=made.pk).update(kind=CopyKind.REDACTED, page=page, number=number)


def ask(by, *persons, circle=Disclosure.PARTNER, incident=None, language="en", reason="For a court.", key=None):
    return verbs.ask(
        persons=persons, incident=incident, disclosure=circle, reason=reason, language=language,
        key=key or uuid.uuid4(), by=by, at=AT,
    )  # fmt: skip


def build(bundle: CaseBundle) -> CaseBundle:
    building.build(bundle.ref, clock=lambda: AT, write_csv=csv.write)
    bundle.refresh_from_db()
    return bundle


def raw(bundle: CaseBundle) -> bytes:
    """The bytes of the ZIP."""
    with store.open_stored(bundle.stored, bytes(bundle.key_sealed)) as file:
        return file.read()


def made(by, *persons, **asked) -> dict[str, bytes]:
    """The files of a bundle that was built and found right by the verifier."""
    whole = raw(build(ask(by, *persons, **asked)))
    verify_bundle.check(io.BytesIO(whole))
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def told(files: dict[str, bytes], name: str):
    return json.loads(files[name])


def pieces(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files of evidence, by what follows the reference."""
    return {path.split("/")[2]: body for path, body in files.items() if path.startswith("evidence/")}


def left_out(files: dict[str, bytes]) -> dict[str, int]:
    return told(files, "manifest.json")["left_out"]
