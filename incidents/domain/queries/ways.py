"""All questions by which the documented people are counted, by their code in an address: “age:12-17”."""

import re
from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain.queries import cells, cells_told, cells_when
from incidents.domain.queries.cells import People, Way
from incidents.domain.queries.cells_where import Where

CODES = ("day", "month", "place", "status", "ever", "sure", "age", "sex", "participation", "manner", "source", "list",
         "naming")  # fmt: skip
SIGN = ":"
ROW = re.compile(r"[A-Za-z0-9:_-]{1,80}")


class Ways:
    """The questions for one reader; each is made once."""

    def __init__(self, user: User, until: datetime | None = None) -> None:
        """`until`: of sources and lists only what had been received before that instant."""
        self._makers: dict[str, Callable[[], Way]] = {
            **cells.fixed(),
            "day": cells_when.by_day,
            "month": cells_when.by_month,
            "place": Where,
            "manner": cells_told.How,
            "source": lambda: cells_told.Sources(user, until),
            "list": lambda: cells_told.Lists(user, until),
        }
        self._made: dict[str, Way] = {}

    def get(self, code: str) -> Way | None:
        """The question of this code; None when there is none."""
        if code not in self._makers:
            return None
        if code not in self._made:
            self._made[code] = self._makers[code]()
        return self._made[code]

    def __getitem__(self, code: str) -> Way:
        way = self.get(code)
        if way is None:
            raise KeyError(code)
        return way

    def narrow(self, people: People, cell: str, certain: bool) -> People:
        """Those of one row, named “question:row”; nobody where there is no such question."""
        code, _sign, row = cell.partition(SIGN)
        way = self.get(code)
        return way.narrow(people, row, certain) if way and row else people.none()

    def known(self, cell: str) -> bool:
        """Whether this is a row that a table can have: codes, keys of places, references, days; no typed words."""
        code, _sign, row = cell.partition(SIGN)
        way = self.get(code)
        return way is not None and ROW.fullmatch(row) is not None and way.has(row)

    def words(self, cell: str) -> str:
        """The row as a filter says it: “Age: 12–17”."""
        code, _sign, row = cell.partition(SIGN)
        way = self.get(code)
        if way is None or not row:
            return cell
        if not way.has(row):
            return f"{way.label}: {row}"
        [head] = way.heads([row])
        return _("%(question)s: %(answer)s") % {"question": way.label, "answer": head.label}
