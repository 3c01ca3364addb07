"""Every kind in every format, for every circle that may have it: asked for, made, and found right by the verifier."""

import csv as plain
import io
import json
import uuid
import zipfile
from itertools import cycle, islice

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from incidents.domain.exporting import making, printed, verbs
from incidents.domain.exporting.tables import KINDS
from incidents.exports.formats import FORMATS
from incidents.policies import Unfit
from incidents.vocabulary import Bearing, Consent, Disclosure, ExportFormat, ExportStatus, ExportWhat
from tests.incidents.domain.bundles.samples import case
from tests.incidents.domain.evidence import copies
from tests.incidents.people_samples import AT, told
from tests.incidents.row_samples import a_list, an_edition
from tools import verify_bundle

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(reviewer, second_reviewer, settings):
    """A person who was detained and killed, with a picture, and a list that others keep."""
    settings.EXPORT_APPROVAL = False
    person, piece = case(reviewer, second_reviewer, consent=Consent.PUBLIC, picture=copies.jpeg())
    told(person, person.mentions.get().report, name="Айдар Тасгеров", kind="detained")
    piece.bearings.create(bearing=Bearing.SUPPORTS, mention=person.mentions.first(), by=reviewer, at=AT)
    an_edition(a_list("Theirs"))
    return person


def lines(fmt: str, raw: bytes) -> int:
    """How many rows or pages there are, by a program that is not ours; headings count."""
    if fmt == ExportFormat.PDF:
        return len(pypdfium2.PdfDocument(raw))
    if fmt == ExportFormat.XLSX:
        return len(CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python())
    if fmt == ExportFormat.JSONL:
        return len([json.loads(line) for line in raw.decode().splitlines()])
    return len(list(plain.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))))


def pairs(what) -> list[tuple[str, str]]:
    """Each format and each circle once at least."""
    formats, circles = KINDS[what].formats, KINDS[what].circles
    return list(islice(zip(cycle(formats), cycle(circles), strict=False), max(len(formats), len(circles))))


@pytest.mark.parametrize("what", list(KINDS), ids=str)
def test_every_kind_becomes_a_file_in_each_of_its_formats(admin, world, what):
    package = b""
    for fmt, circle in pairs(what):
        columns = [column.code for column in KINDS[what].columns(circle)]
        row = verbs.ask(by=admin, at=AT, key=uuid.uuid4(), what=what, filters={}, columns=columns, seen=True,
                        disclosure=circle, fmt=fmt, purpose="For a test.", language="kk")  # fmt: skip
        made = making.make(row.ref, clock=lambda: AT, formats=FORMATS)
        assert (made.status, made.failed_words, made.rows) == (ExportStatus.READY, "", 1), (circle, fmt)
        package = verbs.fetch(made, by=admin, at=AT, whole=True).read()
        with zipfile.ZipFile(io.BytesIO(package)) as opened:
            [name] = [one for one in opened.namelist() if one.startswith(f"{what}.")]
            headings = {ExportFormat.CSV: 1, ExportFormat.XLSX: 1, ExportFormat.HXL: 2}.get(fmt, 0)
            assert lines(fmt, opened.read(name)) >= 1 + headings, (circle, fmt)
    verify_bundle.check(io.BytesIO(package))


def test_more_people_than_a_pdf_holds_are_refused_when_one_asks(admin, world, monkeypatch):
    monkeypatch.setattr(printed, "MOST_ROWS", 0)
    with pytest.raises(Unfit, match="A PDF holds at most 0 people"):
        verbs.ask(by=admin, at=AT, key=uuid.uuid4(), what=ExportWhat.PEOPLE, filters={}, columns=["ref"],
                  disclosure=Disclosure.INTERNAL, fmt=ExportFormat.PDF, purpose="For a test.", language="en")  # fmt: skip
