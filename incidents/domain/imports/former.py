"""What of a file is the same as in the edition before: rows by their cells, and by the keeper's own number."""

from typing import Any

from incidents.domain.imports.plan import Plan, fold_word
from incidents.domain.imports.reading import RowRead
from incidents.models import Mention, PersonList

AT_ONCE = 4_000
LEAST_COLUMNS = 2


class Former:
    """The rows of the last edition of the list, as numbers. Two queries, and rows that come in portions."""

    def __init__(self, person_list: PersonList, plan: Plan) -> None:
        self.edition = person_list.editions.order_by("-number").first()
        self.same_rows = self.same_ids = self.rows = 0
        self.left: dict[int, int] = {}
        self.ids: set[str] = set()
        ours = [fold_word(heading) for heading in plan.headings]
        theirs = [fold_word(heading) for heading in self.edition.headers] if self.edition else []
        skipped = {ours[column] for column in plan.at("number") if column < len(ours)}
        common = [heading for heading in theirs if heading and heading in ours and heading not in skipped]
        self.ours = tuple(ours.index(heading) for heading in common)
        self.theirs = tuple(theirs.index(heading) for heading in common)
        if self.edition is not None:
            self._load(self.edition.report_id)

    def _load(self, report: int) -> None:
        rows = Mention.objects.filter(report=report, retired_at=None).order_by().values_list("row", flat=True)
        for row in rows.iterator(AT_ONCE):
            self.rows += 1
            cells, own = (row or {}).get("cells", []), (row or {}).get("id", "")
            if own:
                self.ids.add(own)
            if len(self.theirs) >= LEAST_COLUMNS:
                mark = hash(tuple(cells[column] if column < len(cells) else "" for column in self.theirs))
                self.left[mark] = self.left.get(mark, 0) + 1

    def add(self, row: RowRead) -> None:
        """One row of the new file. Of rows that are alike each stands for one."""
        if row.id in self.ids:
            self.same_ids += 1
        if self.left:
            mark = hash(tuple(row.cells[column] for column in self.ours))
            if self.left.get(mark, 0):
                self.left[mark] -= 1
                self.same_rows += 1

    def found(self) -> dict[str, Any]:
        """Nothing for the first edition of a list."""
        if self.edition is None:
            return {}
        return {"edition": self.edition.number, "label": self.edition.label, "rows": self.rows,
                "unchanged": self.same_rows, "same_id": self.same_ids}  # fmt: skip
