"""Words that everybody here would think of make no password (docs/security.md, Passwords)."""

import re
import unicodedata

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

WORDS = (
    # The house and what people are in it for.
    "kua", "куә", "куа", "witness", "свидетель", "activist", "активист", "белсенді", "reviewer", "рецензент", "admin",
    "administrator", "админ", "администратор", "root", "report", "отчет", "demo",
    # The country, its towns, the events.
    "kazakhstan", "qazaqstan", "казахстан", "қазақстан", "almaty", "алматы", "astana", "астана",
    "aktau", "актау", "ақтау", "zhanaozen", "жанаозен", "жаңаөзен", "taldykorgan", "талдыкорган", "талдықорған",
    "shymkent", "шымкент",
    "kyzylorda", "кызылорда", "қызылорда", "taraz", "тараз", "semey", "семей", "january", "январь", "qantar", "kantar",
    "кантар", "қаңтар", "bloody", "кровавый", "қанды", "qandy", "kandy",
    # What keyboards and habits offer.
    "password", "пароль", "parol", "құпиясөз", "qwerty", "йцукен", "welcome", "login", "letmein",
)  # fmt: skip
NUMBERS = re.compile(r"(19|20)\d\d|1234567890|123456789|12345678|1234567|123456|12345|1234|123|000+|111+")
BETWEEN = re.compile(r"[\W_]+")
# What has to be left when these are taken out.
LEFT = 6


def folded(text: str) -> str:
    """Small letters in their one compatible form, without what stands between."""
    return BETWEEN.sub("", unicodedata.normalize("NFKC", text).casefold())


ANY = re.compile("|".join(sorted(map(folded, WORDS), key=len, reverse=True)))


def is_made_of_them(password: str) -> bool:
    """Whether there is such a word in it, and next to nothing beside."""
    plain = folded(password)
    return bool(ANY.search(plain)) and len(NUMBERS.sub("", ANY.sub("", plain))) < LEFT


class NoHouseWords(CommonPasswordValidator):
    """Refuses them as Django refuses common passwords, in the same words."""

    def __init__(self) -> None:
        """The list is above, not in a file."""

    def validate(self, password, user=None) -> None:
        """Raises ValidationError."""
        if is_made_of_them(password):
            raise ValidationError(self.get_error_message(), code="password_too_common")
