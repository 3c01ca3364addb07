"""Keys of all names made anew: to the end, going on after a kill, one at a time."""

import datetime as dt

import pytest

from incidents.domain import names, rekeying, standing, turns
from incidents.models import MatchRun, Mention, NameWord, Person
from tests.incidents.people_samples import held

AT = dt.datetime(2022, 2, 1, 3, 0, tzinfo=dt.UTC)


@pytest.fixture
def people(reviewer):
    return [held(reviewer, name=name) for name in ("Айдар Тасгеров", "Дана Белтыбор", "Ерлан Сейитов")]


def forget() -> None:
    for model in (Mention, Person):
        model.objects.update(keys_version=0, name_keys=[])
    NameWord.objects.all().delete()


def test_all_keys_words_and_counts_are_made_anew(people):
    columns = ("name_keys", "name_folded", "sort_key", "search_text", "version")
    before = list(Person.objects.order_by("pk").values_list(*columns))
    forget()
    assert rekeying.is_due()
    run = rekeying.run(at=AT)
    assert (run.state, run.done, run.total, run.records) == ("done", 6, 6, 6)
    assert list(Person.objects.order_by("pk").values_list(*columns)) == before
    assert not rekeying.is_due()
    assert NameWord.objects.get(word="aidar").count == 1


def test_a_run_that_was_killed_goes_on_behind_its_last_batch(people, monkeypatch):
    forget()
    monkeypatch.setattr(rekeying, "AT_ONCE", 2)
    told = []

    def kill(run):
        told.append(run.done)
        if run.done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rekeying.run(at=AT, tell=kill)
    assert rekeying.is_due()
    run = rekeying.run(at=AT, tell=lambda run: told.append(run.done))
    assert (run.state, run.done) == ("done", 6)
    assert MatchRun.objects.count() == 1
    assert not Person.objects.exclude(keys_version=names.VERSION).exists()


def test_it_rests_after_its_time(people):
    run = rekeying.run(at=AT, stop_after=0)
    assert (run.state, run.stage) == ("running", "mentions")


def test_a_run_of_an_older_reading_of_names_is_ended_and_begun_anew(people):
    old = MatchRun.objects.create(kind="keys", state="running", stage="persons", asked_at=AT, names_version=0)
    assert rekeying.run(at=AT).pk != old.pk
    old.refresh_from_db()
    assert old.state == "stopped"


def test_two_runs_at_once_are_refused(people, monkeypatch):
    def taken(turn, refusal):
        raise refusal

    monkeypatch.setattr(turns, "alone", taken)
    with pytest.raises(rekeying.Busy):
        rekeying.run(at=AT)


def test_the_keys_do_not_hang_on_who_wrote_them(people):
    for person in people:
        person.refresh_from_db()
        kept = list(person.name_keys)
        standing.rewrite(person)
        assert person.name_keys == kept
