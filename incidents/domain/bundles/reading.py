"""Reads of bundles: the list, one of them, and whom or what an address means."""

from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from incidents import policies
from incidents.domain import references, store
from incidents.domain.bundles import manifest, words
from incidents.domain.bundles.choosing import Choice, choose
from incidents.domain.envelope import Broken
from incidents.domain.queries import incidents, person
from incidents.domain.queries.persons import CaseList
from incidents.models import AuditEvent, CaseBundle, Incident, Person
from incidents.policies import Denied

PER_PAGE = 30
MOST_READ = 500
EXPORTED = "evidence_exported"
FIGURES = (("people", _("People")), ("evidence", _("Evidence")), ("left_out", _("Left out")))


@dataclass
class Wanted:
    """Whom and what an address asks for, as far as it is there for this user."""

    persons: list[Person] = field(default_factory=list)
    incident: Incident | None = None
    unknown: list[str] = field(default_factory=list)

    @property
    def is_clear(self) -> bool:
        """Whether it can be built: people, or an incident, and nothing that could not be found."""
        return bool(self.persons) != bool(self.incident) and not self.unknown


def visible(user: User) -> QuerySet[CaseBundle]:
    """The bundles that one may see."""
    return CaseBundle.objects.filter(policies.visible_bundles(user)).select_related("by", "incident")


def page(user: User, number: str | None) -> Page:
    """The bundles, newest first."""
    return Paginator(visible(user).annotate(chosen=Count("persons")).order_by("-pk"), PER_PAGE).get_page(number)


def by_ref(user: User, ref: str) -> QuerySet[CaseBundle]:
    """The bundle with this reference, in whatever way it was typed."""
    try:
        return visible(user).filter(ref=references.read(ref, "B"))
    except references.Misread:
        return visible(user).none()


def wanted(user: User, persons: str, incident: str) -> Wanted:
    """The people and the incident of these references; what is not there, or not for this user, is `unknown`."""
    found = Wanted()
    typed = {word: person.canonical(word) for word in persons.replace(",", " ").split()[:MOST_READ]}
    rows = Person.objects.filter(policies.visible_persons(user), ref__in=set(typed.values()))
    held = {row.ref: row for row in rows.select_related("merged_into")}
    found.persons = list(dict.fromkeys(person.survivor(held[ref]) for ref in typed.values() if ref in held))
    found.unknown = [word[:40] for word, ref in typed.items() if ref not in held]
    if incident.strip():
        found.incident = incidents.by_ref(user, incident).first()
        found.unknown += [] if found.incident else [incident.strip()[:40]]
    return found


def refs_of(people: CaseList) -> list[str]:
    """The people of the list as filtered; none when they are more than a bundle holds."""
    found = list(people.people.values_list("ref", flat=True)[: MOST_READ + 1])
    return found if len(found) <= MOST_READ else []


def preview(user: User, asked: Wanted, circle: str) -> Choice:
    """What would go in and what would be left out, now."""
    return choose(user, circle, persons=asked.persons, incident=asked.incident)


def left_out(choice: Choice) -> list[tuple[str, int]]:
    """Why, in words, and how many."""
    return [(words.left_out(code), number) for code, number in choice.left_out.most_common()]


def fingerprint(bundle: CaseBundle) -> str:
    """Of the key that signed a bundle that is ready, read in the bundle itself; empty where it cannot be read now."""
    try:
        with store.open_stored(bundle.stored, bytes(bundle.key_sealed)) as file:
            return str(manifest.signature_in(file)["fingerprint"])
    except (Denied, Broken, ValueError, KeyError):
        return ""


@dataclass(frozen=True)
class Told:
    """What the page of one bundle shows beside its own row."""

    persons: list[Person]
    figures: list[tuple[str, str]]
    fingerprint: str


def told(user: User, bundle: CaseBundle) -> Told:
    """Whom it was asked for, what it held as the log says, and the key. Four queries."""
    persons = bundle.persons.filter(policies.visible_persons(user)).order_by("pk")
    line = AuditEvent.objects.filter(policies.visible_audit(user), kind="bundle", ref=bundle.ref, verb=EXPORTED).first()
    detail = line.detail if line else {}
    figures = [(str(label), str(detail[name])) for name, label in FIGURES if name in detail]
    return Told(list(persons), figures, fingerprint(bundle) if bundle.stored else "")
