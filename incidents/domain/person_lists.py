"""Verbs: a list that somebody else keeps: who keeps it, and whom it could and could not have recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit, dates, gazetteer, references
from incidents.domain.intake import sources
from incidents.models import PersonList, Place, Source
from incidents.policies import Stale, Unfit
from incidents.vocabulary import Knowing, SourceKind

LONGEST, MOST_PLACES = 200, 100
# Who keeps lists: not a single person, whose name might have to be protected.
KEEPERS = (SourceKind.ORGANISATION, SourceKind.OUTLET, SourceKind.AUTHORITY)


@dataclass(frozen=True)
class Coverage:
    """What a list could have recorded. Empty means: nothing is known about that."""

    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    edtf: str = ""
    words: str = ""


NOTHING_KNOWN = Coverage()


@transaction.atomic
def make(
    *, title: str, keeper: str, keeper_kind: str, method: str = "", coverage: Coverage = NOTHING_KNOWN,
    by: User, at: datetime,
) -> PersonList:  # fmt: skip
    """A new list. The keeper is the institution of this kind and name, made when nobody named it yet.

    Raises Denied for others than reviewers and admins; Unfit for a list that this keeper has already, and for places
    that the gazetteer does not know.
    """
    policies.check_import(by)
    row = PersonList(ref=references.make("L"), created_by=by, created_at=at)
    _fill(row, title, method, coverage)
    row.keeper = _keeper(keeper, keeper_kind, by=by, at=at)
    _check_alone(row)
    places = _places(coverage.places)
    row.save()
    row.covers_places.set(places)
    audit.record(verb="list_made", by=by, at=at, kind="list", ref=row.ref)
    return row


@transaction.atomic
def called(title: str, *, by: User, at: datetime) -> PersonList:
    """The list of this name, made when there is none, as kept by an organisation of the same name: for the columns of
    a matrix that says who is on which list. Raises as `make`."""
    policies.check_import(by)
    title = title.strip()[:LONGEST]
    found = PersonList.objects.filter(title__iexact=title).order_by("pk").first()
    return found or make(title=title, keeper=title, keeper_kind=SourceKind.ORGANISATION, by=by, at=at)


@transaction.atomic
def edit(
    person_list: PersonList, *, version: int, title: str, keeper: str, keeper_kind: str, method: str = "",
    coverage: Coverage = NOTHING_KNOWN, by: User, at: datetime,
) -> PersonList:  # fmt: skip
    """Change a list. Raises Denied; Stale when somebody else changed it; Unfit as `make`, and for another keeper of a
    list that has editions: their reports stand on the keeper."""
    policies.check_import(by)
    row = PersonList.objects.select_for_update(of=("self",)).select_related("keeper").get(pk=person_list.pk)
    if row.version != version:
        raise Stale(row)
    former = row.keeper_id
    _fill(row, title, method, coverage)
    row.keeper = _keeper(keeper, keeper_kind, by=by, at=at)
    if row.keeper_id != former and row.imports.exists():
        raise Unfit(_("Files of this keeper came in already. Make a new list for another keeper."), "keeper")
    _check_alone(row)
    places = _places(coverage.places)
    row.version += 1
    row.save()
    row.covers_places.set(places)
    audit.record(verb="list_changed", by=by, at=at, kind="list", ref=row.ref, detail={"version": row.version})
    return row


def _fill(row: PersonList, title: str, method: str, coverage: Coverage) -> None:
    row.title, row.method = title.strip()[:LONGEST], method.strip()
    if not row.title:
        raise Unfit(_("Give the list a name."), "title")
    row.covers_kinds, row.covers_words = list(coverage.kinds), coverage.words.strip()
    days = dates.parse(coverage.edtf)
    row.covers_edtf, row.covers_lower, row.covers_upper = days.edtf, days.lower, days.upper


def _keeper(name: str, kind: str, *, by: User, at: datetime) -> Source:
    """The institution, its row locked: of two lists made at the same moment the second one waits for the first."""
    if not name.strip() or kind not in KEEPERS:
        raise Unfit(_("Say who keeps the list."), "keeper")
    told = {"name": name.strip(), "kind": kind, "knowing": Knowing.UNKNOWN}
    found = sources.institution(told, by=by, at=at)
    return Source.objects.select_for_update().get(pk=found.pk)


def _check_alone(row: PersonList) -> None:
    others = PersonList.objects.filter(keeper=row.keeper, title__iexact=row.title).exclude(pk=row.pk)
    if others.exists():
        raise Unfit(_("This keeper has a list of this name already."), "title")


def _places(typed: Iterable[str]) -> list[Place]:
    """The places meant. Raises Unfit with those that nobody knows."""
    asked = [text for text in dict.fromkeys(text.strip() for text in typed) if text][:MOST_PLACES]
    found = {text: gazetteer.find(text) for text in asked}
    if unknown := [text for text, place in found.items() if place is None]:
        raise Unfit(_("Not found: %(places)s") % {"places": ", ".join(unknown)[:300]}, "places")
    return [place for place in found.values() if place is not None]
