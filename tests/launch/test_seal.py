"""Sealed: every process that reads secret texts has lost the keys within two seconds. Measured with real processes."""

import json
import os
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils import timezone

from config.launch import setting
from incidents.domain import seal_state
from tests import rings
from tests.launch import sealed_reader

pytestmark = [pytest.mark.launch, pytest.mark.django_db(transaction=True)]
WORKERS, MOST = 2, 2.0


@pytest.fixture
def workers(tmp_path):
    """Processes that read with keys of a file, on the database of this test."""
    ring = tmp_path / "keys.json"
    ring.touch(0o600)
    ring.write_text(json.dumps(rings.RING))
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    mine = os.environ | {"DATABASE_URL": url, "KUA_KEYS_FILE": str(ring), "DJANGO_SETTINGS_MODULE": "config.settings"}
    mine.pop("KUA_KEYS", None)
    command = [sys.executable, "-m", "tests.launch.sealed_reader", "30"]
    started = [
        subprocess.Popen(command, cwd=setting.BASE, env=mine, stdout=subprocess.PIPE, text=True)
        for _n in range(WORKERS)
    ]
    yield started
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def test_every_worker_has_lost_the_keys_within_two_seconds(workers):
    assert [process.stdout.readline().strip() for process in workers] == [sealed_reader.READING] * WORKERS
    seal_state.set_(by=None, at=timezone.now())
    begun = time.monotonic()
    said = [process.stdout.readline().split() for process in workers]
    took = time.monotonic() - begun
    print(f"\nseal: {WORKERS} processes refused after {took:.3f} s")
    assert said == [[sealed_reader.SEALED, "0"]] * WORKERS
    assert took < MOST
