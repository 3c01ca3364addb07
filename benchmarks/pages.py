"""Which pages are measured, and the hand-written SQL that reads the same rows."""

from collections.abc import Callable, Sequence

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import codes, factors, sessions
from accounts.models import User
from benchmarks.measure import Result, timed
from incidents.models import Incident, Person

RUNS = 60
LIST = "SELECT p.*, pl.name_en FROM incidents_person p LEFT JOIN incidents_place pl ON pl.id = p.place_id WHERE p.merged_into_id IS NULL AND p.reports_count > 0 {where} ORDER BY {order} LIMIT 50"  # noqa: E501
BY_NAME = "(p.sort_key = ''), p.sort_key, p.describing, p.id"
WITHIN = "AND p.place_id IN (WITH RECURSIVE inside AS (SELECT id FROM incidents_place WHERE name_en = %s UNION SELECT t.place_id FROM incidents_placeparent t JOIN inside i ON t.parent_id = i.id) SELECT id FROM inside)"  # noqa: E501
PERSON = "SELECT m.*, r.*, a.* FROM incidents_mention m JOIN incidents_report r ON r.id = m.report_id LEFT JOIN incidents_act a ON a.mention_id = m.id WHERE m.person_id = %s"  # noqa: E501
FILTERS: Sequence[tuple[str, str, str, str, list]] = (
    ("case list, everybody", "", "", BY_NAME, []),
    ("case list, last page", "?page=999999", "", BY_NAME + " DESC", []),
    ("case list, killed", "?status=killed", "AND p.status = 'killed'", BY_NAME, []),
    ("case list, was ever missing", "?ever=missing", "AND p.ever @> ARRAY['missing']::varchar[]", BY_NAME, []),
    ("case list, a name", "?q=Aidar", "AND p.search_text LIKE %s", BY_NAME, ["%aidar%"]),
    ("case list, a region and all in it", "?place=Almaty+Region", WITHIN, BY_NAME, ["Almaty Region"]),
    (
        "case list, ten days",
        "?since=2022-01-05&until=2022-01-14",
        "AND p.when_upper >= '2022-01-05' AND p.when_lower <= '2022-01-14'",
        BY_NAME,
        [],
    ),  # noqa: E501
    ("case list, surest first", "?sort=-sure", "", "p.confirmation, p.sort_key, p.id", []),
)


def signed_in() -> Client:
    """An admin at a browser."""
    admin, _made = User.objects.get_or_create(username="bench-admin", defaults={"name": "Bench", "role": "admin"})
    client = Client()
    client.force_login(admin, backend="allauth.account.auth_backends.AuthenticationBackend")
    if not factors.has(admin):
        factors.give_totp(user=admin, secret=codes.new_secret(), at=timezone.now())
    sessions.begin(admin, client.session.session_key, timezone.now())
    return client


def measured(client: Client, name: str, url: str, reference: Callable[[], object] | None) -> Result:
    """One page: its time, its queries, its size; and its reference."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url} answered {response.status_code}")
    counted = len(queries)  # now: the next request empties the log
    page = timed(lambda: client.get(url), RUNS)
    return Result(name, page, counted, len(response.content), timed(reference, RUNS) if reference else None)


def sql(statement: str, values: Sequence = ()) -> Callable[[], list]:
    """The rows of one statement."""

    def rows() -> list:
        with connection.cursor() as cursor:
            cursor.execute(statement, list(values))
            return cursor.fetchall()

    return rows


def lists() -> list[Result]:
    """The case list by single filters and orders."""
    client = signed_in()
    return [
        measured(client, name, f"/desk/people/{query}", sql(LIST.format(where=where, order=order), values))
        for name, query, where, order, values in FILTERS
    ]


def persons() -> list[Result]:
    """The page of a person of whom many reports speak."""
    person = Person.objects.order_by("-reports_count", "pk").first()
    return [measured(signed_in(), "a person", f"/desk/people/{person.ref}/", sql(PERSON, [person.pk]))]


def others() -> list[Result]:
    """Incidents, the log, and the page that anybody may open."""
    client, incident = signed_in(), Incident.objects.order_by("pk").first()
    return [
        measured(client, "incidents", "/desk/incidents/", None),
        measured(client, "an incident", f"/desk/incidents/{incident.ref}/", None),
        measured(client, "audit log", "/desk/audit/", None),
        measured(Client(), "sign-in page", "/accounts/login/", None),
    ]
