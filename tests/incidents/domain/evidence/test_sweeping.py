"""What has no row is taken away; what leaves by itself in the same moment does not keep the rest."""

import datetime as dt
from pathlib import Path

import pytest

from incidents.domain import store
from incidents.domain.evidence import sweep
from tests.incidents.domain.evidence import held

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("folder", ["media", "incoming"])
def test_a_file_that_is_gone_in_the_same_moment_does_not_stop_the_sweep(settings, tmp_path, folder, monkeypatch):
    held.own_store(settings, tmp_path)
    for _n in range(2):
        store.put([b"kept"], store.EVIDENCE)
        store.begin().pause()
    stat, gone = Path.stat, []

    def stat_of_a_moving_world(path, **how):
        found = stat(path, **how)
        if not gone and path.is_relative_to(tmp_path / folder) and path.name.isalnum() and len(path.name) == 32:
            gone.append(path)
            raise FileNotFoundError(path)
        return found

    monkeypatch.setattr(Path, "stat", stat_of_a_moving_world)
    monkeypatch.setattr("os.path.getmtime", lambda path: Path(path).stat().st_mtime)
    assert sweep(at=dt.datetime.now(dt.UTC) + dt.timedelta(days=2)) == 3
