"""The store of files: sealed while they are written, whole or not there, and each key good for its own name only."""

import os
import stat
import time

import pytest
from django.core.files.storage import FileSystemStorage, default_storage

from incidents.domain import boxes, envelope, keyring, seal_state, store
from tests.factories import NOW

pytestmark = pytest.mark.django_db
DATA = os.urandom(boxes.CHUNK + 17)


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.INCOMING_ROOT = tmp_path / "incoming"
    options = settings.STORAGES["default"]["OPTIONS"] | {"location": tmp_path / "media"}
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": options}}
    return tmp_path


def files(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_comes_in_is_sealed_from_the_first_byte_and_for_its_owner_only(house):
    arrival = store.begin()
    arrival.write(DATA)
    (path,) = files(house)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert DATA[:16] not in path.read_bytes()
    arrival.drop()
    assert files(house) == []


def test_a_file_is_moved_whole_into_the_store(house):
    stored = store.put([DATA[:5], DATA[5:]], store.COPIES)
    (path,) = files(house)
    assert str(path).endswith(stored.name)
    assert (stored.size, path.stat().st_size) == (len(DATA), boxes.box_size(len(DATA)))
    assert store.open_stored(stored.name, stored.key_sealed).read() == DATA
    assert stored.key.hex() not in repr(stored)


def test_a_file_counts_as_new_from_the_moment_it_is_kept_however_long_it_was_on_its_way(house):
    arrival = store.begin()
    arrival.write(DATA)
    stored = arrival.finish()
    os.utime(store.incoming_path(stored.name), (1_000_000_000, 1_000_000_000))
    before = time.time() - 60
    store.keep(stored.name)
    assert default_storage.get_modified_time(stored.name).timestamp() > before


def test_what_fails_while_it_is_written_leaves_nothing(house):
    def broken():
        yield DATA
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.put(broken(), store.EVIDENCE)
    assert files(house) == []


def test_a_full_disk_behind_the_store_leaves_nothing_there(house, monkeypatch):
    def full(name, content):
        (house / "media" / "evidence").mkdir(parents=True)
        (house / "media" / name).parent.mkdir()
        (house / "media" / name).write_bytes(b"a part of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "save", lambda self, name, content: full(name, content))
    with pytest.raises(OSError, match="No space"):
        store.put([DATA], store.EVIDENCE)
    assert files(house) == []


def test_a_paused_arrival_is_continued_with_the_same_fingerprint():
    arrival = store.begin()
    arrival.write(DATA)
    safe = arrival.pause()
    assert safe == boxes.CHUNK
    again = store.resume(arrival.name, arrival.key_sealed)
    assert again.size == safe
    again.write(DATA[safe:])
    stored = again.finish()
    store.keep(stored.name)
    assert stored.sha256 == store.hashlib.sha256(DATA).hexdigest()
    assert store.open_stored(stored.name, stored.key_sealed).read() == DATA


def test_one_upload_has_one_writer():
    arrival = store.begin()
    with pytest.raises(store.Busy):
        store.resume(arrival.name, arrival.key_sealed)
    arrival.drop()
    with pytest.raises(store.Missing):
        store.resume(arrival.name, arrival.key_sealed)


def test_files_come_in_while_kua_is_sealed_and_are_opened_afterwards(admin):
    seal_state.set_(by=admin, at=NOW)
    stored = store.put([DATA], store.EVIDENCE)
    with store.open_kept(stored) as own:
        assert own.read() == DATA
    with pytest.raises(keyring.Sealed):
        store.open_stored(stored.name, stored.key_sealed)


def test_neither_a_file_nor_a_key_opens_under_another_name():
    one, other = store.put([DATA], store.EVIDENCE), store.put([b"other"], store.EVIDENCE)
    with pytest.raises(envelope.Broken):
        store.open_stored(one.name, other.key_sealed)
    with pytest.raises(envelope.Broken):
        store.key_of("evidence/aa/elsewhere", one.key_sealed)
    os.replace(default_storage.path(one.name), default_storage.path(other.name))
    with pytest.raises(envelope.Broken):
        store.open_stored(other.name, other.key_sealed)
    with pytest.raises(store.Missing):
        store.open_stored(one.name, one.key_sealed)
