"""A unique word in every secret field, and then: every page, export, log line, session, audit line, other column."""

import io
import re
import uuid
import zipfile

import pytest
from django.db import connection
from django.utils import timezone

from incidents.domain import disclosure, identity, keyring
from incidents.models import Report, SourceIdentity
from incidents.vocabulary import Disclosure
from tests.security.conftest import client_of
from tests.security.listening import listening

pytestmark = pytest.mark.django_db
WORDS = {"name": "Zqsealednamexw", "contact": "zqsealedcontactxw@example.org", "note": "Zqsealednotexw"}


@pytest.fixture
def log():
    """Everything that is logged, through the filter of the real handler."""
    with listening() as out:
        yield out


def heard(text: str, words) -> list[str]:
    """The words that stand in the text, also as PostgreSQL writes bytes."""
    lowered = text.lower()
    return [word for word in words if word.lower() in lowered or word.encode().hex() in lowered]


def fill_source(client, report: str, version: int, **more):
    """The source step of the activist's draft, with secret words, as a browser sends it."""
    url = f"/desk/reports/{report}/source/"
    typed = {"kind": "person", "protection": "secret", "knowing": "relative", "version": version, "tab": "t", **WORDS}
    return client.post(url, {**typed, **more})


def test_secret_words_are_sealed_the_moment_they_arrive(stage, sessions, log):
    """Typed well, typed badly, typed too late: nothing repeats them, nothing keeps them but the sealed row."""
    client, draft = client_of(sessions, "activist"), Report.objects.get(ref=stage.words["own_draft"])
    answers = [
        fill_source(client, draft.ref, draft.version),
        fill_source(client, draft.ref, 0, tab="another"),
        fill_source(client, draft.ref, draft.version + 1, kind="nobody", day="99"),
        client.get(f"/desk/reports/{draft.ref}/source/"),
        client.get(f"/desk/reports/{draft.ref}/check/"),
    ]
    assert [response.status_code for response in answers] == [302, 409, 200, 200, 200]
    for response in answers:
        assert heard(response.content.decode(), WORDS.values()) == []
    assert heard(log.getvalue(), WORDS.values()) == []
    draft.refresh_from_db()
    source = SourceIdentity.objects.get(source__ref=draft.draft["source"]["vessel"]).source
    with keyring.opened() as ring:
        sealed = {name: identity.text_of(ring, source.identity, column) for name, column in identity.FIELDS.items()}
    assert sealed == WORDS
    assert columns_that_hold(WORDS.values()) == {}


def columns_that_hold(words) -> dict[str, list[str]]:
    """Table → the words found in any row of it, whatever the column."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            kept = heard("\n".join(row[0] for row in cursor.fetchall()), words)
            if kept:
                found[table] = kept
    return found


def test_no_table_holds_a_secret_word(stage):
    assert columns_that_hold(stage.secrets) == {}


def test_what_is_typed_badly_or_asked_for_in_vain_is_not_logged(stage, sessions, log):
    word = stage.canaries["own_sent"][1]
    client_of(sessions, "activist").post(f"/desk/reports/{stage.words['own_draft']}/what/", {"narrative": word})
    client_of(sessions, "activist").get(f"/nothing/{word}")
    client_of(sessions, "admin").get("/desk/people/", {"q": word, "place": word})
    assert heard(log.getvalue(), [word, *stage.secrets]) == []


def test_the_audit_log_holds_no_word_of_any_report(stage):
    """Ids and codes: only references may stand there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM incidents_auditevent t")
        lines = "\n".join(row[0] for row in cursor.fetchall())
    words = [word for words in stage.canaries.values() for word in words if not re.fullmatch(r"[A-Z]-\w+", word)]
    assert heard(lines, [*stage.secrets, *words]) == []


@pytest.mark.parametrize("circle", Disclosure.values)
@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_no_export_holds_what_its_circle_may_not_have(circle, fmt, stage, sessions, settings):
    columns = [column.code for column in disclosure.columns_for(circle)]
    typed = {"key": uuid.uuid4(), "what": "people", "disclosure": circle, "columns": columns, "fmt": fmt,
             "purpose": "A test.", "seen": "on"}  # fmt: skip
    settings.EXPORT_APPROVAL = False
    admin = client_of(sessions, "admin")
    response = admin.get(admin.post(f"/desk/exports/new/?disclosure={circle}", typed).url + "download/")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment")
    text = words_of(b"".join(response.streaming_content), fmt)
    assert stage.words["person"] in text
    assert heard(text, stage.secrets) == []
    if circle != Disclosure.INTERNAL:
        assert (
            heard(text, [f"Zq{whose}accepted{what}xw" for whose in ("own", "other", "reviewers") for what in CLOSED])
            == []
        )
        assert heard(text, [user.name for user in stage.people.values()]) == []


# Narrative, speakers, excerpts and places of custody are for the team only.
CLOSED = ("title", "narrative", "source", "reason", "speaker", "excerpt", "custody", "derived", "words")


def words_of(raw: bytes, fmt: str) -> str:
    if fmt == "csv":
        return raw.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist())


def test_opening_an_identity_is_written_down_before_it_is_shown(stage):
    report = Report.objects.get(ref=stage.words["own_taken"])
    reviewer = stage.people["second"]
    seen = identity.open_(source=report.source, by=reviewer, at=timezone.now(), reason="To ask about the bridge.")
    assert seen["name"] in stage.secrets
    with connection.cursor() as cursor:
        cursor.execute("SELECT verb, by, ref FROM incidents_auditevent ORDER BY id DESC LIMIT 1")
        assert cursor.fetchone() == ("identity_opened", reviewer.ref, report.source.ref)
