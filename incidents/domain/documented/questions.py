"""What is asked of the documented people."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from incidents.domain.queries.ways import CODES

OF_LINKS = ("on", "sort", "row", "column", "certain")  # what the links to the lists say
__all__ = ["CODES", "Question"]


@dataclass(frozen=True)
class Question:
    """By what the rows and the columns count (codes of CODES; no columns: ""), of whom, and as of which day.

    `filters` are parameters of the case list. Raises ValueError for a question that nobody asks.
    """

    rows: str
    columns: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    on: date | None = None

    def __post_init__(self) -> None:
        if self.rows not in CODES or (self.columns and self.columns not in CODES) or self.rows == self.columns:
            raise ValueError("no such question")

    def params(self) -> dict[str, str]:
        """The filter as an address has it, with the day and without what is empty."""
        chosen = {name: value for name, value in self.filters.items() if value and name not in OF_LINKS}
        return chosen | ({"on": self.on.isoformat()} if self.on else {})

    def as_dict(self) -> dict[str, Any]:
        """As a row keeps it."""
        return {"rows": self.rows, "columns": self.columns, "filters": self.params()}

    def key(self, scope: str) -> str:
        """One name for one question of those who may see the same: SHA-256 over the scope and the question."""
        told = json.dumps([scope, self.as_dict()], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()
