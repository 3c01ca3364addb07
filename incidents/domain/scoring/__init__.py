"""Pure domain: whether two records are of one person, as evidence in bits with its reasons. Proposes, never decides."""

from incidents.domain.scoring.records import Record
from incidents.domain.scoring.scorer import FieldSeen, Scored, levels, score
from incidents.domain.scoring.weights import POSSIBLE, VERY_LIKELY, Weights, as_delivered, load_weights, weights_of

__all__ = [
    "POSSIBLE",
    "VERY_LIKELY",
    "FieldSeen",
    "Record",
    "Scored",
    "Weights",
    "as_delivered",
    "levels",
    "load_weights",
    "score",
    "weights_of",
]
