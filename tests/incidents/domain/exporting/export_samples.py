"""Files that go out, asked for and made in one breath."""

import io
import uuid
import zipfile

from django.http import QueryDict

from incidents.domain import disclosure
from incidents.domain.exporting import making, verbs
from incidents.exports import csv
from incidents.exports.formats import FORMATS
from incidents.models import AuditEvent, ListExport
from incidents.vocabulary import Disclosure
from tests.incidents.people_samples import AT
from tools import verify_bundle


def ask(by, text="", columns=None, circle=Disclosure.PARTNER, **words) -> ListExport:
    """Asked for, as the form asks; what points at one person was seen."""
    columns = columns or [column.code for column in disclosure.columns_for(circle)]
    asked = {
        "key": uuid.uuid4(),
        "what": "people",
        "fmt": "csv",
        "purpose": "for a test",
        "language": "en",
        "seen": True,
    }
    filters = QueryDict(text).dict()
    return verbs.ask(by=by, at=AT, filters=filters, columns=columns, disclosure=circle, **(asked | words))


def make(row: ListExport, at=AT, formats=FORMATS) -> ListExport:
    making.make(row.ref, clock=lambda: at, formats=formats)
    row.refresh_from_db()
    return row


def export(by, text="", columns=None, circle=Disclosure.PARTNER, agreed_by=None, **words) -> ListExport:
    """A file that is ready; another admin agreed where one must."""
    row = ask(by, text, columns, circle, **words)
    if row.status == "asked":
        verbs.agree(row, by=agreed_by, at=AT)
    return make(row)


def raw(row: ListExport, by=None, whole=False) -> bytes:
    with verbs.fetch(row, by=by or row.by, at=AT, whole=whole) as file:
        return file.read()


def rows(row: ListExport) -> list[dict[str, str]]:
    heading, *lines = csv.read(raw(row))
    return [dict(zip(heading, line, strict=True)) for line in lines]


def unpacked(package: bytes) -> dict[str, bytes]:
    """The files of a package that the verifier found right."""
    verify_bundle.check(io.BytesIO(package))
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def last(verb="exported") -> AuditEvent:
    return AuditEvent.objects.filter(verb=verb).latest("pk")
