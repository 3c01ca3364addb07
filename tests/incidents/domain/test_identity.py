"""Who a protected source is: sealed, opened with a reason on record, and never an empty text for a broken one."""

import datetime as dt

import pytest
from django.db import connection

from incidents.domain import identity, intake
from incidents.models import AuditEvent, Report, ReportRevision, Source, SourceIdentity
from incidents.policies import Denied
from incidents.vocabulary import Protection
from tests.factories import SourceFactory
from tests.incidents.domain.intake_samples import family, new_key

pytestmark = pytest.mark.django_db
AT = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)
SECRET = {"name": "Wqzxname", "contact": "+7 701 234 56 78", "note": "Wqzxnote"}
PERSON = {"kind": "person", "knowing": "relative", "protection": "secret", "name": ""}


@pytest.fixture
def report(activist):
    return intake.send(content=family(source=PERSON), identity=SECRET, by=activist, at=AT, key=new_key())


def save_source(report, by, **values):
    return intake.save(report=report, step="source", values=PERSON | values, by=by, at=AT, version=report.version)


def everything_stored() -> str:
    """Every row of every table that a report touches, as text."""
    tables = ("report", "reportrevision", "reportmove", "source", "sourceidentity", "auditevent", "mention", "act")
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT t::text FROM incidents_{table} t")
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def test_what_was_sealed_opens_for_a_reviewer_with_a_reason(report, reviewer):
    assert identity.open_(source=report.source, by=reviewer, at=AT, reason="to ask for the day") == SECRET


def test_the_look_is_written_down_without_what_was_seen(report, reviewer):
    identity.open_(source=report.source, by=reviewer, at=AT, reason="to ask for the day")
    event = AuditEvent.objects.get(verb="identity_opened")
    assert (event.by, event.ref) == (reviewer.ref, report.source.ref)
    assert event.detail["fields"] == ["name", "contact", "note"]


def test_no_secret_word_is_anywhere_in_the_database(report, activist):
    save_source(intake.start(by=activist, at=AT, key=new_key()), activist, **SECRET)
    stored = everything_stored()
    for word in (*SECRET.values(), "77012345678", "2345678"):
        assert word not in stored


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_is_opened(report, reviewer, reason):
    with pytest.raises(Denied):
        identity.open_(source=report.source, by=reviewer, at=AT, reason=reason)


def test_neither_the_author_nor_an_admin_nor_another_activist_opens_it(report, activist, other_activist, admin):
    for nosy in (activist, other_activist, admin):
        with pytest.raises(Denied):
            identity.open_(source=report.source, by=nosy, at=AT, reason="curious")


def test_a_draft_tells_no_reviewer_its_source(activist, reviewer):
    row = save_source(intake.start(by=activist, at=AT, key=new_key()), activist, **SECRET)
    source = Source.objects.get(ref=row.draft["source"]["vessel"])
    with pytest.raises(Denied):
        identity.open_(source=source, by=reviewer, at=AT, reason="curious")


@pytest.mark.parametrize("column", ["name_sealed", "contact_sealed", "note_sealed", "wrapped_key"])
@pytest.mark.parametrize("place", [0, 10, -1])
def test_a_changed_byte_is_an_alarm_and_never_an_empty_text(report, reviewer, column, place):
    kept = report.source.identity
    sealed = bytearray(getattr(kept, column))
    sealed[place] ^= 1
    setattr(kept, column, bytes(sealed))
    kept.save()
    with pytest.raises(identity.Unreadable):
        identity.open_(source=report.source, by=reviewer, at=AT, reason="to ask")
    assert AuditEvent.objects.filter(verb="identity_unreadable", ref=report.source.ref).exists()


def test_a_value_moved_to_another_column_or_row_does_not_open(report, activist, reviewer):
    other = intake.send(content=family(source=PERSON), identity=SECRET, by=activist, at=AT, key=new_key())
    SourceIdentity.objects.filter(source=report.source).update(note_sealed=report.source.identity.name_sealed)
    moved = other.source.identity
    SourceIdentity.objects.filter(source=other.source).update(
        wrapped_key=report.source.identity.wrapped_key, name_sealed=report.source.identity.name_sealed
    )
    for source in (report.source, moved.source):
        with pytest.raises(identity.Unreadable):
            identity.open_(source=source, by=reviewer, at=AT, reason="to ask")


def test_with_another_key_nothing_opens(report, reviewer, settings):
    settings.IDENTITY_KEY = "ff" * 32
    with pytest.raises(identity.Unreadable):
        identity.open_(source=report.source, by=reviewer, at=AT, reason="to ask")


def test_the_same_words_are_never_sealed_to_the_same_bytes(activist):
    one, other = SourceFactory(), SourceFactory()
    for source in (one, other):
        identity.keep(source=source, by=activist, at=AT, **SECRET)
    assert bytes(one.identity.name_sealed) != bytes(other.identity.name_sealed)
    assert bytes(one.identity.wrapped_key) != bytes(other.identity.wrapped_key)


def test_every_value_says_which_key_sealed_it(report):
    kept = report.source.identity
    assert bytes(kept.wrapped_key).startswith(kept.key_id.encode())


def test_an_empty_field_leaves_what_is_kept(report, activist, reviewer):
    identity.keep(source=report.source, name="", contact="", note="call at night", by=activist, at=AT)
    assert identity.open_(source=report.source, by=reviewer, at=AT, reason="to ask") == SECRET | {
        "note": "call at night"
    }


def test_a_source_of_whom_nothing_is_kept_opens_to_nothing(activist, reviewer):
    report = intake.send(content=family(source=PERSON), by=activist, at=AT, key=new_key())
    opened = identity.open_(source=report.source, by=reviewer, at=AT, reason="to ask")
    assert opened == {"name": "", "contact": "", "note": ""}


@pytest.mark.parametrize(
    ("one", "other"),
    [("+7 701 234-56-78", "8 (701) 2345678"), ("Name@Example.KZ", " name@example.kz"), ("@Telega", "@telega")],
)
def test_one_contact_in_two_spellings_has_one_hash(one, other):
    assert identity.contact_hash(one) == identity.contact_hash(other)


def test_different_contacts_have_different_hashes_and_the_key_matters(settings):
    one = identity.contact_hash("+7 701 234 56 78")
    assert one != identity.contact_hash("+7 701 234 56 79")
    settings.IDENTITY_KEY = "ff" * 32
    assert one != identity.contact_hash("+7 701 234 56 78")


# --- What stays in the open ------------------------------------------------------------------------------------------
def test_the_working_copy_remembers_only_that_something_is_kept(activist):
    row = save_source(intake.start(by=activist, at=AT, key=new_key()), activist, **SECRET)
    assert row.draft["source"]["kept"] == ["contact", "name", "note"]
    assert set(row.draft["source"]) == {"kind", "knowing", "protection", "vessel", "kept"}


def test_a_person_who_may_be_named_is_named(activist):
    source = PERSON | {"protection": "open", "name": "Invented Witness"}
    report = intake.send(content=family(source=source), by=activist, at=AT, key=new_key())
    assert (report.source.name, report.source.protection) == ("Invented Witness", Protection.OPEN)
    assert not SourceIdentity.objects.exists()


def test_a_person_known_to_the_team_only_is_sealed(activist, reviewer):
    report = intake.send(
        content=family(source=PERSON | {"protection": "team", "name": "Wqzx"}), by=activist, at=AT, key=new_key()
    )
    assert report.source.name == ""
    assert identity.open_(source=report.source, by=reviewer, at=AT, reason="to ask")["name"] == "Wqzx"


def test_every_person_is_a_source_of_its_own(activist):
    source = PERSON | {"protection": "open", "name": "Invented Witness"}
    one, other = (intake.send(content=family(source=source), by=activist, at=AT, key=new_key()) for _n in range(2))
    assert one.source != other.source


def test_an_institution_that_may_be_named_is_one_source_for_all(activist, other_activist):
    one = intake.send(content=family(source={"name": "Invented Defenders"}), by=activist, at=AT, key=new_key())
    other = intake.send(content=family(source={"name": "INVENTED  defenders"}), by=other_activist, at=AT, key=new_key())
    assert one.source == other.source


def test_a_contact_of_a_shared_institution_is_kept_nowhere(activist):
    draft = intake.start(by=activist, at=AT, key=new_key())
    row = save_source(draft, activist, kind="outlet", protection="open", name="X", contact="Wqzx", note="Wqzx")
    assert row.draft["source"]["name"] == "X"
    assert "Wqzx" not in everything_stored()


def test_the_frozen_content_holds_no_secret(report):
    source = ReportRevision.objects.get(report=report).content["source"]
    assert source["name"] == ""
    assert not {"contact", "note"} & set(source)


def test_typing_again_replaces_what_is_kept(report, activist, reviewer):
    draft = Report.objects.get(pk=intake.start(by=activist, at=AT, key=new_key()).pk)
    row = save_source(draft, activist, contact="old")
    row = save_source(row, activist, contact="new")
    source = Source.objects.get(ref=row.draft["source"]["vessel"])
    assert SourceIdentity.objects.get(source=source).contact_hash == identity.contact_hash("new")
    assert Source.objects.filter(created_by=activist).count() == 2
