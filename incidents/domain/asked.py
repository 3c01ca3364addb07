"""Pure domain: what somebody typed into the search box, taken apart into words and phrases in quotes."""

import re
import unicodedata
from dataclasses import dataclass

from incidents.domain.letters import strip_unsafe

LONGEST = 200
MOST_WORDS = 10
SHORTEST_BEGINNING = 3
_QUOTED = re.compile('["“”„«»]([^"“”„«»]+)["“”„«»]')
_WORDS = re.compile(r"[^\W_]+")
_LONGEST_WORD = 60
_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
# Endings of Kazakh nouns: plural, possession, case. A word that has none of the letters that Russian lacks may be
# Russian: of it one ending of two letters or more is cut, and more of the word must remain.
_NOUN_ENDINGS = (
    "лар лер дар дер тар тер ым ім ың ің ы і сы сі мыз міз ымыз іміз ыңыз іңіз ның нің дың дің тың тің ға ге қа ке на "
    "не а е ны ні ды ді ты ті н да де та те нда нде дан ден тан тен нан нен мен бен пен"
)
# Words that stand in every text: none of them has to be there where others are asked for.
_EVERYWHERE = (
    "the and for about was were with from into near that this who his her they их его она они был была были быть для "
    "или как что это при под над около возле через после перед где когда және мен бен пен үшін туралы болды еді"
)
_COMMON = frozenset(_EVERYWHERE.split())
_ENDINGS = sorted(_NOUN_ENDINGS.split(), key=len, reverse=True)
_LEAST_KAZAKH, _LEAST_OTHER = 3, 5
_MOST_CUT = 3


@dataclass(frozen=True)
class Asked:
    """The text as typed (blanks tidied), its words without the quoted ones, and each phrase in quotes as its words."""

    text: str = ""
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """All words, quoted or not."""
        return tuple(dict.fromkeys([*self.words, *(word for phrase in self.phrases for word in phrase)]))


def read(text: str) -> Asked:
    """What was typed. Of many words the first ten count; words that tell little only where there are no others."""
    text = strip_unsafe(text[:LONGEST])
    phrases = [tuple(plain(quoted).split()[:MOST_WORDS]) for quoted in _QUOTED.findall(text)]
    words = list(dict.fromkeys(plain(_QUOTED.sub(" ", text)).split()))[:MOST_WORDS]
    long = [word for word in words if is_telling(word)]
    return Asked(text, tuple(long or words), tuple(phrase for phrase in phrases if phrase))


def is_telling(word: str) -> bool:
    """Whether it is longer than two letters, or a number, and does not stand in every text."""
    return word.isdigit() or (len(word) >= SHORTEST_BEGINNING and word not in _COMMON)


def plain(text: str) -> str:
    """Words alone, in small letters, with one blank between them: what is kept for searching and what is asked.

    Composed (NFKC), ё as е, without stress marks and other combining signs, so that both sides meet.
    """
    composed = unicodedata.normalize("NFKC", text).lower().replace("ё", "е")
    signs = "".join(sign for sign in composed if unicodedata.category(sign) != "Mn")
    return " ".join(word[:_LONGEST_WORD] for word in _WORDS.findall(signs))


def stem(word: str) -> str:
    """A word without its Kazakh endings: мәйітханада, мәйітханаға are мәйітхан. The word itself where it has none."""
    is_kazakh = bool(_KAZAKH_LETTERS.intersection(word))
    for _round in range(_MOST_CUT if is_kazakh else 1):
        word = _cut(word, is_kazakh)
    return word


def _cut(word: str, is_kazakh: bool) -> str:
    least, shortest = (_LEAST_KAZAKH, 1) if is_kazakh else (_LEAST_OTHER, 2)
    for ending in _ENDINGS:
        if len(ending) >= shortest and word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word
