"""The collector of policy reports hears what it should: else its nought would prove nothing."""

import pytest
from django.urls import reverse

INLINE = "<style>p { color: red }</style>"


@pytest.mark.parametrize("js", [True, False])
def test_a_deliberate_violation_is_reported(walker, reports, js):
    """A page with a style inside, which the policy forbids."""
    at = walker(js=js)

    def with_style(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</head>", f"{INLINE}</head>"))

    at.page.route("**/accounts/login/", with_style)
    before = len(reports)
    at.go(reverse("account_login"))
    found, reports[before:] = reports[before:], []
    assert any("style-src" in line for line in found)
    assert any(line.startswith("kua-report: ") for line in found) is js


def test_a_page_as_it_is_reports_nothing(walker, reports):
    before, pages = len(reports), reports.pages
    walker().go(reverse("account_login"))
    assert reports.pages > pages
    assert reports[before:] == []
