"""Pure domain: the sex that a name tells by its endings, or that words for nobody tell."""

import re

from incidents.domain.names.parsing import FAMILY, FATHER, UNKNOWN, parse

_WOMAN = re.compile(r"девоч|девуш|женщин|неизвестная|\bқыз|әйел|girl|woman|female", re.IGNORECASE)
_MAN = re.compile(r"мальч|мужчин|парень|юнош|неизвестный|\bұл\b|ер адам|жігіт|\bboy|\bman\b|\bmale", re.IGNORECASE)


def sex(name: str) -> str:
    """'f' or 'm' where the endings of the father's name or the surname tell it, or a word (девочка); else ''."""
    parsed = parse(name)
    if parsed.is_unnamed:
        return "f" if _WOMAN.search(name) else "m" if _MAN.search(name) else ""
    for roles in ((FATHER,), (FAMILY, UNKNOWN)):
        told = {word.form.sex for word in parsed.words if word.role in roles and word.form.sounds[:1]} - {""}
        if len(told) == 1:
            return told.pop()
    return ""
