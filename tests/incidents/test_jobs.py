"""The housekeeping that the job worker does."""

import asyncio
import datetime as dt
import io
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.utils import timezone

from incidents import jobs
from incidents.domain import evidence, identity, seal_state, store
from incidents.domain.reconciling import bulk
from incidents.models import AuditBatch, AuditCheck, Seal, SourceIdentity
from tests.factories import NOW, ReportFactory, SourceFactory
from tests.incidents.audit_samples import write
from tests.incidents.domain.reconciling import house

FILES = "django.core.files.storage.FileSystemStorage"
DAY = dt.timedelta(days=1)


@pytest.mark.django_db
def test_ended_sessions_are_forgotten_and_running_ones_kept():
    now = timezone.now()
    Session.objects.create(session_key="ended", session_data="", expire_date=now - DAY)
    Session.objects.create(session_key="running", session_data="", expire_date=now + DAY)
    jobs.forget_ended_sessions(timestamp=0)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["running"]


def test_jobs_of_a_killed_worker_go_back_into_the_queue():
    retried = []

    class Manager:
        async def get_stalled_jobs(self):
            return ["one", "two"]

        async def retry_job(self, job):
            retried.append(job)

    context = SimpleNamespace(app=SimpleNamespace(job_manager=Manager()))
    asyncio.run(jobs.retry_stalled(context, timestamp=0))
    assert retried == ["one", "two"]


def test_jobs_that_were_done_a_week_ago_are_forgotten_and_those_that_failed_stay():
    asked = []

    class Manager:
        async def delete_old_jobs(self, **how):
            asked.append(how)

    context = SimpleNamespace(app=SimpleNamespace(job_manager=Manager()))
    asyncio.run(jobs.forget_done_jobs(context, timestamp=0))
    assert asked == [{"nb_hours": 7 * 24}]


@pytest.mark.django_db
def test_a_file_without_a_row_is_taken_away_after_a_day_and_others_stay(settings, tmp_path, activist):
    settings.MEDIA_ROOT, settings.INCOMING_ROOT = tmp_path, tmp_path / "incoming"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": FILES, "OPTIONS": {"location": tmp_path}}}
    report = ReportFactory(submitter=activist, status="draft")
    now = timezone.now()
    held = evidence.add_file(report=report, file=io.BytesIO(b"held"), name="a.txt", size=4, by=activist, at=now)
    orphan = store.put([b"left behind"], store.EVIDENCE)
    assert evidence.sweep(at=now) == 0
    assert evidence.sweep(at=now + 2 * DAY) == 1
    assert default_storage.exists(held.original.stored)
    assert not default_storage.exists(orphan.name)


@pytest.mark.django_db
def test_contacts_get_their_hash_by_night_and_while_sealed_they_wait(activist, admin):
    row = identity.keep(source=SourceFactory(), name="", contact="invented@example.org", note="", by=activist, at=NOW)
    SourceIdentity.objects.update(contact_hash="")
    seal_state.set_(by=admin, at=NOW)
    jobs.fill_contact_hashes(timestamp=0)
    assert SourceIdentity.objects.get().contact_hash == ""
    Seal.objects.all().delete()
    jobs.fill_contact_hashes(timestamp=0)
    assert SourceIdentity.objects.get().contact_hash == row.contact_hash != ""


@pytest.mark.django_db
def test_the_log_is_bound_and_checked_by_jobs_where_the_key_is_at_hand(settings):
    write()
    jobs.bind_audit(timestamp=0)
    jobs.check_audit(timestamp=0)
    jobs.check_whole_audit(timestamp=0)
    assert AuditBatch.objects.count() == 1
    assert {check.part: check.problem for check in AuditCheck.objects.all()} == {"newest": "", "whole": ""}
    settings.AUDIT_KEY = ""
    write()
    AuditCheck.objects.all().delete()
    for job in (jobs.bind_audit, jobs.check_audit, jobs.check_whole_audit):
        job(timestamp=0)
    assert (AuditBatch.objects.count(), AuditCheck.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_rows_of_a_list_are_decided_until_somebody_may_no_longer(reviewer, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 0)
    made = house.looked(house.edition_of(), "new", reviewer)
    jobs.decide_rows(number=made.pk)
    made = bulk.agree(made, by=reviewer, at=NOW)
    reviewer.role = "activist"
    reviewer.save()
    jobs.decide_rows(number=made.pk)
    made.refresh_from_db()
    assert (made.state, made.failed_code, made.done) == ("failed", "denied", 0)
