"""Of whom a case bundle is, for whom, and why."""

import uuid

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from incidents.forms.intake_fields import Words
from incidents.vocabulary import Disclosure

LONGEST_LIST = 8000


class WhomForm(forms.Form):
    """The people or the incident, and the circle: what the page then shows."""

    person = Words(LONGEST_LIST, lines=2, label=_("People"), help_text=_("References such as P-7K3QFM2, with blanks."))
    incident = Words(40, label=_("or one incident"), help_text=_("A reference such as I-7K3QFM2."))
    disclosure = forms.ChoiceField(
        label=_("Who receives it"), choices=Disclosure.choices, widget=forms.RadioSelect, required=False
    )

    def told(self) -> dict[str, str]:
        """What was typed, as far as it can be read; for trusted partners when no circle was chosen."""
        self.is_valid()
        told = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        return told | {"disclosure": told["disclosure"] or Disclosure.PARTNER.value}


class BundleForm(forms.Form):
    """Why, and in which language."""

    reason = Words(
        500, required=True, label=_("What for"),
        help_text=_("Who receives the file and why. It is kept in the audit log; write no name of a person in it."),
        error_messages={"required": _("Write why.")},
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the files"), choices=settings.LANGUAGES)
    disclosure = forms.ChoiceField(choices=Disclosure.choices, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data, *, disclosure: str, language: str):
        super().__init__(data, initial={"disclosure": disclosure, "language": language, "key": uuid.uuid4()})
        self.offered = disclosure

    def clean_disclosure(self):
        """The circle that was sent must be the one that the page showed."""
        if self.cleaned_data["disclosure"] != self.offered:
            raise forms.ValidationError(_("Look at what goes in for this circle first."))
        return self.offered
