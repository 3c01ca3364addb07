"""What is said of a figure that is entered: what became of it, what it is to another, that it was a mistake; topics."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.forms.fields import ReferenceField
from incidents.forms.intake_fields import WhenFields, Words
from incidents.vocabulary import FigureTie

BIG = 2_000_000_000
LONG = 2000
CHOOSE = dict.fromkeys(("required", "invalid_choice"), _("Choose from the list."))
WHY = {"required": _("Write why.")}


class Typed(forms.Form):
    """A form that says which state its writer saw, and can be read beside what somebody else did."""

    version = forms.IntegerField(required=False, min_value=1, max_value=BIG, widget=forms.HiddenInput)

    def seen(self) -> int:
        """The version that its writer saw; 0 when none was sent."""
        return self.cleaned_data["version"] or 0

    def sent(self) -> list[tuple[str, str]]:
        """Every value as it was sent, so that it can be sent again; the version is left out."""
        return [(name, value) for name in self.fields if name != "version" for value in self.data.getlist(name)]

    def typed(self) -> list[tuple[str, str]]:
        """What was typed, label by label, to be read beside what somebody else kept."""
        shown = [(name, field) for name, field in self.fields.items() if not field.widget.is_hidden]
        return [(str(field.label), _words(field, self.data.getlist(name))) for name, field in shown]


class MoveForm(Typed, WhenFields):
    """What became of a claim, since when, and why."""

    to_state = forms.ChoiceField(label=_("What became of it"), widget=forms.RadioSelect, error_messages=CHOOSE)
    because = Words(LONG, lines=3, required=True, label=_("Why"), error_messages=WHY)
    told_in = ReferenceField(
        letter="R", required=False, label=_("The report that tells it"), help_text=_("For example R-7K3QFM2."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, states: list[tuple[str, Any]], initial: dict[str, Any]):
        super().__init__(data, initial=initial)
        self.fields["to_state"].choices = states
        del self.fields["when_words"]


class TieForm(Typed, WhenFields):
    """What the claim is to another one."""

    kind = forms.ChoiceField(
        label=_("This figure…"), choices=FigureTie.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    other = forms.ChoiceField(
        label=_("…this one"), required=False,
        error_messages={"invalid_choice": _("This figure can no longer be chosen.")},
    )  # fmt: skip
    another = ReferenceField(
        letter="G", required=False, label=_("Or another one, by its reference"), help_text=_("For example G-7K3QFM2."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    why = Words(LONG, lines=2, label=_("Why"), help_text=_("Needed where you say that two cannot be compared."))

    def __init__(self, data: Any = None, *, others: list[tuple[str, str]], initial: dict[str, Any]):
        super().__init__(data, initial=initial)
        self.fields["other"].choices = [("", _("Choose")), *others]
        del self.fields["when_words"]

    def clean(self) -> dict[str, Any]:
        """One other claim, in the list or by its reference."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("other") and not cleaned.get("another"):
            self.add_error("other", _("Choose the other figure, or write its reference."))
        return cleaned

    def aim(self) -> str:
        """The reference of the other claim; a typed one goes before a chosen one."""
        return self.cleaned_data["another"] or self.cleaned_data["other"]


class StrikeForm(Typed):
    """Why an entry was a mistake."""

    because = Words(
        LONG, lines=2, required=True, label=_("What was wrong with the entry"), error_messages=WHY,
        help_text=_("Only for mistakes of ours. What the claimant took back is not a mistake of ours."),
    )  # fmt: skip


class PlaceForm(forms.Form):
    """On the pages of which topics a claim stands. It is taken off those alone that its writer saw ticked."""

    topics = forms.MultipleChoiceField(
        label=_("Show it on the page of"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("This topic is no longer there.")},
    )  # fmt: skip

    had = forms.CharField(required=False, max_length=LONG, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, topics: list[tuple[str, str]], initial: dict[str, Any]):
        super().__init__(data, initial=initial)
        self.fields["topics"].choices = topics

    def taken_off(self) -> list[str]:
        """The references of the topics that were ticked and are no longer."""
        return sorted(set(self.cleaned_data["had"].split()) - set(self.cleaned_data["topics"]))


class TopicForm(Typed):
    """A question that several claims answer. Whom of our people stand beside it is the case list's own filter."""

    title = Words(200, required=True, label=_("Title"), help_text=_("Short and plain: deaths in January 2022."))
    describing = Words(LONG, lines=3, label=_("What belongs on this page"))

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None):
        super().__init__(data, initial=initial)
        if initial is None:
            del self.fields["version"]


def _words(field: forms.Field, values: list[str]) -> str:
    labels = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    return ", ".join(labels.get(value, value) for value in values)
