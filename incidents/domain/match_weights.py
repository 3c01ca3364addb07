"""The weights that likeness is scored with: those put to use after a fit, or those of the file."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import transaction

from incidents.domain import audit, scoring
from incidents.models import MatchWeights


def in_use() -> scoring.Weights:
    """The weights that were fitted and put to use, else the delivered ones. One small query."""
    found = MatchWeights.objects.filter(in_use=True).values_list("pk", "at").first()
    return _fitted(*found) if found else scoring.load_weights()


@transaction.atomic
def keep(table: Mapping[str, Any], *, origin: str, measured: Mapping[str, Any], at: datetime) -> MatchWeights:
    """Put fitted weights to use, on every screen and in every run from now on. Raises KeyError for no such table."""
    scoring.weights_of(table)
    MatchWeights.objects.select_for_update().filter(in_use=True).update(in_use=False)
    row = MatchWeights.objects.create(weights=dict(table), origin=origin, measured=dict(measured), at=at, in_use=True)
    detail = {"version": row.pk, "rows": measured.get("pairs", 0)}
    audit.record(verb="weights_fitted", by=None, at=at, detail=detail)
    return row


@transaction.atomic
def drop(*, at: datetime) -> int:
    """Go back to the weights of the file. How many were in use: one or none."""
    dropped = MatchWeights.objects.select_for_update().filter(in_use=True).update(in_use=False)
    if dropped:
        audit.record(verb="weights_dropped", by=None, at=at)
    return dropped


@lru_cache(maxsize=4)
def _fitted(pk: int, _at: datetime) -> scoring.Weights:
    """A row of weights is never changed, so it is read once."""
    return scoring.weights_of(MatchWeights.objects.values_list("weights", flat=True).get(pk=pk))
