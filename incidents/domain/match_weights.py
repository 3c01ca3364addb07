"""The weights that likeness is scored with: those put to use after a fit, or those of the file."""

from functools import lru_cache

from incidents.domain import scoring
from incidents.models import MatchWeights


def in_use() -> scoring.Weights:
    """The weights that were fitted and put to use, else the delivered ones. One small query."""
    found = MatchWeights.objects.filter(in_use=True).values_list("pk", "at").first()
    return _fitted(*found) if found else scoring.load_weights()


@lru_cache(maxsize=4)
def _fitted(pk: int, _at: object) -> scoring.Weights:
    """A row of weights is never changed, so it is read once."""
    return scoring.weights_of(MatchWeights.objects.values_list("weights", flat=True).get(pk=pk))
