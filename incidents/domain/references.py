"""Pure domain: reference codes such as R-7K3QFM2, short enough to say on the telephone, with a check character.

The check is one parity symbol over the field GF(32): every position has its own weight, a power of the generator.
In a field this finds every wrong character and every swap of two characters, which the Luhn sum modulo 32 does not
(J. A. Gallian, Error Detection Methods, ACM Computing Surveys 28(3), 1996; I. S. Reed, G. Solomon, 1960).
"""

import re
import secrets

from django.utils.translation import gettext as _

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
LENGTH = 7
_PAYLOAD_BITS = 5 * (LENGTH - 1)
_LONGEST = 40
_PREFIX = re.compile(r"[A-Z]{1,2}")
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)
# People type what they read: O for 0, I or L for 1, and on a Cyrillic keyboard the letters that look the same.
_LOOK_ALIKE = str.maketrans("АВСЕНКМОРТХУІЅЈ", "ABCEHKMOPTXYISJ")
_READ_AS = str.maketrans("OIL", "011")


class Misread(ValueError):
    """The text is no reference; the message is a translated sentence for the person who typed it."""


def make(prefix: str, number: int | None = None) -> str:
    """A new reference, `prefix`-XXXXXXC: random from the system's source, or the given number (below 2**30).

    Raises ValueError when the prefix is not one or two Latin capitals or the number does not fit.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError("a prefix is one or two Latin capitals")
    if number is None:
        number = secrets.randbits(_PAYLOAD_BITS)
    if not 0 <= number < 1 << _PAYLOAD_BITS:
        raise ValueError("the number does not fit into a reference")
    payload = "".join(ALPHABET[number >> shift & 31] for shift in range(_PAYLOAD_BITS - 5, -1, -5))
    return f"{prefix}-{payload}{_check(prefix, payload)}"


def read(text: str, prefix: str | None = None) -> str:
    """The canonical reference in what somebody typed: any case, blanks, hyphens, O for 0, I or L for 1.

    With `prefix` the code must be of that kind, and a code typed without its prefix is taken. Raises Misread.
    """
    letters = _letters(text)
    given, body = letters[:-LENGTH], letters[-LENGTH:].translate(_READ_AS)
    given = given or prefix or ""
    if len(body) != LENGTH or not _PREFIX.fullmatch(given) or not set(body) <= set(ALPHABET):
        raise Misread(_("A reference looks like R-7K3QFM2: a letter and seven characters."))
    if body[-1] != _check(given, body[:-1]):
        raise Misread(_("This reference has a mistake in it. Please compare it character by character."))
    if prefix and given != prefix:
        raise Misread(_("This reference is of another kind. It should begin with %(prefix)s.") % {"prefix": prefix})
    return f"{given}-{body}"


def is_valid(text: str) -> bool:
    """Whether read() takes the text."""
    try:
        read(text)
    except Misread:
        return False
    return True


def _letters(text: str) -> str:
    if len(text) > _LONGEST:
        raise Misread(_("This is too long for a reference."))
    return re.sub(r"[\s\-–—_.]", "", text).upper().translate(_LOOK_ALIKE)


def _check(prefix: str, payload: str) -> str:
    values = [ord(letter) - ord("A") + 1 for letter in prefix.rjust(2, "@")]
    values += [ALPHABET.index(sign) for sign in payload]
    total = 0
    for weight, value in zip(_WEIGHTS, values, strict=True):
        total ^= _times(weight, value)
    return ALPHABET[total]


def _times(a: int, b: int) -> int:
    """Product in GF(32)."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a, b = a << 1, b >> 1
        if a & 32:
            a ^= _FIELD_POLYNOMIAL
    return product


def _powers(count: int) -> tuple[int, ...]:
    """The generator's powers from its first on; its zeroth, 1, is the weight of the check character itself."""
    powers = [2]
    while len(powers) < count:
        powers.append(_times(powers[-1], 2))
    return tuple(powers)


_WEIGHTS = _powers(LENGTH + 1)  # two for the prefix, six for the payload
