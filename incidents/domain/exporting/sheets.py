"""A sheet for each person: who, what the team concludes and how sure, what is said, evidence, what is contested.

Beyond the team a sheet shows what the columns of the circle show, and of findings the fields of their class; what each
source says stays with the team.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from incidents.domain import conflicts, dates, disclosure, gazetteer, speakers
from incidents.domain.exporting import printed, records
from incidents.domain.exporting.asked import Asked, Leaving
from incidents.domain.exporting.printed import Section, Sheet, section
from incidents.domain.exporting.records import Record
from incidents.domain.queries import person_words
from incidents.forms.finding import CONTESTED
from incidents.models import Finding
from incidents.vocabulary import ActKind, Consent, Disclosure, EvidenceKind, Manner

# Columns for programs, and what a sheet tells further down.
NOT_ON_A_SHEET = frozenset({"name", "status_code", "when_edtf", "when_from", "when_to", "roots", "reports_count",
                            "reports", "sources", "consent", "reviewers", "rationale"})  # fmt: skip
COUNTED = frozenset({"count_low", "count_high"})  # told where it is more than one person
POINTS = dict(CONTESTED) | {
    "polarity": gettext_lazy("whether it happened"),
    "sex": gettext_lazy("sex"),
    "participation": gettext_lazy("part taken"),
}


def rows(asked: Asked, leaving: Leaving) -> Iterator[Sheet]:
    """One sheet for everybody who may go out to this circle."""
    for record in records.going(asked, leaving, asked.disclosure):
        leaving.goes([record.person.ref], [disclosure.may_name(record.entry, asked.disclosure)])
        yield sheet(record, asked)


def sheet(record: Record, asked: Asked) -> Sheet:
    """All that the circle may have of one person, on a page or more."""
    circle = asked.disclosure
    parts = [_held(record, circle), _why(record, circle), _said(record, circle), _evidence(record),
             _contested(record, circle), _withheld(record, circle), _made(asked)]  # fmt: skip
    return printed.sheet(title(record, circle), facts(record, circle), [part for part in parts if part])


def title(record: Record, circle: str) -> str:
    """The name where it may go, else why there is none; and the reference."""
    person = record.person
    name = person.display_name or person.describing
    if name and not disclosure.may_name(record.entry, circle):
        name = _("Name withheld")
    name = name or _("Name not known")
    return f"{name} · {person.ref}"


def facts(record: Record, circle: str) -> list[tuple[str, Any]]:
    """What the columns of the circle say of the person; what is empty is left out."""
    shown = [column for column in disclosure.columns_for(circle) if column.code not in NOT_ON_A_SHEET]
    cells = disclosure.row(record.entry, shown, circle)
    told = [(column, cell) for column, cell in zip(shown, cells, strict=True) if cell not in ("", None)]
    return [(str(column.label), cell) for column, cell in told if cell != 1 or column.code not in COUNTED]


# --- What is concluded -----------------------------------------------------------------------------------------------
def _held(record: Record, circle: str) -> Section:
    name = _("What the team concludes")
    if not record.findings:
        return section(name, texts=[_("Nothing is concluded yet.")])
    shown = _of_finding(circle, disclosure.may_name(record.entry, circle))
    cells = [[read(finding) for _label, read in shown] for finding in record.findings]
    return section(name, header=[label for label, _read in shown], rows=cells)


def _of_finding(circle: str, is_named: bool) -> list[tuple[str, Any]]:
    """The fields of a finding whose class reaches the circle, with their headings."""
    told = [
        ("kind", _("What"), lambda finding: finding.get_kind_display()),
        ("when_edtf", _("When"), lambda finding: dates.words(finding.when_edtf)),
        ("place", _("Where"), lambda finding: _where(finding, is_named)),
        ("manner", _("How"), _how),
        ("confirmation", _("How sure"), lambda finding: finding.get_confirmation_display()),
    ]
    classes = disclosure.FIELD_CLASSES
    return [(label, read) for name, label, read in told if disclosure.reaches(classes[f"Finding.{name}"], circle)]


def _why(record: Record, circle: str) -> Section | None:
    """The reasons in full, where they may go: they may be long."""
    if not record.findings or not disclosure.reaches(disclosure.FIELD_CLASSES["Finding.rationale"], circle):
        return None
    told = [(str(finding.get_kind_display()), finding.rationale) for finding in record.findings]
    return section(_("Reason of the findings"), facts=told)


def _where(finding: Finding, is_named: bool) -> str:
    """By the gazetteer; words as a source typed them need the leave of the name."""
    typed = finding.place_text if is_named else ""
    return gazetteer.words(finding.place, finding.when_lower) if finding.place else typed


def _how(finding: Finding) -> str:
    return "" if finding.manner == Manner.UNKNOWN else str(finding.get_manner_display())


# --- What is said ----------------------------------------------------------------------------------------------------
def _said(record: Record, circle: str) -> Section:
    name, roots = _("What the sources say"), record.person.roots_count
    count = ngettext("%(number)s independent source", "%(number)s independent sources", roots) % {"number": roots}
    if circle != Disclosure.INTERNAL:
        return section(name, texts=[f"{count}. " + _("What each of them says stays with the team.")])
    told = [[speakers.called(act.mention.report.source), act.mention.report.ref, _kind(act), entry.what]
            for act in record.acts for entry in [person_words.of_act(act)]]  # fmt: skip
    dated = [[dates.words(act.when_edtf), *row] for act, row in zip(record.acts, told, strict=True)]
    header_ = [_("When"), _("Who says it"), _("Report"), _("What"), _("Details")]
    return section(name, texts=[f"{count}."], header=header_, rows=dated)


def _kind(act: Any) -> str:
    return str(ActKind(act.kind).label)


def _evidence(record: Record) -> Section:
    """How many pieces of which kind; a number points to nobody."""
    counted = [(EvidenceKind(kind).label, record.evidence[kind]) for kind in EvidenceKind.values]
    held = [(str(label), number) for label, number in counted if number]
    return section(_("Evidence"), facts=held, texts=[] if held else [_("None is recorded.")])


def _contested(record: Record, circle: str) -> Section | None:
    """Which points are contested; to the team also what each source says of them."""
    points = [str(POINTS.get(code, code)) for code in record.contested]
    found = conflicts.found(person_words.said(record.mentions, record.acts)) if circle == Disclosure.INTERNAL else []
    told = [(str(POINTS.get(one.point, one.point)), _wordings(one)) for one in found]
    if not points and not told:
        return None
    return section(_("What is contested"), texts=[", ".join(points)] if points else [], facts=told)


def _wordings(conflict: conflicts.Conflict) -> str:
    return "; ".join(f"{words} ({', '.join(who)})" for words, who in conflict.statements)


# --- Leave and making ------------------------------------------------------------------------------------------------
def _withheld(record: Record, circle: str) -> Section | None:
    """Which rule held what back; to the team, what those concerned agreed to."""
    entry = record.entry
    if circle == Disclosure.INTERNAL:
        agreed = ", ".join(str(Consent(code).label) for code in sorted(entry.consents) if code)
        return section(_("What those concerned agreed to"), texts=[agreed or _("They were not asked.")])
    if disclosure.may_name(entry, circle):
        return None
    rule = _("Held back: the name, other spellings, and words that describe the person. Not every report allows them "
             "to be given to: %(circle)s.")  # fmt: skip
    return section(_("What is held back"), texts=[rule % {"circle": Disclosure(circle).label}])


def _made(asked: Asked) -> Section:
    """When the sheet was made, and for whom."""
    whom = str(Disclosure(asked.disclosure).label)
    return section(_("This sheet"), facts=[(_("Made"), printed.made(asked.at)), (_("For"), whom)])
