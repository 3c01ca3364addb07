"""One word of a query, in all that it can be: its readings, and the words of the lexicon that it may have meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from incidents.domain.names.parsing import FATHER, INITIAL, TITLE, Form, Name
from incidents.domain.names.sounds import coarse, skeleton, sound

MOST_SLOTS = 5
MOST_READINGS = 3
MOST_MEANT = 24
# What a way to mean a word costs, in slips of the pen; a beginning costs less while somebody is still typing.
_BEGUN, _ROOT = 0.8, 0.2
_LETTER = 0.3  # a letter of the same class of sounds
_SHORT = 6
_FURTHEST = 2.6


@dataclass
class Slot:
    """A word as typed; `meant` are words of the lexicon with what each costs, cheapest first."""

    raw: str
    form: Form
    role: str
    is_last: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    meant: dict[str, float] = field(default_factory=dict)

    @property
    def is_initial(self) -> bool:
        """Whether only the first letter of the word was typed."""
        return self.role == INITIAL

    @property
    def readings(self) -> tuple[str, ...]:
        """The likeliest readings, folded."""
        return self.form.readings[:MOST_READINGS]

    @property
    def words(self) -> list[str]:
        """The whole-word keys of rows that bear this very word: its readings, then its roots."""
        roots = [one.root for one in self.form.sounds[:MOST_READINGS] if one.ending and len(one.root) > 2]
        return list(dict.fromkeys([*self.readings, *roots]))

    @property
    def heads(self) -> set[str]:
        """What an initial of this word looks like in a key."""
        return {skeleton(one.whole[:1]) for one in self.form.sounds[:2]}

    def skeletons(self) -> dict[str, float]:
        """Skeletons of what the word is and of what it may mean, each with its least cost."""
        found = {skeleton(one.root): 0.1 * place for place, one in enumerate(self.form.sounds[:2])}
        for word, price in self.meant.items():
            bones = skeleton(sound(word).root)
            if price < found.get(bones, 9.0):
                found[bones] = price
        return found

    def mean(self, words: Iterable[tuple[str, int]]) -> None:
        """Take from the lexicon what this word may have meant: near words and those that begin so."""
        priced = []
        for word, count in words:
            price = self._price(word)
            if price == 0:
                self.counts[word] = count
            elif price < _FURTHEST:
                priced.append((price - 0.02 * min(count, 1000) ** 0.5, word, price))
        self.meant = {word: price for _rank, word, price in sorted(priced)[:MOST_MEANT]}

    def _price(self, word: str) -> float:
        if word in self.form.readings:
            return 0.0
        best = _FURTHEST
        theirs = sound(word)
        for mine in self.form.sounds[:MOST_READINGS]:
            if self.is_last and coarse(theirs.whole).startswith(coarse(mine.whole)):
                best = min(best, _BEGUN + 0.05 * max(0, len(theirs.whole) - len(mine.whole)))
            most = 1 if len(mine.whole) < _SHORT else 2
            heard = OSA.distance(coarse(mine.whole), coarse(theirs.whole), score_cutoff=most)
            if heard <= most:
                seen = OSA.distance(mine.whole, theirs.whole, score_cutoff=4)
                best = min(best, heard + _LETTER * (seen - heard))
            if mine.ending and mine.root == theirs.whole:
                best = min(best, _ROOT)
        return best


def slots(name: Name) -> list[Slot]:
    """The words of a query to find people by, titles aside; the rarest kinds of word (fathers' names) last."""
    told = [word for word in name.words if word.role != TITLE and word.form.sounds]
    found = [Slot(word.raw, word.form, word.role, is_last=word is told[-1]) for word in told]
    return sorted(found, key=lambda slot: (slot.is_initial, slot.role == FATHER))[:MOST_SLOTS]


def full(found: Sequence[Slot]) -> list[Slot]:
    """The slots that are more than an initial."""
    return [slot for slot in found if not slot.is_initial]
