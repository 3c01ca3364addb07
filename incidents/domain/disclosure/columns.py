"""Pure domain: THE allow-list. Which columns a list may have, for whom, and who may get a name.

Nothing leaves the house that is not a column here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from incidents.domain import dates
from incidents.domain.disclosure.classes import reaches
from incidents.vocabulary import Confirmation, Consent, Disclosure, Naming, Participation, Sex, Status

# The name of a person leaves only when every report that speaks of the person allows it: one relative who says no
# is enough. "Could not be asked" is no permission.
NAME_NEEDS = {
    Disclosure.INTERNAL: frozenset([*Consent.values, ""]),
    Disclosure.PARTNER: frozenset({Consent.PARTNERS, Consent.PUBLIC}),
    Disclosure.PUBLIC: frozenset({Consent.PUBLIC}),
}
# "Only our team may use it" and "keep it for our team": a person of whom nothing else is known stays in the house.
STAYS_INSIDE = frozenset({Consent.INTERNAL, Consent.REFUSED})


@dataclass(frozen=True)
class Entry:
    """One person as an export sees them: the row, and what the reports about them allow and say."""

    person: Any
    consents: frozenset[str]
    where: str = ""
    incidents: tuple[tuple[str, str], ...] = ()
    reports: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    rationales: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


Value = str | int | None
Getter = Callable[[Entry, str], Value]


@dataclass(frozen=True)
class Column:
    """One column: its code, its heading, the widest circle that may have it, and the stored fields that it shows."""

    code: str
    label: Promise
    disclosure: str
    fields: str
    value: Getter


def columns_for(disclosure: str) -> list[Column]:
    """The columns that this circle may have, in order."""
    return [column for column in COLUMNS if reaches(column.disclosure, disclosure)]


def may_leave(entry: Entry, disclosure: str) -> bool:
    """Whether the person's row may go out at all: not to others when every report says that it stays with the team."""
    return disclosure == Disclosure.INTERNAL or bool(entry.consents - STAYS_INSIDE)


def may_name(entry: Entry, disclosure: str) -> bool:
    """Whether the person's name and the words that describe them may go to this circle.

    The words go with the name, because they are free text of a source and may point to the person as well as a name.
    Where neither may go, the row tells the person by reference, sex and age: an unnamed person is still counted.
    """
    return bool(entry.consents) and entry.consents <= NAME_NEEDS[Disclosure(disclosure)]


def row(entry: Entry, columns: Iterable[Column], disclosure: str) -> list[Value]:
    """The cells of one person, for columns that columns_for() gave."""
    return [column.value(entry, disclosure) for column in columns]


def _plain(field: str) -> Getter:
    return lambda entry, disclosure: getattr(entry.person, field)


def _named(read: Callable[[Any], str]) -> Getter:
    """A value that needs the same leave as the name; says that it is withheld, so that nobody takes it for unknown."""

    def value(entry: Entry, disclosure: str) -> str:
        text = read(entry.person)
        return text if not text or may_name(entry, disclosure) else _("withheld")

    return value


def _words(labels: dict[str, Any], codes: Iterable[str]) -> str:
    return ", ".join(str(labels.get(code, code)) for code in codes)


def _label(choices: Any, field: str) -> Getter:
    labels = dict(choices.choices)
    return lambda entry, disclosure: str(labels.get(getattr(entry.person, field), ""))


def _labels(choices: Any, field: str) -> Getter:
    return lambda entry, disclosure: _words(dict(choices.choices), getattr(entry.person, field))


def _day(field: str) -> Getter:
    return lambda entry, disclosure: day.isoformat() if (day := getattr(entry.person, field)) else ""


def _joined(field: str) -> Getter:
    return lambda entry, disclosure: "; ".join(getattr(entry, field))


def _when(entry: Entry, disclosure: str) -> str:
    return dates.words(entry.person.when_edtf) if entry.person.when_edtf else ""


_PUBLIC, _PARTNER, _INTERNAL = Disclosure.PUBLIC, Disclosure.PARTNER, Disclosure.INTERNAL
COLUMNS: tuple[Column, ...] = (
    Column("ref", gettext_lazy("Reference"), _PUBLIC, "Person.ref", _plain("ref")),
    Column("former", gettext_lazy("Former references"), _PUBLIC, "Person.ref", _joined("former")),
    Column("name", gettext_lazy("Name"), _PUBLIC, "Person.display_name", _named(lambda person: person.display_name)),
    Column("naming", gettext_lazy("Named"), _PUBLIC, "Person.naming", _label(Naming, "naming")),
    Column("sex", gettext_lazy("Sex"), _PUBLIC, "Person.sex", _label(Sex, "sex")),
    Column("age_low", gettext_lazy("Age, lowest"), _PUBLIC, "Person.age_low", _plain("age_low")),
    Column("age_high", gettext_lazy("Age, highest"), _PUBLIC, "Person.age_high", _plain("age_high")),
    Column("count_low", gettext_lazy("Counts as, lowest"), _PUBLIC, "Person.n_low", _plain("n_low")),
    Column("count_high", gettext_lazy("Counts as, highest"), _PUBLIC, "Person.n_high", _plain("n_high")),
    Column("status", gettext_lazy("Status now"), _PUBLIC, "Person.status", _label(Status, "status")),
    Column("status_code", gettext_lazy("Status code"), _PUBLIC, "Person.status", _plain("status")),
    Column("ever", gettext_lazy("Was ever"), _PUBLIC, "Person.ever", _labels(Status, "ever")),
    Column("confirmation", gettext_lazy("How sure"), _PUBLIC, "Person.confirmation",
           _label(Confirmation, "confirmation")),
    Column("when", gettext_lazy("When"), _PUBLIC, "Person.when_edtf", _when),
    Column("when_edtf", gettext_lazy("When, coded (EDTF)"), _PUBLIC, "Person.when_edtf", _plain("when_edtf")),
    Column("when_from", gettext_lazy("First possible day"), _PUBLIC, "Person.when_lower", _day("when_lower")),
    Column("when_to", gettext_lazy("Last possible day"), _PUBLIC, "Person.when_upper", _day("when_upper")),
    Column("where", gettext_lazy("Where"), _PUBLIC, "Person.place", lambda entry, disclosure: entry.where),
    Column("roots", gettext_lazy("Independent sources"), _PUBLIC, "Person.roots_count", _plain("roots_count")),
    Column("variants", gettext_lazy("Other spellings"), _PARTNER, "Person.variants",
           _named(lambda person: "; ".join(person.variants))),
    Column("described", gettext_lazy("Described as"), _PARTNER, "Person.describing",
           _named(lambda person: person.describing)),
    Column("birth", gettext_lazy("Birth date"), _PARTNER, "Person.birth_edtf",
           _named(lambda person: person.birth_edtf)),
    Column("participation", pgettext_lazy("column", "Part taken, as claimed"), _PARTNER, "Person.participation",
           _labels(Participation, "participation")),
    Column("where_given", gettext_lazy("Where, as given"), _PARTNER, "Person.place_text",
           _named(lambda person: person.place_text)),
    Column("incidents", gettext_lazy("Incidents"), _PARTNER, "Incident.ref Incident.title",
           lambda entry, disclosure: "; ".join(f"{ref} {title}" for ref, title in entry.incidents)),
    Column("reports_count", gettext_lazy("Reports"), _PARTNER, "Person.reports_count", _plain("reports_count")),
    Column("reports", gettext_lazy("Report references"), _INTERNAL, "Report.ref", _joined("reports")),
    Column("sources", gettext_lazy("Who says it"), _INTERNAL, "Source.kind Source.name Source.reliability",
           _joined("sources")),
    Column("consent", gettext_lazy("What those concerned agreed to"), _INTERNAL, "Report.consent",
           lambda entry, disclosure: _words(dict(Consent.choices), sorted(entry.consents))),
    Column("reviewers", gettext_lazy("Reviewers"), _INTERNAL, "Finding.proposed_by Finding.decided_by User.name",
           _joined("reviewers")),
    Column("rationale", gettext_lazy("Reason of the findings"), _INTERNAL, "Finding.rationale", _joined("rationales")),
)  # fmt: skip
