"""Whether what a finished file holds may still go: somebody may have withdrawn, refused, or said less since."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import BinaryIO

from django.db.models.functions import Coalesce

from accounts.models import User
from incidents import policies
from incidents.domain import disclosure
from incidents.domain.exporting import packing
from incidents.domain.exporting.asked import Asked, kept
from incidents.domain.exporting.tables import KINDS
from incidents.domain.queries.going import Going
from incidents.models import ListExport, Person

BATCH = 5000


def still_goes(row: ListExport, stored: BinaryIO, *, by: User, at: datetime) -> bool:
    """Whether everybody in the file, and every name, would go into it now as well; and what else it rests on."""
    people, also = kept(packing.behind(row, stored))
    wanted = Asked(by, row.filters, tuple(row.columns), row.disclosure, row.options, at)
    while batch := list(islice(people, BATCH)):
        if not _people_go(batch, by, row.disclosure):
            return False
    return KINDS[row.what].still_goes(wanted, also)


def _people_go(people: Sequence[tuple[str, bool]], by: User, circle: str) -> bool:
    """Of somebody who was joined with another since, that one's consents are asked."""
    rows = Person.objects.filter(policies.visible_persons(by), ref__in={ref for ref, _named in people})
    stands = dict(rows.values_list("ref", Coalesce("merged_into", "pk")))
    held = Person.objects.filter(pk__in=set(stands.values())).order_by("pk")
    allowed: dict[int, frozenset[str]] = {}
    for facts in Going(held, by, {"pk"}).batches():
        allowed |= dict(zip(facts["pk"], facts["consents"], strict=True))
    return all(_goes(allowed.get(stands.get(ref, 0), frozenset()), circle, named) for ref, named in people)


def _goes(consents: frozenset[str], circle: str, was_named: bool) -> bool:
    if not consents or not disclosure.leaves(consents, circle):
        return False
    return not was_named or disclosure.names(consents, circle)
