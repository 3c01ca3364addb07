"""Exports as a browser gets them: asked for, made, fetched; agreed to by another admin; kept as profiles."""

import hashlib
import io
import uuid

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from incidents.exports import csv
from incidents.models import AuditEvent, ExportProfile, ListExport
from incidents.vocabulary import Consent
from tests.factories import UserFactory
from tests.incidents.people_samples import held

pytestmark = pytest.mark.django_db
NEW, LIST, PROFILES = "/desk/exports/new/", "/desk/exports/", "/desk/exports/profiles/"


def sent(**words):
    """The form as a browser sends it, opened once."""
    asked = {"key": str(uuid.uuid4()), "what": "people", "disclosure": "partner", "columns": ["ref", "name", "status"],
             "fmt": "csv", "purpose": "for the partner list", "seen": "on"}  # fmt: skip
    return asked | words


@pytest.fixture
def aidar(reviewer):
    return held(reviewer, name="Айдар Тасгеров", sex="male", consent=Consent.PARTNERS)


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def asked(client, query="", **words) -> ListExport:
    """What came of the form; the page of the file follows."""
    response = client.post(NEW + query, sent(**words))
    row = ListExport.objects.latest("pk")
    assert response.url == f"/desk/exports/{row.ref}/"
    return row


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


def test_a_small_list_is_there_at_once_with_its_fingerprint_in_the_log(client_of, admin, aidar):
    client = client_of(admin)
    row = asked(client, "?sex=male")
    page = client.get(f"/desk/exports/{row.ref}/").content.decode()
    assert f"/desk/exports/{row.ref}/download/" in page
    response = client.get(f"/desk/exports/{row.ref}/download/")
    raw = body(response)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="kua-people-partner-')
    assert int(response["Content-Length"]) == len(raw)
    assert csv.read(raw) == [["Reference", "Name", "Status now"], [aidar.ref, "Айдар Тасгеров", ""]]
    assert AuditEvent.objects.get(verb="exported").detail["sha256"] == hashlib.sha256(raw).hexdigest()
    assert hashlib.sha256(raw).hexdigest() in page


def test_the_name_of_the_file_tells_the_circle_and_the_time(client_of, admin, aidar):
    client = client_of(admin)
    row = asked(client)
    at = timezone.localtime(row.ready_at)
    response = client.get(f"/desk/exports/{row.ref}/download/")
    assert f'filename="kua-people-partner-{at:%Y%m%d-%H%M%S}.csv"' in response["Content-Disposition"]


def test_the_home_page_tells_another_admin_what_waits_for_their_word(client_of, admin, aidar):
    asked(client_of(admin), "?disclosure=internal", disclosure="internal")
    assert "export to agree to" not in client_of(admin).get("/desk/").content.decode()
    assert "export to agree to" in client_of(UserFactory(role="admin")).get("/desk/").content.decode()


def test_the_package_comes_as_a_zip(client_of, admin, aidar):
    client = client_of(admin)
    response = client.get(f"/desk/exports/{asked(client).ref}/package/")
    assert response["Content-Type"] == "application/zip"
    assert body(response)[:2] == b"PK"


def test_a_spreadsheet_holds_the_same_people(client_of, admin, aidar):
    client = client_of(admin)
    raw = body(client.get(f"/desk/exports/{asked(client, fmt='xlsx').ref}/download/"))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    assert sheet[1][:2] == [aidar.ref, "Айдар Тасгеров"]


@pytest.mark.parametrize(
    "change",
    [{"columns": ["sources"]}, {"columns": []}, {"disclosure": "internal", "columns": ["sources"]},
     {"disclosure": ""}, {"fmt": "exe"}, {"purpose": ""}, {"purpose": "x" * 600}, {"what": "everything"},
     {"place_name": "first"}, {"recipient": "age1abc"}, {"key": "x"}],
)  # fmt: skip
def test_what_may_not_go_out_does_not_and_the_form_says_why(client_of, admin, aidar, change):
    response = client_of(admin).post(NEW + "?disclosure=partner", sent(**change))
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert not ListExport.objects.exists()


def test_rows_that_point_at_one_person_are_shown_and_must_be_seen(client_of, admin, aidar):
    client = client_of(admin)
    first = client.post(NEW, sent(columns=["ref", "sex"], seen=""))
    page = first.content.decode()
    assert first.status_code == 200
    assert not ListExport.objects.exists()
    assert "1 row points at one person." in page
    assert "Sex: <b>Male</b>" in page
    assert "Айдар" not in page
    assert asked(client, columns=["ref", "sex"]).flags["rows"] == 1


def test_columns_come_in_the_order_of_their_numbers(client_of, admin, aidar):
    assert asked(client_of(admin), place_status="1", place_name="2").columns == ["status", "name", "ref"]


def test_a_filter_that_cannot_be_read_exports_nobody(client_of, admin, aidar):
    response = client_of(admin).post(NEW + "?since=yesterday", sent())
    assert "The filter cannot be read" in response.content.decode()
    assert not ListExport.objects.exists()


def test_only_admins_export(client_of, reviewer, activist, aidar):
    for user in (reviewer, activist):
        client = client_of(user)
        assert [client.get(url).status_code for url in (NEW, LIST, PROFILES)] == [404, 404, 404]
        assert client.post(NEW, sent()).status_code == 404


def test_the_list_tells_who_when_what_by_which_filter_and_the_fingerprint(client_of, admin, aidar):
    client = client_of(admin)
    row = asked(client, "?sex=male&q=Айдар")
    page = client.get(LIST).content.decode()
    for words in ("Asel Test", "Sex: Male", "Partner: trusted organisations", "1 row", row.sha256, row.ref,
                  "for the partner list", "CSV"):  # fmt: skip
        assert words in page, words
    assert "Айдар" not in page
    page = client.get(f"/desk/exports/{row.ref}/").content.decode()
    assert "Reference, Name, Status now" in page
    assert "Айдар" not in page


def test_another_admin_agrees_or_says_why_not(client_of, admin, aidar):
    other = client_of(UserFactory(role="admin", name="Bela Test"))
    mine = client_of(admin)
    row = asked(mine, "?disclosure=internal", disclosure="internal")
    address = f"/desk/exports/{row.ref}/"
    assert "Another admin must agree" in mine.get(address).content.decode()
    assert mine.post(address + "agree/").status_code == 403
    assert "Agree" in other.get(address).content.decode()
    assert other.post(address + "refuse/", {"because": " "}).status_code == 422
    assert other.post(address + "refuse/", {"because": "Too many people."}).status_code == 302
    page = mine.get(address).content.decode()
    assert "Refused by" in page
    assert "Too many people." in page
    assert mine.get(address + "download/").status_code == 403


def test_stopped_begun_anew_and_deleted(client_of, admin, aidar):
    client = client_of(admin)
    row = asked(client, "?disclosure=internal", disclosure="internal")
    for step, status in (("stop", "stopped"), ("again", "asked"), ("stop", "stopped"), ("delete", "deleted")):
        assert client.post(f"/desk/exports/{row.ref}/{step}/").status_code == 302
        row.refresh_from_db()
        assert row.status == status


def test_a_profile_is_saved_used_renamed_and_deleted(client_of, admin, aidar):
    client = client_of(admin)
    row = asked(client, place_status="1")
    address = f"/desk/exports/{row.ref}/profile/"
    assert client.post(address, {"name": " "}).status_code == 422
    assert client.post(address, {"name": "For a court"}).url == PROFILES
    profile = ExportProfile.objects.get()
    assert (profile.columns, profile.disclosure, profile.fmt) == (["status", "ref", "name"], "partner", "csv")
    assert "For a court" in client.get(PROFILES).content.decode()
    page = client.get(NEW, {"profile": profile.pk, "sex": "male"}).content.decode()
    assert 'name="place_status" value="1"' in page
    one = f"{PROFILES}{profile.pk}/"
    assert client.post(one, {"name": "", "version": 1}).status_code == 422
    assert client.post(one, {"name": "For the court", "version": 1}).status_code == 302
    assert client.post(one, {"name": "For nobody", "version": 1}).status_code == 409
    assert client.post(one + "delete/").status_code == 302
    assert not ExportProfile.objects.exists()


def test_two_profiles_have_two_names(client_of, admin, aidar):
    client = client_of(admin)
    for columns, status in ((["ref"], 302), (["ref"], 302), (["name"], 422)):
        row = asked(client, columns=columns)
        assert client.post(f"/desk/exports/{row.ref}/profile/", {"name": "Short"}).status_code == status


@pytest.mark.parametrize("files", [1, 4])
def test_the_pages_take_a_fixed_number_of_queries(client_of, admin, aidar, files, django_assert_max_num_queries):
    client = client_of(admin)
    for _number in range(files):
        row = asked(client)
    for url in (LIST, NEW, f"/desk/exports/{row.ref}/"):
        with django_assert_max_num_queries(13):
            assert client.get(url).status_code == 200


@pytest.mark.parametrize("name", ["what", "disclosure", "profile", "list", "only", "page"])
def test_no_hostile_value_breaks_the_pages(client_of, admin, name):
    client = client_of(admin)
    for value in ("\u202e'\"--", "-1", "9" * 40, "<script>alert(1)</script>{{7*7}}"):
        for url in (NEW, LIST):
            response = client.get(url, {name: value})
            assert response.status_code == 200
            assert "<script>alert" not in response.content.decode()
