"""The supervisor with stand-ins for its processes."""

import os
import signal

import pytest

from config.launch import supervise
from config.launch.refused import Refused


@pytest.fixture(autouse=True)
def _signals():
    """The signals of the test runner stay its own."""
    before = {number: signal.getsignal(number) for number in supervise.SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_when_a_child_ends_the_others_are_stopped_and_one_sentence_says_which(tmp_path):
    with supervise.supervised() as supervisor:
        supervisor.keep("web server", ["sleep", "60"], dict(os.environ), tmp_path / "web.log")
        supervisor.keep("job worker", ["false"], dict(os.environ), tmp_path / "jobs.log")
        with pytest.raises(
            Refused, match=r"^the job worker ended unexpectedly, so all was stopped; its words .*jobs\.log"
        ):
            supervisor.watch()
    assert [child.process.poll() for child in supervisor.children] == [-signal.SIGTERM, 1]


def test_the_words_of_a_child_go_to_its_log(tmp_path):
    with supervise.supervised() as supervisor:
        supervisor.keep("web server", ["sh", "-c", "echo out; echo err >&2"], dict(os.environ), tmp_path / "web.log")
        supervisor.children[0].process.wait()
    assert (tmp_path / "web.log").read_text() == "out\nerr\n"


@pytest.mark.parametrize("number", supervise.SIGNALS)
def test_a_signal_ends_the_watch_without_an_error(tmp_path, number):
    with supervise.supervised() as supervisor:
        supervisor.keep("web server", ["sleep", "60"], dict(os.environ), tmp_path / "web.log")
        signal.raise_signal(number)
        raise AssertionError("the signal was not heard")
    assert supervisor.children[0].process.poll() == -signal.SIGTERM


def test_a_second_signal_does_not_interrupt_the_stopping(tmp_path):
    with supervise.supervised():
        signal.raise_signal(signal.SIGINT)
    for number in supervise.SIGNALS:
        assert signal.getsignal(number) == signal.SIG_IGN


def test_a_step_is_run_to_its_end_while_the_others_are_watched(tmp_path):
    with supervise.supervised() as supervisor:
        assert supervisor.run(["sh", "-c", "exit 3"], dict(os.environ)).returncode == 3
        supervisor.keep("database", ["false"], dict(os.environ), tmp_path / "log")
        supervisor.children[0].process.wait()
        with pytest.raises(Refused, match="the database ended unexpectedly"):
            supervisor.run(["sleep", "60"], dict(os.environ))
