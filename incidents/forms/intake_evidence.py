"""Files, links, and what is said to exist: three small forms of one page."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from incidents.forms.fields import PartialDateField
from incidents.forms.intake_fields import Words
from incidents.forms.intake_layout import helper
from incidents.vocabulary import Sensitivity


class Chooser(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """One or more files, as they come; each is judged by itself when it is kept."""

    widget = Chooser

    def clean(self, data: Any, initial: Any = None) -> list:
        """All the files that were chosen."""
        files = list(data) if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            raise forms.ValidationError(_("Choose a file first."), code="required")
        return files


class FilesForm(forms.Form):
    """Files of this telephone or computer."""

    files = Files(
        label=_("Files"),
        help_text=format_lazy(
            _("Photographs, scans, films, sound: {limit} MB each. The original is kept unchanged."),
            limit=settings.UPLOAD_MAX_BYTES // 1024**2,
        ),
    )
    note = Words(500, label=_("What do they show?"))
    sensitivities = forms.MultipleChoiceField(
        label=_("Is it hard to look at?"),
        choices=Sensitivity.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("So that nobody is startled."),
    )
    helper = helper("files", "note", "sensitivities")


class LinkForm(forms.Form):
    """Something published."""

    url = Words(
        1000, required=True, label=_("Address"), help_text=_("Beginning with http:// or https://. We do not open it.")
    )
    seen = PartialDateField(
        required=False, label=_("When did you see it?"), help_text=_("For example 8.1.2022 or 1.2022.")
    )
    seen_by = Words(200, label=_("Who saw it there?"), help_text=_("Write no name of somebody who is to be protected."))
    note = Words(500, label=_("What does it show?"))
    helper = helper("url", "seen", "seen_by", "note")


class NotHeldForm(forms.Form):
    """Something that somebody else has."""

    note = Words(
        500, required=True, label=_("What is said to exist?"), help_text=_("For example: a film of the street.")
    )
    held_by = Words(300, label=_("Who is said to hold it?"), help_text=_("Not known is an answer: leave it empty."))
    helper = helper("note", "held_by")
