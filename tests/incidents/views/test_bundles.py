"""Pages of case bundles: choose, look at what goes, ask, wait, fetch, compare the hash."""

import datetime as dt
import hashlib
import io
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.models import AuditEvent, CaseBundle
from incidents.vocabulary import Consent
from tests.factories import PersonFactory
from tests.incidents.domain.bundles.samples import ask, build, case
from tests.incidents.people_samples import held
from tools import verify_bundle

pytestmark = pytest.mark.django_db
NEW = "/desk/bundles/new/"


@pytest.fixture
def desk(client_of, admin):
    return client_of(admin)


@pytest.fixture
def world(reviewer, second_reviewer):
    return case(reviewer, second_reviewer)


def page(desk, url: str, status: int = 200) -> str:
    answer = desk.get(url)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def typed(text: str, **more) -> dict:
    """What the form of the page sends."""
    key = re.search(r'name="key" value="([0-9a-f-]+)"', text)[1]
    return {"key": key, "disclosure": "partner", "language": "en", "reason": "For a court.", **more}


def test_an_admin_makes_a_bundle_fetches_it_and_finds_the_hash_of_the_page_and_of_the_log(desk, world):
    person, piece = world
    url = f"{NEW}?person={person.ref}&disclosure=partner"
    text = page(desk, url)
    assert piece.ref in text
    assert "picture to look at" in text
    bundle = CaseBundle.objects.get(ref=desk.post(url, typed(text)).url.split("/")[3])
    assert "Stop it" in page(desk, f"/desk/bundles/{bundle.ref}/")
    build(bundle)
    CaseBundle.objects.update(expires_at=timezone.now() + dt.timedelta(days=7))
    shown = page(desk, f"/desk/bundles/{bundle.ref}/")
    answer = desk.get(f"/desk/bundles/{bundle.ref}/download/")
    whole = b"".join(answer.streaming_content)
    assert hashlib.sha256(whole).hexdigest() == bundle.sha256
    assert f"SHA-256 {bundle.sha256}" in shown
    assert answer.headers["Content-Disposition"] == f'attachment; filename="kua-{bundle.ref}-partner.zip"'
    assert AuditEvent.objects.get(verb="bundle_downloaded").detail["sha256"] == bundle.sha256
    checked = verify_bundle.check(io.BytesIO(whole))
    assert checked.fingerprint in shown
    assert "For a court." in page(desk, "/desk/bundles/")


def test_the_page_says_before_anything_is_made_what_is_left_out_and_why(desk, reviewer, second_reviewer):
    person, _piece = case(reviewer, second_reviewer, sensitivities=["faces"])
    stays = held(reviewer, name="Болат Тасгеров", consent=Consent.REFUSED)
    text = page(desk, f"{NEW}?person={person.ref}&person={stays.ref}&disclosure=public")
    assert "<b>1</b> people of whom every report must stay with the team" in text
    assert "<b>1</b> shows faces, a child or wounds" in text
    assert not CaseBundle.objects.exists()


def test_without_a_reason_nothing_is_made_and_the_page_says_so(desk, world):
    url = f"{NEW}?person={world[0].ref}"
    answer = desk.post(url, typed(page(desk, url), reason=" "))
    assert answer.status_code == 422
    assert "Write why." in answer.content.decode()
    assert not CaseBundle.objects.exists()


def test_for_another_circle_than_the_page_showed_nothing_is_made(desk, world):
    url = f"{NEW}?person={world[0].ref}&disclosure=public"
    answer = desk.post(url, typed(page(desk, url), disclosure="internal"))
    assert answer.status_code == 422
    assert not CaseBundle.objects.exists()


@pytest.mark.parametrize(
    "query", ["", "person=P-0000000", "incident=I-0000000", "incident=%2e%2e%2f", "person=%E2%80%AE&disclosure=friends",
              "person=" + "P-0000000+" * 700, "person=P-0000000&incident=x" * 3, "disclosure=internal"],
)  # fmt: skip
def test_a_strange_address_shows_the_form_and_makes_nothing(desk, query):
    text = page(desk, f"{NEW}?{query}")
    assert "Show what goes in" in text
    assert "Make the bundle" not in text
    assert desk.post(f"{NEW}?{query}", {"key": str(uuid.uuid4()), "reason": "x"}).status_code == 200
    assert not CaseBundle.objects.exists()


def test_people_and_an_incident_together_are_refused(desk, world):
    text = page(desk, f"{NEW}?person={world[0].ref}&incident=I-0000000")
    assert 'Not found: <span class="as-given">I-0000000' in text


def test_the_people_of_the_case_list_as_filtered_can_be_handed_over(desk, world, reviewer):
    held(reviewer, name="Болат Тасгеров", kind="missing")
    assert "&amp;list=1" in page(desk, "/desk/people/?q=Айдар")
    assert desk.get(f"{NEW}?q=Айдар&list=1").url == f"{NEW}?person={world[0].ref}"
    assert desk.get(f"{NEW}?q=nobody-like-this&list=1").url == reverse("desk:people")


def test_one_that_waits_is_stopped_and_one_that_is_ready_is_deleted(desk, admin, world):
    waiting, ready = ask(admin, world[0]), build(ask(admin, world[0]))
    assert desk.post(f"/desk/bundles/{waiting.ref}/stop/").status_code == 302
    assert "stopped" in page(desk, f"/desk/bundles/{waiting.ref}/")
    assert desk.post(f"/desk/bundles/{ready.ref}/delete/").status_code == 302
    assert "Download" not in page(desk, f"/desk/bundles/{ready.ref}/")
    assert desk.get(f"/desk/bundles/{ready.ref}/download/").status_code == 403


def test_one_that_failed_says_why(desk, admin, world, settings):
    settings.AUDIT_KEY = ""
    assert "no key to sign with" in page(desk, f"/desk/bundles/{build(ask(admin, world[0])).ref}/")


def test_pages_of_a_person_and_of_an_incident_lead_here_for_admins_only(desk, client_of, reviewer, world):
    url = f"/desk/people/{world[0].ref}/"
    assert f"{NEW}?person={world[0].ref}" in page(desk, url)
    assert NEW not in page(client_of(reviewer), url)


def test_what_is_not_a_bundle_is_not_there(desk):
    for ref in ("B-0000000", "x", "%00", "%2e%2e", "P-7K3QFM2", PersonFactory().ref):
        assert desk.get(f"/desk/bundles/{ref}/").status_code in (400, 404)


def test_a_page_takes_few_queries_however_many_pieces_there_are(desk, world, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        desk.get(f"{NEW}?person={world[0].ref}")
