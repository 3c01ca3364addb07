"""One person's case in the words that a submission asks for, read from acts that reports tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from incidents.domain import dates, disclosure, gazetteer
from incidents.domain.exporting.records import Record
from incidents.domain.queries import person_words
from incidents.models import Act, ActActor
from incidents.vocabulary import ActKind, Consent, Disclosure, Naming, Polarity, Sex, Whereabouts

DISAPPEARANCE = (ActKind.MISSING, ActKind.DETAINED)
ARREST = (ActKind.DETAINED,)
STEPS = (ActKind.INFORMATION_REFUSED, ActKind.CASE_CLOSED, ActKind.CASE_CLASSIFIED)
PROCEEDINGS = (ActKind.CHARGED, ActKind.CHARGED_POSTHUMOUSLY, ActKind.CONVICTED, ActKind.ACQUITTED, ActKind.AMNESTIED)
ENDS = (ActKind.RELEASED, ActKind.FOUND_ALIVE)
A_MONTH = 31


@dataclass(frozen=True)
class Case:
    """What the records hold. `kinds` are the acts that it is about, the most telling kind first."""

    record: Record
    kinds: Sequence[str]

    def is_told(self) -> bool:
        """Whether any report tells of such an act, or the team concluded one."""
        return bool(self._acts()) or any(finding.kind in self.kinds for finding in self.record.findings)

    def full_name(self) -> str:
        """The name, when it is more than initials."""
        person = self.record.person
        return person.display_name if person.naming == Naming.NAMED else ""

    def sex(self) -> str:
        """As reported."""
        sex = self.record.person.sex
        return "" if sex == Sex.UNKNOWN else str(Sex(sex).label)

    def born(self) -> str:
        """The birth date, else the age at the time."""
        person = self.record.person
        age = person_words.ages(person.age_low, person.age_high)
        return dates.words(person.birth_edtf) if person.birth_edtf else age

    def occupation(self) -> str:
        """As the reports have it."""
        return "; ".join(dict.fromkeys(mention.occupation for mention in self.record.mentions if mention.occupation))

    def day(self) -> str:
        """The days that sources and findings tell; nothing that is vaguer than a month."""
        told = [finding for finding in self.record.findings if finding.kind in self.kinds]
        close = [one for one in (*told, *self._acts()) if _is_close(one)]
        return "; ".join(dict.fromkeys(dates.words(one.when_edtf) for one in close))

    def place(self) -> str:
        """Where it happened, as each report tells."""
        return _each(gazetteer.said(act) for act in self._acts())

    def responsible(self) -> str:
        """The actors that are alleged to have done it, and how."""
        return _each(_alleged(tie) for act in self._acts() for tie in act.involved.all())

    def circumstances(self) -> str:
        """What the reports say of the act, in their own words."""
        return "\n".join(dict.fromkeys(act.excerpt for act in self._acts() if act.excerpt))

    def reasons(self) -> str:
        """What was stated as the reason, and by whom."""
        return _each(f"{act.stated_reason} ({act.stated_reason_by})" for act in self._acts() if act.stated_reason)

    def custody(self) -> str:
        """Where the person was held, or what is said of it."""
        places = _each(act.custody_place for act in self._acts())
        told = [act for act in self._acts() if act.whereabouts != Whereabouts.UNKNOWN]
        return places or _each(str(Whereabouts(act.whereabouts).label) for act in told)

    def duration(self) -> str:
        """Since when, and until when where a release is told."""
        return "; ".join(filter(None, [self.day(), *(_step(act) for act in self._acts(ENDS))]))

    def charges(self) -> str:
        """What the courts did, as told."""
        return _each(_step(act) for act in self._acts(PROCEEDINGS))

    def steps(self) -> str:
        """What was asked of the authorities, and what they answered."""
        return _each(_step(act) for act in self._acts(STEPS))

    def consent(self) -> str:
        """That every report which speaks of the person allows partners to have it."""
        if not disclosure.may_name(self.record.entry, Disclosure.PARTNER):
            return ""
        agreed = ", ".join(str(Consent(code).label) for code in sorted(self.record.entry.consents))
        return _("Recorded with us: %(words)s") % {"words": agreed}

    def _acts(self, kinds: Sequence[str] = ()) -> list[Act]:
        """The asserted acts of the first of these kinds that any report tells; of the others, all."""
        told = [act for act in self.record.acts if act.polarity == Polarity.ASSERTS]
        if kinds:
            return [act for act in told if act.kind in kinds]
        return next((found for kind in self.kinds if (found := [act for act in told if act.kind == kind])), [])


def _is_close(one) -> bool:
    """A month at most: the procedures ask for the month and the year at least."""
    if not one.when_lower or not one.when_upper:
        return False
    return (one.when_upper - one.when_lower).days < A_MONTH


def _each(words) -> str:
    return "; ".join(dict.fromkeys(filter(None, words)))


def _alleged(tie: ActActor) -> str:
    return f"{gazetteer.name(tie.actor)} ({tie.get_involvement_display()})"


def _step(act: Act) -> str:
    when = dates.words(act.when_edtf) if act.when_edtf else ""
    return ", ".join(filter(None, [str(ActKind(act.kind).label), when, gazetteer.said(act)]))
