"""Pure domain: one word's readings. Kazakh and Russian letters and seven ways to write them in Latin fold to one form.

A Latin word can have several readings (German "sch" is ж or ш, "j" is ж or й): all are kept, the likeliest first.
"""

import re
import unicodedata
from functools import lru_cache
from operator import itemgetter

from anyascii import anyascii

from incidents.domain.letters import CYRILLIC

_LONGEST = 40
_MOST_READINGS = 8
_CYRILLIC = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e",
    "ж": "zh", "з": "z", "и": "i", "й": "i", "ї": "i", "і": "i", "ы": "i", "к": "k", "қ": "k", "ќ": "k", "л": "l",
    "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u",
    "ү": "u", "ў": "u", "ф": "f", "х": "h", "һ": "h", "ҳ": "h", "ц": "ts", "ч": "ch", "ҷ": "ch", "ш": "sh",
    "щ": "sh", "ъ": "", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_LATIN = {
    "ş": "sh", "š": "sh", "ș": "sh", "ç": "ch", "č": "ch", "ć": "ch", "ž": "zh", "ż": "zh", "ź": "zh", "ğ": "g",
    "ǵ": "g", "ģ": "g", "ı": "i", "ə": "a", "ł": "l", "đ": "d", "ŷ": "i", "æ": "a", "ø": "o", "ß": "s", "þ": "t",
    "ð": "d",
}  # fmt: skip
_APOSTROPHES = re.compile("['`´ʹʺʻʼ‘’\"-]")
# Latin letters that stand in a Cyrillic word by mistake, because they look the same.
_LOOK_ALIKE = str.maketrans("aceopxykmthbi", "асеорхукмтнві")
# Kazakh Latin letters of 1929 to 1940, and what they are written with here; known by those that nothing else uses.
_EARLY = re.compile("[ƣŋɵƶь]")
_EARLY_LATIN = str.maketrans(
    {"ç": "zh", "c": "sh", "j": "i", "y": "u", "ь": "y", "ƣ": "g", "ŋ": "n", "ɵ": "o", "ƶ": "zh", "x": "kh", "v": "w"}
)
# Cyrillic letters that another hand writes otherwise: Асхат is Асқат too, Меңдібай Менгдибай and Мендибай.
_EITHER_SK, _EITHER_N = re.compile("сх"), re.compile("нг(?=[бвгджзклмнпрстфхцчшщ])")
_I_BEFORE_E = re.compile("i+(?=e)")
_ONCE = itemgetter(1)  # in place of each: quicker than a template
_DOUBLED = re.compile(r"(?!zzh|ssh)(.)\1+")  # but Ниязжан has two sounds there
# What a group of Latin letters can stand for, likeliest first. Longer groups before shorter ones.
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("schtsch|shch|chtch|szcz", ("sh",)),
    ("dzh|dsch", ("zh",)),
    ("dj", ("zh", "di")),
    ("(?<=[aeiouyıi])tsch(?=an)", ("tzh", "ch")),  # German: Bakytschan
    ("tsch|tch|cz", ("ch",)),
    ("skh", ("sh", "sk")),  # Асхат is Асқат too
    ("sch", ("zh", "sh", "sk")),
    ("(?<=[oe][vw][iyı])c$", ("ch",)),  # Ivanovic
    ("zh|sh", ("",)),  # stand for themselves
    ("sz", ("sh", "sz")),
    ("kh", ("h",)),
    ("gh", ("g",)),
    ("gu(?=[eiy])", ("g", "gu")),  # French
    ("ph", ("f",)),
    ("t[sz](?!h)", ("ts",)),
    ("ck|q", ("k",)),
    ("ou", ("u", "ou")),
    ("ng", ("ng", "n")),
    ("[yj]o", ("e", "io")),
    ("(?<=[oe])ff?$", ("v",)),
    ("(?<=[oei])w(?=a?$|n|its?ch|tsch)", ("v",)),
    ("w(?=[aeiouy])", ("v", "u")),
    ("w", ("u",)),
    ("(?<=[aeiouy])j", ("i", "zh")),
    ("j", ("zh", "i")),
    ("ý", ("u", "i")),
    ("y", ("i",)),
    ("(?<=[aei])x", ("ks", "h")),
    ("x", ("h", "ks")),
    ("c(?=[eiy])", ("ts", "s", "zh")),
    ("c(?!h)", ("k", "zh", "ts")),
    ("ch", ("ch", "h", "sh")),
)
# In words spelt the German way (a w, or sch) these come first.
_GERMAN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("(?<!s)(?<!t)ch", ("h", "ch")),
    ("(?<=[aeiou])s(?=[aeiou])", ("s", "z")),
    ("^s(?=[aeiou])", ("s", "z")),
    ("(?<=[^aeiou])j(?=e)", ("i", "zh")),
    ("ue(?!$)", ("u", "ue")),
)
_FIRST = 8  # groups that come before the German ones
_PLAIN_RULES = re.compile("|".join(f"({pattern})" for pattern, _ in _GROUPS))
_GERMAN_RULES = re.compile("|".join(f"({pattern})" for pattern, _ in _GROUPS[:_FIRST] + _GERMAN + _GROUPS[_FIRST:]))
_PLAIN_OPTIONS = tuple(options for _, options in _GROUPS)
_GERMAN_OPTIONS = tuple(options for _, options in _GROUPS[:_FIRST] + _GERMAN + _GROUPS[_FIRST:])


@lru_cache(maxsize=65_536)
def readings(word: str) -> tuple[str, ...]:
    """What one word can be, folded to lowercase ASCII, the likeliest first; empty when it has no letter or digit."""
    word = _APOSTROPHES.sub("", unicodedata.normalize("NFC", word.lower()))[:_LONGEST]
    found = _from_cyrillic(word) if _is_cyrillic(word) else _from_latin(word)
    return tuple(dict.fromkeys(form for form in map(_tidy, found) if form))


def fold_word(word: str) -> str:
    """The likeliest reading of one word, '' when there is none."""
    return next(iter(readings(word)), "")


def _is_cyrillic(word: str) -> bool:
    """Whether most letters are Cyrillic: Aбaй with two Latin letters is, Asangazyқyzy with one Cyrillic is not."""
    cyrillic = len(CYRILLIC.findall(word))
    return 2 * cyrillic >= sum(sign.isalpha() for sign in word) and cyrillic > 0


def _from_cyrillic(word: str) -> list[str]:
    word = word.translate(_LOOK_ALIKE).replace("дж", "ж")
    return [_by_letters(form) for form in (word, _EITHER_SK.sub("ск", word), _EITHER_N.sub("н", word))]


def _by_letters(word: str) -> str:
    return "".join(_CYRILLIC[letter] if letter in _CYRILLIC else _ascii(letter) for letter in word)


def _from_latin(word: str) -> list[str]:
    if _EARLY.search(word):
        word = word.translate(_EARLY_LATIN)
    word = "".join(_LATIN.get(letter) or _base(letter) for letter in word)
    is_german = "w" in word or "sch" in word
    pattern, options = (_GERMAN_RULES, _GERMAN_OPTIONS) if is_german else (_PLAIN_RULES, _PLAIN_OPTIONS)
    found, end = [""], 0
    for match in pattern.finditer(word):
        chosen = options[(match.lastindex or 1) - 1]
        before = word[end : match.start()]
        found = [head + before + (tail or match[0]) for head in found for tail in chosen][:_MOST_READINGS]
        end = match.end()
    return [head + word[end:] for head in found]


def _base(letter: str) -> str:
    """A Latin letter without its marks; ý stays, because it is у in one Kazakh spelling and й in others."""
    if letter == "ý" or letter.isascii():
        return letter
    return _ascii(unicodedata.normalize("NFD", letter)[0])


def _ascii(letter: str) -> str:
    return "".join(sign for sign in anyascii(letter).lower() if sign.isalnum())


def _tidy(form: str) -> str:
    form = _DOUBLED.sub(_ONCE, "".join(sign for sign in form if sign.isalnum()))
    form = form.replace("nb", "mb")  # Жанбыл, Жамбыл
    return _I_BEFORE_E.sub("", form) if "ie" in form else form  # Назарбаев, Nazarbayev
