"""Reads of bundles: the list, one of them, and whom or what an address means."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from accounts.models import User
from incidents import policies
from incidents.domain import references, store
from incidents.domain.bundles import manifest, words
from incidents.domain.bundles.choosing import Choice, choose
from incidents.domain.envelope import Broken
from incidents.domain.queries import incidents, person
from incidents.models import CaseBundle, Incident, Person
from incidents.policies import Denied

PER_PAGE = 30
MOST_READ = 500


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


def wanted(user: User, persons: Iterable[str], incident: str) -> Wanted:
    """The people and the incident of these references; what is not there, or not for this user, is `unknown`."""
    found = Wanted()
    typed = list(dict.fromkeys(word for text in persons for word in text.replace(",", " ").split()))
    for word in typed[:MOST_READ]:
        one = person.by_ref(user, word).select_related("merged_into").first()
        if one is None:
            found.unknown.append(word[:40])
        else:
            found.persons.append(person.survivor(one))
    found.persons = list(dict.fromkeys(found.persons))
    if incident.strip():
        found.incident = incidents.by_ref(user, incident).first()
        found.unknown += [] if found.incident else [incident.strip()[:40]]
    return found


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
