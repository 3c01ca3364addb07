"""Pure domain: THE allow-list. Which columns a list may have, for whom, and who may get a name.

Nothing leaves the house that is not a column here.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date
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

    def fact(self, name: str) -> Any:
        """What is known under this name: of the reports, or of the row itself."""
        return getattr(self, name) if name in BESIDE_THE_ROW else getattr(self.person, name)


BESIDE_THE_ROW = frozenset(field.name for field in fields(Entry)) - {"person"}
Value = str | int | None


@dataclass(frozen=True)
class Column:
    """One column: its code, its heading, the widest circle that may have it, and the stored fields that it shows.

    `reads` is the one fact that it is made of, `say` makes the cell from it (without: as it is). `by_name`: it needs
    the same leave as the name. `few`: its facts repeat, so that what was said once is worth remembering.
    """

    code: str
    label: Promise
    disclosure: str
    fields: str
    reads: str
    say: Callable[[Any], Value] | None = None
    by_name: bool = False
    few: bool = False

    def value(self, entry: Entry, disclosure: str) -> Value:
        """The cell of one person; says that it is withheld, so that nobody takes it for unknown."""
        fact = entry.fact(self.reads)
        told = self.say(fact) if self.say else fact
        return _("withheld") if self.by_name and told and not may_name(entry, disclosure) else told


def columns_for(disclosure: str) -> list[Column]:
    """The columns that this circle may have, in order."""
    return [column for column in COLUMNS if reaches(column.disclosure, disclosure)]


def leaves(consents: Collection[str], disclosure: str) -> bool:
    """Whether a row may go out at all: not to others when every report says that it stays with the team."""
    return disclosure == Disclosure.INTERNAL or bool(set(consents) - STAYS_INSIDE)


def names(consents: Collection[str], disclosure: str) -> bool:
    """Whether the person's name and the words that describe them may go to this circle.

    The words go with the name, because they are free text of a source and may point to the person as well as a name.
    Where neither may go, the row tells the person by reference, sex and age: an unnamed person is still counted.
    """
    return bool(consents) and set(consents) <= NAME_NEEDS[Disclosure(disclosure)]


def may_leave(entry: Entry, disclosure: str) -> bool:
    """Whether the person's row may go out at all."""
    return leaves(entry.consents, disclosure)


def may_name(entry: Entry, disclosure: str) -> bool:
    """Whether the person's name may go out with the row."""
    return names(entry.consents, disclosure)


def row(entry: Entry, columns: Iterable[Column], disclosure: str) -> list[Value]:
    """The cells of one person, for columns that columns_for() gave."""
    return [column.value(entry, disclosure) for column in columns]


def _label(choices: Any) -> Callable[[str], str]:
    labels = dict(choices.choices)
    return lambda code: str(labels.get(code, ""))


def _labels(choices: Any) -> Callable[[Iterable[str]], str]:
    labels = dict(choices.choices)
    return lambda codes: ", ".join(str(labels.get(code, code)) for code in codes)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _when(edtf: str) -> str:
    return dates.words(edtf) if edtf else ""


def _incidents(told: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{ref} {title}" for ref, title in told)


def _consents(consents: Iterable[str]) -> str:
    return _labels(Consent)(sorted(consents))


_PUBLIC, _PARTNER, _INTERNAL = Disclosure.PUBLIC, Disclosure.PARTNER, Disclosure.INTERNAL
COLUMNS: tuple[Column, ...] = (
    Column("ref", gettext_lazy("Reference"), _PUBLIC, "Person.ref", "ref"),
    Column("former", gettext_lazy("Former references"), _PUBLIC, "Person.ref", "former", "; ".join, few=True),
    Column("name", gettext_lazy("Name"), _PUBLIC, "Person.display_name", "display_name", by_name=True),
    Column("naming", gettext_lazy("Named"), _PUBLIC, "Person.naming", "naming", _label(Naming), few=True),
    Column("sex", gettext_lazy("Sex"), _PUBLIC, "Person.sex", "sex", _label(Sex), few=True),
    Column("age_low", gettext_lazy("Age, lowest"), _PUBLIC, "Person.age_low", "age_low"),
    Column("age_high", gettext_lazy("Age, highest"), _PUBLIC, "Person.age_high", "age_high"),
    Column("count_low", gettext_lazy("Counts as, lowest"), _PUBLIC, "Person.n_low", "n_low"),
    Column("count_high", gettext_lazy("Counts as, highest"), _PUBLIC, "Person.n_high", "n_high"),
    Column("status", gettext_lazy("Status now"), _PUBLIC, "Person.status", "status", _label(Status), few=True),
    Column("status_code", gettext_lazy("Status code"), _PUBLIC, "Person.status", "status"),
    Column("ever", gettext_lazy("Was ever"), _PUBLIC, "Person.ever", "ever", _labels(Status), few=True),
    Column("confirmation", gettext_lazy("How sure"), _PUBLIC, "Person.confirmation", "confirmation",
           _label(Confirmation), few=True),
    Column("when", gettext_lazy("When"), _PUBLIC, "Person.when_edtf", "when_edtf", _when, few=True),
    Column("when_edtf", gettext_lazy("When, coded (EDTF)"), _PUBLIC, "Person.when_edtf", "when_edtf"),
    Column("when_from", gettext_lazy("First possible day"), _PUBLIC, "Person.when_lower", "when_lower", _day, few=True),
    Column("when_to", gettext_lazy("Last possible day"), _PUBLIC, "Person.when_upper", "when_upper", _day, few=True),
    Column("where", gettext_lazy("Where"), _PUBLIC, "Person.place", "where"),
    Column("roots", gettext_lazy("Independent sources"), _PUBLIC, "Person.roots_count", "roots_count"),
    Column("variants", gettext_lazy("Other spellings"), _PARTNER, "Person.variants", "variants", "; ".join,
           by_name=True),
    Column("described", gettext_lazy("Described as"), _PARTNER, "Person.describing", "describing", by_name=True),
    Column("birth", gettext_lazy("Birth date"), _PARTNER, "Person.birth_edtf", "birth_edtf", by_name=True),
    Column("participation", pgettext_lazy("column", "Part taken, as claimed"), _PARTNER, "Person.participation",
           "participation", _labels(Participation), few=True),
    Column("where_given", gettext_lazy("Where, as given"), _PARTNER, "Person.place_text", "place_text", by_name=True),
    Column("incidents", gettext_lazy("Incidents"), _PARTNER, "Incident.ref Incident.title", "incidents", _incidents,
           few=True),
    Column("reports_count", gettext_lazy("Reports"), _PARTNER, "Person.reports_count", "reports_count"),
    Column("reports", gettext_lazy("Report references"), _INTERNAL, "Report.ref", "reports", "; ".join),
    Column("sources", gettext_lazy("Who says it"), _INTERNAL, "Source.kind Source.name Source.reliability", "sources",
           "; ".join, few=True),
    Column("consent", gettext_lazy("What those concerned agreed to"), _INTERNAL, "Report.consent", "consents",
           _consents, few=True),
    Column("reviewers", gettext_lazy("Reviewers"), _INTERNAL, "Finding.proposed_by Finding.decided_by User.name",
           "reviewers", "; ".join, few=True),
    Column("rationale", gettext_lazy("Reason of the findings"), _INTERNAL, "Finding.rationale", "rationales",
           "; ".join),
)  # fmt: skip
