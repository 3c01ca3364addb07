"""What is deleted by policy: only what is due, all of it, with its files, and never without saying so."""

import datetime as dt
import io
import uuid

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from accounts.roles import Role
from incidents.domain import evidence, intake, retention, review, turns
from incidents.models import (
    Act,
    AuditEvent,
    Evidence,
    IdentityRenewal,
    Mention,
    Report,
    ReportMove,
    ReportRevision,
    Source,
    SourceIdentity,
)
from incidents.policies import Denied
from tests.factories import NOW, UserFactory
from tests.security.stage import content

LATER = NOW + dt.timedelta(days=91)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def terms(settings, tmp_path):
    settings.KEEP_DAYS = {"drafts": 90, "rejected": 90, "identities": 90}
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }


def draft(author, *, at=NOW) -> Report:
    """A draft with words, a file and a protected source."""
    told, report = content("mine", secret=True), intake.start(by=author, at=at, key=uuid.uuid4())
    for step in ("what", "source"):
        report = intake.save(report=report, step=step, values=told[step], by=author, at=at, version=report.version)
    evidence.add_file(report=report, file=io.BytesIO(b"words"), name="one.txt", size=5, by=author, at=at)
    return report


def sent(author) -> Report:
    return intake.send(content=content("mine", secret=True), by=author, at=NOW, key=uuid.uuid4())


def stored() -> list[str]:
    return [name for folder in default_storage.listdir("evidence")[0] for name in default_storage.listdir(f"evidence/{folder}")[1]]  # fmt: skip


def lines(verb: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(verb=verb))


def test_a_draft_that_nobody_touches_leaves_with_its_files_and_its_source(activist, django_capture_on_commit_callbacks):
    report = draft(activist)
    with django_capture_on_commit_callbacks(execute=True):
        assert retention.run(at=LATER)["drafts"] == 1
    for model in (Report, ReportMove, Evidence, Source, SourceIdentity):
        assert not model.objects.exists(), model
    assert stored() == []
    (line,) = lines("draft_deleted")
    assert (line.ref, line.detail, line.by) == (report.ref, {"days": 90, "files": 1}, "")
    assert lines("retention_ran")[0].detail["drafts"] == 1


def test_files_stay_when_the_rows_stay(activist, monkeypatch, django_capture_on_commit_callbacks):
    draft(activist)
    monkeypatch.setattr(retention, "_say", lambda *args, **more: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        retention.run(at=LATER)
    assert len(stored()) == Evidence.objects.count() == 1


def test_a_draft_that_was_saved_or_given_a_file_since_is_kept(activist):
    saved, given = draft(activist), draft(activist)
    at = NOW + dt.timedelta(days=30)
    intake.save(report=saved, step="what", values={"title": "More"}, by=activist, at=at, version=saved.version)
    evidence.add_link(report=given, url="https://example.org/", by=activist, at=at)
    assert retention.run(at=LATER)["drafts"] == 0
    given.refresh_from_db()
    assert retention.ends_at(given) == at + dt.timedelta(days=90)


def test_a_report_that_came_back_is_no_draft(activist, reviewer):
    report = review.take(sent(activist), by=reviewer, at=NOW)
    review.ask_back(report, question="Which bridge?", by=reviewer, at=NOW, version=report.version)
    assert retention.run(at=LATER)["drafts"] == 0


def test_what_was_rejected_loses_its_contents_and_keeps_its_story(activist, reviewer):
    report = review.take(sent(activist), by=reviewer, at=NOW)
    report = review.reject(report, reason="no_content", words="Nothing.", by=reviewer, at=NOW, version=report.version)
    digest = report.revisions.get().sha256
    assert retention.run(at=LATER)["rejected"] == 1
    report.refresh_from_db()
    assert (report.status, report.title, report.narrative, report.draft, report.emptied_at) == (
        "rejected",
        "",
        "",
        {},
        LATER,
    )
    assert not Mention.objects.exists()
    assert not Act.objects.exists()
    revision = ReportRevision.objects.get()
    assert (revision.content, revision.sha256) == ({}, digest)
    assert [move.words for move in report.moves.all()] == ["", "", "", ""]
    assert not SourceIdentity.objects.exists()
    assert retention.run(at=LATER)["rejected"] == 0


def test_what_was_frozen_is_frozen_again_afterwards(activist):
    report = sent(activist)
    intake.withdraw(report=report, by=activist, at=NOW, version=report.version, reason="They are afraid.")
    retention.run(at=LATER)
    with pytest.raises(Exception, match="Cannot"):
        ReportRevision.objects.update(reason="changed")


def test_the_page_of_an_emptied_report_says_so(activist, client_of):
    report = sent(activist)
    intake.withdraw(report=report, by=activist, at=NOW, version=report.version, reason="They are afraid.")
    retention.run(at=LATER)
    page = client_of(activist).get(f"/desk/reports/{report.ref}/").content.decode()
    assert "Its contents were deleted on" in page
    assert "Zqmine" not in page
    assert client_of(activist).get("/desk/reports/").status_code == 200


def test_the_identity_of_a_source_leaves_after_its_term(activist):
    report = sent(activist)
    assert retention.run(at=LATER)["identities"] == 1
    assert not SourceIdentity.objects.exists()
    assert lines("identity_deleted")[0].ref == report.source.ref


def test_two_people_keep_an_identity_for_another_term_and_one_does_not(activist, reviewer, admin):
    source, soon = sent(activist).source, NOW + dt.timedelta(days=80)
    retention.renew(source=source, by=reviewer, at=soon)
    with pytest.raises(Denied, match="second person"):
        retention.renew(source=source, by=reviewer, at=soon)
    assert len(retention.due(LATER)["identities"]) == 1
    assert retention.renew(source=source, by=admin, at=soon).second_at == soon
    assert retention.due(LATER)["identities"] == []
    assert retention.due(soon + dt.timedelta(days=91))["identities"] == [source.ref]
    assert IdentityRenewal.objects.count() == 1


def test_nobody_else_renews_and_not_before_time(activist, reviewer):
    source = sent(activist).source
    with pytest.raises(Denied, match="not about to be deleted"):
        retention.renew(source=source, by=reviewer, at=NOW)
    with pytest.raises(Denied, match="Only a reviewer or an admin"):
        retention.renew(source=source, by=activist, at=NOW + dt.timedelta(days=80))


def test_nothing_is_due_where_everything_is_kept(activist, settings):
    settings.KEEP_DAYS = dict.fromkeys(settings.KEEP_DAYS, 0)
    draft(activist), sent(activist)
    assert retention.run(at=LATER + dt.timedelta(days=9999)) == {"drafts": 0, "rejected": 0, "identities": 0}
    assert lines("retention_ran") == []
    assert retention.ends_at(draft(activist)) is None


def test_the_command_says_what_is_due_and_does_it(activist):
    report, out = draft(activist), io.StringIO()
    call_command("retention", "--dry-run", stdout=out)
    assert f"drafts: 1 due {report.ref}" in out.getvalue()
    assert Report.objects.exists()
    call_command("retention", "run", stdout=out)
    assert "drafts: 1 deleted" in out.getvalue()
    with pytest.raises(CommandError, match="Say either"):
        call_command("retention")


def test_it_waits_while_a_backup_runs():
    other = connection.get_new_connection(connection.get_connection_params())
    try:
        other.execute("SELECT pg_advisory_lock(%s)", [turns.CLEARING])
        with pytest.raises(turns.Busy):
            retention.run(at=LATER)
    finally:
        other.close()


def test_the_page_lists_what_comes_due_and_takes_both_voices(activist, client_of, settings):
    settings.KEEP_DAYS = settings.KEEP_DAYS | {"identities": 20}
    source = intake.send(
        content=content("mine", secret=True), by=activist, at=dt.datetime.now(dt.UTC), key=uuid.uuid4()
    ).source
    first, second = (UserFactory(role=role) for role in (Role.REVIEWER, Role.ADMIN))
    page = client_of(first).get("/desk/retention/").content.decode()
    assert source.ref in page
    assert "Ask to keep it" in page
    assert client_of(first).post(f"/desk/retention/{source.ref}/").status_code == 302
    assert client_of(first).post(f"/desk/retention/{source.ref}/").status_code == 403
    assert "Agree to keep it" in client_of(second).get("/desk/retention/").content.decode()
    client_of(second).post(f"/desk/retention/{source.ref}/")
    assert IdentityRenewal.objects.get().second_by == second
    assert client_of(activist).get("/desk/retention/").status_code == 404


def test_my_reports_says_when_a_draft_is_deleted(activist, client_of):
    draft(activist)
    assert "This draft is deleted on" in client_of(activist).get("/desk/reports/").content.decode()
