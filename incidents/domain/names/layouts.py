"""Pure domain: what was meant when the keyboard was on the wrong layout. `;fubgfhjd` is жагипаров."""

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю."
_LATIN_SHIFTED = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'
# The Kazakh layout keeps the Russian letters; its nine own letters lie on the row of digits.
_KAZAKH_KEYS = dict(zip("234589-=0", "әіңғүұөһқ", strict=True))
_SHIFTED_DIGITS = dict(zip("@#$%*(_+)", "ӘІҢҒҮҰӨҺҚ", strict=True))
_TO_RUSSIAN = dict(zip(_LATIN + _LATIN_SHIFTED, _RUSSIAN + _RUSSIAN.upper(), strict=True))
_TO_LATIN = {cyrillic: latin for latin, cyrillic in _TO_RUSSIAN.items() if cyrillic != "."}
_TO_KAZAKH = _TO_RUSSIAN | _KAZAKH_KEYS | _SHIFTED_DIGITS
_KAZAKH_TO_LATIN = _TO_LATIN | {letter: key for key, letter in _KAZAKH_KEYS.items()}
_LONGEST = 200


def other_layouts(text: str) -> list[str]:
    """What was meant if the keyboard was on another layout: QWERTY for Russian or Kazakh and the other way round.

    Only readings that differ from the text and hold letters; empty when none does.
    """
    text = text[:_LONGEST]
    meant = [_typed(text, keys) for keys in (_TO_RUSSIAN, _TO_KAZAKH, _KAZAKH_TO_LATIN)]
    return [other for other in dict.fromkeys(meant) if other != text and any(sign.isalpha() for sign in other)]


def _typed(text: str, keys: dict[str, str]) -> str:
    return "".join(keys.get(sign, sign) for sign in text)
