"""What a script says of a file before it sends the bytes."""

from django import forms

from incidents.forms.fields import ReferenceField
from incidents.forms.intake_fields import Words
from incidents.vocabulary import Sensitivity


class AnnounceForm(forms.Form):
    """A file of a report: its name and size, what it shows, and a mark by which its bytes are known again."""

    key = forms.UUIDField()
    report = ReferenceField(letter="R")
    name = forms.CharField(max_length=2000, strip=False)
    size = forms.IntegerField(min_value=0, max_value=2**53)
    mark = forms.RegexField(r"^[0-9a-z:.-]{0,80}$", required=False)
    note = Words(500)
    sensitivities = forms.MultipleChoiceField(choices=Sensitivity.choices, required=False)

    def told(self) -> dict:
        """What is kept with the upload until it is finished."""
        return {name: self.cleaned_data[name] for name in ("note", "sensitivities", "mark")}
