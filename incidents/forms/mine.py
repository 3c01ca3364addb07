"""Which of one's own reports: by state, by the day on which they were sent, by what became of the people in them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.forms.fields import PartialDateField
from incidents.vocabulary import ReportStatus

TOLD = [
    ("sent", _("with people, and sent")),
    ("waiting", _("with people who are still being read")),
    ("accepted", _("with people who were taken into the team's list")),
    ("undecided", _("with people who could not be told apart from others yet")),
    ("concluded", _("with people of whom a conclusion rests on your words")),
]


class MineForm(forms.Form):
    """Its state is the address; what cannot be read is left out."""

    status = forms.ChoiceField(label=_("State"), choices=[("", _("Any")), *ReportStatus.choices], required=False)
    since = PartialDateField(label=_("Sent, not before"), required=False)
    until = PartialDateField(label=_("Sent, not after"), required=False)
    told = forms.ChoiceField(label=_("People in them"), choices=[("", _("Any")), *TOLD], required=False)

    def chosen(self) -> dict[str, Any]:
        """What could be read of the address."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
