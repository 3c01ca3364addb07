"""The activist's own dashboard: own reports, and of what others told nothing but whether a conclusion rests on it."""

from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain.dashboards import spans
from incidents.domain.dashboards.shapes import Column, Fact, Number, Panel
from incidents.domain.queries import reports
from incidents.models import Report, ReportMove
from incidents.vocabulary import ReportStatus

MOST_LINES = 20


def panels(user: User, *, at: datetime) -> list[Panel]:
    """Everything, with nine queries."""
    own = reports.every(user)
    return [_questions(own, at), _people(own), _states(own), _over_time(own, at)]


def _mine(**chosen: str) -> str:
    return f"{reverse('desk:my_reports')}?{urlencode(chosen)}"


def _states(own: QuerySet[Report]) -> Panel:
    counted = dict(own.order_by().values_list("status").annotate(number=Count("pk")))
    heads = tuple((str(code), capfirst(str(word))) for code, word in ReportStatus.choices)
    numbers = tuple(Number.of(counted.get(code, 0), _mine(status=code)) for code, _word in heads)
    return Panel(
        "states", _("Your reports"), _("Each one stands where it is now."), heads=heads,
        columns=(Column("reports", _("Reports"), numbers),), nothing=_("You have not logged anything yet."),
    )  # fmt: skip


def _over_time(own: QuerySet[Report], at: datetime) -> Panel:
    found = spans.by_month(own.exclude(received_at=None), "received_at", at)
    heads = tuple(spans.month_words(month) for month in found)
    numbers = tuple(
        Number.of(number, _mine(since=code, until=code))
        for number, (code, _word) in zip(found.values(), heads, strict=True)
    )
    return Panel(
        "sent", _("Sent by you, month by month"),
        _("Twelve months up to your newest report, by the day on which you first sent each."),
        heads=heads, columns=(Column("reports", _("Reports"), numbers),), over_time=True,
    )  # fmt: skip


def _questions(own: QuerySet[Report], at: datetime) -> Panel:
    """What waits for an answer, the oldest question first."""
    asked = ReportMove.objects.filter(report=OuterRef("pk"), to_status=ReportStatus.RETURNED).order_by("-at", "-pk")
    open_ = own.filter(status=ReportStatus.RETURNED).annotate(asked=asked.values("at")[:1]).order_by("asked", "pk")
    facts = tuple(_question(report, at) for report in open_[:MOST_LINES])
    return Panel(
        "questions", _("Questions to you"), _("How long each one waits for your answer."), facts=facts,
        url=_mine(status=ReportStatus.RETURNED), link=_("All with a question"), nothing=_("Nobody waits for you."),
    )  # fmt: skip


def _question(report: Report, at: datetime) -> Fact:
    waits, url = _days(report.asked, at), reverse("desk:report_page", args=[report.ref])  # type: ignore[attr-defined]
    return Fact(report.title or report.ref, Number.of(waits, url, spans.days(waits)))


def _days(since: datetime, at: datetime) -> int:
    return max(0, (at - since).days)


def _people(own: QuerySet[Report]) -> Panel:
    """How many of those whom the reports tell of were read, and how many conclusions rest on what they tell."""
    labels = {
        "sent": _("People in the reports that you sent"),
        "waiting": _("are still being read"),
        "accepted": _("were taken into the team's list"),
        "undecided": _("could not be told apart from others yet"),
        "concluded": _("are part of a conclusion that rests on your words"),
    }
    rows = {told: reports.people(told).filter(report__in=own).count() for told in labels}
    facts = tuple(Fact(label, Number.of(rows[told], _mine(told=told))) for told, label in labels.items())
    return Panel(
        "people", _("What became of the people you reported"),
        _("Each number leads to those of your reports that tell of them. A group counts as one entry."),
        facts=facts if rows["sent"] else (), nothing=_("You have not sent a report yet."),
    )  # fmt: skip
