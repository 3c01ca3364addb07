"""Pure domain: the sounds of a folded word: one sign for one sound, its root and consonants, how far two words are.

What spellings of one name vary in (o and u, h and k, ы as i or u or y) costs less than a slip of the pen.
"""

import re
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

_ONE_SIGN = (("shch", "x"), ("zh", "j"), ("sh", "x"), ("ch", "c"), ("ts", "q"))
_LETTERS = str.maketrans({"x": "sh", "j": "zh", "c": "ch", "q": "ts"})
_DOUBLED = re.compile(r"(.)\1+")
_ONCE = itemgetter(1)  # in place of each: quicker than a template
_VOWELS = re.compile("[aeiou]")
_FATHER = re.compile(
    r"(?<=.)(ouli|uli|kizi|hizi|gizi|kisi|ogli|oglu|ugli)$|(?<=..)(ovic|evic|inic|ic|ovna|evna|inicna|icna)$"
)
_FAMILY = re.compile(r"(?<=..)(?:(ov|ev|in)(a?)|([st]k)(?:i|aia|a|oi)|tegi(?:n|na)?)$")
# One class of consonants where Kazakh, Russian and Latin spellings change them: Ахмет and Акмет, Есполай and Есболай.
_COARSE = str.maketrans(
    {"o": "u", "e": "a", "i": "a", "z": "s", "h": "k", "g": "k", "p": "b", "q": "s", "f": "v", "x": "s"}
)
_LONGEST_SKELETON = 6
# Cost of a change between two sounds, in slips of the pen. By hand, from the spellings of the development set.
_SWAPS = {
    "ou": 0.26, "iu": 0.3, "ei": 0.35, "ae": 0.5, "ai": 0.6, "ao": 0.8, "eo": 0.8, "io": 0.6, "au": 1.0, "eu": 0.9,
    "hk": 0.26, "gk": 0.35, "gh": 0.35, "sz": 0.3, "jz": 0.5, "sx": 0.5, "bp": 0.4, "fv": 0.3, "dt": 0.5, "uv": 0.4,
    "cx": 0.4, "ck": 0.8, "ch": 0.6, "jx": 0.5, "qs": 0.4, "cq": 0.5, "mn": 0.8, "cs": 0.7, "qz": 0.5,
}  # fmt: skip
_SWAP = {pair: cost for one, cost in _SWAPS.items() for pair in (one, one[::-1])}
_DROPS = {"i": 0.3, "e": 0.6, "u": 0.6, "a": 0.7, "o": 0.7, "h": 0.6, "q": 0.9}
_LAST_VOWEL = 1.0  # Айнур and Айнура are two names
_FIRST = 1.25  # the first sound is rarely wrong


class Sound(NamedTuple):
    """One reading of a word in sounds: whole, without its ending, its ending's kind and the sex that it tells."""

    whole: str
    root: str
    ending: str  # "father", "family" or ""
    sex: str
    kind: str = ""  # of a surname's ending: "v", "in" or "sk", which make different surnames of one root


@lru_cache(maxsize=262_144)
def sound(reading: str) -> Sound:
    """The sounds of one folded reading, and its root: жагипар of zhagiparova, сатбек of satbekovich."""
    whole = reading
    for letters, sign in _ONE_SIGN:
        whole = whole.replace(letters, sign)
    whole = _DOUBLED.sub(_ONCE, whole)
    if found := _FATHER.search(whole):
        root, sex = whole[: found.start()], "f" if found[0].endswith(("izi", "isi", "na")) else "m"
        return Sound(whole, _stem(root, "ie"), "father", sex)
    if found := _FAMILY.search(whole):
        kind = "in" if found[1] == "in" else "sk" if found[3] else "v"
        sex = "" if found[0].startswith("tegi") else "f" if found[0].endswith("a") else "m"
        return Sound(whole, _stem(whole[: found.start()]), "family", sex, kind)
    return Sound(whole, _stem(whole), "", "")


def skeleton(root: str) -> str:
    """The consonants of a root in classes, after its first sound; a vowel at the head is one sign for all."""
    coarse = root.translate(_COARSE)
    head = "_" if coarse[:1] in "aeiou" else coarse[:1]
    return _DOUBLED.sub(_ONCE, head + _VOWELS.sub("", coarse[1:]))[:_LONGEST_SKELETON]


def spelt(signs: str) -> str:
    """Sounds in letters again, as a folded word is written."""
    return signs.translate(_LETTERS)


@lru_cache(maxsize=131_072)
def coarse(whole: str) -> str:
    """Sounds with their classes joined, for neighbours by dropped letters."""
    return _DOUBLED.sub(_ONCE, whole.translate(_COARSE))


@lru_cache(maxsize=262_144)
def cost(one: str, other: str) -> float:
    """What turns one word's sounds into the other's, in slips of the pen; 9.0 for words far apart."""
    if one == other:
        return 0.0
    longest = max(len(one), len(other))
    plain = DamerauLevenshtein.distance(one, other, score_cutoff=2 + longest // 3)
    if plain > 2 + longest // 3:
        return 9.0
    return _weighed(one, other)


def _weighed(one: str, other: str) -> float:
    """Damerau-Levenshtein distance (optimal alignment) with the costs of this language pair."""
    my_drops, their_drops = _drops(one), _drops(other)
    before: list[float] = []
    row = [0.0, *accumulate(_DROPS.get(sign, 1.0) for sign in other)]
    for i, (mine, my_drop) in enumerate(zip(one, my_drops, strict=True)):
        older, before, row = before, row, [row[0] + _DROPS.get(mine, 1.0)]
        for j, theirs in enumerate(other):
            if mine == theirs:
                row.append(before[j])
                continue
            swap = _SWAP.get(mine + theirs, 1.0) * (1.0 if i or j else _FIRST)
            least = min(before[j] + swap, before[j + 1] + my_drop, row[j] + their_drops[j])
            if i and j and mine == other[j - 1] and theirs == one[i - 1]:
                least = min(least, older[j - 1] + 1.0)
            row.append(least)
    return row[-1]


def _drops(word: str) -> list[float]:
    """What it costs to leave out each of its signs."""
    costs = [_DROPS.get(sign, 1.0) for sign in word]
    return [*costs[:-1], *(max(last, _LAST_VOWEL) for last in costs[-1:])]


def _stem(root: str, last: str = "i") -> str:
    """A root as it is before an ending: али of Алиев, сатба of Сатбай and Сатбаев."""
    return root.rstrip(last) if len(root.rstrip(last)) > 1 else root
