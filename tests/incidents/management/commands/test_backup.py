"""Backup and restore: everything comes back as it was; nothing but a whole and genuine file is believed."""

import hashlib
import io
import os
import re
import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from psycopg import sql

from accounts.models import User
from incidents.domain import audit_batches, evidence, store
from incidents.management.backup import restoring, tables
from incidents.models import AuditEvent, Original
from tests.architecture import rows
from tests.factories import NOW, ReportFactory, UserFactory

KEY = "0f" * 32
FILES = {"evidence/aa/one": b"\x00\xff" * 300_000, "evidence/bb/two": b"", "evidence/cc/three": b"words"}
MODES = {name: settings.STORAGES["default"]["OPTIONS"][name] for name in ("file_permissions_mode",)}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def house(tmp_path, settings, monkeypatch):
    """A folder for files, and a key."""
    settings.MEDIA_ROOT, settings.INCOMING_ROOT = tmp_path / "media", tmp_path / "incoming"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": MODES | {"location": tmp_path / "media"},
        }
    }
    settings.AUDIT_KEY = "01" * 32
    monkeypatch.setenv("KUA_BACKUP_KEY", KEY)


def fill() -> None:
    """A row of every model, awkward letters, and files."""
    held = rows.one_of_each()
    with connection.cursor() as cursor:  # that row is no link of a chain
        cursor.execute("ALTER TABLE incidents_auditbatch DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM incidents_auditbatch")
        cursor.execute("ALTER TABLE incidents_auditbatch ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE incidents_auditbatch DISABLE TRIGGER audit_kept")  # as tests/conftest.py has it
    audit_batches.bind(at=NOW)
    User.objects.filter(pk=held["User"].pk).update(name="Қайрат\t\\N\n'\"‮")
    for name, data in FILES.items():
        default_storage.save(name, ContentFile(data))
        sha256 = hashlib.sha256(data).hexdigest()
        Original.objects.create(sha256=sha256, size=len(data), stored=name, received_at=NOW)
    models = ("Original", "DerivedCopy", "CaseBundle", "ListImport", "ListExport")
    for name in {held[model].stored for model in models} - {""}:
        default_storage.save(name, ContentFile(b"sealed"))


def files() -> int:
    return sum(path.is_file() for path in Path(default_storage.location).rglob("*"))


def said(*arguments, **options) -> str:
    out = io.StringIO()
    call_command(*[str(one) for one in arguments], stdout=out, stderr=out, **options)
    return out.getvalue()


def own_connection():
    own = connection.get_new_connection(connection.get_connection_params())
    own.autocommit = True
    tables.word_alike(own)
    return own


def everything() -> dict[str, str]:
    """The SHA-256 of every table that a backup holds, and where its numbering stands."""
    own = own_connection()
    try:
        found = tables.of_backup(own)
        about = {"tables": [[table.name, table.columns] for table in found]}
        return {table.name: restoring.digest(own, table, about) for table in found} | tables.sequences(own)
    finally:
        own.close()


@pytest.fixture
def second_house(tmp_path, settings):
    """An empty, migrated database beside this one, and an empty folder: enter() goes there for the rest of the test."""
    here, there = connection.settings_dict["NAME"], f"{connection.settings_dict['NAME']}_second"

    def asked(text: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql.SQL(text).format(there=sql.Identifier(there), here=sql.Identifier(here)).as_string(None))

    connection.close()
    asked("DROP DATABASE IF EXISTS {there}")
    asked("CREATE DATABASE {there} TEMPLATE {here}")

    def enter() -> None:
        connection.close()
        connection.settings_dict["NAME"] = there
        settings.MEDIA_ROOT = tmp_path / "second"
        settings.STORAGES = settings.STORAGES | {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage",
                        "OPTIONS": MODES | {"location": tmp_path / "second"}}
        }  # fmt: skip

    yield enter
    connection.close()
    connection.settings_dict["NAME"] = here
    asked("DROP DATABASE {there} WITH (FORCE)")


def test_every_table_and_every_file_comes_back_in_another_house(second_house, tmp_path):
    fill()
    before = everything()
    assert re.search(rf"\d+ rows, {files()} files", said("backup", tmp_path / "one.kua"))
    second_house()
    assert User.objects.count() == 0
    told = said("restore", tmp_path / "one.kua")
    assert "Everybody signs in anew" in told
    assert re.search(r"The audit log holds up to batch [1-9]", told)
    assert everything() == before
    assert files() > len(FILES)
    for name, data in FILES.items():
        assert (tmp_path / "second" / name).read_bytes() == data
        assert stat.S_IMODE((tmp_path / "second" / name).stat().st_mode) == 0o600
    last = AuditEvent.objects.latest("pk").pk
    highest = User.objects.latest("pk").pk
    assert UserFactory().pk > highest
    with pytest.raises(Exception, match="append|Cannot"):
        AuditEvent.objects.filter(pk=last).update(verb="changed")


def test_sealed_files_come_back_sealed_and_open_with_the_same_ring(second_house, tmp_path, activist):
    report, data = ReportFactory(submitter=activist, status="draft"), b"Zqcanaryxw photograph" * 9
    evidence.add_file(report=report, file=io.BytesIO(data), name="a", size=len(data), by=activist, at=NOW)
    said("backup", tmp_path / "one.kua")
    second_house()
    said("restore", tmp_path / "one.kua")
    (original,) = Original.objects.all()
    assert b"Zqcanaryxw" not in (tmp_path / "second" / original.stored).read_bytes()
    with store.open_original(original) as clear:
        assert clear.read() == data
    assert list((tmp_path / "incoming").iterdir()) == []


def test_a_backup_is_private_encrypted_and_written_once(tmp_path):
    UserFactory(name="Zqcanaryxw")
    path = tmp_path / "one.kua"
    said("backup", path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"Zqcanaryxw" not in path.read_bytes()
    assert b"incidents_" not in path.read_bytes()
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["one.kua"]
    with pytest.raises(CommandError, match="never written over"):
        said("backup", path)


def test_verify_says_what_is_in_it(tmp_path):
    UserFactory()
    said("backup", tmp_path / "one.kua")
    assert re.match(r"Whole: made 20.* by Kua .*, \d+ rows, 0 files", said("backup", "verify", tmp_path / "one.kua"))


def test_a_house_that_is_not_empty_is_left_as_it_is(tmp_path):
    UserFactory()
    said("backup", tmp_path / "one.kua")
    before = everything()
    with pytest.raises(CommandError, match="not empty"):
        said("restore", tmp_path / "one.kua")
    assert everything() == before


def test_a_file_that_is_in_the_way_stops_the_whole(second_house, tmp_path):
    fill()
    said("backup", tmp_path / "one.kua")
    second_house()
    default_storage.save("evidence/cc/three", ContentFile(b"another"))
    with pytest.raises(CommandError, match="is there already"):
        said("restore", tmp_path / "one.kua")
    assert User.objects.count() == 0
    assert [path.name for path in (tmp_path / "second").rglob("*") if path.is_file()] == ["three"]


def test_a_file_that_is_gone_is_an_alarm_and_the_rest_is_kept(tmp_path):
    fill()
    default_storage.delete("evidence/cc/three")
    with pytest.raises(CommandError, match="evidence/cc/three") as alarm:
        said("backup", tmp_path / "one.kua")
    assert alarm.value.returncode == 3
    assert "Was gone already when it was made: evidence/cc/three" in said("backup", "verify", tmp_path / "one.kua")


def test_another_schema_is_refused_with_what_is_missing(tmp_path):
    UserFactory()
    said("backup", tmp_path / "one.kua")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('incidents', '9999_later', now())")
    try:
        with pytest.raises(CommandError, match="has incidents.9999_later, which the backup has not"):
            said("restore", tmp_path / "one.kua")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_later'")


def test_what_is_not_whole_and_genuine_is_refused_before_anything_is_put_back(second_house, tmp_path, monkeypatch):
    fill()
    said("backup", tmp_path / "one.kua")
    whole = (tmp_path / "one.kua").read_bytes()
    second_house()
    middle = bytearray(whole)
    middle[len(whole) // 2] ^= 1
    for number, data in enumerate(
        [whole[:-1], whole[: len(whole) // 2], whole[:100], whole + b"x", bytes(middle), b""]
    ):
        (tmp_path / f"bad{number}").write_bytes(data)
        with pytest.raises(CommandError, match=r"^[A-Z][^\n]+\.$"):
            said("restore", tmp_path / f"bad{number}")
    monkeypatch.setenv("KUA_BACKUP_KEY", "f0" * 32)
    with pytest.raises(CommandError, match="not the key"):
        said("restore", tmp_path / "one.kua")
    assert User.objects.count() == 0
    assert not (tmp_path / "second").exists()


def test_two_never_run_at_once(tmp_path):
    other = own_connection()
    try:
        tables.take_turn(other)
        with pytest.raises(CommandError, match="is running on this database"):
            said("backup", tmp_path / "one.kua")
    finally:
        other.close()
    assert [one for one in tmp_path.iterdir() if one.is_file()] == []


def test_a_key_is_made_once_for_its_owner_alone_and_works(tmp_path, monkeypatch):
    key = tmp_path / "backup.key"
    assert "Keep a copy" in said("backup", new_key=key)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="never written over"):
        said("backup", new_key=key)
    monkeypatch.delenv("KUA_BACKUP_KEY")
    said("backup", tmp_path / "one.kua", key_file=key)
    assert "Whole" in said("backup", "verify", tmp_path / "one.kua", key_file=key)
    with pytest.raises(CommandError, match="No backup key"):
        said("backup", "verify", tmp_path / "one.kua")


def test_a_key_file_that_others_can_read_is_refused(tmp_path):
    key = tmp_path / "backup.key"
    key.write_text(KEY)
    os.chmod(key, 0o644)
    with pytest.raises(CommandError, match="chmod 600"):
        said("backup", tmp_path / "one.kua", key_file=key)


def test_every_table_is_either_kept_or_left_out_by_name():
    own = own_connection()
    try:
        names = {name for (name,) in own.execute(tables.TABLES)}
    finally:
        own.close()
    left = {name for name in names if tables.LEFT_OUT.fullmatch(name)}
    assert {name for name in left if name.startswith(("incidents_", "accounts_"))} == set()
    assert {
        name for name in names - left if not name.startswith(("incidents_", "accounts_", "mfa_", "account_"))
    } == set()
