"""The page of what was found, and the list under the box, as a browser gets them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.domain import texts
from incidents.models import AuditEvent
from tests.factories import IncidentFactory, PersonFactory, ReportFactory
from tests.incidents.domain.searched import held, report, told
from tests.security.listening import listening

pytestmark = pytest.mark.django_db
SEARCH, SUGGEST = "/desk/search/", "/desk/search/suggest/"
MOST_BYTES, MOST_SUGGESTED = 15 * 1024, 3 * 1024


@pytest.mark.parametrize("role", ["activist", "reviewer", "admin"])
def test_every_page_of_the_desk_has_the_box_with_a_label(role, request, client_of):
    client = client_of(request.getfixturevalue(role))
    for url in ("/desk/", SEARCH, reverse("accounts:profile"), "/desk/none-such/"):
        page = client.get(url).content.decode()
        assert '<label for="seek">Search</label>' in page, url
        assert page.count('id="seek"') == 1, url


def test_whoever_is_signed_out_has_no_box(client):
    assert "seek" not in client.get("/accounts/login/").content.decode()
    assert client.get(SUGGEST + "?q=al").status_code == 302


def test_what_was_asked_stays_in_the_box_and_nothing_of_it_is_read_as_markup(client_of, reviewer):
    report("<b>Shots</b>", "By <script>alert(1)</script> the bridge.")
    page = client_of(reviewer).get(SEARCH, {"q": "shots <i>\"'"}).content.decode()
    assert 'value="shots &lt;i&gt;&quot;&#x27;"' in page
    assert "&lt;b&gt;<mark>Shots</mark>&lt;/b&gt;" in page
    page = client_of(reviewer).get(SEARCH, {"q": "bridge"}).content.decode()
    assert "the <mark>bridge</mark>" in page
    assert "<script>alert" not in page


def test_a_whole_reference_leads_straight_to_its_thing(client_of, reviewer):
    incident = IncidentFactory()
    answer = client_of(reviewer).get(SEARCH, {"q": incident.ref.lower().replace("-", " ")})
    assert (answer.status_code, answer.url) == (302, f"/desk/incidents/{incident.ref}/")


def test_the_reference_of_a_joined_person_says_so_on_the_page_of_the_one_who_stays(client_of, reviewer):
    stays = held("Жагипаров Ермек", reviewer=reviewer)
    gone = PersonFactory(merged_into=stays)
    answer = client_of(reviewer).get(SEARCH, {"q": gone.ref}, follow=True)
    assert answer.redirect_chain == [(f"/desk/people/{stays.ref}/", 302)]
    assert f"{gone.ref} was joined to {stays.ref}." in answer.content.decode()


@pytest.mark.parametrize("whose", ["of another", "of nobody"])
def test_unknown_and_forbidden_references_look_alike(whose, client_of, activist, other_activist):
    ref = ReportFactory(submitter=other_activist).ref if whose == "of another" else "R-0000000"
    page = client_of(activist).get(SEARCH, {"q": ref}).content.decode()
    assert "Nothing with this reference" in page


def test_nothing_found_comes_with_advice(client_of, activist):
    page = client_of(activist).get(SEARCH, {"q": "none such"}).content.decode()
    for words in ("Nothing found", "Take a word away", "initials will do"):
        assert words in page


@pytest.mark.parametrize("page", ["0", "-1", "2", "99999999999", "x", ""])
def test_any_number_of_a_page_shows_some_page(page, client_of, reviewer):
    report("Shots")
    answer = client_of(reviewer).get(SEARCH, {"q": "shots", "section": "reports", "page": page})
    assert "Shots" in answer.content.decode()


def test_an_unknown_section_shows_all(client_of, reviewer):
    report("Shots")
    assert "Shots" in client_of(reviewer).get(SEARCH, {"q": "shots", "section": "none"}).content.decode()


def some(reviewer, count: int) -> None:
    for number in range(count):
        person = held(f"Жагипаров Ермек{number}", reviewer=reviewer)
        told(f"Жагипаров Ерлан{number}")
        report(f"Жагипаров, {number}", "Жагипаров " * 50)
        texts.keep_incident(IncidentFactory(title=f"Жагипаров {number}"))
        assert person.pk


@pytest.mark.parametrize("role", ["activist", "reviewer", "admin"])
def test_the_same_few_questions_and_few_bytes_however_much_is_found(role, request, client_of, reviewer, activist):
    client, asked, sizes = client_of(request.getfixturevalue(role)), {}, {}
    for count in (3, 27):
        some(reviewer, count)
        for url in (SEARCH, SUGGEST, SEARCH + "?section=reports&"):
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(f"{url}{'' if url.endswith('&') else '?'}q=Жагипаров", HTTP_ACCEPT_ENCODING="gzip")
            asked.setdefault(url, []).append(len(queries))
            sizes[url] = len(answer.content)
    assert all(few == many for few, many in asked.values()), asked
    assert max(many for _few, many in asked.values()) <= 40, asked
    assert max(sizes.values()) < MOST_BYTES, sizes
    assert sizes[SUGGEST] < MOST_SUGGESTED, sizes


def test_the_list_is_a_piece_of_a_page_with_options_that_lead_somewhere(client_of, reviewer):
    some(reviewer, 9)
    text = client_of(reviewer).get(SUGGEST, {"q": "Жагип"}).content.decode()
    assert "<html" not in text
    assert 6 <= text.count('role="option"') <= 8
    assert re.findall(r'role="option" href="(/desk/[^"]+)"', text)[0].startswith("/desk/people/P-")
    assert "<mark>Жагипаров</mark>" in text


@pytest.mark.parametrize("typed", ["", "a", "  ж "])
def test_under_two_letters_nothing_is_suggested(typed, client_of, reviewer):
    some(reviewer, 1)
    assert client_of(reviewer).get(SUGGEST, {"q": typed}).content.strip() == b""


def test_nobody_writes_down_what_is_looked_for(client_of, reviewer):
    before = AuditEvent.objects.count()
    with listening() as log:
        for url in (SEARCH, SUGGEST):
            client_of(reviewer).get(url, {"q": "Zqlookedforxw"})
    assert "Zqlookedforxw" not in log.getvalue()
    assert AuditEvent.objects.count() == before
