"""Reads of what evidence bears on: of one piece, what may be chosen, how much speaks for or against a thing."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from incidents import policies
from incidents.domain import dates, gazetteer, references
from incidents.domain.evidence.bearings import OVER, Target
from incidents.domain.queries import figure_words
from incidents.models import Act, Evidence, EvidenceBearing, FigureClaim, Incident, Mention, Person, Report

MOST_CHOICES = 200
NUMBER = re.compile(r"[0-9]{1,18}")
WITH = ("by", "report", "mention__report", "act__mention__report", "incident", "claim__report", "claim__claimant",
        "claim__place")  # fmt: skip


@dataclass(frozen=True)
class Tied:
    """One thing that a piece bears on: in words, of which record, and whether it was left out or withdrawn since."""

    row: EvidenceBearing
    words: str
    of: str
    is_gone: bool
    may_untie: bool


@dataclass
class Count:
    """How many pieces speak for a thing, against it, or show what was around."""

    supports: int = 0
    contradicts: int = 0
    context: int = 0

    @property
    def words(self) -> str:
        """“2 pieces support it, 1 piece contradicts it”; empty when none does either."""
        said = []
        if count := self.supports:
            text = ngettext("%(count)d piece supports it", "%(count)d pieces support it", count)
            said.append(text % {"count": count})
        if count := self.contradicts:
            text = ngettext("%(count)d piece contradicts it", "%(count)d pieces contradict it", count)
            said.append(text % {"count": count})
        return ", ".join(said)


def standing(user: User) -> QuerySet[EvidenceBearing]:
    """The bearings that this person may see: of visible evidence, on what is visible."""
    aims = Q(incident__isnull=False) & policies.prefixed("incident", policies.visible_incidents(user)) | ~Q(figure="")
    aims |= Q(claim__isnull=False) & policies.prefixed("claim", policies.visible_figures(user))
    for road in ("report", "mention__report", "act__mention__report"):
        aims |= Q(**{f"{road}__isnull": False}) & policies.prefixed(road, policies.visible_reports(user))
    seen = EvidenceBearing.objects.filter(policies.prefixed("evidence", policies.visible_evidence(user)))
    return seen.filter(aims, removed_at=None)


def of_piece(user: User, piece: Evidence) -> list[Tied]:
    """What the piece bears on. Two queries, however many."""
    rows = list(standing(user).filter(evidence=piece).select_related(*WITH, "evidence__report", "act__place"))
    return [_tied(user, row) for row in rows]


def one(user: User, piece: Evidence, pk: int) -> QuerySet[EvidenceBearing]:
    """One of them."""
    return standing(user).filter(evidence=piece, pk=pk).select_related("evidence__report")


def counts(user: User, acts: Iterable[Act], mentions: Iterable[Mention]) -> dict[tuple[str, int], Count]:
    """For each act and person of these that evidence bears on, how many pieces do. One query."""
    asked = Q(act__in=[act.pk for act in acts]) | Q(mention__in=[mention.pk for mention in mentions])
    found: dict[tuple[str, int], Count] = defaultdict(Count)
    for act, mention, bearing in standing(user).filter(asked).values_list("act_id", "mention_id", "bearing"):
        count = found[("act", act) if act else ("mention", mention)]
        setattr(count, bearing, getattr(count, bearing) + 1)
    return found


def put_on(user: User, acts: Sequence[Act], mentions: Sequence[Mention]) -> None:
    """Give each act and person the words about the evidence that bears on it, as `borne`. One query for all."""
    found = counts(user, acts, mentions) if acts or mentions else {}
    things: list[tuple[str, Any]] = [("act", act) for act in acts] + [("mention", mention) for mention in mentions]
    for kind, thing in things:
        thing.borne = found[kind, thing.pk].words if (kind, thing.pk) in found else ""


# --- What may be chosen ----------------------------------------------------------------------------------------------
def choices(user: User, piece: Evidence, of: str = "") -> list[tuple[str, str]]:
    """What the piece may be tied to, as codes with words: in its own report, or in the record `of` (R-, P-, I-, G-).

    Nothing for a record that this person does not see. A fixed number of queries.
    """
    ref = _reference(of)
    if ref.startswith("I-"):
        return _of_incident(user, ref)
    if ref.startswith("G-"):
        return _of_claims(user, Q(ref=ref))
    about = (
        Q(report=piece.report_id) if not of else Q(report__ref=ref) if ref.startswith("R-") else _of_person(user, ref)
    )
    mentions = Mention.objects.filter(about, policies.visible_mentions(user), retired_at=None)
    rows = mentions.exclude(report__status__in=OVER).select_related("report").prefetch_related("acts__place")
    found = [line for mention in rows[:MOST_CHOICES] for line in _of_mention(mention)]
    whole = piece.report.ref if not of else ref
    return _of_report(user, whole) + found + _of_claims(user, Q(report__ref=whole))


def picked(user: User, codes: Iterable[str]) -> list[Target]:
    """The things with these codes, of those that this person sees. Five queries at most."""
    asked: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        kind, _colon, key = code.partition(":")
        if kind in ("report", "incident", "claim") or NUMBER.fullmatch(key):
            asked[kind].append(key)
    seen = policies.visible_mentions(user)
    found: list[Target] = list(Report.objects.filter(policies.visible_reports(user), ref__in=asked["report"]))
    found += Mention.objects.filter(seen, pk__in=asked["mention"])
    found += Act.objects.filter(policies.prefixed("mention", seen), pk__in=asked["act"])
    found += FigureClaim.objects.filter(policies.visible_figures(user), ref__in=asked["claim"])
    return found + list(Incident.objects.filter(policies.visible_incidents(user), ref__in=asked["incident"]))


def _reference(typed: str) -> str:
    try:
        return references.read(typed)
    except references.Misread:
        return ""


def _of_report(user: User, ref: str) -> list[tuple[str, str]]:
    seen = Report.objects.filter(policies.visible_reports(user), ref=ref).exclude(status__in=OVER)
    return [(f"report:{report.ref}", _whole(report)) for report in seen]


def _of_person(user: User, ref: str) -> Q:
    return Q(person__in=Person.objects.filter(policies.visible_persons(user), ref=ref).values("pk"))


def _of_incident(user: User, ref: str) -> list[tuple[str, str]]:
    seen = Incident.objects.filter(policies.visible_incidents(user), ref=ref)
    acts = Act.objects.filter(policies.prefixed("mention", policies.visible_mentions(user)), incident__in=seen)
    acts = acts.filter(retired_at=None, mention__retired_at=None).exclude(mention__report__status__in=OVER)
    lines = [
        (f"act:{act.pk}", _deed(act, act.mention)) for act in acts.select_related("mention", "place")[:MOST_CHOICES]
    ]
    return [(f"incident:{incident.ref}", _event(incident)) for incident in seen] + lines


def _of_claims(user: User, about: Q) -> list[tuple[str, str]]:
    seen = FigureClaim.objects.filter(policies.visible_figures(user), about, struck_at=None)
    rows = seen.exclude(report__status__in=OVER).select_related("claimant", "place", "report")
    return [(f"claim:{claim.ref}", _figure(claim)) for claim in rows[:MOST_CHOICES]]


def _of_mention(mention: Mention) -> list[tuple[str, str]]:
    acts = [act for act in mention.acts.all() if act.retired_at is None]
    return [(f"mention:{mention.pk}", _name(mention)), *((f"act:{act.pk}", _deed(act, mention)) for act in acts)]


# --- In words --------------------------------------------------------------------------------------------------------
def _tied(user: User, row: EvidenceBearing) -> Tied:
    thing: Any = row.report or row.mention or row.act or row.incident or row.claim
    report = row.report or (row.mention and row.mention.report) or (row.act and row.act.mention.report)
    gone = getattr(thing, "retired_at", None) is not None or bool(report and report.status in OVER)
    of = report.ref if report else thing.ref if thing else ""
    return Tied(row, _words(row), of, gone or _is_left_out(row), _may_untie(user, row))


def _is_left_out(row: EvidenceBearing) -> bool:
    if row.claim is not None:
        return row.claim.struck_at is not None or row.claim.report.status in OVER
    return row.act is not None and row.act.mention.retired_at is not None


def _may_untie(user: User, row: EvidenceBearing) -> bool:
    try:
        policies.check_describe(user, row.evidence.report)
        policies.check_untie(user, row)
    except policies.Denied:
        return False
    return True


def _words(row: EvidenceBearing) -> str:
    if row.report:
        return _whole(row.report)
    if row.mention:
        return _name(row.mention)
    if row.act:
        return _deed(row.act, row.act.mention)
    if row.claim:
        return _figure(row.claim)
    return _event(row.incident) if row.incident else row.figure


def _whole(report: Report) -> str:
    return _("The report as a whole: %(title)s") % {"title": report.title or report.ref}


def _event(incident: Incident) -> str:
    return _("The incident: %(title)s") % {"title": incident.title}


def _figure(claim: FigureClaim) -> str:
    return _("The figure: %(told)s") % {"told": figure_words.short(claim)}


def _name(mention: Mention) -> str:
    return mention.name or mention.describing or _("name not known")


def _deed(act: Act, mention: Mention) -> str:
    where = gazetteer.name(act.place) if act.place else act.place_text
    when = dates.words(act.when_edtf) if act.when_edtf else ""
    denied = "" if act.polarity == "asserts" else str(act.get_polarity_display())
    return f"{_name(mention)}: " + ", ".join(filter(None, [capfirst(str(act.get_kind_display())), denied, when, where]))
