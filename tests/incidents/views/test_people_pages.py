"""The case list and a person's page as a browser gets them."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from incidents.forms.person import PeopleFilter
from incidents.models import Kinship
from incidents.vocabulary import Confirmation
from tests.factories import PersonFactory
from tests.incidents.forms.test_person import HOSTILE
from tests.incidents.people_samples import found, held

pytestmark = pytest.mark.django_db
PEOPLE = "/desk/people/"


@pytest.fixture
def aidar(reviewer, second_reviewer):
    person = held(reviewer, name="Айдар Тасгеров", place_text="near the bridge")
    found(person, reviewer, second_reviewer, level=Confirmation.WEAK)
    return person


def test_the_list_shows_name_status_level_date_place_and_sources(client_of, reviewer, aidar):
    page = client_of(reviewer).get(PEOPLE).content.decode()
    for words in (
        "Айдар Тасгеров",
        "Aidar",
        aidar.ref,
        "Killed",
        "Weak",
        "8 January 2022",
        "near the bridge",
        "1 of 1",
        "1 person matches",
    ):
        assert words in page, words


def test_admins_are_offered_an_export_and_reviewers_are_not(client_of, admin, reviewer, aidar):
    assert (
        reverse("desk:export_new") + "?status=killed"
        in client_of(admin).get(PEOPLE + "?status=killed").content.decode()
    )
    assert reverse("desk:export_new") not in client_of(reviewer).get(PEOPLE).content.decode()


def test_activists_get_404_here_as_for_any_page_that_is_not_there(client_of, activist, aidar):
    client = client_of(activist)
    for url in (
        PEOPLE,
        f"{PEOPLE}{aidar.ref}/",
        "/desk/incidents/",
        "/desk/incidents/new/",
        "/desk/exports/",
        "/desk/exports/new/",
        "/desk/audit/",
    ):
        assert client.get(url).status_code == 404, url


def test_what_was_chosen_stays_in_the_address_and_in_the_form(client_of, reviewer, aidar):
    page = client_of(reviewer).get(PEOPLE + "?q=Tasgerov&status=killed&sort=-when&page=7").content.decode()
    assert '<option value="killed" selected>' in page
    assert 'value="Tasgerov"' in page
    assert "?q=Tasgerov&amp;status=killed&amp;sort=name" in page


def test_each_choice_can_be_taken_away_alone(client_of, reviewer, aidar):
    response = client_of(reviewer).get(PEOPLE + "?status=killed&sex=male")
    chips = {chip.label: chip.url for chip in response.context["chips"]}
    assert chips == {"Status now: Killed": "?sex=male", "Sex: Male": "?status=killed"}


def test_a_filter_that_cannot_be_read_keeps_what_was_typed_and_says_so_beside_the_field(client_of, reviewer, aidar):
    page = client_of(reviewer).get(PEOPLE + "?since=31.12.9999&q=%D0%90%D0%B9%D0%B4%D0%B0%D1%80").content.decode()
    assert "31.12.9999" in page
    assert "Айдар" in page
    assert "Nothing is listed until then" in page
    assert aidar.ref not in page


@pytest.mark.parametrize("name", [*PeopleFilter.base_filters, "page", "unknown", "csrfmiddlewaretoken"])
def test_no_hostile_value_breaks_the_list(client_of, reviewer, aidar, name):
    client = client_of(reviewer)
    for value in HOSTILE[::4]:
        response = client.get(PEOPLE + "?" + urlencode({name: value}))
        assert response.status_code == 200, value
        assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("query", ["q=%00", "q=%ff%fe", "page=%00"])
def test_what_is_no_text_is_turned_away(client_of, reviewer, query):
    assert client_of(reviewer).get(f"{PEOPLE}?{query}").status_code == 400


@pytest.mark.parametrize("size", [3, 30])
def test_the_list_takes_a_fixed_number_of_queries(client_of, reviewer, size, django_assert_max_num_queries):
    for number in range(size):
        held(reviewer, name=f"Ерлан Белтыбор{number}")
    client = client_of(reviewer)
    with django_assert_max_num_queries(10):
        assert client.get(PEOPLE + "?place=nowhere").status_code == 200


def test_pages_hold_fifty_and_go_on(client_of, reviewer):
    for number in range(52):
        held(reviewer, name=f"Ерлан Белтыбор{number:02}")
    client = client_of(reviewer)
    assert len(client.get(PEOPLE).context["page"]) == 50
    assert len(client.get(PEOPLE + "?page=2").context["page"]) == 2
    assert client.get(PEOPLE + "?page=999").context["page"].number == 2


def test_the_lists_empty_states_say_what_to_do(client_of, reviewer):
    client = client_of(reviewer)
    assert "Nobody is in the list yet" in client.get(PEOPLE).content.decode()
    assert "Nobody matches" in client.get(PEOPLE + "?status=killed").content.decode()


# --- One person -----------------------------------------------------------------------------------------------------
def test_a_persons_page_tells_what_is_said_and_what_is_held(client_of, reviewer, aidar):
    page = client_of(reviewer).get(f"{PEOPLE}{aidar.ref}/").content.decode()
    for words in ("Айдар Тасгеров", "What is said, and what the team holds", "the team holds this", "Dana Test", "Erlan Test", "Two say so.",
                  "near the bridge", aidar.mentions.get().report.ref):  # fmt: skip
        assert words in page, words


def test_a_reference_typed_otherwise_leads_to_the_proper_address(client_of, reviewer, aidar):
    response = client_of(reviewer).get(f"{PEOPLE}{aidar.ref.lower()}/")
    assert (response.status_code, response.url) == (302, f"{PEOPLE}{aidar.ref}/")


def test_a_merged_person_leads_to_the_survivor(client_of, reviewer, aidar):
    merged = PersonFactory(merged_into=aidar)
    assert client_of(reviewer).get(f"{PEOPLE}{merged.ref}/").url == f"{PEOPLE}{aidar.ref}/"


@pytest.mark.parametrize("ref", ["P-0000000", "R-7K3QFM2", "x", "%F0%9F%99%88", "1" * 300, "%3Cscript%3E", "..%2f"])
def test_a_reference_that_is_none_is_not_found(client_of, reviewer, ref):
    assert client_of(reviewer).get(f"{PEOPLE}{ref}/").status_code == 404


@pytest.mark.parametrize("relatives", [0, 12])
def test_a_persons_page_takes_at_most_sixteen_queries(
    client_of, reviewer, aidar, relatives, django_assert_max_num_queries
):
    for number in range(relatives):
        other = held(reviewer, name=f"Ерлан Белтыбор{number}", report=aidar.mentions.get().report)
        Kinship.objects.create(kind="sibling", mention=aidar.mentions.get(), to_mention=other.mentions.get())
    client = client_of(reviewer)
    with django_assert_max_num_queries(16):
        assert client.get(f"{PEOPLE}{aidar.ref}/").status_code == 200


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_pages_open_in_every_language(client_of, reviewer, aidar, language):
    reviewer.language = language
    reviewer.save()
    client = client_of(reviewer)
    for url in (PEOPLE, f"{PEOPLE}{aidar.ref}/"):
        assert f'<html lang="{language}"' in client.get(url).content.decode()


def test_other_methods_are_turned_away(client_of, reviewer, aidar):
    client = client_of(reviewer)
    assert client.post(PEOPLE).status_code == 405
    assert client.delete(f"{PEOPLE}{aidar.ref}/").status_code == 405


def test_the_filter_suggests_places_where_javascript_runs(client_of, reviewer, aidar):
    page = client_of(reviewer).get(PEOPLE).content.decode()
    assert f'data-places="{reverse("desk:places")}"' in page
    assert '<datalist id="places">' in page
    assert "kua/places" in page
