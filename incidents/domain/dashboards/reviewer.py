"""The reviewers' dashboard: how old the queue is, how long reports wait, how far reviewers agree, one's own work."""

from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Count, DurationField, ExpressionWrapper, F, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain.dashboards import spans
from incidents.domain.dashboards.shapes import Column, Fact, Number, Panel
from incidents.domain.dashboards.spans import Band
from incidents.domain.queries import findings, queue
from incidents.models import MatchDecision
from incidents.vocabulary import FindingStatus, ReportStatus, Urgency, Verdict

RECENT = timedelta(days=90)


def panels(user: User, *, at: datetime) -> list[Panel]:
    """Everything, with eleven queries."""
    timed = (_ages, _waits, _received, _agreement, _verdicts)
    return [_own(user), *(panel(user, at) for panel in timed)]


def _queue(**chosen: str) -> str:
    return f"{reverse('desk:queue')}?{urlencode({name: value for name, value in chosen.items() if value})}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _ages(user: User, at: datetime) -> Panel:
    """How long the reports wait that nobody has taken."""
    waiting = queue.visible(user).filter(status=ReportStatus.SUBMITTED)
    found, all_bands = spans.by_day(waiting, "received_at"), spans.bands(at)
    numbers = tuple(
        Number.of(sum(number for day, number in found if band.holds(day)), _of_band(band)) for band in all_bands
    )
    return Panel(
        "ages", _("How long reports have waited"), _("Reports that nobody has taken, own ones among them."),
        heads=tuple((band.code, capfirst(band.label)) for band in all_bands),
        columns=(Column("reports", _("Reports"), numbers),), url=_queue(state="waiting"), link=_("The queue"),
    )  # fmt: skip


def _of_band(band: Band) -> str:
    return _queue(state="waiting", since=_day(band.first), until=_day(band.last))


def _own(user: User) -> Panel:
    mine = Q(taken_by=user)
    reports = queue.visible(user).aggregate(
        open=Count("pk", filter=mine & Q(status=ReportStatus.UNDER_REVIEW)),
        done=Count("pk", filter=mine & Q(status__in=queue.DONE)),
        asked=Count("pk", filter=mine & Q(status=ReportStatus.RETURNED)),
        urgent=Count("pk", filter=mine & Q(status=ReportStatus.UNDER_REVIEW, urgency=Urgency.URGENT)),
    )
    proposed = findings.counts(user)["mine"]
    urgent = _("%(number)s of them urgent") % {"number": reports["urgent"]} if reports["urgent"] else ""
    return Panel(
        "own", _("Your own work"), _("What you have in hand, and what you have finished."),
        facts=(
            Fact(_("Reports that you have taken"), Number.of(reports["open"], _queue(state="mine")), urgent),
            Fact(_("Reports that wait for their author's answer to you"),
                 Number.of(reports["asked"], _queue(state="returned", by=user.ref))),
            Fact(_("Reports that you accepted or rejected"),
                 Number.of(reports["done"], _queue(state="done", by=user.ref))),
            Fact(_("Findings of yours that wait for a second reviewer"),
                 Number.of(proposed, f"{reverse('desk:findings')}?show=mine")),
        ),
    )  # fmt: skip


def _waits(user: User, at: datetime) -> Panel:
    """How long the reports of the last three months waited until a reviewer took them."""
    first = timezone.localtime(at - RECENT).date()
    recent = queue.visible(user).filter(received_at__date__gte=first)
    waited = ExpressionWrapper(F("taken_at") - F("received_at"), output_field=DurationField())
    taken = recent.filter(taken_at__gte=F("received_at")).annotate(waited=waited)
    found = taken.aggregate(number=Count("pk"), middle=spans.Median("waited"), longest=Max("waited"))
    still = recent.filter(status=ReportStatus.SUBMITTED).aggregate(number=Count("pk"))["number"]
    every, since = recent.count(), _day(first)
    facts = [
        Fact(_("Reports sent in the last 90 days"), Number.of(every, _queue(state="sent", since=since))),
        Fact(_("of them nobody has taken yet"), Number.of(still, _queue(state="waiting", since=since))),
    ]
    if found["number"]:
        slow = [(_("Half of those taken waited at most"), "middle"), (_("The longest waited"), "longest")]
        facts += [Fact(label, Number.of(0, said=_days(found[name]))) for label, name in slow]
    return Panel(
        "waits", _("How long until a reviewer takes a report"),
        _("From the day on which it was first sent to the last time that somebody took it."), facts=tuple(facts),
    )  # fmt: skip


def _days(waited: timedelta) -> str:
    return spans.days(waited / timedelta(days=1))


def _received(user: User, at: datetime) -> Panel:
    found = spans.by_month(queue.visible(user), "received_at", at)
    heads = tuple(spans.month_words(month) for month in found)
    numbers = tuple(
        Number.of(number, _queue(state="sent", since=code, until=code))
        for number, (code, _word) in zip(found.values(), heads, strict=True)
    )
    return Panel(
        "received", _("Reports received, month by month"),
        _("Twelve months up to the newest report; lists and withdrawn reports left out."),
        heads=heads, columns=(Column("reports", _("Reports"), numbers),), over_time=True,
    )  # fmt: skip


def _agreement(user: User, at: datetime) -> Panel:
    """What second reviewers said of findings."""
    counted, oldest = findings.counts(user), _oldest(user)
    url = reverse("desk:findings")
    waits = _("the oldest for %(days)s") % {"days": spans.days((at - oldest).days)} if oldest else ""
    return Panel(
        "agreement", _("How far reviewers agree"), _("What second reviewers said of the findings of others."),
        facts=(
            Fact(_("Findings that a second reviewer agreed to"), Number.of(counted["agreed"], f"{url}?show=agreed")),
            Fact(_("Findings that a second reviewer disputed"), Number.of(counted["disputed"], f"{url}?show=disputed")),
            Fact(_("Findings of others that wait for a second reviewer"),
                 Number.of(counted["waiting"], f"{url}?show=waiting"), waits),
        ),
    )  # fmt: skip


def _oldest(user: User) -> datetime | None:
    waiting = findings.visible(user).filter(status=FindingStatus.PROPOSED).exclude(proposed_by=user)
    return waiting.order_by("proposed_at").values_list("proposed_at", flat=True).first()


def _verdicts(user: User, at: datetime) -> Panel:
    """What was decided of who is who, and how much of it was taken back: a sign of how hard it is to tell."""
    seen = policies.prefixed("person", policies.visible_persons(user))
    rows = MatchDecision.objects.filter(seen, at__gte=at - RECENT).values_list("verdict")
    counted = {verdict: (number, back) for verdict, number, back in rows.annotate(
        number=Count("pk"), back=Count("reversed_at")).order_by()}  # fmt: skip
    facts = []
    for code, word in Verdict.choices:
        number, back = counted.get(code, (0, 0))
        note = _("%(number)s of them taken back since") % {"number": back} if back else ""
        facts.append(Fact(capfirst(str(word)), Number.of(number), note))
    return Panel(
        "verdicts", _("Who is who: decisions of the last 90 days"),
        _("By all reviewers together. Each stands on the page of its person, with its reason."), facts=tuple(facts),
        url=reverse("desk:alike"), link=_("Likely same persons"),
    )  # fmt: skip
