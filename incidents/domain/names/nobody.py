"""Pure domain: texts that stand in the place of a name and are none: words for nobody, descriptions."""

import re

_WORD = re.compile(r"[\w'-]+")
_NOBODY = re.compile(
    "unknown|unnamed|unidentified|anonymous|неизвестн(ый|ая|о)|неизвестен|неопознанн(ый|ая)|безымянн(ый|ая)|"
    "белгісіз|анықталмаған",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(r"^\s*\d|year-old|жастағы", re.IGNORECASE)  # "a 12-year-old boy" is no name
_PERSON_WORDS = re.compile(
    r"(?:(?:an?|the|boy|girl|man|woman|person|child|teenager|мальчик|девочка|мужчина|женщина|парень|девушка|"
    r"ребенок|ребёнок|подросток|ер|адам|әйел|ұл|қыз|бала|жігіт|лет|жас|\d+)\b[\s,.]*)+",
    re.IGNORECASE,
)


def is_unnamed(text: str) -> bool:
    """Whether the text is no name: empty, a word for nobody, or a description (a 12-year-old boy)."""
    first = _WORD.search(text)
    if not first or not any(sign.isalnum() for sign in text):
        return True
    is_description = _DESCRIBED.search(text) or _PERSON_WORDS.fullmatch(text.strip())
    return bool(_NOBODY.fullmatch(first[0]) or is_description)
