"""Protected notes and safe contacts: who writes, who reads, what is written down of it, what is never shown."""

import datetime as dt

import pytest
from django.db import connection

from incidents.domain import contact, notes
from incidents.domain.looking import Unreadable
from incidents.domain.queries import secrets
from incidents.models import ActivistContact, AuditEvent, SecretLook, WitnessNote
from incidents.policies import Denied, Stale, Unfit
from incidents.vocabulary import ReportStatus
from tests.factories import ReportFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)
WHY = {"at": AT, "reason": "To ask which bridge.", "because": "ask"}


@pytest.fixture
def report(activist):
    return ReportFactory(submitter=activist)


@pytest.fixture
def note(report, reviewer):
    return notes.keep(report=report, by=reviewer, at=AT, note="Wqzxnote", version=0)


@pytest.fixture
def kept(activist):
    return contact.keep(by=activist, at=AT, contact="Wqzxcontact")


def lines(verb: str) -> list[tuple]:
    return list(AuditEvent.objects.filter(verb=verb).values_list("by", "kind", "ref", "detail"))


def test_a_note_opens_for_another_reviewer_and_the_look_is_written_down(note, report, second_reviewer):
    assert notes.open_(report=report, by=second_reviewer, **WHY) == {"note": "Wqzxnote"}
    assert lines("note_opened") == [(second_reviewer.ref, "report", report.ref, {"reason": "ask"})]
    look = SecretLook.objects.get()
    assert (look.by, look.kind, look.ref, look.words) == (second_reviewer, "note", report.ref, "To ask which bridge.")


def test_a_contact_opens_for_a_reviewer_and_for_an_admin_who_may_see_the_report(kept, activist, reviewer, admin):
    accepted = ReportFactory(submitter=activist, taken_by=reviewer, status=ReportStatus.ACCEPTED)
    for person in (reviewer, admin):
        assert contact.open_(report=accepted, by=person, **WHY) == {"contact": "Wqzxcontact"}
    assert [line[:3] for line in lines("contact_opened")] == [
        (person.ref, "user", activist.ref) for person in (admin, reviewer)
    ]


def test_an_admin_does_not_reach_the_author_of_a_report_that_waits(kept, report, admin):
    with pytest.raises(Denied):
        contact.open_(report=report, by=admin, **WHY)


@pytest.mark.parametrize("nosy", ["activist", "other_activist"])
def test_no_activist_reads_a_secret_not_even_an_own_one(nosy, note, kept, report, request):
    person = request.getfixturevalue(nosy)
    for verb in (notes.open_, contact.open_):
        with pytest.raises(Denied):
            verb(report=report, by=person, **WHY)
    assert not SecretLook.objects.exists()


def test_a_reviewer_reads_and_writes_no_note_on_an_own_report(reviewer):
    own = ReportFactory(submitter=reviewer)
    with pytest.raises(Denied):
        notes.keep(report=own, by=reviewer, at=AT, note="Wqzx", version=0)
    for verb in (notes.open_, contact.open_):
        with pytest.raises(Denied):
            verb(report=own, by=reviewer, **WHY)


def test_nothing_is_written_about_a_draft(reviewer, activist):
    draft = ReportFactory(submitter=activist, status=ReportStatus.DRAFT, received_at=None)
    with pytest.raises(Denied):
        notes.keep(report=draft, by=reviewer, at=AT, note="Wqzx", version=0)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_without_words_nothing_is_shown_and_nothing_written_down(note, report, reviewer, reason):
    with pytest.raises(Unfit):
        notes.open_(report=report, by=reviewer, at=AT, reason=reason, because="ask")
    assert not SecretLook.objects.exists()


def test_the_look_is_stored_before_the_text_is_opened(note, report, reviewer):
    """A text that does not open was looked for all the same, and is an alarm, never an empty text."""
    WitnessNote.objects.update(text_sealed=b"\x02" + bytes(200))
    with pytest.raises(Unreadable):
        notes.open_(report=report, by=reviewer, **WHY)
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "note_opened",
        "note_unreadable",
    ]
    assert SecretLook.objects.count() == 1


def test_a_contact_that_does_not_open_is_an_alarm_too(kept, report, reviewer, activist):
    ActivistContact.objects.update(text_sealed=b"nonsense")
    with pytest.raises(Unreadable):
        contact.open_(report=report, by=reviewer, **WHY)
    assert lines("contact_unreadable") == [(reviewer.ref, "user", activist.ref, {})]


def test_a_second_note_takes_the_place_of_the_first_only_when_its_writer_knew_of_it(note, report, second_reviewer):
    with pytest.raises(Stale):
        notes.keep(report=report, by=second_reviewer, at=AT, note="Other", version=0)
    notes.keep(report=report, by=second_reviewer, at=AT, note="Other", version=1)
    assert notes.open_(report=report, by=second_reviewer, **WHY) == {"note": "Other"}


def test_a_note_is_deleted_row_and_all_unless_somebody_wrote_another_since(note, report, reviewer):
    with pytest.raises(Stale):
        notes.remove(report=report, by=reviewer, at=AT, version=7)
    notes.remove(report=report, by=reviewer, at=AT, version=1)
    assert not WitnessNote.objects.exists()
    assert lines("note_removed") == [(reviewer.ref, "report", report.ref, {})]
    with pytest.raises(Denied):
        notes.open_(report=report, by=reviewer, **WHY)


def test_a_contact_is_replaced_and_deleted_by_its_owner(kept, activist, report, reviewer):
    contact.keep(by=activist, at=AT, contact="Newer")
    assert contact.open_(report=report, by=reviewer, **WHY) == {"contact": "Newer"}
    contact.remove(by=activist, at=AT)
    contact.remove(by=activist, at=AT)
    assert not ActivistContact.objects.exists()
    assert len(lines("contact_removed")) == 1
    with pytest.raises(Denied):
        contact.open_(report=report, by=reviewer, **WHY)


def test_an_admin_leaves_no_contact(admin):
    with pytest.raises(Denied):
        contact.keep(by=admin, at=AT, contact="Wqzx")


def test_what_is_kept_is_said_without_reading_it(note, kept, report, reviewer):
    found = secrets.kept(report)
    assert (found.identity, found.note, found.contact) == (False, note, True)
    assert [found.has(kind) for kind in ("identity", "note", "contact")] == [False, True, True]


def test_no_word_of_a_secret_is_in_any_table(note, kept, report, reviewer):
    notes.open_(report=report, by=reviewer, **WHY)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            text = "\n".join(row[0] for row in cursor.fetchall())
            assert "Wqzx" not in text
            assert b"Wqzx".hex() not in text


def test_only_who_reads_the_log_reads_the_looks(note, report, reviewer, admin):
    notes.open_(report=report, by=reviewer, **WHY)
    assert len(secrets.looks(admin, {}).object_list) == 1
    assert len(secrets.looks(reviewer, {}).object_list) == 0
