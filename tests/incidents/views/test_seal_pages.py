"""The sealed house: the desk closed to everybody, receiving open, two admins to open it again."""

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from accounts.roles import Role
from incidents.domain import seal_state
from incidents.models import Report, SourceIdentity
from tests.factories import NOW, ReportFactory, UserFactory
from tests.security.addresses import found

pytestmark = pytest.mark.django_db
OPEN_PERMISSIONS = {"anyone", "signed_in", "report.log"}
SEALED = "Kua is sealed"
# Something for each kind of thing that stands in an address.
ANY = {IntConverter: 0, UUIDConverter: "00000000-0000-4000-8000-000000000000"}


@pytest.fixture
def other(db):
    return UserFactory(username="arman", role=Role.ADMIN)


@pytest.fixture
def sealed(admin):
    seal_state.set_(by=admin, at=NOW)
    admin.refresh_from_db()


def address(name: str, pattern) -> str:
    """Any address of this page: what stands in it does not matter, it is closed before it is looked for."""
    return reverse(name, args=[ANY.get(type(one), "R-0000000") for one in pattern.pattern.converters.values()])


def closed() -> dict[str, str]:
    """Every page that needs more than logging reports, but for the two of the seal itself."""
    return {
        name: address(name, pattern)
        for name, pattern in found().items()
        if getattr(pattern.callback, "permission", "") not in OPEN_PERMISSIONS
        and name not in ("desk:seal", "desk:unseal")
    }


def test_every_page_of_the_desk_is_closed_to_every_role(sealed, client_of, activist, reviewer, admin):
    pages = closed()
    assert len(pages) > 35
    for person in (activist, reviewer, admin):
        client = client_of(person)
        answers = {}
        for name, url in pages.items():
            with transaction.atomic():
                response = client.get(url)
            answers[name] = response.status_code
            assert SEALED in response.content.decode(), name
        assert {name: status for name, status in answers.items() if status != 503} == {}


def test_a_form_of_the_desk_is_closed_too(sealed, client_of, reviewer):
    report = ReportFactory()
    assert client_of(reviewer).post(reverse("desk:review_take", args=[report.ref])).status_code == 503
    report.refresh_from_db()
    assert report.taken_by is None


def test_the_first_page_is_closed_for_who_has_a_desk_and_open_for_activists(
    sealed, client_of, activist, reviewer, admin
):
    statuses = [client_of(person).get("/desk/").status_code for person in (activist, reviewer, admin)]
    assert statuses == [200, 503, 503]


def test_an_admin_finds_the_way_to_unseal_and_a_reviewer_to_own_reports(sealed, client_of, reviewer, admin):
    assert reverse("desk:seal") in client_of(admin).get("/desk/").content.decode()
    text = client_of(reviewer).get("/desk/").content.decode()
    assert reverse("desk:my_reports") in text
    assert f'href="{reverse("desk:seal")}"' not in text


def test_an_activist_logs_a_report_with_a_protected_source_while_sealed(sealed, client_of, activist):
    client = client_of(activist)
    client.post(reverse("desk:report_new"), {"key": "6a2a8a1e-6d1f-4b8e-8f0a-0f4f2f7a9b10"})
    report = Report.objects.get(submitter=activist)
    url = reverse("desk:report_step", args=[report.ref, "source"])
    typed = {
        "kind": "person",
        "protection": "secret",
        "knowing": "relative",
        "name": "Wqzx",
        "contact": "+7 701 2345678",
    }
    assert client.post(url, typed | {"version": report.version, "tab": "t"}).status_code == 302
    kept = SourceIdentity.objects.get()
    assert kept.name_sealed
    assert kept.contact_hash == ""


def test_whoever_is_not_signed_in_is_told_nothing(sealed, client):
    response = client.get(reverse("desk:people"))
    assert response.status_code == 302
    assert SEALED not in client.get(response.url).content.decode()


def test_one_admin_alone_is_told_to_invite_another_first(client_of, admin):
    page = client_of(admin).post(reverse("desk:seal"))
    assert "Invite one first." in page.content.decode()
    assert not seal_state.is_sealed()


def test_an_admin_seals_by_the_button_and_is_out_like_everybody(client_of, admin, reviewer, other):
    first, second = client_of(admin), client_of(reviewer)
    assert "Seal it now" in first.get(reverse("desk:seal")).content.decode()
    assert first.post(reverse("desk:seal")).status_code == 302
    assert seal_state.is_sealed()
    for client in (first, second):
        assert client.get("/desk/").url.startswith("/accounts/login/")


def test_two_admins_unseal_by_the_button_and_one_twice_does_not(sealed, client_of, admin, other):
    one, two = client_of(admin), client_of(other)
    for _twice in range(2):
        one.post(reverse("desk:unseal"))
    assert "You agreed already" in one.get(reverse("desk:seal")).content.decode()
    assert seal_state.is_sealed()
    assert "Kua is open again." in two.post(reverse("desk:unseal"), follow=True).content.decode()
    assert one.get("/desk/").status_code == 200


def test_sealing_a_sealed_house_signs_nobody_out(sealed, client_of, admin):
    client = client_of(admin)
    assert client.post(reverse("desk:seal")).status_code == 200
    assert client.get(reverse("desk:seal")).status_code == 200


@pytest.mark.parametrize("name", ["desk:seal", "desk:unseal", "desk:secret"])
def test_the_pages_that_matter_most_ask_again_who_it_is(name):
    assert found(get_resolver().url_patterns)[name].callback.asks_again
