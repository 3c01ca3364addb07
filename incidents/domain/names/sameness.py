"""Pure domain: the plain comparison of two names by their folded words, for one sentence why they may be one."""

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from incidents.domain.letters import strip_unsafe
from incidents.domain.names.spelling import fold_word, readings

# From here on two names are called close: with one word equal, a single slip in a word of seven letters reaches it, and
# the step between two different given names of five or six letters (Марат, Мурат) does not.
CLOSE = 0.87
_MOST_WORDS = 12
_LONGEST_READ = 1_000
_SAME_FATHER = 0.8
_MOST_COMPARED = 4
_LONGEST_FOLDED = 300
_SPLIT = re.compile(r"""[\s,;:()/|"«»“”„]+|(?<=\.)(?=\w)""")
_INITIAL = re.compile(r"\w{1,2}\.|\w", re.UNICODE)
_PATRONYMIC = re.compile(r"(?<=..)(uli|kizi|ogli|oglu|ovich|evich|ovna|evna|inichna|ichna|ich)$")
_PATRONYMIC_WORD = ("uli", "kizi", "ogli", "oglu")
_NOBODY = re.compile(
    "unknown|unnamed|unidentified|anonymous|неизвестн(ый|ая|о)|неизвестен|неопознанн(ый|ая)|безымянн(ый|ая)|"
    "белгісіз|анықталмаған",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(r"^\s*\d|year-old|жастағы", re.IGNORECASE)  # "a 12-year-old boy" is no name
# Sounds that one spelling writes apart and another does not; only to compare, never as a key.
_COARSE = str.maketrans("ozh", "usk")


@dataclass(frozen=True)
class Parsed:
    """A name taken apart; every word is the tuple of its readings, a father's name is the root of a patronymic."""

    words: tuple[tuple[str, ...], ...] = ()
    fathers: tuple[tuple[str, ...], ...] = ()
    initials: tuple[tuple[str, ...], ...] = ()


def fold(text: str) -> str:
    """The words of a text in one spelling-insensitive form, in their order: Жагипаров and Schagiparow are one."""
    return " ".join(filter(None, map(fold_word, _words(text))))


def tokens(name: str) -> list[str]:
    """The folded words of a name in their order, patronymic and initials included."""
    return fold(name).split()


def folded(name: str) -> str:
    """The key under which spellings and orders of one name meet; a patronymic is left out where two words remain."""
    parsed = taken_apart(name)
    chosen = [group[0] for group in parsed.words + parsed.initials]
    return " ".join(sorted(chosen))[:_LONGEST_FOLDED]


def naming_level(name: str) -> str:
    """'named' (two full words or more), 'partial' (one word, or initials), 'unnamed' (none, or a word for nobody)."""
    words = _words(name)
    if not words or _NOBODY.fullmatch(words[0]) or _DESCRIBED.search(name):
        return "unnamed"
    return "named" if sum(not _INITIAL.fullmatch(word) for word in words) > 1 else "partial"


def search_keys(name: str) -> list[str]:
    """Every reading of every word, for an indexed array and search by beginnings; the father's name by its root too."""
    keys = {reading for word in _words(name) for part in {word, *word.split("-")} for reading in readings(part)}
    fathers = {root for group in taken_apart(name).fathers for root in group}
    return sorted(keys | fathers)


def similarity(a: str, b: str) -> float:
    """How alike two names are, 0 to 1, in any order and spelling: half the mean, half the worst of the words' likeness.

    The worst counts because a brother and a sister share a surname. Fathers that differ lower it. Words are compared
    by Damerau-Levenshtein distance on the folded forms.
    """
    one, other = sorted((taken_apart(a), taken_apart(b)), key=lambda parsed: len(parsed.words))
    if not one.words:
        return 0.0
    short, long = one.words[:_MOST_COMPARED], other.words[:_MOST_COMPARED]
    best = max(_blend(short, chosen, one, other) for chosen in itertools.permutations(long, len(short)))
    return best if _fathers_agree(one, other) and _initials_agree(one, other) else best * 0.75


def same_name(a: str, b: str) -> str | None:
    """Why two names may be one person's: 'same', 'same_spelling_folded', 'initials', 'close', or None."""
    if "unnamed" in (naming_level(a), naming_level(b)):
        return None
    if strip_unsafe(a).casefold() == strip_unsafe(b).casefold():
        return "same"
    one, other = sorted((taken_apart(a), taken_apart(b)), key=lambda parsed: len(parsed.words))
    if not _fathers_agree(one, other):
        return None
    if one.initials or other.initials:
        return _same_with_initials(one, other)
    if len(one.words) == len(other.words) and _left_over(one.words, other.words) == []:
        return "same_spelling_folded"
    return "close" if similarity(a, b) >= CLOSE else None


def forget() -> None:
    """Names that were taken apart are forgotten."""
    taken_apart.cache_clear()


@lru_cache(maxsize=65_536)
def taken_apart(name: str) -> Parsed:
    """A name taken apart into full words, fathers' names (patronymics, by their roots) and initials."""
    words: list[tuple[str, ...]] = []
    fathers: list[tuple[str, ...]] = []
    initials: list[tuple[str, ...]] = []
    for word in _words(name):
        forms = readings(word.strip("."))
        if not forms:
            continue
        if forms[0] in _PATRONYMIC_WORD and words:  # Сәтбек ұлы, written apart
            fathers.append(words.pop())
        elif _INITIAL.fullmatch(word):
            initials.append((*forms, "e") if forms[0] == "i" else forms)  # Y. is Ермек as often as Ильяс
        elif _PATRONYMIC.search(forms[0]):
            fathers.append(forms)
        else:
            words.append(forms)
    while fathers and len(words) + len(initials) < 2:
        words.append(fathers.pop())
    return Parsed(tuple(words), tuple(map(_roots, fathers)), tuple(initials))


def _words(name: str) -> list[str]:
    return [word for word in _SPLIT.split(strip_unsafe(name[:_LONGEST_READ])) if word.strip(".-")][:_MOST_WORDS]


def _roots(forms: tuple[str, ...]) -> tuple[str, ...]:
    """The father's name in a patronymic: сатбек of Сәтбекұлы and of Сатбекович, ал of Алиевич and of Әліұлы."""
    return tuple(dict.fromkeys(_PATRONYMIC.sub("", form).rstrip("ia") or form for form in forms))


def _fathers_agree(one: Parsed, other: Parsed) -> bool:
    """False only when both name a father and the names differ."""
    if not (one.fathers and other.fathers):
        return True
    return max(_alike(mine, theirs) for mine in one.fathers for theirs in other.fathers) >= _SAME_FATHER


def _left_over(short: tuple, long: tuple) -> list | None:
    """The words of `long` that are left when each word of `short` has found its equal; None when one finds none."""
    left = list(long)
    for word in short:
        equal = next((other for other in left if set(word) & set(other)), None)
        if equal is None:
            return None
        left.remove(equal)
    return left


def _same_with_initials(one: Parsed, other: Parsed) -> str | None:
    left = _left_over(one.words, other.words)
    if left is None or not one.words:
        return None
    if not left and one.initials == other.initials:
        return "same_spelling_folded"
    mine, theirs = [*one.initials, *one.fathers], [*left, *other.initials, *other.fathers]
    compared = list(zip(mine, theirs, strict=False))
    if not compared and len(one.words) < 2:
        return None
    return "initials" if all(_begins(initial, full) for initial, full in compared) else None


def _initials_agree(one: Parsed, other: Parsed) -> bool:
    return not (one.initials or other.initials) or _same_with_initials(one, other) is not None


def _begins(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one of the two can be the beginning of the other."""
    return any(x.startswith(y) or y.startswith(x) for x in one for y in other)


def _blend(short: tuple, chosen: tuple, one: Parsed, other: Parsed) -> float:
    scores = [_alike(x, y) for x, y in zip(short, chosen, strict=True)]
    left = [word for word in other.words if word not in chosen]
    scores += [_extra(word, one, len(short)) for word in left[:_MOST_COMPARED]]
    return (sum(scores) / len(scores) + min(scores)) / 2


def _extra(word: tuple[str, ...], one: Parsed, compared: int) -> float:
    """What a word counts that the shorter name lacks: it may be the father's name, an initial, or simply left out."""
    if any(_alike(word, father) >= _SAME_FATHER for father in one.fathers):
        return 1.0
    if one.initials:
        return 0.9 if any(_begins(initial, word) for initial in one.initials) else 0.0
    return 0.85 if compared > 1 else 0.5


@lru_cache(maxsize=131_072)
def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Likeness of two words, 0 to 1, over all their readings."""
    if set(one) & set(other):
        return 1.0
    return max(_alike_forms(x, y) for x in one for y in other)


def _alike_forms(x: str, y: str) -> float:
    if _without_gender(x) == _without_gender(y):
        return 0.95
    if x.rstrip("a") == y.rstrip("a"):  # Айнур and Айнура are two names
        return 0.8
    if _is_short_form(x, y) or _is_short_form(y, x):
        return 0.93
    exact = DamerauLevenshtein.normalized_similarity(x, y)
    coarse = DamerauLevenshtein.normalized_similarity(x.translate(_COARSE), y.translate(_COARSE))
    return max(exact, 0.97 * coarse)


def _is_short_form(bare: str, long: str) -> bool:
    """Whether `long` is the surname `bare` with a Russian ending: Омар and Омаров, Иса and Исаева."""
    return len(bare) > 2 and re.fullmatch(re.escape(bare.rstrip("ai")) + "[ai]?(ov|ev|in)a?", long) is not None


def _without_gender(form: str) -> str:
    """A surname's form without its gender: жандосов of Жандосова, ильинск of Ильинская."""
    return re.sub(r"(?<=..)(ov|ev|in)a$|(?<=..sk)(aia|i)$", lambda ending: ending[1] or "", form)
