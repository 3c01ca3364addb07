"""What a piece of evidence bears on, and what it does for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.domain import references
from incidents.forms.intake_fields import Words
from incidents.vocabulary import Bearing

GONE = _("This can no longer be chosen: it was left out, withdrawn, or is not there.")


class AnyReferenceField(forms.CharField):
    """A reference of a report, a person, an incident or a figure, however it was typed."""

    def clean(self, value: Any) -> str:
        """Raises ValidationError with the sentence of the reference reader."""
        text = super().clean(value)
        try:
            return references.read(text) if text else ""
        except references.Misread as error:
            raise forms.ValidationError(str(error)) from error


class ElsewhereForm(forms.Form):
    """Which other record to choose from."""

    of = AnyReferenceField(
        label=_("Reference"), required=False, max_length=40,
        help_text=_("Of a report, a person, an incident or a figure, for example R-7K3QFM2."),
    )  # fmt: skip

    def chosen(self) -> str:
        """The reference; empty for the piece's own report, or for what is no reference."""
        return self.cleaned_data["of"] if self.is_valid() else ""


class BearingForm(forms.Form):
    """What is ticked, or a figure in words; and what the piece does for it."""

    targets = forms.MultipleChoiceField(
        label=_("What does it bear on?"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE},
    )  # fmt: skip
    figure = Words(
        300,
        label=_("Or a figure that somebody claims"),
        help_text=_("For example: 149 killed in Almaty, the police."),
    )
    bearing = forms.ChoiceField(
        label=_("What does it do for it?"), choices=Bearing.choices, widget=forms.RadioSelect, initial=Bearing.SUPPORTS,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose from the list.")),
    )  # fmt: skip
    note = Words(500, label=_("How does one see that?"), help_text=_("For example: the clock in the picture."))

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]]):
        super().__init__(data)
        self.fields["targets"].choices = choices

    def clean(self) -> dict[str, Any]:
        """Something has to be chosen."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("targets") and not cleaned.get("figure"):
            self.add_error("targets", _("Choose what it bears on."))
        return cleaned
