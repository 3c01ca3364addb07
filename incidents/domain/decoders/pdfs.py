"""PDF by PDFium, without scripts: the first page is drawn; pages become pictures."""

import re
from collections.abc import Iterator
from typing import BinaryIO

import PIL.Image
import pypdfium2
import pypdfium2.raw

from incidents.domain.decoders import pictures, rendering, serving
from incidents.domain.decoders.telling import Copy, Found, Refused, kept

MOST_PAGES, DRAWN_PAGES = 2000, 300
TAIL = 2048
MOMENT = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?(?:([+-]\d\d)'?(\d\d))?")
WITH = f"PDFium {pypdfium2.version.PDFIUM_INFO.build}, {rendering.WITH}"


def look(source: BinaryIO, size: int) -> Found:
    """How many pages it has and what it says of itself. Raises Refused: locked, pages; another error means damaged."""
    source.seek(max(0, size - TAIL))
    if b"%%EOF" not in source.read(TAIL):
        raise Refused("damaged")
    with _opened(source) as pdf:
        pages = len(pdf)
        if pages > MOST_PAGES:
            raise Refused("pages")
        drawn(pdf, 0, rendering.THUMB)
        said = pdf.get_metadata_dict()
        told = {"author": said["Author"], "title": said["Title"], "software": said["Creator"],
                "producer": said["Producer"], "created": moment(said["CreationDate"]),
                "changed": moment(said["ModDate"])}  # fmt: skip
        return Found("pdf", "application/pdf", pages=pages, told=kept(told))


def copies(source: BinaryIO, size: int, found: Found) -> Iterator[Copy]:
    """Veil, thumb, and the first three hundred pages as pictures."""
    with _opened(source) as pdf:
        _with_forms(pdf)
        for number in range(min(found.pages or 0, DRAWN_PAGES)):
            page = drawn(pdf, number, rendering.PAGE)
            if number == 0:
                yield from pictures.small(page)
            copy = rendering.copy("page", page, rendering.PAGE, number + 1, height=rendering.TALLEST_PAGE, quality=80)
            copy.recipe = f"at most {rendering.PAGE} wide, JPEG 80; {WITH}"
            yield copy


def redact(source: BinaryIO, size: int, page: int, boxes: list) -> Copy:
    """A page drawn large, with boxes over it. Pages count from 1."""
    with _opened(source) as pdf:
        _with_forms(pdf)
        return rendering.boxed(drawn(pdf, max(0, page - 1), rendering.REDACTED), boxes, page)


def drawn(pdf: pypdfium2.PdfDocument, number: int, limit: int) -> PIL.Image.Image:
    """A page on white, at most `limit` wide and four times as high."""
    page = pdf[number]
    try:
        width, height = (max(1.0, side) for side in page.get_size())
        bitmap = page.render(scale=min(limit / width, 4 * limit / height), limit_image_cache=True)
        return bitmap.to_pil().convert("RGB")
    finally:
        page.close()


def moment(text: str) -> str:
    """A date of PDF as ISO 8601; empty when it is none."""
    found = MOMENT.match(text)
    if not found:
        return ""
    year, month, day, hour, minute, second, zone, rest = found.groups()
    clock = f"T{hour}:{minute}:{second}" if hour else ""
    return f"{year}-{month}-{day}{clock}{f'{zone}:{rest}' if clock and zone else ''}"


def _opened(source: BinaryIO) -> pypdfium2.PdfDocument:
    source.seek(0)
    try:
        return pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        raise Refused("locked" if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD else "damaged") from None


def _with_forms(pdf: pypdfium2.PdfDocument) -> None:
    """What was filled into the fields of a form is part of the page."""
    if pdf.get_formtype() != pypdfium2.raw.FORMTYPE_NONE:
        pdf.init_forms()


if __name__ == "__main__":
    pictures.only_these()
    serving.main(look, copies, redact)
