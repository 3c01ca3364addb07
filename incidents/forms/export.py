"""What goes out, to whom, and what for."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.vocabulary import Disclosure, ExportFormat


class CircleForm(forms.Form):
    """For whom the list is; decides which columns there are."""

    disclosure = forms.ChoiceField(choices=Disclosure.choices, required=False)

    def circle(self) -> str:
        """The class in the address; trusted partners when there is none, or none that exists."""
        return (self.cleaned_data["disclosure"] if self.is_valid() else "") or Disclosure.PARTNER


class ExportForm(forms.Form):
    """The columns that this circle may have, the format, and the purpose. Columns beyond the circle do not exist."""

    disclosure = forms.ChoiceField(choices=Disclosure.choices, widget=forms.HiddenInput)
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one column.")},
    )
    fmt = forms.ChoiceField(label=_("Format"), choices=ExportFormat.choices, widget=forms.RadioSelect, initial="csv")
    purpose = forms.CharField(
        label=_("What for"),
        max_length=500,
        help_text=_("Who receives the file and why. It is kept in the audit log; write no name of a person in it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data, *, disclosure: str, columns: Sequence[tuple[str, str]]):
        super().__init__(data, initial={"disclosure": disclosure, "columns": [code for code, _label in columns]})
        self.offered = disclosure
        self.fields["columns"].choices = columns

    def clean_disclosure(self):
        """The circle that was sent must be the one whose columns the page offered."""
        if self.cleaned_data["disclosure"] != self.offered:
            raise forms.ValidationError(_("Choose the columns for this circle first."))
        return self.offered
