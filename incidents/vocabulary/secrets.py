"""What is kept under a key, and why somebody looks at it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SecretKind(TextChoices):
    """What is encrypted; each kind has keys of its own."""

    IDENTITY = "identity", _("who a protected source is")
    NOTE = "note", _("a protected note about a witness")
    CONTACT = "contact", _("how to reach an activist")
    MAKER = "maker", _("who made or handed over a piece of evidence")
    FILE = "file", _("the files of evidence")


class LookReason(TextChoices):
    """Why somebody looks at a secret."""

    ASK = "ask", _("to ask them something")
    WARN = "warn", _("to warn them, or to help them")
    COMPARE = "compare", _("to tell whether two sources are one")
    CORRECT = "correct", _("to check or correct what is kept")
    OTHER = "other", _("another reason")
