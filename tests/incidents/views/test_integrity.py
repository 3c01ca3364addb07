"""The pages of integrity: alarms with what to do, a check that is asked for, stamps that come and go as files."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from incidents import jobs, receiving_small
from incidents.domain.evidence import checking
from incidents.models import CheckRun, Original, RootStamp
from incidents.vocabulary import Integrity
from tests.authority import Authority
from tests.factories import NOW, ReportFactory
from tests.incidents.domain.evidence.held import flip, original, own_store, path_of, receipt

pytestmark = pytest.mark.django_db
PAGE = "/desk/integrity/"


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    own_store(settings, tmp_path)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("tsa") / "a")


@pytest.fixture
def desk(client_of, admin):
    return client_of(admin)


def page(client, url=PAGE, **more) -> str:
    answer = client.get(url, **more)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_a_file_and_with_unchecked_and_with_whole_ones_it_says_so(desk):
    assert "There is no file of evidence yet." in page(desk)
    original(b"words")
    assert "1 original was not checked yet." in page(desk)
    checking.run(at=timezone.now())
    told = page(desk)
    assert "The one original is what it was when it came." in told
    assert "All unchanged" in told


def test_one_flipped_byte_is_an_alarm_on_the_page_and_on_the_first_page(desk, client_of, reviewer, activist):
    held = original(b"a photo of the square")
    piece = receipt(held)
    flip(held)
    checking.run(at=NOW)
    told = page(desk)
    assert piece.ref in told
    assert held.sha256 in told
    assert "since 13 January 2022, 00:00" in told
    assert "bin/manage evidence verify" in told
    alarm = "1 file of evidence is missing or changed."
    assert alarm in page(desk, "/desk/")
    assert PAGE in page(desk, "/desk/")
    of_reviewer = page(client_of(reviewer), "/desk/")
    assert alarm in of_reviewer
    assert PAGE not in of_reviewer
    assert alarm not in page(client_of(activist), "/desk/")


def test_the_alarm_goes_when_the_file_is_back(desk):
    held = original(b"a photo")
    kept = path_of(held).read_bytes()
    path_of(held).unlink()
    checking.run(at=NOW)
    assert "missing or changed." in page(desk, "/desk/")
    path_of(held).write_bytes(kept)
    checking.run(at=NOW)
    assert "missing or changed." not in page(desk, "/desk/")


def test_a_file_that_is_found_missing_by_whoever_fetches_it_is_an_alarm_at_once(desk, client_of, activist):
    held = original(b"a photo")
    piece = receipt(held, ReportFactory(submitter=activist))
    path_of(held).unlink()
    client_of(activist).get(reverse("desk:evidence_download", args=[piece.ref]))
    assert Original.objects.get().integrity == Integrity.MISSING
    assert piece.ref in page(desk)


def test_a_link_leads_only_to_what_the_admin_may_open(desk):
    piece = receipt(original(b"of a report that nobody has accepted"))
    Original.objects.update(integrity=Integrity.CHANGED, checked_at=NOW)
    told = page(desk)
    assert piece.ref in told
    assert f"/desk/evidence/{piece.ref}/" not in told


def test_pressing_twice_is_one_run_which_the_job_worker_does_minute_by_minute(desk, admin, monkeypatch):
    for word in (b"one", b"two"):
        original(word)
    for _press in range(2):
        assert desk.post(f"{PAGE}check/").status_code == 302
    run = CheckRun.objects.get()
    assert (run.by, run.done) == (admin, 0)
    assert "0 of 2" in page(desk)
    waiting = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'incidents.jobs.check_originals'"
    with connection.cursor() as cursor:
        cursor.execute(waiting)
        assert cursor.fetchone() == (1,)
    began = checking.run
    monkeypatch.setattr(checking, "run", lambda **how: began(**how | {"stop_after": 0}))
    jobs.check_originals(timestamp=0)
    assert "1 of 2" in page(desk)
    for _time in range(2):
        jobs.check_originals(timestamp=0)
    assert CheckRun.objects.get().ended_at


def test_a_check_that_does_not_go_on_says_what_to_look_at(desk, admin):
    original(b"one")
    checking.begin(by=admin, at=timezone.now() - dt.timedelta(hours=2))
    assert "did not go on since" in page(desk)


def test_the_page_asks_the_database_as_often_for_forty_alarms_as_for_two(desk):
    for number in range(2):
        receipt(original(b"%d" % number))
    Original.objects.update(integrity=Integrity.CHANGED, checked_at=NOW)
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(desk)
    report = ReportFactory()
    for number in range(2, 40):
        receipt(original(b"%d" % number), report)
    Original.objects.update(integrity=Integrity.CHANGED, checked_at=NOW)
    with CaptureQueriesContext(connection) as many:
        page(desk)
    assert len(many) == len(few) <= 12


def sent(client, stamp, receipt: bytes, roots: bytes | None = None):
    files = {"receipt": SimpleUploadedFile("r.tsr", receipt)}
    if roots is not None:
        files["roots"] = SimpleUploadedFile("roots.pem", roots)
    return client.post(f"{PAGE}stamps/{stamp.pk}/", files)


def test_a_stamp_goes_out_as_a_file_and_comes_back_as_one(desk, admin, authority):
    piece = receipt(original(b"a photo"), ReportFactory())
    assert desk.post(f"{PAGE}stamps/new/").headers["Location"] == f"{PAGE}stamps/{RootStamp.objects.get().pk}/"
    stamp = RootStamp.objects.get()
    assert "waits for its receipt" in page(desk, f"{PAGE}stamps/")
    request = desk.get(f"{PAGE}stamps/{stamp.pk}/request.tsq")
    assert request.headers["Content-Type"] == "application/timestamp-query"
    assert "attachment" in request.headers["Content-Disposition"]
    assert desk.get(f"{PAGE}stamps/{stamp.pk}/receipt.tsr").status_code == 404
    answer = authority.answer(request.getvalue())
    refused = sent(desk, stamp, answer)
    assert refused.status_code == 422
    assert "No authority is trusted yet" in refused.content.decode()
    assert sent(desk, stamp, answer, authority.root).status_code == 302
    told = page(desk, f"{PAGE}stamps/{stamp.pk}/")
    assert "Verified just now" in told
    assert authority.fingerprint in told
    assert desk.get(f"{PAGE}stamps/{stamp.pk}/receipt.tsr").getvalue() == answer
    assert piece.sha256.encode() in desk.get(f"{PAGE}stamps/{stamp.pk}/list.txt").getvalue()


@pytest.mark.parametrize("receipt", [b"rubbish", b""])
def test_a_receipt_that_is_none_gets_a_sentence_and_nothing_is_kept(desk, receipt, authority):
    original(b"a photo")
    desk.post(f"{PAGE}stamps/new/")
    stamp = RootStamp.objects.get()
    assert sent(desk, stamp, receipt, authority.root).status_code == 422
    assert desk.post(f"{PAGE}stamps/{stamp.pk}/").status_code == 422
    assert not RootStamp.objects.get().receipt


def test_a_receipt_that_is_far_too_large_is_refused(desk):
    original(b"a photo")
    desk.post(f"{PAGE}stamps/new/")
    answer = sent(desk, RootStamp.objects.get(), b"0" * 300 * 1024)
    assert answer.status_code == 422
    assert "This file is too large." in answer.content.decode()
    assert sent(desk, RootStamp.objects.get(), b"0" * 3 * 1024**2).status_code == 413


def test_no_other_page_and_no_other_person_may_leave_a_small_file(rf, admin, reviewer):
    def taken(user, page: str) -> bool:
        request = rf.post("/")
        request.user, request.resolver_match = user, SimpleNamespace(view_name=page)
        return receiving_small.takes_small(request)

    assert taken(admin, "desk:stamp")
    assert not taken(reviewer, "desk:stamp")
    assert not taken(admin, "desk:home")


def test_without_a_file_there_is_nothing_to_ask_for(desk):
    assert desk.post(f"{PAGE}stamps/new/", follow=True).content.decode().count("There is no file of evidence yet.") == 1


def test_the_proof_of_one_file_is_for_those_who_see_the_file(desk, client_of, reviewer, activist, authority):
    piece = receipt(original(b"a photo"), ReportFactory(submitter=activist))
    proof = reverse("desk:evidence_proof", args=[piece.ref])
    assert "No time stamp holds this file yet." in page(client_of(reviewer), proof)
    desk.post(f"{PAGE}stamps/new/")
    stamp = RootStamp.objects.get()
    sent(desk, stamp, authority.answer(bytes(stamp.request)), authority.root)
    told = page(client_of(reviewer), proof)
    assert "This fingerprint is in the list that was certified on" in told
    assert stamp.root in told
    assert client_of(activist).get(proof).status_code == 404
    draft = receipt(original(b"another"), ReportFactory(submitter=activist, status="draft", received_at=None))
    assert client_of(reviewer).get(reverse("desk:evidence_proof", args=[draft.ref])).status_code == 404
