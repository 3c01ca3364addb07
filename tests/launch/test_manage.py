"""bin/manage: the same environment, the same database, and no server that stays behind."""

import fcntl
import os
import signal

import pytest

from config.launch import embedded, manage
from config.launch.refused import Refused


class Stub:
    """A database that only remembers what was asked of it."""

    def __init__(self, home, free=True):
        self.home, self.free, self.asked = home, free, []

    def claim(self):
        return self.free

    def start(self):
        self.asked.append("start")

    def stop(self):
        self.asked.append("stop")


@pytest.fixture(autouse=True)
def _signals():
    """The signals of the test runner stay its own."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


def test_a_database_that_does_not_run_is_started_and_stopped_afterwards(tmp_path):
    server = Stub(tmp_path)
    with manage.running(server):
        assert server.asked == ["start"]
    assert server.asked == ["start", "stop"]


def test_it_is_stopped_when_the_command_fails_too(tmp_path):
    server = Stub(tmp_path)
    with pytest.raises(ZeroDivisionError), manage.running(server):
        raise ZeroDivisionError
    assert server.asked == ["start", "stop"]


def test_a_guest_neither_starts_nor_stops_it_and_its_host_waits_for_it(tmp_path, monkeypatch):
    server = Stub(tmp_path, free=False)
    monkeypatch.setattr(manage, "answers", lambda server: True)
    with manage.running(server):
        host = os.open(tmp_path / "guests.lock", os.O_RDWR)
        with pytest.raises(BlockingIOError):
            fcntl.flock(host, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(host, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(host)
    assert server.asked == []


def test_a_database_that_never_answers_is_told_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(manage, "answers", lambda server: False)
    monkeypatch.setattr(manage, "PATIENCE", 0)
    with pytest.raises(Refused, match="its database does not answer; stop it first"):
        manage.running(Stub(tmp_path, free=False)).__enter__()


def test_no_database_is_no_answer(tmp_path):
    assert manage.answers(embedded.Server(tmp_path)) is False


@pytest.mark.parametrize(("code", "told"), [("raise SystemExit(3)", 3), ("import os; os.kill(os.getpid(), 9)", 137)])
def test_the_exit_code_of_the_command_is_handed_on(monkeypatch, code, told):
    monkeypatch.setattr(manage.setting, "python", lambda *words: [manage.sys.executable, "-c", code])
    assert manage.command(["anything"], dict(os.environ) | {"KUA_DEMO": "0"}) == told


@pytest.mark.parametrize(("mark", "demo"), [("kua: demo", "1"), ("kua: empty", "0"), ("new", "0")])
def test_a_command_is_in_demo_mode_where_the_database_holds_the_demo(monkeypatch, mark, demo):
    code = f"import os, sys; sys.exit(os.environ['KUA_DEMO'] != '{demo}')"
    monkeypatch.delenv("KUA_DEMO", raising=False)
    monkeypatch.setattr(manage.database, "mark", lambda url: mark)
    monkeypatch.setattr(manage.setting, "python", lambda *words: [manage.sys.executable, "-c", code])
    assert manage.command(["anything"], dict(os.environ)) == 0


@pytest.mark.parametrize(("words", "commands"), [(["check"], 1), (["migrate"], 2)])
def test_after_a_migration_the_web_role_gets_its_rights(tmp_path, monkeypatch, words, commands):
    ran = []
    monkeypatch.setenv("KUA_VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(manage.embedded, "Server", RunningStub)
    monkeypatch.setattr(
        manage, "command", lambda words, environment: ran.append((words, environment["DATABASE_URL"])) or 0
    )
    before = os.umask(0o022)
    try:
        assert manage.main(words) == 0
    finally:
        os.umask(before)
    assert len(ran) == commands
    assert ran[-1] == (["grant_web_role"] if commands == 2 else words, "postgresql://kua_owner")


class RunningStub(Stub):
    """One that has an address."""

    def url(self, role):
        return f"postgresql://{role}"
