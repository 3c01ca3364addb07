"""Incidents as a browser gets them: list, page, new, change, and two who change at once."""

import pytest

from incidents.models import Incident
from tests.factories import IncidentFactory
from tests.incidents.people_samples import held

pytestmark = pytest.mark.django_db
LIST = "/desk/incidents/"
TYPED = {
    "title": "Shots at a car",
    "what_happened": "They shot.",
    "day": "8",
    "month": "1",
    "year": "2022",
    "place_text": "near the bridge",
}


@pytest.fixture
def shots(reviewer):
    return IncidentFactory(title="Shots at a car", created_by=reviewer)


def test_the_list_and_the_page_show_the_incident_and_its_people(client_of, admin, reviewer, shots):
    person = held(reviewer, name="Айдар Тасгеров", incident=shots)
    client = client_of(admin)
    assert "Shots at a car" in client.get(LIST).content.decode()
    page = client.get(f"{LIST}{shots.ref}/").content.decode()
    assert person.ref in page
    assert f"/desk/people/?incident={shots.ref}" in page


def test_a_reviewer_makes_an_incident(client_of, reviewer):
    response = client_of(reviewer).post(f"{LIST}new/", TYPED)
    made = Incident.objects.get()
    assert response.url == f"{LIST}{made.ref}/"
    assert (made.title, made.when_edtf, made.place_text, made.created_by) == (
        "Shots at a car",
        "2022-01-08",
        "near the bridge",
        reviewer,
    )


def test_what_is_wrong_is_told_and_everything_typed_is_kept(client_of, reviewer):
    page = client_of(reviewer).post(f"{LIST}new/", TYPED | {"title": "", "day": "41"}).content.decode()
    assert not Incident.objects.exists()
    assert "They shot." in page
    assert 'value="41"' in page


def test_a_reviewer_changes_an_incident(client_of, reviewer, shots):
    client = client_of(reviewer)
    assert 'value="Shots at a car"' in client.get(f"{LIST}{shots.ref}/edit/").content.decode()
    assert (
        client.post(f"{LIST}{shots.ref}/edit/", TYPED | {"title": "Shots at two cars", "version": 1}).status_code == 302
    )
    shots.refresh_from_db()
    assert (shots.title, shots.version) == ("Shots at two cars", 2)


def test_who_comes_second_sees_both_versions_and_loses_nothing(client_of, reviewer, second_reviewer, shots):
    client_of(second_reviewer).post(f"{LIST}{shots.ref}/edit/", TYPED | {"title": "Shots at a bus", "version": 1})
    response = client_of(reviewer).post(f"{LIST}{shots.ref}/edit/", TYPED | {"title": "Shots at a lorry", "version": 1})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Shots at a bus" in page
    assert "Shots at a lorry" in page
    assert '<input type="hidden" name="version" value="2">' in page
    sent_again = dict(pair for pair in response.context["hidden"])
    assert client_of(reviewer).post(response.context["retry_url"], sent_again).status_code == 302
    shots.refresh_from_db()
    assert shots.title == "Shots at a lorry"


def test_an_incident_cannot_be_part_of_itself(client_of, reviewer, shots):
    page = (
        client_of(reviewer)
        .post(f"{LIST}{shots.ref}/edit/", TYPED | {"version": 1, "parent": shots.ref})
        .content.decode()
    )
    assert "An incident cannot be part of itself." in page


def test_an_edit_without_its_version_saves_nothing_over_others(client_of, reviewer, shots):
    assert client_of(reviewer).post(f"{LIST}{shots.ref}/edit/", TYPED).status_code == 409


@pytest.mark.parametrize("path", ["new/", "{ref}/edit/"])
def test_admins_read_and_do_not_write(client_of, admin, shots, path):
    client, url = client_of(admin), LIST + path.format(ref=shots.ref)
    assert client.get(url).status_code == client.post(url, TYPED).status_code == 404


@pytest.mark.parametrize("name", ["q", "place", "since", "until", "page"])
def test_no_hostile_value_breaks_the_list(client_of, reviewer, shots, name):
    client = client_of(reviewer)
    for value in ("\u202e'\"--", "2022-02-30", "-1", "9" * 40, "x" * 3000):
        assert client.get(LIST, {name: value}).status_code == 200


def test_a_reference_that_is_none_is_not_found(client_of, reviewer, shots):
    client = client_of(reviewer)
    assert client.get(f"{LIST}I-0000000/").status_code == client.get(f"{LIST}x/edit/").status_code == 404
    assert client.get(f"{LIST}{shots.ref.lower()}/").url == f"{LIST}{shots.ref}/"


@pytest.mark.parametrize("size", [3, 30])
def test_the_list_and_the_page_take_a_fixed_number_of_queries(
    client_of, reviewer, shots, size, django_assert_max_num_queries
):
    for number in range(size):
        held(reviewer, name=f"Ерлан Белтыбор{number}", incident=shots)
        IncidentFactory(created_by=reviewer)
    client = client_of(reviewer)
    for url in (LIST, f"{LIST}{shots.ref}/"):
        with django_assert_max_num_queries(15):
            assert client.get(url).status_code == 200
