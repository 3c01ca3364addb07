"""Pure domain: in which letters two spellings of a name differ, word by word, whatever their script and order."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from incidents.domain.letters import CYRILLIC

# What is said of a letter: nothing; other letters for the same sound; a word the other one lacks; another letter.
SAME, SPELT, ALONE, DIFFERS = "", "spelt", "alone", "differs"
_RANK = {SAME: 0, SPELT: 1, ALONE: 2, DIFFERS: 3}
# How each sound is written in the scripts and spellings of press and passports.
_SOUNDS = {
    "a": "а ә a ä á ə", "b": "б b", "v": "в v w ff", "g": "г ғ g gh ǵ ğ", "d": "д d", "e": "е э ё e ye ie je",
    "yo": "ё yo io jo", "zh": "ж дж zh j dj dzh sch dsch ž ż", "z": "з z", "i": "и й ы і i y j ı ï ý",
    "ii": "ий ый iy ij yi ii y i", "k": "к қ k q ck", "l": "л l ł", "m": "м m", "n": "н ң n ng ñ ń", "o": "о ө o ö oe",
    "p": "п p", "r": "р r", "s": "с s", "t": "т t", "u": "у ұ ү ө u ou ú ū ü ý w", "f": "ф f ph", "h": "х һ h kh x ch",
    "ts": "ц ts tz", "ch": "ч ch č ç tch tsch cz", "sh": "ш sh š ş sch ch sz", "yu": "ю yu iu ju", "ya": "я ya ia ja",
    "shch": "щ shch schtsch chtch šč şş", "ks": "кс ks x",
}  # fmt: skip
_WRITTEN: dict[str, frozenset[str]] = {
    group: frozenset(sound for sound, groups in _SOUNDS.items() if group in groups.split())
    for groups in _SOUNDS.values()
    for group in groups.split()
}
_LONGEST_GROUP = max(map(len, _WRITTEN))
_WORD = re.compile(r"[^\W\d_][\w'’ʼ`]*\.?")
_LONGEST_WORD, _MOST_WORDS = 30, 8
_SLIP, _OTHER_LETTERS, _INITIAL = 1.0, 0.03, 0.3
_TOO_FAR = 0.5  # with more slips than that share of the letters two words are two words, not one spelt otherwise


class Piece(NamedTuple):
    """A run of letters of which the same is said."""

    text: str
    state: str


class _Word(NamedTuple):
    start: int
    text: str


class _Match(NamedTuple):
    cost: float
    one: _Word
    other: _Word
    ones: tuple[str, ...]
    others: tuple[str, ...]


def marked(texts: Sequence[str]) -> list[list[Piece]]:
    """Each text in pieces: the first is held against all others, each other against the first. An empty one is none."""
    states = [[SAME] * len(text) for text in texts]
    for place in range(1, len(texts)):
        first, states[place] = _held_against(texts[0], texts[place])
        states[0] = [max(pair, key=_RANK.__getitem__) for pair in zip(states[0], first, strict=True)]
    return [_pieces(text, of) for text, of in zip(texts, states, strict=True)]


def differ(pieces: Sequence[Piece]) -> bool:
    """Whether some letter is another one; another spelling of one sound is no difference."""
    return any(piece.state == DIFFERS for piece in pieces)


def _pieces(text: str, states: list[str]) -> list[Piece]:
    runs = groupby(zip(text, states, strict=True), key=lambda pair: pair[1])
    return [Piece("".join(letter for letter, _state in run), state) for state, run in runs]


def _held_against(one: str, other: str) -> tuple[list[str], list[str]]:
    """What is said of each letter of both."""
    mine, theirs = [SAME] * len(one), [SAME] * len(other)
    left, right = _words(one), _words(other)
    if not (left and right):
        return mine, theirs
    for match in _matched(left, right):
        _write(mine, match.one, match.ones)
        _write(theirs, match.other, match.others)
        left.remove(match.one)
        right.remove(match.other)
    state = DIFFERS if left and right else ALONE
    for word in left:
        _write(mine, word, (state,) * len(word.text))
    for word in right:
        _write(theirs, word, (state,) * len(word.text))
    return mine, theirs


def _words(text: str) -> list[_Word]:
    found = [_Word(match.start(), match[0]) for match in _WORD.finditer(text)]
    return found[:_MOST_WORDS]


def _write(states: list[str], word: _Word, said: Sequence[str]) -> None:
    states[word.start : word.start + len(said)] = said


def _matched(left: list[_Word], right: list[_Word]) -> list[_Match]:
    """Words that are spellings of one word, the likest first, each once."""
    every = [_match(one, other) for one in left for other in right]
    kept: list[_Match] = []
    for match in sorted(every, key=lambda match: (match.cost, match.one.start, match.other.start)):
        is_free = all(match.one != other.one and match.other != other.other for other in kept)
        if is_free and match.cost <= _TOO_FAR:
            kept.append(match)
    return kept


def _match(one: _Word, other: _Word) -> _Match:
    cost, ones, others = _compared(one.text, other.text)
    return _Match(cost, one, other, ones, others)


@lru_cache(maxsize=4_096)
def _compared(one: str, other: str) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """The share of slips between two words, and what is said of each of their letters."""
    mine, theirs = one.lower()[:_LONGEST_WORD], other.lower()[:_LONGEST_WORD]
    if len(mine) != len(one[:_LONGEST_WORD]) or len(theirs) != len(other[:_LONGEST_WORD]):
        return (0.0, (), ()) if mine == theirs else (1.0, (), ())  # letters that grow when they are made small
    if _is_initial(mine) != _is_initial(theirs):
        return _as_initial(mine, theirs)
    cost, ones, others = _aligned(mine, theirs)
    if bool(CYRILLIC.search(mine)) != bool(CYRILLIC.search(theirs)):
        ones, others = _heard(ones), _heard(others)
    return cost / max(len(mine), len(theirs), 1), ones, others


def _heard(states: tuple[str, ...]) -> tuple[str, ...]:
    """Between two scripts every letter is another one: only sounds count."""
    return tuple(SAME if state == SPELT else state for state in states)


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 or word.endswith(".") and len(word) <= 3


def _as_initial(one: str, other: str) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """An initial fits the word that begins with its sound; what follows stands in one of them alone."""
    short, long = sorted((one, other), key=lambda word: len(word.rstrip(".")))
    sounds = _WRITTEN.get(short.rstrip("."), frozenset(short.rstrip(".")))
    heads = [long[:n] for n in range(_LONGEST_GROUP, 0, -1) if _WRITTEN.get(long[:n], frozenset(long[:n])) & sounds]
    if not heads:
        return 1.0, (DIFFERS,) * len(one), (DIFFERS,) * len(other)
    head = len(heads[0])
    rest = (SAME,) * head + (ALONE,) * (len(long) - head)
    plain = (SAME,) * len(short)
    return (_INITIAL, plain, rest) if one == short else (_INITIAL, rest, plain)


def _aligned(one: str, other: str) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """The cheapest way from one word to the other in sounds: groups of letters for one sound stand for each other.

    Dynamic programming over both words (R. A. Wagner, M. J. Fischer, 1974), with groups of letters as single steps.
    """
    best: dict[tuple[int, int], tuple[float, tuple[int, int], str]] = {(0, 0): (0.0, (0, 0), SAME)}
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            cost = best[i, j][0]
            for left, right, more, state in _steps(one, other, i, j):
                to = (i + left, j + right)
                if to not in best or cost + more < best[to][0]:
                    best[to] = (cost + more, (i, j), state)
    return best[len(one), len(other)][0], *_walked_back(best, len(one), len(other))


def _steps(one: str, other: str, i: int, j: int) -> list[tuple[int, int, float, str]]:
    """Every step from here: letters of one, letters of the other, what it costs, what it says."""
    found: list[tuple[int, int, float, str]] = []
    if i < len(one):
        found.append((1, 0, _SLIP, DIFFERS))
    if j < len(other):
        found.append((0, 1, _SLIP, DIFFERS))
    if i < len(one) and j < len(other):
        found.append((1, 1, *((0.0, SAME) if one[i] == other[j] else (_SLIP, DIFFERS))))
    for left, sounds in _groups(one, i):
        for right, others in _groups(other, j):
            if sounds & others and one[i : i + left] != other[j : j + right]:
                found.append((left, right, _OTHER_LETTERS * (left + right), SPELT))
    return found


def _groups(word: str, place: int) -> list[tuple[int, frozenset[str]]]:
    ends = range(1, min(_LONGEST_GROUP, len(word) - place) + 1)
    return [(n, sounds) for n in ends if (sounds := _WRITTEN.get(word[place : place + n]))]


def _walked_back(best: dict, i: int, j: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    mine, theirs = [""] * i, [""] * j
    while (i, j) != (0, 0):
        _cost, (before, earlier), state = best[i, j]
        mine[before:i] = [state] * (i - before)
        theirs[earlier:j] = [state] * (j - earlier)
        i, j = before, earlier
    return tuple(mine), tuple(theirs)
