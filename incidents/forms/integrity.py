"""The receipt of a time stamp that came back on a stick, and whom one trusts in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST = 256 * 1024


class Small(forms.FileField):
    """The bytes of a small file."""

    def clean(self, data: Any, initial: Any = None) -> bytes:
        """Empty where none was chosen."""
        file = super().clean(data, initial)
        if file and file.size > LARGEST:
            raise forms.ValidationError(_("This file is too large."), code="large")
        return file.read() if file else b""


class ReceiptForm(forms.Form):
    """What the authority answered."""

    receipt = Small(
        label=_("Receipt (.tsr)"),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty.")},
    )
    roots = Small(
        label=_("Root certificate of the authority (PEM)"), required=False,
        help_text=_("Only one whose fingerprint you know from another source. Your decision is written down."),
        error_messages={"empty": _("This file is empty.")},
    )  # fmt: skip
