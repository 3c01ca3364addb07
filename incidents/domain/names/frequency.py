"""Pure domain: how common a word is in names. A rare surname in common says more than Ахметов."""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log2

from incidents.domain.names.nicknames import DATA
from incidents.domain.names.parsing import Form, parse

_RAREST, _COMMONEST = 15.0, 3.0
_KNOWN = 4


class Frequency:
    """Counts of the roots of names among so many people."""

    def __init__(self, people: int, counts: Mapping[str, int]):
        self.people, self.counts = max(people, 1), counts
        self._bits: dict[Form, float] = {}

    def bits(self, form: Form) -> float:
        """How much it says that two people share this word, in bits: 3 for the commonest, 15 for one never met."""
        found = self._bits.get(form)
        if found is None:
            count = max((self.counts.get(one.root, 0) for one in form.sounds[:2]), default=0)
            found = min(_RAREST, max(_COMMONEST, log2((self.people + 1) / (count + 0.5))))
            self._bits[form] = found
        return found

    def is_known(self, form: Form) -> bool:
        """Whether the word is a name that several people bear, so that it is hardly a slip of the pen."""
        return any(self.counts.get(one.root, 0) >= _KNOWN for one in form.sounds[:1])


def counted(names: Iterable[str], least: int = 2) -> Frequency:
    """The frequencies of the words of these names; words met fewer than `least` times are left out."""
    people, counts = 0, Counter[str]()
    for name in names:
        people += 1
        parsed = parse(name)
        counts.update(
            {word.form.sounds[0].root for word in parsed.words if word.form.sounds and word.role != "initial"}
        )
    return Frequency(people, {root: count for root, count in counts.items() if count >= least})


@lru_cache(maxsize=1)
def default() -> Frequency:
    """The table that comes with Kua; its origin stands in incidents/data/matching/README.md."""
    table = json.loads(gzip.decompress((DATA / "frequencies.json.gz").read_bytes()))
    return Frequency(table["people"], table["counts"])
