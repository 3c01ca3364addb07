"""bin/manage audit: bind, check, take out."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from incidents.domain import audit_batches
from incidents.models import AuditBatch
from tests.incidents.audit_samples import as_owner, bound, key, write
from tools.verify_audit import verify

pytestmark = pytest.mark.django_db


def said(*arguments, **options) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("audit", *arguments, stdout=out, **options)
    return out.getvalue()


def test_it_binds_now_and_says_how_much():
    write()
    assert said("seal") == "1 batches, up to number 1\n"
    assert said("seal") == "0 batches: nothing new\n"


def test_it_says_that_the_log_holds_and_what_is_not_said():
    bound()
    assert said("verify").splitlines()[0].startswith("Holds: 10 lines in 3 batches, up to line ")
    assert said("verify").splitlines()[1].startswith("2 lines after that are not signed yet")


def test_a_broken_log_is_a_failed_command():
    bound()
    with as_owner() as cursor:
        cursor.execute("DELETE FROM incidents_auditevent WHERE verb = 'exported'")
    with pytest.raises(CommandError, match="BROKEN: batch 2: its line 4 of 4 is missing"):
        said("verify")


def test_the_checkpoint_of_yesterday_finds_a_cut_end(tmp_path):
    bound(tail=0)
    (tmp_path / "point").write_text(said("checkpoint"))
    assert said("verify", checkpoint=tmp_path / "point").startswith("Holds")
    with as_owner() as cursor:
        cursor.execute("DELETE FROM incidents_auditbatch WHERE number = 3")
    with pytest.raises(CommandError, match="batch 3 of the checkpoint is missing"):
        said("verify", checkpoint=tmp_path / "point")


def test_the_export_is_a_private_file_that_holds(tmp_path):
    bound()
    said("export", str(tmp_path / "log"))
    assert oct((tmp_path / "log").stat().st_mode & 0o777) == "0o600"
    assert [path.name for path in tmp_path.iterdir()] == ["log"]
    with (tmp_path / "log").open("rb") as rows:
        log = verify(rows, [said("key").strip()], json.loads(said("checkpoint")))
    assert (log.bound, len(log.open)) == (10, 2)


def test_what_cannot_be_read_or_written_is_told(tmp_path):
    bound(batches=1)
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        said("export", str(tmp_path / "no" / "folder"))
    with pytest.raises(CommandError, match="cannot be read"):
        said("verify", checkpoint=tmp_path / "nothing")


def test_without_a_batch_there_is_no_checkpoint():
    with pytest.raises(CommandError, match="no batch yet"):
        said("checkpoint")


@pytest.mark.parametrize("action", ["seal", "key"])
def test_without_the_key_nothing_is_signed(settings, action):
    write()
    settings.AUDIT_KEY = ""
    with pytest.raises(CommandError, match="KUA_AUDIT_KEY is not set here"):
        said(action)
    assert not AuditBatch.objects.exists()


def test_the_public_key_is_told(settings):
    assert said("key") == key() + "\n"


def test_a_writer_without_an_end_is_told(monkeypatch):
    monkeypatch.setattr(audit_batches, "_await", busy)
    with pytest.raises(CommandError, match="does not end; try again later"):
        said("seal")


def busy(*given):
    raise audit_batches.Busy
