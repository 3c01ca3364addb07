"""What a finding rests on: who really says it, how each is rated, whether evidence is held. Reads, decides nothing."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import FilteredRelation, Q

from incidents.domain import confirmation, independence, speakers
from incidents.domain.confirmation import Allowed, Said
from incidents.models import Act, Evidence, Report
from incidents.vocabulary import ActKind, Bearing, EvidenceKind, Polarity, SourceKind

ASSERTS = {Polarity.ASSERTS: True, Polarity.DENIES: False, Polarity.UNKNOWN: None}


class Grounds:
    """Some acts with all that is asked about them, read once: normally five queries, however many acts.

    Who speaks is the root of each report. An authority that says it happened counts as the party held responsible
    acknowledging it. Evidence is held when a file hangs on a report that says so, and nobody said that this very file
    contradicts the statement, the person as told, or the report as a whole.
    """

    def __init__(self, acts: Iterable[Act]) -> None:
        self.acts = load_acts(acts)
        reports = {act.mention.report_id for act in self.acts}
        self.roots = independence.roots(reports)
        self.ends = independence.root_reports(reports)
        self.at_root = Report.objects.select_related("source").in_bulk(set(self.ends.values()))
        self.files = _files(reports)
        self.said = {act.pk: self._said(act) for act in self.acts}

    def allowed(self, acts: Iterable[Act], kind: str = "") -> Allowed:
        """The highest level that these of the acts allow for a finding of the kind (of any, when none is given)."""
        told = [act for act in acts if not kind or act.kind in telling(kind)]
        held = any(self.is_held(act) for act in told if act.polarity == Polarity.ASSERTS)
        return confirmation.highest([self.said[act.pk] for act in told], held)

    def is_held(self, act: Act) -> bool:
        """Whether a file of its report is held that does not contradict it."""
        aims = {("act", act.pk), ("mention", act.mention_id), ("report", act.mention.report_id)}
        return any(not aims & against for against in self.files.get(act.mention.report_id, {}).values())

    def basis(self) -> str:
        """SHA-256 of all that a reviewer looked at: the acts, who speaks at their roots, and every rating."""
        facts = [[*_fact(act), self.said[act.pk].root, self.said[act.pk].reliability] for act in self.acts]
        return hashlib.sha256(json.dumps(facts, ensure_ascii=True).encode()).hexdigest()

    def _said(self, act: Act) -> Said:
        source = self.at_root[self.ends[act.mention.report_id]].source
        responsible = source is not None and source.kind == SourceKind.AUTHORITY
        reliability = source.reliability if source else "F"
        root, asserts = self.roots[act.mention.report_id], ASSERTS[Polarity(act.polarity)]
        return Said(root, reliability, act.credibility, asserts, responsible, speakers.called(source))


def _files(reports: Iterable[int]) -> dict[int, dict[int, set[tuple[str, int]]]]:
    """For each report its files, each with what somebody says that it contradicts. One query."""
    stands = Q(bearings__bearing=Bearing.CONTRADICTS, bearings__removed_at=None)
    held = Evidence.objects.filter(report__in=reports, kind=EvidenceKind.FILE, removed_at=None)
    rows = held.annotate(against=FilteredRelation("bearings", condition=stands)).values_list(
        "report_id", "pk", "against__act_id", "against__mention_id", "against__report_id"
    )
    found: dict[int, dict[int, set[tuple[str, int]]]] = {}
    for report, piece, *aims in rows:
        against = found.setdefault(report, {}).setdefault(piece, set())
        against |= {(name, pk) for name, pk in zip(("act", "mention", "report"), aims, strict=True) if pk}
    return found


def allowed(acts: Iterable[Act], kind: str = "") -> Allowed:
    """The highest level that these acts allow, and why."""
    grounds = Grounds(acts)
    return grounds.allowed(grounds.acts, kind)


def telling(kind: str) -> tuple[str, ...]:
    """The kinds of act that tell of a finding: who was killed has died; who died was not surely killed."""
    return (ActKind.DIED, ActKind.KILLED) if kind == ActKind.DIED else (kind,)


def load_acts(acts: Iterable[Act]) -> list[Act]:
    """The acts afresh, with their mention, report and source, in a fixed order."""
    found = Act.objects.filter(pk__in=[act.pk for act in acts])
    return list(found.select_related("mention__report__source", "place").order_by("when_lower", "pk"))


def _fact(act: Act) -> Sequence[Any]:
    return [act.pk, act.mention_id, act.mention.person_id, act.mention.report_id, act.kind, act.polarity, act.when_edtf,
            act.place_id, act.place_text, act.manner, act.cause, act.excerpt, act.credibility,
            act.retired_at.isoformat() if act.retired_at else ""]  # fmt: skip
