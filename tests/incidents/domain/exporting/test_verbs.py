"""The life of a file that goes out: asked, agreed to, made, fetched, gone; and who may do which, once."""

import uuid
from datetime import timedelta

import pytest

from incidents.domain.exporting import making, verbs
from incidents.exports.formats import FORMATS
from incidents.models import AuditEvent, ListExport
from incidents.policies import Denied, Unfit
from incidents.vocabulary import Consent, Disclosure, ExportStatus
from tests.factories import UserFactory
from tests.incidents.domain.exporting.export_samples import ask, export, last, make, raw
from tests.incidents.people_samples import AT, held

pytestmark = pytest.mark.django_db
INTERNAL = Disclosure.INTERNAL


@pytest.fixture
def other(admin):
    return UserFactory(role="admin")


@pytest.fixture
def aidar(reviewer):
    return held(reviewer, name="Айдар Тасгеров", consent=Consent.PARTNERS)


def test_the_same_form_sent_twice_asks_once(admin, other, aidar):
    key = uuid.uuid4()
    assert ask(admin, key=key) == ask(admin, key=key)
    assert AuditEvent.objects.filter(verb="export_asked").count() == 1
    with pytest.raises(Unfit):
        ask(other, key=key)


def test_what_only_the_team_may_have_waits_for_another_admin(admin, other, aidar):
    row = ask(admin, circle=INTERNAL)
    assert row.status == ExportStatus.ASKED
    assert make(row).status == ExportStatus.ASKED
    with pytest.raises(Denied, match="Another admin"):
        verbs.agree(row, by=admin, at=AT)
    verbs.agree(row, by=other, at=AT)
    assert make(row).status == ExportStatus.READY
    assert last("export_agreed").by == other.ref


def test_with_the_second_pair_of_eyes_switched_off_it_is_made_at_once(admin, aidar, settings):
    settings.EXPORT_APPROVAL = False
    assert ask(admin, circle=INTERNAL).status == ExportStatus.WAITING


def test_of_two_admins_who_decide_at_once_the_first_one_counts(admin, other, aidar):
    row = ask(admin, circle=INTERNAL)
    seen_by_third = ListExport.objects.get(pk=row.pk)
    verbs.refuse(row, because="Too much.", by=other, at=AT)
    with pytest.raises(Denied, match="refused"):
        verbs.agree(seen_by_third, by=UserFactory(role="admin"), at=AT)
    row.refresh_from_db()
    assert (row.decided_words, row.filters) == ("Too much.", {})
    assert not AuditEvent.objects.filter(verb="export_agreed").exists()


def test_a_refusal_says_why(admin, other, aidar):
    with pytest.raises(Unfit):
        verbs.refuse(ask(admin, circle=INTERNAL), because=" ", by=other, at=AT)


def test_a_small_list_for_others_needs_no_job_and_a_large_one_does(admin, aidar):
    small = ask(admin)
    assert verbs.is_small(small)
    small.total = verbs.SMALL + 1
    assert not verbs.is_small(small)


def test_it_is_fetched_and_each_fetching_is_a_line(admin, other, aidar):
    row = export(admin)
    assert raw(row, by=other) == raw(row)
    lines = AuditEvent.objects.filter(verb="export_downloaded", ref=row.ref)
    assert sorted(lines.values_list("by", flat=True)) == sorted([other.ref, admin.ref])


@pytest.mark.parametrize("role", ["activist", "reviewer"])
def test_nobody_but_an_admin_does_anything_with_it(admin, aidar, role):
    row, somebody = export(admin), UserFactory(role=role)
    for verb in (verbs.stop, verbs.again, verbs.delete, verbs.fetch, verbs.agree):
        with pytest.raises(Denied):
            verb(row, by=somebody, at=AT)


def test_stopped_while_it_is_made_it_leaves_no_file(admin, aidar, monkeypatch):
    row = ask(admin)
    monkeypatch.setattr(making, "NOTED_EVERY", 1)
    monkeypatch.setattr(making.Noted, "note", stopping(row, admin, making.Noted.note))
    assert make(row).status == ExportStatus.STOPPED
    assert row.stored == ""
    assert not AuditEvent.objects.filter(verb="exported").exists()


def stopping(row, by, note):
    def stopped(noted):
        verbs.stop(row, by=by, at=AT)
        note(noted)

    return stopped


def test_killed_half_way_it_is_made_anew(admin, aidar):
    row = ask(admin)
    ListExport.objects.filter(pk=row.pk).update(status="building", done=7)
    assert verbs.again(row, by=admin, at=AT).status == ExportStatus.BUILDING
    assert make(row).status == ExportStatus.READY


def test_of_two_who_make_it_at_once_one_file_stays(admin, aidar, monkeypatch):
    row = ask(admin)
    whole = making._make

    def twice(held, clock, fmt):
        monkeypatch.setattr(making, "_make", whole)
        making.make(held.ref, clock=clock, formats=FORMATS)
        whole(held, clock, fmt)

    monkeypatch.setattr(making, "_make", twice)
    assert make(row).status == ExportStatus.READY
    assert AuditEvent.objects.filter(verb="exported").count() == 1


def test_one_that_was_stopped_before_anybody_agreed_is_asked_for_anew(admin, other, aidar):
    row = ask(admin, circle=INTERNAL)
    verbs.stop(row, by=admin, at=AT)
    assert verbs.again(row, by=admin, at=AT).status == ExportStatus.ASKED
    verbs.agree(row, by=other, at=AT)
    verbs.stop(row, by=admin, at=AT)
    assert verbs.again(row, by=admin, at=AT).status == ExportStatus.WAITING


def test_what_cannot_be_written_says_so_and_can_be_made_again(admin, aidar):
    class Broken:
        code, ending = "csv", ""

        @staticmethod
        def write(out, header, rows, about):
            raise OSError("disk full")

    row = ask(admin)
    with pytest.raises(OSError, match="disk full"):
        make(row, formats={"csv": Broken})
    row.refresh_from_db()
    assert (row.status, row.failed_words, row.stored) == (ExportStatus.FAILED, "error", "")
    verbs.again(row, by=admin, at=AT)
    assert make(row).status == ExportStatus.READY


def test_it_goes_when_its_days_are_over_and_the_typed_filter_with_it(admin, aidar):
    row = export(admin, "q=Тасгеров")
    assert row.filters == {"q": "Тасгеров"}
    later = AT + timedelta(days=7)
    with pytest.raises(Denied, match="not any more"):
        verbs.fetch(row, by=admin, at=later)
    assert verbs.expire(at=later - timedelta(seconds=1)) == 0
    assert verbs.expire(at=later) == 1
    row.refresh_from_db()
    assert (row.status, row.filters, row.filter_codes, row.stored) == (ExportStatus.DELETED, {}, {"q": "…"}, "")
    assert last("export_deleted").detail == {"sha256": row.sha256}
    with pytest.raises(Denied):
        verbs.fetch(row, by=admin, at=AT)


def test_what_nobody_agreed_to_goes_as_well(admin, aidar):
    row = ask(admin, circle=INTERNAL)
    assert verbs.expire(at=AT + timedelta(days=7)) == 1
    row.refresh_from_db()
    assert row.status == ExportStatus.DELETED


def test_the_log_holds_no_name_and_no_typed_word(admin, aidar):
    export(admin, "q=Тасгеров")
    lines = AuditEvent.objects.filter(verb__startswith="export")
    assert "Тасгеров" not in str(list(lines.values_list("detail", flat=True)))


def test_deleted_twice_is_deleted_once(admin, aidar):
    row = export(admin)
    verbs.delete(row, by=admin, at=AT)
    verbs.delete(row, by=admin, at=AT)
    assert AuditEvent.objects.filter(verb="export_deleted").count() == 1


@pytest.mark.parametrize(
    ("words", "field"),
    [({"purpose": " "}, "purpose"), ({"language": "xx"}, "language"), ({"fmt": "doc"}, "fmt"),
     ({"what": "everything"}, "what"), ({"recipient": "age1abc"}, "recipient")],
)  # fmt: skip
def test_what_cannot_be_made_is_refused_beside_its_field(admin, aidar, words, field):
    with pytest.raises(Unfit) as refused:
        ask(admin, **words)
    assert refused.value.field == field
    assert not ListExport.objects.exists()
