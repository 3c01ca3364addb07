"""What stands behind the numbers of a dashboard: the page that each leads to, asked for the same number."""

from urllib.parse import parse_qs, urlsplit

from django.urls import resolve

from incidents.domain.dashboards import Panel, panels
from incidents.domain.queries import findings, queue, reports
from incidents.domain.queries.persons import CaseList
from incidents.forms.mine import MineForm
from incidents.forms.review import QueueForm


def panel(user, code: str, at) -> Panel:
    return next(one for one in panels(user, at=at) if one.code == code)


def numbers(panel: Panel) -> list[tuple[str, int]]:
    """Label and number of all its facts and columns."""
    drawn = [
        (label, number.low)
        for column in panel.columns
        for (_code, label), number in zip(panel.heads, column.numbers, strict=True)
    ]
    return [(fact.label, fact.number.low) for fact in panel.facts] + drawn


def wrong(user, panel: Panel) -> list[tuple[str, str]]:
    """The links of a panel behind which another number stands than the panel says."""
    every = [fact.number for fact in panel.facts] + [number for column in panel.columns for number in column.numbers]
    found = []
    for number in every:
        if number.url and behind(user, number.url)[0] != number.low:
            found.append((number.url, str(number.low)))
        if number.high_url and behind(user, number.high_url)[1] != number.high:
            found.append((number.high_url, str(number.high)))
    return found


def behind(user, url: str) -> tuple[int, int]:
    """The numbers that the page of a link says itself."""
    parts = urlsplit(url)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    name = resolve(parts.path).url_name
    if name == "people":
        counts = CaseList(user, asked).counts
        return counts.low, counts.high
    if name == "findings":
        number = findings.page(user, asked["show"], 1).paginator.count
    elif name == "queue":
        form = QueueForm(asked, reviewers=queue.reviewers())
        assert form.is_valid(), form.errors
        number = queue.page(user, form.chosen(), 1).paginator.count
    elif name == "my_reports":
        form = MineForm(asked)
        assert form.is_valid(), form.errors
        shown = reports.page(user, "1", form.chosen())
        number = shown.paginator.count
        if "told" in asked:
            number = reports.people(asked["told"]).filter(report__in=[one.pk for one in shown]).count()
    else:
        raise AssertionError(f"no number stands behind {url}")
    return number, number
