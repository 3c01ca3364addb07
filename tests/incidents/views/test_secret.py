"""The pages of secret texts: asked for with a reason, shown once, never anywhere else."""

import pytest
from django.urls import reverse

from incidents.domain import contact, identity, notes
from incidents.models import ActivistContact, AuditEvent, SecretLook, WitnessNote
from incidents.vocabulary import ReportStatus
from tests.factories import NOW, MentionFactory, PersonFactory, ReportFactory, SourceFactory

pytestmark = pytest.mark.django_db
WORDS = {"identity": "Wqzxname", "note": "Wqzxnote", "contact": "Wqzxcontact"}
LOOK = {"because": "ask", "words": "To ask which bridge."}


@pytest.fixture
def report(activist, reviewer):
    """A report about which something of every kind is kept."""
    source = SourceFactory(kind="person", protection="secret", name="", name_folded="")
    made = ReportFactory(submitter=activist, source=source, taken_by=reviewer, status=ReportStatus.ACCEPTED)
    identity.keep(source=source, name=WORDS["identity"], contact="", note="", by=activist, at=NOW)
    notes.keep(report=made, by=reviewer, at=NOW, note=WORDS["note"], version=0)
    contact.keep(by=activist, at=NOW, contact=WORDS["contact"])
    return made


@pytest.fixture
def desk(client_of, reviewer):
    return client_of(reviewer)


def to(report, what: str) -> str:
    return reverse("desk:secret", args=[report.ref, what])


@pytest.mark.parametrize("what", WORDS)
def test_the_page_asks_why_and_shows_nothing(what, report, desk):
    page = desk.get(to(report, what))
    assert page.status_code == 200
    assert "Wqzx" not in page.content.decode()
    assert not SecretLook.objects.exists()


@pytest.mark.parametrize("what", WORDS)
def test_with_a_reason_it_is_shown_once_and_not_kept_by_any_browser(what, report, desk):
    page = desk.post(to(report, what), LOOK)
    text = page.content.decode()
    assert page.status_code == 200
    assert [word for word in WORDS.values() if word in text] == [WORDS[what]]
    assert page.headers["Cache-Control"] == "no-store"
    assert SecretLook.objects.get().words == LOOK["words"]
    assert "Wqzx" not in desk.get(to(report, what)).content.decode()


@pytest.mark.parametrize("typed", [{}, {"because": "ask"}, {"words": "To ask."}, {"because": "spy", "words": "x"}])
def test_without_a_whole_reason_nothing_is_shown_and_the_words_stay(typed, report, desk):
    page = desk.post(to(report, "note"), typed)
    assert page.status_code == 422
    assert "Wqzx" not in page.content.decode()
    assert typed.get("words", "") in page.content.decode()
    assert not SecretLook.objects.exists()


def test_who_came_long_ago_is_asked_again_before_anything_is_shown(report, desk, settings):
    settings.ASK_AGAIN_SECONDS = 0
    page = desk.post(to(report, "contact"), LOOK)
    assert "Wqzx" not in page.content.decode()
    assert not SecretLook.objects.exists()
    assert not AuditEvent.objects.filter(verb="contact_opened").exists()


def test_a_text_that_does_not_open_is_told_as_an_alarm(report, desk):
    WitnessNote.objects.update(text_sealed=b"\x02" + bytes(150))
    page = desk.post(to(report, "note"), LOOK)
    assert page.status_code == 422
    assert "Tell your admin at once." in page.content.decode()
    assert AuditEvent.objects.filter(verb="note_unreadable").exists()


def test_where_nothing_is_kept_there_is_nothing_to_ask(desk, activist):
    bare = ReportFactory(submitter=activist)
    for what in WORDS:
        assert "Nothing is kept here." in desk.get(to(bare, what)).content.decode()
        assert desk.post(to(bare, what), LOOK).status_code == 422
    assert not SecretLook.objects.exists()


def test_the_review_page_says_that_something_is_kept_and_never_what(report, desk):
    text = desk.get(reverse("desk:review", args=[report.ref])).content.decode()
    assert "Wqzx" not in text
    for what in WORDS:
        assert f'href="{to(report, what)}"' in text


def test_an_admin_reaches_the_author_from_the_person_and_nothing_else(report, client_of, admin):
    client, person = client_of(admin), PersonFactory()
    MentionFactory(report=report, person=person)
    assert to(report, "contact") in client.get(reverse("desk:person", args=[person.ref])).content.decode()
    assert WORDS["contact"] in client.post(to(report, "contact"), LOOK).content.decode()
    assert [client.post(to(report, what), LOOK).status_code for what in ("identity", "note")] == [404, 404]


def test_the_looks_stand_on_a_page_for_admins_without_what_was_seen(report, desk, client_of, admin):
    desk.post(to(report, "identity"), LOOK)
    text = client_of(admin).get(reverse("desk:looks")).content.decode()
    assert LOOK["words"] in text
    assert report.source.ref in text
    assert "Wqzx" not in text


# --- The protected note ----------------------------------------------------------------------------------------------
def test_a_note_is_written_replaced_and_deleted(desk, activist):
    made = ReportFactory(submitter=activist)
    url, gone = reverse("desk:note", args=[made.ref]), reverse("desk:note_remove", args=[made.ref])
    assert desk.post(url, {"note": "Wqzxfirst", "version": 0}).status_code == 302
    page = desk.get(url).content.decode()
    assert "Wqzx" not in page
    assert 'name="version" value="1"' in page
    assert desk.post(url, {"note": "Wqzxsecond", "version": 1}).status_code == 302
    assert "Wqzxsecond" in desk.post(to(made, "note"), LOOK).content.decode()
    assert desk.post(gone, {"version": 2}).status_code == 302
    assert not WitnessNote.objects.exists()


def test_who_did_not_know_of_a_newer_note_keeps_the_words_and_is_told(report, desk):
    page = desk.post(reverse("desk:note", args=[report.ref]), {"note": "My own words", "version": 0})
    text = page.content.decode()
    assert page.status_code == 409
    assert "My own words" in text
    assert 'name="version" value="1"' in text
    assert "Wqzx" not in text
    assert WitnessNote.objects.get().version == 1


def test_a_note_that_somebody_replaced_is_not_deleted_unread(report, desk):
    page = desk.post(reverse("desk:note_remove", args=[report.ref]), {"version": 7})
    assert page.status_code == 409
    assert WitnessNote.objects.exists()


# --- The safe contact ------------------------------------------------------------------------------------------------
def test_an_activist_leaves_replaces_and_deletes_a_contact_and_never_sees_it_again(client_of, activist):
    client, url = client_of(activist), reverse("desk:own_contact")
    assert url in client.get(reverse("accounts:profile")).content.decode()
    for word in ("Wqzxone", "Wqzxtwo"):
        page = client.post(url, {"contact": word}, follow=True)
        assert "A contact is kept since" in page.content.decode()
        assert "Wqzx" not in page.content.decode()
    assert ActivistContact.objects.count() == 1
    assert client.post(reverse("desk:own_contact_remove")).status_code == 302
    assert not ActivistContact.objects.exists()


def test_an_admin_is_offered_no_contact_to_leave(client_of, admin):
    assert reverse("desk:own_contact") not in client_of(admin).get(reverse("accounts:profile")).content.decode()


def test_an_empty_or_far_too_long_contact_is_refused(client_of, activist):
    client = client_of(activist)
    for text in ("", "   ", "a" * 1001):
        assert client.post(reverse("desk:own_contact"), {"contact": text}).status_code == 422
    assert not ActivistContact.objects.exists()
