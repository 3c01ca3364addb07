"""Exports and the audit log as a browser gets them."""

import hashlib
import io

import pytest
from python_calamine import CalamineWorkbook

from incidents.exports import csv
from incidents.models import AuditEvent
from incidents.vocabulary import Consent
from tests.incidents.people_samples import held

pytestmark = pytest.mark.django_db
NEW, LIST, LOG = "/desk/exports/new/", "/desk/exports/", "/desk/audit/"
SENT = {"disclosure": "partner", "columns": ["ref", "name", "status"], "fmt": "csv", "purpose": "for the partner list"}


@pytest.fixture
def aidar(reviewer):
    return held(reviewer, name="Айдар Тасгеров", sex="male", consent=Consent.PARTNERS)


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_page_tells_how_many_by_which_filter_and_for_whom(client_of, admin, aidar):
    page = client_of(admin).get(NEW + "?sex=male").content.decode()
    for words in ("1 person matches", "Sex", "<b>Male</b>", "?sex=male&amp;disclosure=public", "No source, no contact"):
        assert words in page, words


def test_columns_of_a_narrower_circle_are_not_offered(client_of, admin, aidar):
    offered = {
        circle: client_of(admin).get(NEW, {"disclosure": circle}).content.decode()
        for circle in ("internal", "partner", "public")
    }
    assert 'value="sources"' in offered["internal"]
    assert 'value="sources"' not in offered["partner"]
    assert 'value="variants"' in offered["partner"]
    assert 'value="variants"' not in offered["public"]


def test_a_csv_file_comes_as_a_download_with_the_fingerprint_in_the_log(client_of, admin, aidar):
    response = client_of(admin).post(NEW + "?sex=male", SENT)
    raw = body(response)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="kua-people-partner-')
    assert csv.read(raw) == [["Reference", "Name", "Status now"], [aidar.ref, "Айдар Тасгеров", ""]]
    assert AuditEvent.objects.get(verb="exported").detail["sha256"] == hashlib.sha256(raw).hexdigest()


def test_a_spreadsheet_holds_the_same_people(client_of, admin, aidar):
    response = client_of(admin).post(NEW, SENT | {"fmt": "xlsx"})
    raw = body(response)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    assert sheet[1][:2] == [aidar.ref, "Айдар Тасгеров"]
    assert AuditEvent.objects.get(verb="exported").detail["sha256"] == hashlib.sha256(raw).hexdigest()


@pytest.mark.parametrize(
    "change",
    [{"columns": ["sources"]}, {"columns": []}, {"disclosure": "internal", "columns": ["sources"]}, {"disclosure": ""}, {"fmt": "exe"},
     {"purpose": ""}, {"purpose": "x" * 600}],
)  # fmt: skip
def test_what_may_not_go_out_does_not_and_the_form_says_why(client_of, admin, aidar, change):
    response = client_of(admin).post(NEW + "?disclosure=partner", SENT | change)
    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    assert not AuditEvent.objects.filter(verb="exported").exists()


def test_a_filter_that_cannot_be_read_exports_nobody(client_of, admin, aidar):
    response = client_of(admin).post(NEW + "?since=yesterday", SENT)
    assert "The filter cannot be read" in response.content.decode()
    assert not AuditEvent.objects.filter(verb="exported").exists()


def test_only_admins_export_and_read_the_log(client_of, reviewer, activist, aidar):
    for user in (reviewer, activist):
        client = client_of(user)
        assert [client.get(url).status_code for url in (NEW, LIST, LOG)] == [404, 404, 404]
        assert client.post(NEW, SENT).status_code == 404


def test_the_list_of_exports_tells_who_when_what_by_which_filter_and_the_fingerprint(client_of, admin, aidar):
    client = client_of(admin)
    body(client.post(NEW + "?sex=male&q=Айдар", SENT))
    page = client.get(LIST).content.decode()
    event = AuditEvent.objects.get(verb="exported")
    for words in ("Asel Test", "Sex: Male", "Partner: trusted organisations", "1 row", "Reference, Name, Status now", event.detail["sha256"],
                  "for the partner list", "CSV"):  # fmt: skip
        assert words in page, words
    assert "Айдар" not in page


def test_the_log_shows_names_words_and_references(client_of, admin, aidar):
    client = client_of(admin)
    body(client.post(NEW, SENT))
    fingerprint = AuditEvent.objects.get(verb="exported").ref
    for query in ("?verb=exported", f"?ref={fingerprint}"):
        page = client.get(LOG + query).content.decode()
        assert "exported the case list" in page
        assert "Asel Test" in page


@pytest.mark.parametrize("name", ["who", "verb", "kind", "ref", "since", "until", "before"])
def test_no_hostile_value_breaks_the_log(client_of, admin, name):
    client = client_of(admin)
    for value in ("\u202e'\"--", "2022-02-30", "-1", "9" * 40, "<script>alert(1)</script>{{7*7}}"):
        response = client.get(LOG, {name: value})
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("exports", [1, 4])
def test_the_pages_take_a_fixed_number_of_queries(client_of, admin, aidar, exports, django_assert_max_num_queries):
    client = client_of(admin)
    for _number in range(exports):
        body(client.post(NEW, SENT))
    for url in (LIST, LOG, NEW):
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200
