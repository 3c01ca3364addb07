"""Why a joining of two persons, or a verdict on them, is taken back."""

from django.utils.translation import gettext_lazy as _

from incidents.forms.intake_fields import Words
from incidents.forms.review import LONGEST_REASON, Versioned


class ApartForm(Versioned):
    """One reason; the version is that of the person on whose page it stands."""

    because = Words(
        LONGEST_REASON, lines=2, required=True, label=_("Why take it back"),
        error_messages={"required": _("Write why.")},
    )  # fmt: skip
