"""Real processes: whichever one is ended, and however, none stays behind."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from config.launch import setting
from tests.launch import processes, standin

pytestmark = pytest.mark.launch


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("a start")


@pytest.fixture
def started(folder):
    """A start that is ready, with all its processes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.launch.standin", str(folder)],
        cwd=setting.BASE,
        env=os.environ | {"PORT": port},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout.readline().strip() == standin.READY
    for _ in range(100):
        everyone = processes.family(process.pid)
        if len(processes.named(everyone, "gunicorn")) == 3:
            break
        time.sleep(0.05)
    yield process, everyone
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_stops_cleanly_and_nothing_is_left(started, how):
    process, everyone = started
    process.send_signal(how)
    assert process.wait(20) == 0
    assert processes.left_after(everyone, 5) == set()
    assert process.stdout.read() == ""


def test_when_the_supervisor_is_killed_nothing_is_left(started):
    process, everyone = started
    assert len(everyone) > 8
    process.kill()
    assert processes.left_after(everyone, 10) == set()


@pytest.mark.parametrize(
    ("part", "place", "sentence"),
    [
        ("gunicorn", 0, "the web server ended unexpectedly"),
        ("gunicorn", 1, "the web server ended unexpectedly"),
        ("sleep 600", 0, "the job worker ended unexpectedly"),
        ("bin/postgres -D", 0, "the database ended unexpectedly"),
        ("postgres: checkpointer", 0, "the database ended unexpectedly"),
    ],
)
def test_when_any_other_process_is_killed_all_end_with_one_sentence(started, part, place, sentence):
    process, everyone = started
    os.kill(processes.named(everyone, part)[place], signal.SIGKILL)
    assert process.wait(20) == 1
    assert processes.left_after(everyone, 10) == set()
    said = process.stdout.read()
    assert said.startswith("Kua: ")
    assert sentence in said
    assert said.count("\n") == 1
