"""The page of all that a report holds: veiled where it may hurt, in as many queries for two hundred as for three."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.domain import seal_state
from incidents.domain.evidence import taking
from incidents.models import DerivedCopy, Evidence, EvidenceBearing, Original
from incidents.vocabulary import CopyKind, Integrity, MediaForm
from tests.factories import NOW, ReportFactory
from tests.incidents.domain.evidence.pieces import a_file, a_link, not_held

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def report(activist):
    return ReportFactory(submitter=activist)


def page(client, report) -> str:
    answer = client.get(reverse("desk:report_evidence", args=[report.ref]))
    assert answer.status_code == 200
    return answer.content.decode()


def pictured(report, number: int, **known) -> Evidence:
    """A picture with a small copy and a veil."""
    piece = a_file(report, **{"sensitivities": ["plain"], "original_name": f"{number}.jpg"} | known)
    Original.objects.filter(pk=piece.original_id).update(
        form=MediaForm.PICTURE, dhash=number * 0x1234567890ABCD % 2**62
    )
    for kind in (CopyKind.THUMB, CopyKind.VEIL):
        DerivedCopy.objects.create(
            original_id=piece.original_id, kind=kind, stored=f"copies/{kind}/{piece.pk}", key_sealed=b"k", media_type="image/jpeg",
            size=9, sha256="0" * 64, recipe="test", made_at=NOW,
        )  # fmt: skip
    EvidenceBearing.objects.create(evidence=piece, report=report, by=report.submitter, at=NOW)
    return piece


def test_everything_of_it_is_there_in_words(client_of, activist, report):
    piece = a_file(report, sensitivities=["graphic"], note="the car", original_name="<b>car.jpg")
    Original.objects.filter(pk=piece.original_id).update(integrity=Integrity.CHANGED, checked_at=NOW)
    a_link(report)
    not_held(report)
    text = page(client_of(activist), report)
    for words in ("&lt;b&gt;car.jpg", "the car", "shows wounds", "changed", piece.sha256[:12], "https://example.org/film",
                  "a neighbour", "3 pieces", reverse("desk:evidence_page", args=[piece.ref])):  # fmt: skip
        assert words in text, words


def test_what_may_hurt_or_nobody_described_is_veiled(client_of, reviewer, report):
    shown, hurting, unsaid = (
        pictured(report, 1),
        pictured(report, 2, sensitivities=["graphic"]),
        pictured(report, 3, sensitivities=[]),
    )
    text = page(client_of(reviewer), report)
    for piece, kind in ((shown, "thumb"), (hurting, "veil"), (unsaid, "veil")):
        assert reverse("desk:evidence_copy", args=[piece.ref, kind, 0]) in text
    assert text.count("<img") == 3


def test_one_who_called_it_graphic_elsewhere_veils_it_here(client_of, reviewer, report):
    piece = pictured(report, 1)
    other = a_file(ReportFactory(), sensitivities=["graphic"])
    Evidence.objects.filter(pk=other.pk).update(original=piece.original)
    assert reverse("desk:evidence_copy", args=[piece.ref, "veil", 0]) in page(client_of(reviewer), report)


def test_pictures_that_look_alike_are_pointed_out(client_of, activist, report):
    one, other, third = (pictured(report, number) for number in (1, 2, 3))
    Original.objects.filter(pk=one.original_id).update(dhash=-1)
    Original.objects.filter(pk=other.original_id).update(dhash=-1 - 0b111)
    text = page(client_of(activist), report)
    assert reverse("desk:evidence_beside", args=[one.ref, other.ref]) in text
    assert f"Looks like {third.ref}" not in text
    assert "bears on 1 thing" in text


def test_two_hundred_pieces_need_no_more_queries_than_three(client_of, activist, report):
    client, counts = client_of(activist), []
    for first, end in ((0, 3), (3, 30), (30, 200)):
        for number in range(first, end):
            pictured(report, number)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert f"{end} pieces" in page(client, report)
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2] <= MOST_QUERIES, counts


def test_its_author_adds_from_here_and_sees_what_is_unfinished(client_of, activist, report, reviewer):
    told = {"note": "", "sensitivities": [], "mark": ""}
    taking.begin(report=report, name="film.mp4", size=9, told=told, key=uuid.uuid4(), by=activist, at=NOW)
    client, url = client_of(activist), reverse("desk:report_evidence", args=[report.ref])
    assert client.post(url, {"file-files": SimpleUploadedFile("late.bin", b"late")}).url == url
    text = page(client, report)
    assert "late.bin" in text
    assert "film.mp4" in text
    assert "data-upload=" in text
    for words in ("film.mp4", "data-upload=", '<form method="post" enctype'):
        assert words not in page(client_of(reviewer), report)
    assert client_of(reviewer).post(url, {"file-files": SimpleUploadedFile("b.bin", b"b")}).status_code == 403
    assert client.post(url, {}).status_code == 200


def test_a_decided_report_is_looked_at_and_takes_nothing(client_of, activist):
    report = ReportFactory(submitter=activist, status="withdrawn")
    client, url = client_of(activist), reverse("desk:report_evidence", args=[report.ref])
    assert "data-upload=" not in page(client, report)
    assert client.post(url, {"file-files": SimpleUploadedFile("b.bin", b"b")}).status_code == 403


def test_while_kua_is_sealed_everybody_sees_the_own_reports_alone(client_of, activist, reviewer, report, monkeypatch):
    monkeypatch.setattr(seal_state, "is_sealed", lambda: True)
    assert page(client_of(activist), report)
    assert client_of(reviewer).get(reverse("desk:report_evidence", args=[report.ref])).status_code == 403
