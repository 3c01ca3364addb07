"""What keeps an import from being undone, in words: what people concluded, joined or tied by its rows."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from incidents.domain.imports.leaving import People, concerned
from incidents.models import (
    BulkDecision,
    Evidence,
    EvidenceBearing,
    FigureClaim,
    FindingAct,
    ListEdition,
    Merge,
    Report,
    WitnessNote,
)
from incidents.policies import Unfit
from incidents.vocabulary import FindingStatus, RunState

STANDING = (FindingStatus.PROPOSED, FindingStatus.AGREED)
MOST_NAMED = 10


def check(edition: ListEdition, people: People) -> None:
    """Raises Unfit with the first thing that relies on it, and what to do about that."""
    for look in (_later, _findings, _history, _joinings, _tied, _derived, _figures, _under_way):
        sentence = look(edition, people)
        if sentence:
            raise Unfit(sentence)


def _later(edition: ListEdition, _people: People) -> str:
    later = ListEdition.objects.filter(follows=edition).first()
    return _("Edition “%(label)s” follows it. Undo that one first.") % {"label": later.label} if later else ""


def _findings(edition: ListEdition, people: People) -> str:
    refs = _refs(concerned(edition, people).filter(status__in=STANDING))
    return _("Findings rely on its rows: %(refs)s. Withdraw or dispute them first.") % {"refs": refs} if refs else ""


def _history(edition: ListEdition, people: People) -> str:
    """Findings of before stay on record where they also rely on others, or came in the place of others."""
    mine = concerned(edition, people)
    others = FindingAct.objects.filter(finding=OuterRef("pk")).exclude(act__mention__report=edition.report_id)
    replaced = Q(supersedes__isnull=False) & ~Q(supersedes__in=mine) & Q(decided_at__isnull=False)
    kept = mine.filter(Exists(others) | replaced | Q(superseded_by__isnull=False) & ~Q(superseded_by__in=mine))
    refs = _refs(kept.distinct())
    said = _("Findings that relied on its rows and on other reports stay on record: %(refs)s. It cannot be undone.")
    return said % {"refs": refs} if refs else ""


def _joinings(_edition: ListEdition, people: People) -> str:
    ends = Q(kept__in=people.going) | Q(absorbed__in=people.going)
    pairs = Merge.objects.filter(ends, undone_at=None).values_list("absorbed__ref", "kept__ref")[:MOST_NAMED]
    said = ", ".join(f"{absorbed} – {kept}" for absorbed, kept in pairs)
    return _("Persons made of its rows were joined with others: %(refs)s. Take that apart first.") % {"refs": said} \
        if said else ""  # fmt: skip


def _tied(edition: ListEdition, _people: People) -> str:
    report = edition.report_id
    on_it = Q(report=report) | Q(mention__report=report) | Q(act__mention__report=report)
    tied = EvidenceBearing.objects.filter(on_it, removed_at=None).values("evidence")
    refs = _refs(Evidence.objects.filter(Q(report=report) | Q(pk__in=tied)))
    if refs:
        return _("Evidence is tied to its rows: %(refs)s. Take that back first.") % {"refs": refs}
    is_noted = WitnessNote.objects.filter(report=report).exists()
    return _("A reviewer keeps a protected note about its report. That must be deleted first.") if is_noted else ""


def _derived(edition: ListEdition, _people: People) -> str:
    refs = _refs(Report.objects.filter(derived_from=edition.report_id))
    return _("Reports are said to come from it: %(refs)s. Change that first.") % {"refs": refs} if refs else ""


def _figures(edition: ListEdition, _people: People) -> str:
    """A figure stays on record also when it is struck: whoever reads it must find the report that told it."""
    entered = Q(report=edition.report_id) | Q(moves__told_in=edition.report_id)
    refs = _refs(FigureClaim.objects.filter(entered).distinct())
    return _("Figures were entered from its report: %(refs)s. It cannot be undone.") % {"refs": refs} if refs else ""


def _under_way(edition: ListEdition, _people: People) -> str:
    running = BulkDecision.objects.filter(edition=edition, state__in=(RunState.WAITING, RunState.RUNNING))
    return _("A decision on many of its rows is under way. Stop it first.") if running.exists() else ""


def _refs(rows: QuerySet) -> str:
    found: Iterable[str] = rows.order_by("pk").values_list("ref", flat=True)[: MOST_NAMED + 1]
    named = list(dict.fromkeys(found))
    return ", ".join(named[:MOST_NAMED]) + (" …" if len(named) > MOST_NAMED else "")
