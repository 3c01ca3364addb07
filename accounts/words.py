"""What people may type for a name or a user name: any script, nothing invisible, no mixed alphabets."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Control, format (direction marks, zero width), surrogate, private use, unassigned.
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Two joiners that some scripts are written with.
JOINERS = frozenset("\u200c\u200d")
# No field of the house is longer; what is longer is refused anyway, and need not be read to its end.
LONGEST = 10_000
PILED_UP = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{4}")
USERNAME = re.compile(r"\w[\w.-]{2,59}")


def plain(text: str) -> None:
    """Raises ValidationError on characters that nobody sees."""
    text = text[:LONGEST]
    if any(unicodedata.category(sign) in INVISIBLE and sign not in JOINERS for sign in text) or PILED_UP.search(text):
        raise ValidationError(_("There are characters here that cannot be seen. Type the words again by hand."))


def alphabets(text: str) -> set[str]:
    """The first words of the letters' Unicode names: LATIN, CYRILLIC, ARABIC."""
    return {unicodedata.name(sign, "").partition(" ")[0] for sign in text if sign.isalpha()}


def username(text: str) -> None:
    """Raises ValidationError unless it is 3 to 60 letters of one alphabet, digits, dot, hyphen and underscore."""
    if not USERNAME.fullmatch(text):
        raise ValidationError(_("Use 3 to 60 letters and digits, also dot, hyphen and underscore. No spaces."))
    if len(alphabets(text)) > 1:
        raise ValidationError(_("Use letters of one alphabet only."))


class Words(forms.CharField):
    """One line of words: composed, single spaces, nothing invisible."""

    default_validators = [plain]

    def to_python(self, value):
        value = super().to_python(value)
        return re.sub(" {2,}", " ", unicodedata.normalize("NFC", value))


class Username(forms.CharField):
    """A user name, in its one compatible form (NFKC)."""

    default_validators = [username]

    def to_python(self, value):
        return unicodedata.normalize("NFKC", super().to_python(value))
