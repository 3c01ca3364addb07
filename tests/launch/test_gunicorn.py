"""How the web server is set up."""

import signal
from types import SimpleNamespace

import pytest

from config.launch import gunicorn


def test_it_serves_loopback_only_with_several_workers_and_no_steering_socket():
    assert gunicorn.bind.startswith("127.0.0.1:")
    assert 2 <= gunicorn.workers <= 4
    assert gunicorn.control_socket_disable is True
    assert gunicorn.accesslog is None


def test_a_worker_is_killed_with_its_master(monkeypatch):
    asked = []
    monkeypatch.setattr(gunicorn, "end_with_parent", lambda parent, how: asked.append((parent, how)))
    gunicorn.post_fork(SimpleNamespace(pid=7), None)
    assert asked == [(7, signal.SIGKILL)]


@pytest.mark.parametrize(("too_slow", "ended"), [(False, [(7, signal.SIGTERM)]), (True, [])])
def test_a_lost_worker_ends_the_master_and_one_that_was_too_slow_is_replaced(monkeypatch, too_slow, ended):
    sent = []
    monkeypatch.setattr(gunicorn.os, "kill", lambda process, how: sent.append((process, how)))
    gunicorn.child_exit(SimpleNamespace(pid=7), SimpleNamespace(aborted=too_slow))
    assert sent == ended
