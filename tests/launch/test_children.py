"""Starting and ending single processes."""

import os
import signal
import subprocess
import sys

import pytest

from config.launch import children, setting
from tests.launch import processes

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"


def test_a_child_has_a_session_of_its_own_so_that_ctrl_c_reaches_only_its_supervisor():
    child = children.start(["sleep", "60"])
    try:
        assert os.getsid(child.pid) == child.pid
    finally:
        children.stop(child, [(signal.SIGTERM, 5)])
    assert child.returncode == -signal.SIGTERM


def test_a_child_that_ignores_the_polite_way_is_killed():
    child = children.start([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE)
    assert child.stdout.readline() == b"up\n"
    children.stop(child, [(signal.SIGTERM, 0.1)])
    child.stdout.close()
    assert child.returncode == -signal.SIGKILL


def test_stopping_what_has_ended_does_nothing():
    child = children.start(["true"])
    child.wait()
    children.stop(child, [(signal.SIGKILL, 5)])
    assert child.returncode == 0


@pytest.mark.parametrize("ends_by", ["SIGTERM", "SIGKILL"])
def test_a_child_dies_with_a_parent_that_is_killed(ends_by):
    code = (
        "import signal, time; from config.launch import children;"
        f"print(children.start(['sleep', '60'], ends_by=signal.{ends_by}).pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=setting.BASE)
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    assert processes.left_after([child], 5) == set()


def test_a_child_whose_parent_was_gone_before_it_could_ask_ends_at_once():
    code = "from config.launch import children; children.end_with_parent(1, 15); print('lives')"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=setting.BASE)
    assert (child.returncode, child.stdout) == (1, b"")


@pytest.mark.parametrize(("user", "refused"), [(0, True), (1, False), (4_000_000_001, True)])
def test_postgresql_is_refused_to_root_and_to_users_without_a_name(monkeypatch, user, refused):
    monkeypatch.setattr(children.os, "geteuid", lambda: user)
    assert children.is_refused_user() is refused
