"""Pieces with copies to look at, made here and not by a decoder; small pictures that really are some."""

import io

from PIL import Image, ImageDraw

from incidents.domain import store
from incidents.models import DerivedCopy, Evidence, Original
from incidents.vocabulary import CopyKind, Deriving, MediaForm
from tests.factories import NOW
from tests.incidents.domain.evidence import held

FORMS = {"picture": "image/jpeg", "video": "video/mp4", "sound": "audio/mpeg", "pdf": "application/pdf"}


def jpeg(width: int = 64, height: int = 48, colour: str = "#88aacc") -> bytes:
    """A picture with a sun in it."""
    out, picture = io.BytesIO(), Image.new("RGB", (width, height), colour)
    ImageDraw.Draw(picture).ellipse((width // 3, height // 4, width // 2, height // 2), fill="#ffcc33")
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def copy(
    original: Original, kind: str, body: bytes | None = None, *, page: int = 0, number: int = 0, media_type="image/jpeg"
) -> DerivedCopy:
    """A copy in the store, with its row."""
    kept = store.put([jpeg() if body is None else body], store.COPIES)
    return DerivedCopy.objects.create(
        original=original, kind=kind, page=page, number=number, stored=kept.name, key_sealed=kept.key_sealed,
        media_type=media_type, size=kept.size, sha256=kept.sha256, width=64, height=48, recipe="made for a test", made_at=NOW,
    )  # fmt: skip


def piece(report=None, body: bytes | None = None, form: str = "picture", **known) -> Evidence:
    """A receipt of an original without copies; `known` are fields of the receipt."""
    original = held.original(
        jpeg() if body is None else body, form=form, media_type=FORMS[form], deriving=Deriving.DONE
    )
    receipt = held.receipt(original, report)
    Evidence.objects.filter(pk=receipt.pk).update(**{"sensitivities": ["plain"], "note": "The square at noon"} | known)
    receipt.refresh_from_db()
    return receipt


def picture(report=None, **known) -> Evidence:
    """A picture with everything that is made of one."""
    found = piece(report, **known)
    for kind, colour in ((CopyKind.VEIL, "#999999"), (CopyKind.THUMB, "#88aacc"), (CopyKind.VIEW, "#88aacc")):
        width = 640 if kind == CopyKind.VIEW else 64
        copy(found.original, kind, jpeg(width, width * 3 // 4, colour))
    return found


def document(pages: int, report=None, **known) -> Evidence:
    """A PDF of so many pages; the copies of all but the first three are rows alone."""
    found = piece(report, b"%PDF-1.4 not really", MediaForm.PDF, **known)
    copy(found.original, CopyKind.VEIL, page=1)
    first = [copy(found.original, CopyKind.PAGE, jpeg(200, 280), page=page) for page in range(1, min(pages, 3) + 1)]
    DerivedCopy.objects.bulk_create(
        DerivedCopy(original=found.original, kind=CopyKind.PAGE, page=page, stored=f"copies/00/{found.pk}-{page}",
                    key_sealed=first[0].key_sealed, media_type="image/jpeg", size=1, sha256="0" * 64, recipe="none",
                    made_at=NOW)
        for page in range(4, pages + 1)
    )  # fmt: skip
    return found


def film(report=None, body: bytes = b"\0" * 1000, **known) -> Evidence:
    """A film with frames and a clip to play."""
    found = piece(report, b"film" + body, MediaForm.VIDEO, **known)
    copy(found.original, CopyKind.POSTER, page=1)
    copy(found.original, CopyKind.CLIP, body, media_type="video/mp4")
    return found
