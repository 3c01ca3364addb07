"""Pure domain: characters. What is unsafe is taken out; Kazakh order; readable Latin letters for any script."""

import re
import unicodedata

from anyascii import anyascii

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"  # the 42 letters, in order
CYRILLIC = re.compile("[\u0400-\u052f]")
_LONGEST_KEY = 400
_MOST_MARKS = 3  # combining marks in a row: no writing needs more, and a pile of them covers the lines around it
_INVISIBLE = frozenset(
    "\u115f\u1160\u3164\uffa0\u2800\u034f"
)  # fillers that are letters or signs by category, yet blank
_MARKS = re.compile(
    "((?:[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u0483-\u0489])+)"
)
# Printable ASCII, Latin and Cyrillic letters that are composed: nothing in it is unsafe, nothing is to be composed.
_PLAIN = re.compile("[ -~\u00c0-\u024f\u0400-\u0482\u048a-\u052f]*")
_FIRST_KEY = 0x41
_ORDER = {letter: chr(_FIRST_KEY + number) for number, letter in enumerate(KAZAKH)}
_LATIN_AFTER = "~"  # greater than every key of a Cyrillic letter
_NEAR_KAZAKH = str.maketrans("ґєїўќҳҷӣӯ", "геиукхчиу")  # letters of the neighbours, for sorting
_ROMAN = dict(zip("абвгғдезийкқлмнңоөпрстуұүфһъыіьэә", "abvggdeziikklmnnooprstuuufh_yi_ea", strict=True)) | {
    "ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "",
    "ю": "yu", "я": "ya",
}  # fmt: skip


def strip_unsafe(text: str, keep_lines: bool = False) -> str:
    """The text without what hides or attacks: controls, NUL, direction overrides, zero-width signs, lone surrogates.

    Composed (NFC), blanks collapsed to one (line ends kept with keep_lines), at most three combining marks in a row.
    Standard: Unicode Technical Report 36, 2.10 and 3.
    """
    if _PLAIN.fullmatch(text):
        return " ".join(text.split())
    text = unicodedata.normalize("NFC", "".join(map(_safe, text)))
    text = _MARKS.sub(lambda run: run[1][:_MOST_MARKS], text)
    if not keep_lines:
        return " ".join(text.split())
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


def sort_key(text: str) -> str:
    """A key whose plain bytewise order is the Kazakh alphabet's; Latin names follow, then other scripts."""
    text = " ".join(re.sub(r"[^\w\s]", " ", strip_unsafe(text).lower()).split())
    return "".join(_sort_letter(letter) for letter in text.translate(_NEAR_KAZAKH))[:_LONGEST_KEY]


def romanised(text: str) -> str:
    """The text in Latin letters that a reader can say: Айдар Жандосов, Aidar Zhandosov. Latin text stays as it is."""
    return "".join(_roman_word(part) for part in re.split(r"(\W+)", unicodedata.normalize("NFC", text)))


def _safe(sign: str) -> str:
    if sign.isspace():
        return "\n" if sign in "\n\u2028\u2029\x85" else " " if sign != "\r" else "\n"
    hidden = unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Cn", "Co") or sign in _INVISIBLE
    return "" if hidden else sign


def _sort_letter(letter: str) -> str:
    if letter in _ORDER:
        return _ORDER[letter]
    if letter.isascii():
        return _LATIN_AFTER + letter if letter.isalpha() else letter
    if unicodedata.name(letter, "").startswith("LATIN"):
        return "".join(_LATIN_AFTER + base for base in anyascii(letter).lower() if base.isalpha())
    return letter


def _roman_word(word: str) -> str:
    if word.isascii() or not any(letter.isalpha() and "LATIN" not in unicodedata.name(letter, "") for letter in word):
        return word
    lower = word.lower()
    latin = "".join(_roman_letter(lower, place) for place in range(len(lower)))
    if len(word) > 1 and word.isupper():
        return latin.upper()
    return latin[:1].upper() + latin[1:] if word[:1].isupper() else latin


def _roman_letter(word: str, place: int) -> str:
    letter, before = word[place], word[place - 1] if place else ""
    if letter == "е" and (not before or before in "аәеёиоөуұүыіэюяъь"):
        return "ye"
    if word[place:] == "ий":
        return "y"
    if letter == "й" and before == "и" and place == len(word) - 1:
        return ""
    return _ROMAN[letter] if letter in _ROMAN else anyascii(letter)
