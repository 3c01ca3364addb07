"""A run over everybody: what it proposes, what stays refused, how it is stopped and begun anew."""

import datetime as dt

import pytest
from django.db import connection

from incidents.domain import matching
from incidents.domain.bulk import running, writing
from incidents.domain.bulk.linking import Died
from incidents.domain.deciding import compared
from incidents.models import AuditEvent, LikelyGroup, LikelyPair, MatchRun
from incidents.policies import Denied
from incidents.vocabulary import RunState
from tests.factories import NOW
from tests.incidents.alike_samples import group, held, told

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=3)
KNOWN = {"birth_edtf": "1980-05-02", "birth_lower": dt.date(1980, 5, 2), "birth_upper": dt.date(1980, 5, 2)}


@pytest.fixture
def two(activist, reviewer):
    """One person under two spellings, from two reports."""
    return held(activist, reviewer, "Жагипаров Ерлан", **KNOWN), held(activist, reviewer, "Zhagiparov Yerlan", **KNOWN)


def sides():
    return {frozenset((pair.left_person, pair.right_person)) for pair in LikelyPair.objects.all()}


def test_a_run_writes_the_queue_and_says_what_it_found(two):
    found = running.run(at=LATER)
    assert (found.state, found.records, found.pairs, found.groups) == (RunState.DONE, 2, 1, 1)
    assert sides() == {frozenset(two)}
    pair = LikelyPair.objects.get()
    assert pair.likelihood == "very_likely"
    assert pair.levels["birth"] == "same_day"
    assert (pair.group.size, pair.group.open_pairs, pair.group.score) == (2, 1, pair.score)
    assert AuditEvent.objects.filter(verb="match_run", detail__pairs=1, detail__state="done").count() == 1


def test_a_mention_that_is_nobodys_yet_is_compared_too(activist, reviewer):
    person = held(activist, reviewer, "Жагипаров Ерлан", **KNOWN)
    mention = told(activist, reviewer, "Zhagiparov Yerlan", **KNOWN)
    running.run(at=LATER)
    pair = LikelyPair.objects.get()
    assert (pair.left_person, pair.right_mention) == (person, mention)


def test_drafts_and_people_left_out_are_not_looked_at(activist, reviewer):
    held(activist, reviewer, "Жагипаров Ерлан", **KNOWN)
    for changed in ({"status": "draft"}, {"status": "withdrawn"}):
        mention = told(activist, reviewer, "Zhagiparov Yerlan", **KNOWN)
        type(mention.report).objects.filter(pk=mention.report_id).update(**changed)
    retired = told(activist, reviewer, "Zhagiparov Yerlan", **KNOWN)
    type(retired).objects.filter(pk=retired.pk).update(retired_at=NOW)
    assert running.run(at=LATER).pairs == 0


def test_people_of_one_report_are_different_people(two):
    first = two[0].mentions.get()
    two[1].mentions.update(report=first.report, position=2)
    assert running.run(at=LATER).pairs == 0


def test_a_refused_pair_stays_out_until_its_facts_change(activist, reviewer):
    person = held(activist, reviewer, "Жагипаров Ерлан", **KNOWN)
    mention = told(activist, reviewer, "Zhagiparov Yerlan", **KNOWN)
    matching.different(mention, person, because="Two men.", by=reviewer, at=NOW)
    assert running.run(at=LATER).pairs == 0
    type(mention).objects.filter(pk=mention.pk).update(sex="male", occupation="baker", name="Zhagiparov Yerlan Ž.")
    assert running.run(at=LATER).pairs == 1


def test_open_pairs_of_the_run_before_give_way_and_settled_ones_stay(two, activist, reviewer):
    others = [held(activist, reviewer, name) for name in ("Боб Али", "Боб Вали", "Гоб Гали")]
    group((others[0], others[1]))
    settled = group((others[1], others[2]))
    settled.found_pairs.update(settled_at=NOW)
    running.run(at=LATER)
    assert sides() == {frozenset(two), frozenset(others[1:])}
    settled.refresh_from_db()
    assert settled.open_pairs == 0


def test_a_group_that_somebody_reads_stays_as_it_is(two, reviewer):
    read = group(two)
    LikelyGroup.objects.update(taken_by=reviewer, taken_at=LATER)
    assert running.run(at=LATER).pairs == 0
    assert LikelyPair.objects.get().group == read


def test_a_pair_that_was_settled_and_is_found_again_is_open_again(two):
    group(two).found_pairs.update(settled_at=NOW)
    running.run(at=LATER)
    assert LikelyPair.objects.get().settled_at is None


def test_pressed_twice_it_is_one_run(reviewer):
    assert running.ask(by=reviewer, at=NOW) == running.ask(by=reviewer, at=LATER)
    assert MatchRun.objects.get().asked_at == NOW


def test_who_only_logs_reports_begins_and_stops_none(activist):
    for verb in (running.ask, running.stop):
        with pytest.raises(Denied):
            verb(by=activist, at=NOW)


def test_a_run_that_waits_is_stopped_at_once_and_the_job_begins_no_other(two, reviewer):
    running.ask(by=reviewer, at=NOW)
    assert running.stop(by=reviewer, at=LATER)
    assert running.run(at=LATER, only_asked=True) is None
    assert MatchRun.objects.get().state == RunState.STOPPED
    assert not running.stop(by=reviewer, at=LATER)


def test_a_run_stops_on_its_way_and_the_queue_stays(two, reviewer, activist):
    kept = group((two[0], held(activist, reviewer, "Боб Али")))

    def press(_run):
        running.stop(by=reviewer, at=LATER)

    found = running.run(at=LATER, tell=press)
    assert found.state == RunState.STOPPED
    assert LikelyGroup.objects.get() == kept


def test_a_run_that_was_killed_is_begun_anew(two, reviewer, monkeypatch):
    running.ask(by=reviewer, at=NOW)

    def killed(*_everything):
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(writing, "replace", killed)
        with pytest.raises(SystemExit):
            running.run(at=LATER)
    assert MatchRun.objects.get().ended_at is None
    assert running.run(at=LATER, only_asked=True).pairs == 1
    assert MatchRun.objects.get().state == RunState.DONE


def test_a_process_that_died_ends_the_run_as_failed(two, monkeypatch):
    def died(*_everything):
        raise Died

    monkeypatch.setattr(running, "link", died)
    found = running.run(at=LATER)
    assert (found.state, found.failed_code) == (RunState.FAILED, "died")


def test_two_runs_never_go_on_at_once(two, monkeypatch):
    monkeypatch.setattr(running, "TURN", running.TURN + 1)  # not that of a real run on this server
    copied = connection.copy()
    try:
        with copied.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [running.TURN])
        with pytest.raises(running.Busy):
            running.run(at=LATER)
    finally:
        copied.close()


def test_what_the_queue_shows_is_what_the_pages_say_of_the_pair(two):
    running.run(at=LATER)
    (likely,) = compared([two])
    assert LikelyPair.objects.get().score == pytest.approx(likely.score, abs=0.01)
