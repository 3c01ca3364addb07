"""The admins' dashboard: what is covered and what is not, the oldest unanswered questions, lists, whole evidence."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from incidents import policies
from incidents.domain.dashboards import spans
from incidents.domain.dashboards.shapes import Column, Fact, Number, Panel
from incidents.domain.documented import asking, links
from incidents.domain.documented.questions import Question
from incidents.domain.documented.shapes import Answer, Span
from incidents.domain.queries import integrity
from incidents.domain.queries.overlap import Beside, Overlap
from incidents.models import AuditEvent
from incidents.vocabulary import Status

MOST_ROWS, MOST_LINES = 15, 10
NOTHING_AGREED = {"status": "none"}
# Beyond so many people the overlap is reckoned on its own page.
MOST_OVERLAPPED = 20_000
ANSWERS = ("report_returned", "report_resubmitted", "report_withdrawn")


def panels(user: User, *, at: datetime) -> list[Panel]:
    """Everything: the counts of people as documented.asking has them, the rest with a dozen queries."""
    places = _covered(user, at, "place", _("By place"))
    lists = _covered(user, at, "list", _("By list"))
    total = asking.ask(user, Question("ever"), at=at)
    return [_questions(user, at), places, lists, _kinds(total), _overlap(user, total.total.high), _evidence(user, at)]


# --- What is covered -------------------------------------------------------------------------------------------------
def _covered(user: User, at: datetime, rows: str, title: str) -> Panel:
    """How many people there are, and of how many of them nothing is agreed yet."""
    every, open_ = Question(rows), Question(rows, filters=NOTHING_AGREED)
    answer, nothing = asking.ask(user, every, at=at), asking.ask(user, open_, at=at)
    codes = _largest(answer)
    columns = (
        Column("all", _("People in the case list"), tuple(_number(every, answer, code) for code in codes)),
        Column("open", _("of whom nothing is agreed yet"), tuple(_number(open_, nothing, code) for code in codes)),
    )
    words = {head.code: head.label for head in answer.rows}
    return Panel(
        f"by_{rows}", title, _about(answer, len(answer.rows) - len(codes)), columns=columns,
        heads=tuple((code, words[code]) for code in codes), nothing=_being_counted(answer),
        url=f"{reverse('desk:counts')}?{urlencode({'rows': rows})}", link=_("All counts"),
    )  # fmt: skip


def _largest(answer: Answer) -> list[str]:
    """The rows with the most people, the largest first."""
    codes = [head.code for head in answer.rows]
    return sorted(codes, key=lambda code: -answer.cell(code).high)[:MOST_ROWS]


def _number(question: Question, answer: Answer, code: str) -> Number:
    span, people = answer.cell(code), reverse("desk:people")
    certain, possible = (people + links.people(question, code, certain=sure) for sure in (True, False))
    return Number(span.low, span.high, certain, possible)


def _about(answer: Answer, left_out: int) -> str:
    told = [_("One person may stand in several rows.")]
    if left_out > 0:
        told.append(
            ngettext("%(number)s smaller row is left out.", "%(number)s smaller rows are left out.", left_out)
            % {"number": left_out}
        )
    if answer.counted_at:
        told.append(_("Counted at %(at)s.") % {"at": spans.moment(answer.counted_at)})
    return " ".join(told)


def _being_counted(answer: Answer) -> str:
    waits = _("This is being counted. Come back in a moment.")
    return waits if answer.is_waiting else _("There is nobody in the list yet.")


def _kinds(answer: Answer) -> Panel:
    """For each kind of conclusion, of how many people it was agreed; those without any stand out by their 0."""
    people = reverse("desk:people")
    numbers = tuple(_span(answer.cell(kind), f"{people}?{urlencode({'ever': kind})}") for kind in Status.values)
    return Panel(
        "kinds", _("What findings there are"), _("Of how many people the team agreed this, now or earlier."),
        heads=tuple((str(kind), capfirst(str(word))) for kind, word in Status.choices),
        columns=(Column("people", _("People"), numbers),),
        url=f"{people}?{urlencode(NOTHING_AGREED)}", link=_("People of whom nothing is agreed yet"),
    )  # fmt: skip


def _span(span: Span, url: str) -> Number:
    return Number(span.low, span.high, url, url)


# --- What waits ------------------------------------------------------------------------------------------------------
def unanswered(user: User) -> QuerySet[AuditEvent]:
    """Questions to authors that nobody has answered since, as the log tells: admins read no report before its end."""
    seen = AuditEvent.objects.filter(policies.visible_audit(user))
    later = AuditEvent.objects.filter(ref=OuterRef("ref"), pk__gt=OuterRef("pk"), verb__in=ANSWERS)
    return seen.filter(~Exists(later), verb=ANSWERS[0]).order_by("at", "pk")


def _questions(user: User, at: datetime) -> Panel:
    open_, log = unanswered(user), reverse("desk:audit")
    facts = [_question(event, log, at) for event in open_[:MOST_LINES]]
    more = open_.count() - len(facts) if len(facts) == MOST_LINES else 0
    note = ngettext("%(number)s more waits.", "%(number)s more wait.", more) % {"number": more} if more else ""
    return Panel(
        "questions", _("Oldest unanswered questions"),
        " ".join(filter(None, (_("How long each report has waited for its author's answer."), note))),
        facts=tuple(facts), nothing=_("Every question is answered."),
    )  # fmt: skip


def _question(event: AuditEvent, log: str, at: datetime) -> Fact:
    waits = max(0, (at - event.at).days)
    return Fact(event.ref, Number.of(waits, f"{log}?{urlencode({'ref': event.ref})}", spans.days(waits)))


# --- Lists and evidence ----------------------------------------------------------------------------------------------
def _overlap(user: User, people: int) -> Panel:
    """Each two lists: on both, on one only."""
    url, title = reverse("desk:overlap"), _("How far lists overlap")
    if people > MOST_OVERLAPPED:
        told = _("With so many people this is reckoned on its own page.")
        return Panel("overlap", title, told, url=url, link=title)
    pairs = Overlap(user, ()).pairs
    return Panel(
        "overlap", title, _("People on both of two lists. Who is not on a list may lie outside of what it covers."),
        facts=tuple(_pair(pair) for pair in _most_shared(pairs)), url=url, link=_("All lists beside each other"),
        nothing=_("There are not two lists yet."),
    )  # fmt: skip


def _most_shared(pairs: Iterable[Beside]) -> list[Beside]:
    return sorted(pairs, key=lambda pair: -pair.both)[:MOST_LINES]


def _pair(pair: Beside) -> Fact:
    query = urlencode({"of": "11", "list": [pair.one.ref, pair.other.ref]}, doseq=True)
    label = _("“%(one)s” and “%(other)s”") % {"one": pair.one.title, "other": pair.other.title}
    note = _("%(one)s only on the first, %(other)s only on the second") % {
        "one": pair.only_one + pair.beyond_other, "other": pair.only_other + pair.beyond_one,
    }  # fmt: skip
    return Fact(label, Number.of(pair.both, f"{reverse('desk:overlap_people')}?{query}"), note)


def _evidence(user: User, at: datetime) -> Panel:
    """Whether files are whole, and since when nobody has looked."""
    held, url = integrity.held(), reverse("desk:integrity")
    facts = [
        Fact(_("Files that are missing or changed"), Number.of(integrity.alarms(user), url)),
        Fact(_("Files held"), Number.of(held["total"], url)),
        Fact(_("Files that nobody has checked yet"), Number.of(held["unchecked"], url)),
    ]
    if held["oldest"]:
        waits = max(0, (at - held["oldest"]).days)
        facts.append(Fact(_("The check that lies back longest"), Number.of(waits, url, spans.days(waits))))
    return Panel("evidence", _("Is evidence unchanged?"), _("As of the last check of each file."), facts=tuple(facts))
