"""What a person's row says: the one function that writes it, from the mentions grouped and the findings agreed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from accounts.models import User
from incidents.domain import dates, independence, lexicon, names, references, status
from incidents.models import Act, Finding, Mention, Person, Report
from incidents.vocabulary import Confirmation, FindingStatus, Naming, Participation, ReportStatus, Resolution, Sex

NOT_COUNTED = (ReportStatus.DRAFT, ReportStatus.REJECTED, ReportStatus.WITHDRAWN)
GROUPED = Q(retired_at=None, resolution__in=(Resolution.GROUPED, Resolution.NEW))
# Mentions that count: grouped into a person, of reports that were sent and not rejected or withdrawn.
STANDING = GROUPED & ~Q(report__status__in=NOT_COUNTED)
MOST_VARIANTS = 12
RANK = {Naming.NAMED: 0, Naming.PARTIAL: 1, Naming.UNNAMED: 2}


def create_person(*, by: User, at: datetime, mention: Mention) -> Person:
    """A new person for a mention that is not yet grouped. The row is filled by rewrite() once the mention is in."""
    return Person.objects.create(
        ref=references.make("P"), created_by=by, created_at=at, display_name=mention.name, describing=mention.describing
    )


def rewrite(person: Person) -> None:
    """Write the person's descriptive columns from the mentions, and its status from agreed findings alone.

    Depends on the set of rows only, never on their order or on what the row said before. Call it in the transaction
    of the verb that changed a grouping or a finding.
    """
    mentions = list(standing_mentions(person))
    findings = list(person.findings.filter(status=FindingStatus.AGREED).order_by("pk"))
    acts = list(Act.objects.filter(mention__in=mentions, retired_at=None).order_by("when_lower", "pk"))
    fill(person, mentions, findings, acts, roots=independence.count(mention.report_id for mention in mentions))
    person.version += 1
    person.save()


def rewrite_many(persons: Iterable[Person]) -> None:
    """The same for many locked persons at once: some queries for all, and one for each that is saved."""
    rows = {person.pk: person for person in persons}
    grouped = Mention.objects.filter(STANDING, person__in=rows).select_related("report").order_by("pk")
    told = _by(grouped, "person_id")
    whose = {mention.pk: mention.person_id for mentions in told.values() for mention in mentions}
    acts = Act.objects.filter(mention__in=list(whose), retired_at=None).order_by("when_lower", "pk")
    told_of = _by(acts, "mention_id")
    found = _by(Finding.objects.filter(person__in=rows, status=FindingStatus.AGREED).order_by("pk"), "person_id")
    roots = independence.roots({mention.report_id for mentions in told.values() for mention in mentions})
    for pk, person in rows.items():
        mentions = told.get(pk, [])
        done = sorted((act for m in mentions for act in told_of.get(m.pk, [])), key=in_time)
        independent = len({roots[mention.report_id] for mention in mentions})
        fill(person, mentions, found.get(pk, []), done, roots=independent)
        person.version += 1
        person.save()


def _by(rows: Iterable[Any], name: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found


def in_time(act: Act) -> tuple[date, int]:
    """As the database orders them: what has no day comes last."""
    return act.when_lower or date.max, act.pk


def fill(
    person: Person, mentions: Sequence[Mention], findings: Sequence[Finding], acts: Sequence[Act], *, roots: int
) -> None:
    """Write the columns from rows that were read already: standing mentions, agreed findings, acts. Saves nothing."""
    _name(person, mentions)
    tell(person, mentions, findings, acts)
    person.reports_count, person.roots_count = len({mention.report_id for mention in mentions}), roots


def tell(person: Person, mentions: Sequence[Mention], findings: Sequence[Finding], acts: Sequence[Act]) -> None:
    """Write what counts are made of: who the person was, when and where it was, what became of them. Saves nothing."""
    _describe(person, mentions)
    _place_in_time(person, findings, acts, mentions)
    _status(person, findings)


def standing_mentions(person: Person):
    """The mentions grouped into the person, of reports that were sent and not rejected or withdrawn."""
    return person.mentions.filter(STANDING).select_related("report").order_by("pk")


def derived_status(findings: Iterable[Finding]) -> status.Status:
    """The status that these agreed findings give."""
    return status.derive(
        status.Held(finding.kind, finding.confirmation, finding.when_lower, finding.when_upper, finding.ref)
        for finding in findings
    )


def _status(person: Person, findings: Sequence[Finding]) -> None:
    held = derived_status(findings)
    person.status, person.confirmation, person.ever = held.current, held.confirmation, list(held.ever)
    person.confirmation = held.confirmation or Confirmation.PENDING
    person.contested = sorted({point for finding in findings for point in finding.contested})


def _name(person: Person, mentions: Sequence[Mention]) -> None:
    named = [mention for mention in mentions if mention.name]
    best = min(named, key=_how_good_a_name, default=None)
    person.display_name = best.name if best else ""
    person.naming = best.naming if best else Naming.UNNAMED
    person.describing = next((mention.describing for mention in mentions if mention.describing), "")
    spellings = dict.fromkeys(mention.name for mention in named if mention.name != person.display_name)
    person.variants = list(spellings)[:MOST_VARIANTS]
    key(person, [mention.name for mention in named])


def key(person: Person, spellings: Iterable[str]) -> set[str]:
    """Write what finds a person by name, from the shown name and all its spellings. Returns their words."""
    told = list(dict.fromkeys(filter(None, [person.display_name, *spellings])))
    person.name_folded = names.folded(person.display_name)[:300]
    person.sort_key = names.sort_key(person.display_name)[:400] if person.display_name else ""
    words = lexicon.key(person, told)
    person.search_text = " ".join([person.ref, *sorted(words), *told, person.describing]).lower()
    return words


def _how_good_a_name(mention: Mention) -> tuple[int, int, int]:
    """Full names before initials, longer before shorter, then the one received first."""
    return RANK[Naming(mention.naming)], -len(names.tokens(mention.name)), mention.pk


def _describe(person: Person, mentions: Sequence[Mention]) -> None:
    sexes = {mention.sex for mention in mentions} - {Sex.UNKNOWN}
    person.sex = sexes.pop() if len(sexes) == 1 else Sex.UNKNOWN
    person.age_low = min((m.age_low for m in mentions if m.age_low is not None), default=None)
    person.age_high = max((m.age_high for m in mentions if m.age_high is not None), default=None)
    births = [mention for mention in mentions if mention.birth_lower and mention.birth_upper]
    person.birth_edtf = min(births, key=_how_exact_a_birth).birth_edtf if births else ""
    parts = {mention.participation for mention in mentions} - {Participation.UNKNOWN}
    person.participation = sorted(parts) or ([Participation.UNKNOWN] if mentions else [])
    person.n_low = min((mention.n_low for mention in mentions), default=1)
    person.n_high = max((mention.n_high for mention in mentions), default=1)


def _how_exact_a_birth(mention: Mention) -> tuple[int, int]:
    lower, upper = mention.birth_lower or date.min, mention.birth_upper or date.max
    return (upper - lower).days, mention.pk


def _place_in_time(
    person: Person, findings: Sequence[Finding], acts: Sequence[Act], mentions: Sequence[Mention]
) -> None:
    """When and where: from the findings; while there is none, from the acts; failing that, from the reports."""
    told: Sequence[Finding] | Sequence[Act] | Sequence[Report] = (
        findings or acts or [mention.report for mention in mentions]
    )
    lowers = [thing.when_lower for thing in told if thing.when_lower]
    uppers = [thing.when_upper for thing in told if thing.when_upper]
    person.when_lower, person.when_upper = min(lowers, default=None), max(uppers, default=None)
    person.when_edtf = _span(told, person.when_lower, person.when_upper)
    decisive = next((f for f in findings if f.kind == derived_status(findings).current), None)
    candidates = [decisive, *findings, *acts, *(mention.report for mention in mentions)]
    where = next((thing for thing in candidates if thing and (thing.place_id or thing.place_text)), None)
    person.place_id = where.place_id if where else None
    person.place_text = where.place_text if where else ""


def _span(told: Sequence[Finding] | Sequence[Act] | Sequence[Report], lower: date | None, upper: date | None) -> str:
    """One date as it was given, or the span from the first to the last."""
    given = {thing.when_edtf for thing in told if thing.when_edtf}
    if len(given) == 1:
        return given.pop()
    if lower is None and upper is None:
        return ""
    return dates.parse(f"{lower or '..'}/{upper or '..'}").edtf
