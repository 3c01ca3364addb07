"""Sheets for two procedures of the United Nations: what is known is filled in, what is required and missing is named.

WGEID: the minimum that its form asks for before it deals with a case. WGAD: the headings of its model questionnaire.
docs/exports.md has the sources. A sheet leaves the house only with the leave that a partner needs: the relatives'
consent is itself a required element, and without it neither name nor anybody's words are filled in.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from incidents import policies
from incidents.domain import disclosure
from incidents.domain.exporting import people, printed, records, sheets
from incidents.domain.exporting.asked import Asked, Leaving
from incidents.domain.exporting.printed import Section, Sheet, section
from incidents.domain.exporting.records import Record
from incidents.domain.exporting.submitted import ARREST, DISAPPEARANCE, Case
from incidents.domain.queries.going import Going
from incidents.models import Person
from incidents.vocabulary import Disclosure, ExportWhat

# The circle whose leave counts: the working groups write to the government and keep the source confidential.
LEAVE = Disclosure.PARTNER
SHOWN_BEFORE = 20
LINE = "…" * 40


@dataclass(frozen=True)
class Element:
    """One thing that a procedure asks for. `needed`: without it the case is not dealt with; `named`: it needs the
    same leave as the name."""

    label: Promise
    read: Callable[[Case], str]
    needed: bool = True
    named: bool = True


def _nothing(case: Case) -> str:
    """What no record holds: for the team to write by hand."""
    return ""


WGEID: tuple[tuple[Promise, tuple[Element, ...]], ...] = (
    (gettext_lazy("The person"), (
        Element(gettext_lazy("Full name"), Case.full_name),
        Element(gettext_lazy("Sex"), Case.sex, needed=False, named=False),
        Element(gettext_lazy("Birth date or age"), Case.born, needed=False),
        Element(gettext_lazy("Occupation"), Case.occupation, needed=False),
        Element(gettext_lazy("Nationality and identity document"), _nothing, needed=False),
    )),
    (gettext_lazy("The disappearance"), (
        Element(gettext_lazy("Date of the disappearance: day, month and year, or the month and year at least"),
                Case.day, named=False),
        Element(gettext_lazy("Place of arrest or abduction, or where the person was last seen"), Case.place),
        Element(gettext_lazy("Who is believed to be responsible: agents of the State, or others with its support"),
                Case.responsible),
        Element(gettext_lazy("What happened"), Case.circumstances, needed=False),
    )),
    (gettext_lazy("The search"), (
        Element(gettext_lazy("What relatives or others did to find the person: inquiries, complaints, courts"),
                Case.steps),
    )),
    (gettext_lazy("Who submits the case"), (
        Element(gettext_lazy("Name and address of who submits the case"), _nothing),
        Element(gettext_lazy("Relation to the person; for an organisation, the consent of the relatives"),
                Case.consent, named=False),
    )),
)  # fmt: skip
WGAD: tuple[tuple[Promise, tuple[Element, ...]], ...] = (
    (gettext_lazy("Identity"), (
        Element(gettext_lazy("Family name and first name"), Case.full_name),
        Element(gettext_lazy("Sex"), Case.sex, named=False),
        Element(gettext_lazy("Birth date or age"), Case.born),
        Element(gettext_lazy("Nationality and identity document"), _nothing),
        Element(gettext_lazy("Occupation, if it bears on the arrest"), Case.occupation, needed=False),
        Element(gettext_lazy("Usual address"), _nothing, needed=False),
    )),
    (gettext_lazy("Arrest"), (
        Element(gettext_lazy("Date of the arrest"), Case.day, named=False),
        Element(gettext_lazy("Place of the arrest, as exactly as possible"), Case.place),
        Element(gettext_lazy("Who carried out the arrest"), Case.responsible),
        Element(gettext_lazy("Whether a warrant was shown, and by which authority"), _nothing),
        Element(gettext_lazy("Reasons that the authorities gave"), Case.reasons),
        Element(gettext_lazy("Law that was applied"), _nothing, needed=False),
    )),
    (gettext_lazy("Detention"), (
        Element(gettext_lazy("How long, or since when"), Case.duration, named=False),
        Element(gettext_lazy("Places of detention"), Case.custody),
        Element(gettext_lazy("Authority that ordered the detention"), _nothing),
        Element(gettext_lazy("Charges"), Case.charges),
    )),
    (gettext_lazy("Why the detention is arbitrary"), (
        Element(gettext_lazy("Why the arrest or the detention is arbitrary"), _nothing),
        Element(gettext_lazy("What happened"), Case.circumstances, needed=False),
    )),
    (gettext_lazy("Steps taken"), (
        Element(gettext_lazy("Steps with courts and authorities, when, and what came of them"), Case.steps),
    )),
    (gettext_lazy("Who submits the case"), (
        Element(gettext_lazy("Name and address of who submits the case"), _nothing),
        Element(gettext_lazy("Consent of the person or of the relatives"), Case.consent, named=False),
    )),
)  # fmt: skip
FORMS = {ExportWhat.WGEID.value: (WGEID, DISAPPEARANCE), ExportWhat.WGAD.value: (WGAD, ARREST)}


def wgeid_rows(asked: Asked, leaving: Leaving) -> Iterator[Sheet]:
    """A sheet for the Working Group on Enforced or Involuntary Disappearances for everybody who may be submitted."""
    return _rows(ExportWhat.WGEID, asked, leaving)


def wgad_rows(asked: Asked, leaving: Leaving) -> Iterator[Sheet]:
    """A sheet for the Working Group on Arbitrary Detention for everybody who may be submitted."""
    return _rows(ExportWhat.WGAD, asked, leaving)


def wgeid_lacks(asked: Asked) -> list[str]:
    """What is missing, person by person, in sentences."""
    return _lacks(ExportWhat.WGEID, asked)


def wgad_lacks(asked: Asked) -> list[str]:
    """What is missing, person by person, in sentences."""
    return _lacks(ExportWhat.WGAD, asked)


def still_goes(asked: Asked, also: Sequence[str]) -> bool:
    """Whether everybody on the sheets, and every name, may still go to partners: the file itself is internal."""
    held = {word[:-1]: word.endswith("+") for word in also}
    persons = Person.objects.filter(policies.visible_persons(asked.user), ref__in=held).order_by("pk")
    found: dict[str, frozenset[str]] = {}
    for facts in Going(persons, asked.user, {"pk"}).batches():
        found |= dict(zip(facts["ref"], facts["consents"], strict=True))
    told = [(found.get(ref, frozenset()), is_named) for ref, is_named in held.items()]
    return all(
        disclosure.leaves(agreed, LEAVE) and (not is_named or disclosure.names(agreed, LEAVE))
        for agreed, is_named in told
    )


def missing(what: str, record: Record) -> list[str]:
    """The required elements which the records do not hold, or may not say, as the form calls them."""
    parts, kinds = FORMS[what]
    case, is_named = Case(record, kinds), disclosure.may_name(record.entry, LEAVE)
    wanted = [element for _title, elements in parts for element in elements if element.needed]
    return [str(element.label) for element in wanted if not _told(element, case, is_named)]


def sheet(what: str, record: Record) -> Sheet:
    """One filled form: what is missing first, then everything that is known in the order of the form."""
    parts, kinds = FORMS[what]
    case, is_named = Case(record, kinds), disclosure.may_name(record.entry, LEAVE)
    filled = [_part(str(title), elements, case, is_named) for title, elements in parts]
    told = [(_("Our reference"), record.person.ref)]
    return printed.sheet(sheets.title(record, LEAVE), told, [_missing(what, record), *filled])


def _rows(what: str, asked: Asked, leaving: Leaving) -> Iterator[Sheet]:
    for record in _cases(what, asked, leaving):
        ref, is_named = record.person.ref, disclosure.may_name(record.entry, LEAVE)
        leaving.goes([ref], [is_named])
        leaving.also.append(f"{ref}{'+' if is_named else '-'}")
        yield sheet(what, record)


def _cases(what: str, asked: Asked, leaving: Leaving) -> Iterator[Record]:
    """Everybody of whom such an act is told: of the others there would be an empty form."""
    _parts, kinds = FORMS[what]
    for record in records.going(asked, leaving, LEAVE):
        if Case(record, kinds).is_told():
            yield record
        else:
            leaving.left_out += 1


def _lacks(what: str, asked: Asked) -> list[str]:
    """What every sheet lacks, what some lack, how many people get none. Raises Unfit as check_sheets()."""
    people.check_sheets(asked)
    leaving = Leaving()
    found = {record.person.ref: missing(what, record) for record in _cases(what, asked, leaving)}
    every = [label for label in next(iter(found.values()), []) if all(label in lacking for lacking in found.values())]
    told = [_("On every sheet is missing: %(elements)s") % {"elements": "; ".join(every)}] if every else []
    for ref, lacking in list(found.items())[:SHOWN_BEFORE]:
        if own := [label for label in lacking if label not in every]:
            told.append(_("%(ref)s lacks: %(elements)s") % {"ref": ref, "elements": "; ".join(own)})
    return [*told, _left_out(leaving.left_out)] if leaving.left_out else told


def _left_out(number: int) -> str:
    return ngettext(
        "%(number)s person gets no sheet: no report tells of such an act, or those concerned did not agree.",
        "%(number)s people get no sheet: no report tells of such an act, or those concerned did not agree.",
        number,
    ) % {"number": number}  # fmt: skip


def _told(element: Element, case: Case, is_named: bool) -> str:
    return element.read(case) if is_named or not element.named else ""


def _part(title: str, elements: Sequence[Element], case: Case, is_named: bool) -> Section:
    return section(title, facts=[(str(one.label), _filled(one, case, is_named)) for one in elements])


def _filled(element: Element, case: Case, is_named: bool) -> str:
    """What is known; else that it is missing and whether it is required, with a line to write on."""
    told = _told(element, case, is_named)
    if told:
        return told
    held_back = element.named and not is_named and bool(element.read(case))
    why = _("Held back: consent is missing.") if held_back else _("Not in our records.")
    required = _("REQUIRED.")
    return f"{why} {required}\n{LINE}" if element.needed else why


def _missing(what: str, record: Record) -> Section:
    """The first thing on the sheet, so that nobody sends it unread."""
    lacking = missing(what, record)
    if not lacking:
        return section(
            _("What is missing"), texts=[_("Every required element is filled in. Read them before sending.")]
        )
    count = ngettext(
        "%(number)s required element is missing. The working group does not deal with a case without it:",
        "%(number)s required elements are missing. The working group does not deal with a case without them:",
        len(lacking),
    ) % {"number": len(lacking)}  # fmt: skip
    return section(_("What is missing"), texts=[count, *(f"– {label}" for label in lacking)])
