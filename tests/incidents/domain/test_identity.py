"""Who a protected source is: sealed, opened with a reason on record, and never an empty text for a broken one."""

import datetime as dt
import hashlib
import json

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection

from incidents.domain import envelope, identity, intake, keyring, seal_state
from incidents.models import AuditEvent, Report, ReportRevision, Seal, SecretLook, Source, SourceIdentity
from incidents.policies import Denied
from incidents.vocabulary import Protection
from tests import rings
from tests.factories import SourceFactory
from tests.incidents.domain.intake_samples import family, new_key

pytestmark = pytest.mark.django_db
AT = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)
KEY = bytes(32)
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
    assert event.detail == {"fields": ["name", "contact", "note"], "reason": "other"}
    look = SecretLook.objects.get()
    assert (look.kind, look.ref, look.by, look.words) == ("identity", report.source.ref, reviewer, "to ask for the day")


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


@pytest.mark.parametrize("column", ["name_sealed", "contact_sealed", "note_sealed"])
@pytest.mark.parametrize("place", [0, 5, 20, 45, 60, 104, -1])
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
    SourceIdentity.objects.filter(source=other.source).update(name_sealed=report.source.identity.name_sealed)
    for source in (report.source, other.source):
        with pytest.raises(identity.Unreadable):
            identity.open_(source=source, by=reviewer, at=AT, reason="to ask")


def test_with_another_key_nothing_opens(report, reviewer, monkeypatch):
    monkeypatch.setenv("KUA_KEYS", json.dumps(rings.ring(2)))
    with pytest.raises(identity.Unreadable):
        identity.open_(source=report.source, by=reviewer, at=AT, reason="to ask")


def test_the_same_words_are_never_sealed_to_the_same_bytes(activist):
    one, other = SourceFactory(), SourceFactory()
    for source in (one, other):
        identity.keep(source=source, by=activist, at=AT, **SECRET)
    assert bytes(one.identity.name_sealed) != bytes(other.identity.name_sealed)
    heads = [
        bytes(kept.identity.name_sealed)[envelope.HEAD - envelope.WRAPPED :][: envelope.WRAPPED]
        for kept in (one, other)
    ]
    assert heads[0] != heads[1]


def test_every_value_says_which_key_sealed_it(report):
    values = [getattr(report.source.identity, column) for column in identity.FIELDS.values()]
    assert {envelope.key_id(bytes(value)) for value in values} == {keyring.current("identity").id}


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
    assert identity.contact_hash(one, KEY) == identity.contact_hash(other, KEY)


def test_different_contacts_have_different_hashes_and_the_key_matters():
    one = identity.contact_hash("+7 701 234 56 78", KEY)
    assert one != identity.contact_hash("+7 701 234 56 79", KEY)
    assert one != identity.contact_hash("+7 701 234 56 78", b"another key of thirty-two bytes.")


# --- While Kua is sealed ---------------------------------------------------------------------------------------------
def test_while_sealed_a_source_is_received_and_nobody_opens_it(activist, reviewer, admin):
    seal_state.set_(by=admin, at=AT)
    report = intake.send(content=family(source=PERSON), identity=SECRET, by=activist, at=AT, key=new_key())
    assert report.source.identity.contact_hash == ""
    with pytest.raises(keyring.Sealed):
        identity.open_(source=report.source, by=reviewer, at=AT, reason="to ask")
    assert not SecretLook.objects.exists()


def test_what_was_received_while_sealed_opens_afterwards_and_its_contact_is_found_again(activist, reviewer, admin):
    earlier = intake.send(content=family(source=PERSON), identity=SECRET, by=activist, at=AT, key=new_key())
    seal_state.set_(by=admin, at=AT)
    report = intake.send(content=family(source=PERSON), identity=SECRET, by=activist, at=AT, key=new_key())
    Seal.objects.all().delete()
    assert identity.fill_hashes() == 1
    assert identity.open_(source=report.source, by=reviewer, at=AT, reason="to ask") == SECRET
    report.source.identity.refresh_from_db()
    assert report.source.identity.contact_hash == earlier.source.identity.contact_hash != ""


def test_a_contact_that_does_not_open_gets_no_hash_and_holds_up_no_other(report):
    broken = SourceFactory()
    SourceIdentity.objects.create(source=broken, contact_sealed=b"\x02nonsense", updated_at=AT)
    SourceIdentity.objects.filter(source=report.source).update(contact_hash="")
    assert identity.fill_hashes() == 1
    assert SourceIdentity.objects.get(source=broken).contact_hash == ""


# --- The form before key pairs ---------------------------------------------------------------------------------------
def before_pairs(source, text: str, key: str) -> SourceIdentity:
    """A record as the first version wrote it."""

    def sealed(with_key: bytes, plain: bytes, column: str) -> bytes:
        head = hashlib.sha256(b"kua key id" + with_key).hexdigest()[:8].encode()
        place = f"incidents_sourceidentity|{column}|{source.pk}".encode()
        return head + bytes(12) + AESGCM(with_key).encrypt(bytes(12), plain, head + place)

    data_key = AESGCM.generate_key(256)
    return SourceIdentity.objects.create(
        source=source, name_sealed=sealed(data_key, text.encode(), "name_sealed"), updated_at=AT, key_id="1",
        wrapped_key=sealed(bytes.fromhex(key), data_key, "wrapped_key"), contact_hash="of then",
    )  # fmt: skip


def test_a_record_of_the_form_before_key_pairs_is_still_read(settings):
    row = before_pairs(SourceFactory(), "Wqzxformer", "ab" * 32)
    settings.IDENTITY_KEY = "ab" * 32
    with keyring.opened() as ring:
        assert identity.text_of(ring, row, "name_sealed") == "Wqzxformer"


@pytest.mark.parametrize("key", ["", "cd" * 32, "no hex"])
def test_without_its_key_such_a_record_is_an_alarm_and_no_empty_text(key, settings):
    row = before_pairs(SourceFactory(), "Wqzxformer", "ab" * 32)
    settings.IDENTITY_KEY = key
    with keyring.opened() as ring, pytest.raises(envelope.Broken):
        identity.text_of(ring, row, "name_sealed")


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
    with keyring.opened() as ring:
        expected = identity.contact_hash("new", ring.hash_key)
    assert SourceIdentity.objects.get(source=source).contact_hash == expected
    assert Source.objects.filter(created_by=activist).count() == 2
