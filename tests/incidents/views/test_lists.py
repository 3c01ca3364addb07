"""The audit log as a browser gets it."""

import pytest

from incidents.domain import audit
from incidents.models import AuditEvent
from tests.incidents.people_samples import AT

pytestmark = pytest.mark.django_db
LOG = "/desk/audit/"


def exported(admin):
    detail = {"disclosure": "partner", "format": "csv", "columns": ["ref"], "filter": {"sex": "male"}}
    audit.record(verb="exported", by=admin, at=AT, kind="export", ref="X-1", detail=detail, records=["P-1"])


def test_only_admins_read_the_log(client_of, reviewer, activist):
    for user in (reviewer, activist):
        assert client_of(user).get(LOG).status_code == 404


def test_the_log_shows_names_words_and_references(client_of, admin):
    client = client_of(admin)
    exported(admin)
    ref = AuditEvent.objects.get(verb="exported").ref
    for query in ("?verb=exported", f"?ref={ref}"):
        page = client.get(LOG + query).content.decode()
        assert "exported a list" in page
        assert "Asel Test" in page


@pytest.mark.parametrize("name", ["who", "verb", "kind", "ref", "since", "until", "before"])
def test_no_hostile_value_breaks_the_log(client_of, admin, name):
    client = client_of(admin)
    for value in ("\u202e'\"--", "2022-02-30", "-1", "9" * 40, "<script>alert(1)</script>{{7*7}}"):
        response = client.get(LOG, {name: value})
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("exports", [1, 4])
def test_the_log_takes_a_fixed_number_of_queries(client_of, admin, exports, django_assert_max_num_queries):
    client = client_of(admin)
    for _number in range(exports):
        exported(admin)
    with django_assert_max_num_queries(12):
        assert client.get(LOG).status_code == 200
