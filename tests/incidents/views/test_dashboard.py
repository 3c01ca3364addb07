"""The dashboard's page and files: for each role its own, drawn with the table below, light, and told to the log."""

import gzip

import pytest
from django.urls import reverse

from incidents.exports import printing
from incidents.models import AuditEvent
from incidents.views import chart_files
from incidents.vocabulary import ReportStatus
from tests.factories import ReportFactory

PAGE, HOME, MINE, QUEUE = (reverse(f"desk:{name}") for name in ("dashboard", "home", "my_reports", "queue"))
CODES = {"activist": ("sent", "states"), "reviewer": ("ages", "received"), "admin": ("kinds",)}


@pytest.mark.parametrize("role", CODES)
def test_each_role_has_its_own_dashboard_from_the_first_page(request, client_of, role):
    client = client_of(request.getfixturevalue(role))
    assert f'href="{PAGE}"' in client.get(HOME).content.decode()
    page = client.get(PAGE).content
    text = page.decode()
    links = [reverse("desk:dashboard_file", args=[code, "svg"]) for code in CODES[role]]
    assert all(f'href="{link}"' in text for link in links)
    assert text.count("data-chart") == text.count("The numbers</summary>") >= len(links)
    assert len(gzip.compress(page)) < 15 * 1024


@pytest.mark.parametrize("role", CODES)
@pytest.mark.parametrize(("ext", "begins"), [("svg", b"<svg "), ("csv", b"\xef\xbb\xbf"), ("png", b"\x89PNG")])
def test_a_drawing_is_taken_as_a_file_and_the_log_says_who_took_it(request, client_of, role, ext, begins):
    user = request.getfixturevalue(role)
    answer = client_of(user).get(reverse("desk:dashboard_file", args=[CODES[role][0], ext]))
    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"] == f'attachment; filename="kua-dashboard-{CODES[role][0]}.{ext}"'
    assert answer["Cache-Control"] == "no-store"
    event = AuditEvent.objects.get(verb="chart_taken")
    assert (event.by, event.detail) == (user.ref, {"page": f"dashboard-{CODES[role][0]}", "format": ext})


@pytest.mark.parametrize(("name", "ext"), [("sent", "exe"), ("questions", "svg"), ("ages", "svg"), ("none", "csv")])
def test_what_is_no_drawing_of_ones_own_is_not_there_and_nothing_is_logged(client_of, activist, name, ext):
    assert client_of(activist).get(reverse("desk:dashboard_file", args=[name, ext])).status_code == 404
    assert not AuditEvent.objects.filter(verb="chart_taken").exists()


def test_a_picture_that_cannot_be_drawn_is_told_and_not_logged(client_of, activist, monkeypatch):
    def broken(_chart):
        raise printing.NotPrinted("no child")

    monkeypatch.setitem(chart_files.CHARTS, "png", broken)
    answer = client_of(activist).get(reverse("desk:dashboard_file", args=["sent", "png"]))
    assert answer.status_code == 503
    assert "The SVG holds the same." in answer.content.decode()
    assert not AuditEvent.objects.filter(verb="chart_taken").exists()


def test_the_links_of_the_dashboard_lead_to_lists_that_say_what_is_shown(client_of, activist):
    for number in range(3):
        ReportFactory(submitter=activist, title=f"Sent {number}")
    ReportFactory(submitter=activist, status=ReportStatus.DRAFT, received_at=None, title="Kept back")
    client = client_of(activist)
    shown = client.get(MINE, {"status": "submitted"}).content.decode()
    assert all(f"Sent {number}" in shown for number in range(3))
    assert "Kept back" not in shown
    assert "No report matches" in client.get(MINE, {"since": "2030"}).content.decode()
    assert "Sent 1" in client.get(MINE, {"status": "nonsense", "since": "32.13.2022", "told": "x"}).content.decode()


def test_the_queue_can_be_narrowed_to_days(client_of, reviewer, activist):
    ReportFactory(submitter=activist, title="Came on the twelfth")
    client = client_of(reviewer)
    inside = {"state": "sent", "since": "2022-01-12", "until": "2022-01"}
    assert "Came on the twelfth" in client.get(QUEUE, inside).content.decode()
    assert "Came on the twelfth" not in client.get(QUEUE, inside | {"since": "2022-01-14"}).content.decode()
