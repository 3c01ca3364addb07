"""The filter of the audit log."""

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.forms.fields import PartialDateField

BIGGEST = 2**63 - 1


class AuditForm(forms.Form):
    """Who, what, about what, when. Every field may stay empty; the choices are handed in."""

    who = forms.ChoiceField(label=_("Who"), required=False)
    verb = forms.ChoiceField(label=_("What"), required=False)
    kind = forms.ChoiceField(label=_("About"), required=False)
    ref = forms.CharField(
        label=_("Reference"),
        required=False,
        max_length=24,
        help_text=_("Of a person: also every export with them in it."),
    )
    since = PartialDateField(
        label=_("Not before"), required=False, help_text=_("For example 8.1.2022, 2022-01 or 2022.")
    )
    until = PartialDateField(label=_("Not after"), required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST, widget=forms.HiddenInput)
    after = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, people, verbs, kinds):
        super().__init__(data)
        for name, choices in (("who", people), ("verb", verbs), ("kind", kinds)):
            self.fields[name].choices = [("", _("Any")), *choices]

    def clean_ref(self):
        """As it is stored: capitals, no blanks."""
        return "".join(self.cleaned_data["ref"].split()).upper()

    def chosen(self) -> dict:
        """What was read of the address; nothing of a field that could not be read."""
        return self.cleaned_data if self.is_valid() else {}


class PageForm(forms.Form):
    """Only where to go on reading."""

    before = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)

    def start(self) -> int | None:
        """The line to go on from; none when the address holds no number."""
        return self.cleaned_data.get("before") if self.is_valid() else None
