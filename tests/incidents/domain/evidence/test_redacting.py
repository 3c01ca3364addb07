"""Boxes burnt into a new copy: nothing of what was under them is in it, and the original is what it was."""

import hashlib
import io
import uuid

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from accounts.models import User
from incidents.domain import decoding, store
from incidents.domain.evidence import redacting
from incidents.models import AuditEvent, DerivedCopy, Evidence, Redaction
from incidents.policies import Denied, Unfit
from incidents.vocabulary import CopyKind
from tests.factories import NOW, ReportFactory
from tests.incidents.domain.evidence import copies, held

pytestmark = pytest.mark.django_db
BOX = (2500, 2500, 7500, 5000)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    held.own_store(settings, tmp_path)


@pytest.fixture
def piece(activist):
    return copies.picture(ReportFactory(submitter=activist))


@pytest.fixture
def quick(monkeypatch):
    """A decoder that needs no child: a grey picture."""

    def made(source, size, facts, page, boxes):
        body = copies.jpeg(40, 30, "#777777")
        return decoding.Made(CopyKind.REDACTED, page, "image/jpeg", 40, 30, "a test", iter([body]))

    monkeypatch.setattr(decoding, "redact", made)


def redact(piece: Evidence, by: User, **changes) -> Redaction:
    told = {"page": 0, "boxes": [BOX], "reason": "The face of a child", "key": uuid.uuid4()}
    return redacting.redact(evidence=piece, by=by, at=NOW, **told | changes)


def files() -> int:
    return sum(len(default_storage.listdir(f"copies/{folder}")[1]) for folder in default_storage.listdir("copies")[0])


def test_the_box_is_burnt_into_a_new_copy_and_the_original_is_what_it_was(piece, reviewer):
    made = redact(piece, reviewer)
    picture = Image.open(store.open_copy(made.copy)).convert("RGB")
    width, height = picture.size
    assert max(picture.getpixel((width // 2, round(height * 0.4)))) < 16
    assert min(picture.getpixel((width // 10, height // 10))) > 90
    original = store.open_original(piece.original).read()
    assert hashlib.sha256(original).hexdigest() == piece.sha256
    assert (made.copy.kind, made.copy.page, made.copy.number) == (CopyKind.REDACTED, 0, 1)


def test_who_and_why_are_kept_and_the_log_holds_the_hashes_and_no_words(piece, reviewer, quick):
    made = redact(piece, reviewer, boxes=[BOX, (0, 0, 100, 100)])
    assert (made.by, made.reason, made.boxes) == (reviewer, "The face of a child", [list(BOX), [0, 0, 100, 100]])
    line = AuditEvent.objects.get(verb="evidence_redacted")
    assert (line.ref, line.by) == (piece.ref, reviewer.ref)
    assert line.detail == {"sha256": piece.sha256, "copy": made.copy.sha256, "boxes": 2}


def test_the_same_form_sent_twice_makes_one_copy(piece, reviewer, quick):
    key, before = uuid.uuid4(), files()
    assert redact(piece, reviewer, key=key) == redact(piece, reviewer, key=key)
    assert (Redaction.objects.count(), files() - before) == (1, 1)


def test_a_form_that_another_sent_first_makes_one_copy_and_leaves_no_file(piece, reviewer, quick, monkeypatch):
    key, before = uuid.uuid4(), files()
    first = redact(piece, reviewer, key=key)
    # As it looks to the request that came second: nothing was there when it began.
    seen = iter([None, first])
    monkeypatch.setattr(redacting, "_same", lambda *args: next(seen))
    assert redact(piece, reviewer, key=key) == first
    assert files() - before == 1


def test_a_key_of_another_form_is_refused(piece, activist, reviewer, quick):
    key = uuid.uuid4()
    redact(piece, reviewer, key=key)
    with pytest.raises(Unfit):
        redact(piece, activist, key=key)
    with pytest.raises(Unfit):
        redact(copies.picture(body=copies.jpeg(33, 33)), reviewer, key=key)


def test_copies_of_one_page_are_numbered(piece, reviewer, quick):
    assert [redact(piece, reviewer).copy.number for _n in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    "boxes",
    [[], [(0, 0, 0, 100)], [(5, 5, 3, 9)], [(-1, 0, 5, 5)], [(0, 0, 10_001, 5)], [BOX] * 51, [BOX, (9, 9, 9, 9)]],
)
def test_boxes_that_cover_nothing_are_refused(piece, reviewer, quick, boxes):
    with pytest.raises(Unfit) as refused:
        redact(piece, reviewer, boxes=boxes)
    assert refused.value.field == "boxes"


def test_a_reason_is_required(piece, reviewer, quick):
    with pytest.raises(Unfit) as refused:
        redact(piece, reviewer, reason="   ")
    assert refused.value.field == "reason"


@pytest.mark.parametrize("page", [1, 7])
def test_a_page_that_is_not_there_is_refused(piece, reviewer, quick, page):
    with pytest.raises(Unfit):
        redact(piece, reviewer, page=page)


def test_a_file_that_cannot_be_drawn_is_told_and_leaves_nothing_behind(reviewer):
    piece = copies.picture(body=b"no picture at all")
    before = files()
    with pytest.raises(Unfit):
        redact(piece, reviewer)
    assert (files(), Redaction.objects.count()) == (before, 0)


def test_whatever_fails_leaves_no_file_behind(piece, reviewer, quick, monkeypatch):
    before = files()
    monkeypatch.setattr(redacting.audit, "record", lambda **line: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        redact(piece, reviewer)
    assert files() == before
    assert not DerivedCopy.objects.filter(kind=CopyKind.REDACTED).exists()


# --- Who may ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", ["draft", "submitted", "under_review", "returned"])
def test_the_author_covers_while_the_report_is_open(piece, activist, quick, status):
    piece.report.status = status
    assert redact(piece, activist)


@pytest.mark.parametrize("status", ["accepted", "rejected", "withdrawn"])
def test_the_author_covers_nothing_more_when_it_is_decided_and_a_reviewer_does(
    piece, activist, reviewer, quick, status
):
    piece.report.status = status
    with pytest.raises(Denied):
        redact(piece, activist)
    assert redact(piece, reviewer)


def test_nobody_else_covers_anything(piece, other_activist, admin, quick):
    for user in (other_activist, admin):
        with pytest.raises(Denied):
            redact(piece, user)


def test_a_picture_is_still_a_picture(piece, reviewer):
    assert Image.open(io.BytesIO(store.open_copy(redact(piece, reviewer).copy).read())).format == "JPEG"
