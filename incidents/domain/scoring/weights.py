"""Pure domain: what each level of each field is worth, in bits, and where the bands begin. Learned; kept as data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from incidents.domain.names.likeness import Table
from incidents.domain.names.nicknames import DATA

VERY_LIKELY, POSSIBLE = "very_likely", "possible"


@dataclass(frozen=True)
class Weights:
    """The table of one fit: words of names, fields beside a name, fields of people without one, prior and bands."""

    names: Table
    fields: Mapping[str, Mapping[str, float]]
    unnamed: Mapping[str, Mapping[str, float]]
    prior: float
    unnamed_prior: float
    very_likely: float
    possible: float
    origin: str = ""

    def band(self, bits: float) -> str:
        """'very_likely', 'possible' or '' for so many bits."""
        return VERY_LIKELY if bits >= self.very_likely else POSSIBLE if bits >= self.possible else ""


def weights_of(table: Mapping[str, Any]) -> Weights:
    """Weights from a table of the shape of weights.json (as MatchWeights keeps it). Raises KeyError, TypeError."""
    names = {kind: {level: (pair[0], pair[1]) for level, pair in rows.items()} for kind, rows in table["names"].items()}
    bands = table["bands"]
    return Weights(
        names=names,
        fields=table["fields"],
        unnamed=table["unnamed"],
        prior=table["prior"],
        unnamed_prior=table["unnamed_prior"],
        very_likely=bands[VERY_LIKELY],
        possible=bands[POSSIBLE],
        origin=table.get("origin", ""),
    )


def as_delivered() -> dict[str, Any]:
    """The table that comes with Kua, as data: a fit changes a copy of it."""
    return json.loads((DATA / "weights.json").read_text("utf-8"))


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights that come with Kua; their origin stands in the file and in docs/matching.md."""
    return weights_of(as_delivered())
