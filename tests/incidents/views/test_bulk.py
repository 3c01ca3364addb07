"""The page of runs over everybody: how far, how long; left and come back to; for reviewers."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.models import MatchRun
from incidents.vocabulary import RunState

pytestmark = pytest.mark.django_db
PAGE = reverse("desk:match_runs")


def test_a_reviewer_begins_a_run_and_sees_how_far_it_is(client_of, reviewer):
    client = client_of(reviewer)
    assert client.post(reverse("desk:match_run_start"), follow=True).redirect_chain[-1][0] == PAGE
    MatchRun.objects.update(state=RunState.RUNNING, stage="comparing", total=200, done=100, began_at=timezone.now())
    page = client.get(PAGE).content.decode()
    assert 'value="75"' in page
    assert "100 of 200" in page
    assert "comparing similar names" in page


def test_a_reviewer_stops_a_run(client_of, reviewer):
    client = client_of(reviewer)
    client.post(reverse("desk:match_run_start"))
    page = client.post(reverse("desk:match_run_stop"), follow=True).content.decode()
    assert MatchRun.objects.get().state == RunState.STOPPED
    assert "stopped" in page


def test_the_last_runs_say_what_they_found(client_of, reviewer):
    at = timezone.now()
    MatchRun.objects.create(state=RunState.DONE, asked_at=at, began_at=at, touched_at=at, records=7, pairs=3, groups=2,
                            ended_at=at + dt.timedelta(seconds=90))  # fmt: skip
    page = " ".join(client_of(reviewer).get(PAGE).content.decode().split())
    assert "Records: 7 · Pairs: 3 · Groups: 2" in page
    assert "90 seconds" in page


def test_a_run_that_does_not_go_on_says_so(client_of, reviewer):
    long_ago = timezone.now() - dt.timedelta(hours=1)
    MatchRun.objects.create(asked_at=long_ago)
    assert "Look whether the job worker runs" in client_of(reviewer).get(PAGE).content.decode()


@pytest.mark.parametrize("who", ["activist", "admin"])
def test_it_is_no_page_of_others(client_of, request, who):
    assert client_of(request.getfixturevalue(who)).get(PAGE).status_code == 404
