"""Rows of one file that tell of one person twice. A row without a name repeats none: two nameless people are two."""

import re
from operator import itemgetter
from typing import Any, NamedTuple

from incidents.domain.imports.plan import Plan
from incidents.domain.imports.reading import RowRead
from incidents.domain.names.spelling import fold_word

EXACT, SAME_NUMBER, SAME_ID, FOLDED = "exact", "national_id", "id", "folded"
KINDS = (EXACT, SAME_NUMBER, SAME_ID, FOLDED)
MOST_KEPT = 200
MOST_WORDS_KNOWN = 100_000
_SPLIT = re.compile(r"[\s.,;()\"«»]+")


class Twice(NamedTuple):
    """Two rows: the line of the later one, of the first one, and the name."""

    line: int
    first: int
    name: str


class Duplicates:
    """What was seen so far, as numbers: 100,000 rows take a few megabytes."""

    def __init__(self, plan: Plan) -> None:
        width = max([len(plan.headings), *(column + 1 for column in plan.columns)])
        kept = [column for column in range(width) if column not in plan.at("number", "id")] or [0]
        self.told = itemgetter(*kept, kept[-1])  # with two columns at least it gives a tuple
        self.counts = dict.fromkeys(KINDS, 0)
        self.first: dict[str, list[Twice]] = {kind: [] for kind in KINDS}
        self._seen: dict[str, dict[int, int]] = {kind: {} for kind in KINDS}
        self._words: dict[str, str] = {}

    def add(self, row: RowRead) -> None:
        """One row that is read. It counts once, by the strongest sign; the keeper's own number counts besides."""
        mention = row.mention or {}
        name = mention.get("name", "")
        if row.id:
            self._is_again(SAME_ID, row.id, row, name)
        if not name:
            return
        line = row.number
        first = self._met(EXACT, self.told(row.cells), line)
        number = mention["national_id_hash"]
        by_number = self._met(SAME_NUMBER, number, line) if number else line
        folded = self._folded(name, mention)
        by_name = self._met(FOLDED, folded, line) if folded else line
        for kind, found in ((EXACT, first), (SAME_NUMBER, by_number), (FOLDED, by_name)):
            if found != line:
                self._count(kind, Twice(line, found, name))
                return

    def _is_again(self, kind: str, sign: Any, row: RowRead, name: str) -> None:
        first = self._met(kind, sign, row.number)
        if first != row.number:
            self._count(kind, Twice(row.number, first, name))

    def _met(self, kind: str, sign: Any, line: int) -> int:
        """The line on which the sign stood first; this one for a new sign."""
        return self._seen[kind].setdefault(hash(sign), line)

    def _count(self, kind: str, twice: Twice) -> None:
        self.counts[kind] += 1
        if len(self.first[kind]) < MOST_KEPT:
            self.first[kind].append(twice)

    def _folded(self, name: str, mention: dict[str, Any]) -> tuple | None:
        """The words of the name in one spelling, in any order, with what is told of the birth; None without either."""
        born = mention["birth_edtf"] or mention["age_low"]
        if born is None or born == "":
            return None
        words = self._words
        if len(words) > MOST_WORDS_KNOWN:
            words.clear()
        found = []
        for word in _SPLIT.split(name):
            if word:
                folded = words.get(word)
                if folded is None:
                    folded = words[word] = fold_word(word)
                found.append(folded)
        found.sort()
        return (*found, born)
