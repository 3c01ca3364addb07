"""What a reviewer says of two persons: one, two, or not to be told; and why a joining is taken apart."""

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.domain import references
from incidents.forms.intake_fields import Words
from incidents.forms.review import LONGEST_REASON, OnPage, Versioned, plain_reasons
from incidents.vocabulary import Verdict

MOST_VERSION = 2_000_000_000


class Two(forms.Field):
    """Two values under one name, in the order in which they are sent."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        """Raises ValidationError unless there are two that can be read."""
        values = [str(one) for one in value or []]
        if len(values) != 2:
            raise forms.ValidationError(_("Choose two persons."))
        return [self.one(text) for text in values]


class TwoReferences(Two):
    """References of persons."""

    def one(self, text: str) -> str:
        """As it is stored. Raises ValidationError with the sentence of the reference reader."""
        try:
            return references.read(text, "P")
        except references.Misread as misread:
            raise forms.ValidationError(str(misread)) from misread


class TwoVersions(Two):
    """The version of each as the page showed it; one that cannot be read is none that ever was."""

    def one(self, text: str) -> int:
        """A whole number."""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0

    def to_python(self, value):
        """What was not sent was not seen."""
        return [self.one(str(text)) for text in value or [0, 0]][:2]


class MergeForm(OnPage):
    """One or two? `of` and `version` come twice, in the same order; `group` is the group of likely pairs one is in."""

    VERDICTS = (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNDECIDED)
    of = TwoReferences()
    version = TwoVersions(required=False)
    verdict = forms.ChoiceField(
        choices=[(code, code.label) for code in VERDICTS], widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose: the same, different, or undecided.")),
    )  # fmt: skip
    because = Words(LONGEST_REASON, lines=2, label=_("Why"))
    group = forms.IntegerField(min_value=1, max_value=2**62, required=False, widget=forms.HiddenInput)

    def clean(self):
        """A reason left empty is the plain one; for joining there is none."""
        data = super().clean()
        if "because" in data:
            data["because"] = data["because"] or plain_reasons().get(data.get("verdict", ""), "")
        return data

    def seen(self) -> dict[str, int]:
        """Reference to the version that the page showed."""
        return dict(zip(self.cleaned_data["of"], self.cleaned_data["version"], strict=False))


class ApartForm(Versioned):
    """Why a joining, or a verdict on two persons, is taken back."""

    because = Words(
        LONGEST_REASON, lines=2, required=True, label=_("Why take it back"),
        error_messages={"required": _("Write why.")},
    )  # fmt: skip
