"""Pure domain: how a name in Latin letters is likely to be written in Cyrillic. For reading only, never for finding."""

import re

from incidents.domain.letters import CYRILLIC

_VOWEL = "aeiouyáäəöüúū"
# Groups of letters, the longer before the shorter; where a letter stands decides what it is.
_RULES = (
    ("schtsch|shch|chtch|szcz", "щ"), ("tzh", "тж"), ("dzh|dsch|dj", "ж"), ("tsch|tch|cz", "ч"), ("zh", "ж"),
    ("sch|sh|ş|š|ș", "ш"), ("kh", "х"), ("gh|ğ|ǵ", "ғ"), ("ts|tz", "ц"), ("ch|ç|č", "ч"), ("ph", "ф"), ("ck", "к"),
    ("(?<=sk)(y|i|iy|yi)$|(?<=[rnt])(y|iy)$", "ий"), ("yo|(?<=.)jo", "ё"), ("yu|iu|(?<=.)ju", "ю"),
    ("ya|ia|(?<=.)ja", "я"), ("^ye|^je", "е"), (f"(?<=[{_VOWEL}])[yij]", "й"), ("ž|ż|j", "ж"), ("ff$|w|v", "в"),
    ("ñ|ng(?=[^aeiou]|$)", "ң"), ("q", "қ"), ("ä|á|ə", "ә"), ("ö", "ө"), ("ü", "ү"), ("ú|ū", "ұ"), ("ı|y", "ы"),
    ("ie|ye|je", "е"), ("x|h", "х"), ("c", "к"),
    *((latin, cyrillic) for latin, cyrillic in zip("abdefgiklmnoprstuz", "абдефгиклмнопрстуз", strict=True)),
)  # fmt: skip
_RULE = re.compile("|".join(f"(?P<r{number}>{pattern})" for number, (pattern, _to) in enumerate(_RULES)))
_WORD = re.compile(r"[^\W\d_]+")


def reading(text: str) -> str:
    """The text with each Latin word as it is likely to stand in Cyrillic; words in other scripts as they are."""
    return _WORD.sub(lambda word: _read(word[0]), text)


def _read(word: str) -> str:
    if CYRILLIC.search(word):
        return word
    read = _RULE.sub(_letter, word.lower())
    return read.capitalize() if word[:1].isupper() else read


def _letter(match: re.Match) -> str:
    return _RULES[int((match.lastgroup or "r0")[1:])][1]
