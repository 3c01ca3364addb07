"""The housekeeping that the job worker does."""

import asyncio
import datetime as dt
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from incidents import jobs

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
