"""Measuring the search on files: in a schema of its own that is always removed."""

import gzip
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from incidents.management.matching import evaluate_search, scratch
from incidents.models import Person

NAMES = 'name,birth,place\nЖагипаров Дулат,1990,Алматы\n"Оспанов, Ерлан",,\nTest \\ "Quoted",,\nAhmetov Samat,~1994,\n'
QUERIES = (
    'query,expected\nZhagiparov Dulat,Жагипаров Дулат\n"jcgfyjd thkfy","Оспанов, Ерлан"\nnobody at all,Ahmetov Samat\n'
)


@pytest.fixture
def files(tmp_path):
    (tmp_path / "n.csv.gz").write_bytes(gzip.compress(NAMES.encode()))
    (tmp_path / "q.csv").write_text(QUERIES, "utf-8")
    return str(tmp_path / "n.csv.gz"), str(tmp_path / "q.csv")


@pytest.fixture
def in_one_process(monkeypatch):
    """The test's transaction stays open, and no process is forked."""

    class Alone:
        def __init__(self, *_given): ...
        def __enter__(self):
            return self

        def __exit__(self, *_error): ...
        def imap(self, work, things, chunksize=1):
            return map(work, things)

        def close(self): ...

    monkeypatch.setattr(evaluate_search, "Pool", Alone)
    monkeypatch.setattr(evaluate_search.connections, "close_all", lambda: None)


def schemas() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)", [scratch.PREFIX])
        return [name for (name,) in cursor.fetchall()]


def test_recall_and_latency_are_printed_as_json_and_nothing_is_left(db, files, in_one_process, capsys):
    call_command("matching", "evaluate-search", *files, "--json")
    found = json.loads(capsys.readouterr().out)
    assert (found["recall_at_1"], found["recall_at_10"], found["names"]) == (0.6667, 0.6667, 4)
    assert 0 < found["p50_ms"] <= found["p95_ms"] <= found["p99_ms"]
    assert schemas() == []
    assert not Person.objects.exists()


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_the_schema_is_removed_when_something_goes_wrong(db, files, in_one_process, monkeypatch, error):
    def fail(*_given):
        assert len(schemas()) == 1
        raise error

    monkeypatch.setattr(evaluate_search, "measured", fail)
    with pytest.raises(error):
        call_command("matching", "evaluate-search", *files)
    assert schemas() == []


def test_what_a_killed_run_left_is_removed(db, files, in_one_process):
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {scratch.PREFIX}abc CREATE TABLE left_over (id int)")
    call_command("matching", "evaluate-search", *files)
    assert schemas() == []


@pytest.mark.parametrize("text", ["name\nA\n", ""])
def test_files_that_do_not_do_are_refused_in_a_sentence(db, files, in_one_process, tmp_path, text):
    (tmp_path / "bad.csv").write_text(text)
    with pytest.raises(CommandError, match="bad.csv"):
        call_command("matching", "evaluate-search", str(tmp_path / "bad.csv"), files[1])
    with pytest.raises(CommandError):
        call_command("matching", "evaluate-search", str(tmp_path / "none.csv"), files[1])
    assert schemas() == []
