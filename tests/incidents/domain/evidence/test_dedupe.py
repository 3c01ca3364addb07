"""The same bytes twice are one original with two receipts; the second to bring them learns nothing of the first."""

import datetime as dt
import io
import os
import uuid

import pytest
from django.core.files.storage import default_storage

from incidents.domain import evidence, intake, retention, store
from incidents.models import AuditEvent, DerivedCopy, Evidence, EvidenceBearing, Original, Redaction
from tests.factories import NOW, UserFactory
from tests.incidents.domain.intake_samples import new_key
from tests.incidents.domain.test_intake_races import at_once

DATA = b"the same photograph"
LATER = NOW + dt.timedelta(days=91)


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.INCOMING_ROOT = tmp_path / "incoming"
    options = settings.STORAGES["default"]["OPTIONS"] | {"location": tmp_path / "media"}
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": options}}


def add(by, data: bytes = DATA) -> Evidence:
    report = intake.start(by=by, at=NOW, key=new_key())
    return evidence.add_file(report=report, file=io.BytesIO(data), name="a.jpg", size=len(data), by=by, at=NOW)


def held(folder: str = "evidence") -> int:
    return sum(path.is_file() for path in (store.Path(default_storage.location) / folder).rglob("*"))


@pytest.mark.django_db
def test_two_reports_have_a_receipt_each_of_one_original(activist, other_activist, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        one, other = add(activist), add(other_activist)
    assert one.original == other.original == Original.objects.get()
    assert held() == 1
    assert store.open_original(one.original).read() == DATA
    assert one.ref != other.ref
    for piece in (one, other):
        assert AuditEvent.objects.get(verb="evidence_hashed", ref=piece.ref).detail["sha256"] == piece.sha256
    told = AuditEvent.objects.filter(by=other_activist.username).values_list("detail", flat=True)
    assert not [detail for detail in told if one.ref in str(detail) or one.report.ref in str(detail)]


@pytest.mark.django_db(transaction=True)
def test_two_who_bring_it_at_the_same_moment_make_one_original():
    people = [UserFactory() for _n in range(3)]
    pieces = at_once(*[lambda by=by: add(by) for by in people])
    assert [type(piece) for piece in pieces] == [Evidence] * 3
    assert len({piece.original_id for piece in pieces}) == 1
    assert held() == 1
    assert store.open_original(Original.objects.get()).read() == DATA


@pytest.mark.django_db
@pytest.mark.parametrize("harm", ["missing", "changed"])
def test_bytes_that_were_lost_and_come_again_take_their_place(activist, other_activist, harm):
    first = add(activist)
    lost = first.original
    store.discard(lost.stored)
    Original.objects.update(integrity=harm, checked_at=NOW)
    add(other_activist)
    assert AuditEvent.objects.get(verb="evidence_moved").ref == first.ref
    lost.refresh_from_db()
    assert lost.integrity == "unchecked"
    assert store.open_original(lost).read() == DATA


@pytest.mark.django_db
@pytest.mark.parametrize("harm", ["missing", "cut"])
def test_bytes_whose_loss_nobody_noticed_yet_take_their_place_too(
    activist, other_activist, harm, django_capture_on_commit_callbacks
):
    lost = add(activist).original
    path = store.Path(default_storage.path(lost.stored))
    path.unlink() if harm == "missing" else os.truncate(path, 9)
    with django_capture_on_commit_callbacks(execute=True):
        add(other_activist)
    lost.refresh_from_db()
    assert store.open_original(lost).read() == DATA


@pytest.mark.django_db
def test_where_the_whole_folder_is_away_nothing_takes_the_place_of_a_file(activist, other_activist):
    lost = add(activist).original
    folder = store.Path(default_storage.path(lost.stored)).parent
    folder.rename(folder.with_name("away"))
    add(other_activist)
    assert Original.objects.get().stored == lost.stored


# --- What leaves with a report ---------------------------------------------------------------------------------------
@pytest.fixture
def looked_at(activist, other_activist, reviewer, django_capture_on_commit_callbacks):
    """One original of two drafts, with a copy, a redacted copy of the first, and something tied to it."""
    with django_capture_on_commit_callbacks(execute=True):
        one, other = add(activist), add(other_activist)
    for kind, number in (("view", 0), ("redacted", 1)):
        made = store.put([kind.encode()], store.COPIES)
        copy = DerivedCopy.objects.create(
            original=one.original, kind=kind, number=number, stored=made.name, key_sealed=made.key_sealed, size=4,
            sha256=made.sha256, media_type="image/webp", recipe="test", made_at=NOW,
        )  # fmt: skip
    Redaction.objects.create(evidence=one, copy=copy, key=uuid.uuid4(), boxes=[], reason="A face.", by=reviewer, at=NOW)
    EvidenceBearing.objects.create(evidence=one, report=one.report, by=activist, at=NOW)
    EvidenceBearing.objects.create(evidence=other, report=one.report, by=activist, at=NOW)
    return one, other


def left(*reports, callbacks) -> None:
    with callbacks(execute=True):
        for report in reports:
            retention.delete_draft(report, at=LATER)


@pytest.mark.django_db
def test_an_original_stays_while_another_report_has_a_receipt(looked_at, django_capture_on_commit_callbacks):
    one, other = looked_at
    left(one.report, callbacks=django_capture_on_commit_callbacks)
    assert store.open_original(Original.objects.get()).read() == DATA
    assert (list(Evidence.objects.all()), held("copies")) == ([other], 1)
    assert DerivedCopy.objects.get().kind == "view"
    assert not Redaction.objects.exists()


@pytest.mark.django_db
def test_with_its_last_receipt_it_leaves_with_all_its_copies(looked_at, django_capture_on_commit_callbacks):
    left(*[piece.report for piece in looked_at], callbacks=django_capture_on_commit_callbacks)
    for model in (Evidence, Original, DerivedCopy, Redaction, EvidenceBearing):
        assert not model.objects.exists(), model
    assert (held(), held("copies")) == (0, 0)
