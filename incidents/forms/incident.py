"""Incidents: the filter of their list, and what a reviewer writes about one."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.domain import dates, references
from incidents.forms.fields import PartialDateField
from incidents.forms.intake_fields import DATE_FIELDS, WhenFields, Words

LONG = 20_000
COMPARED = ("title", "what_happened", "day", "when_words", "place_text", "parent", "actors")


class IncidentFilter(forms.Form):
    """Which incidents."""

    q = forms.CharField(label=_("Title or reference"), required=False, max_length=200)
    place = forms.CharField(label=_("Place and all in it"), required=False, max_length=200)
    since = PartialDateField(
        label=_("Not before"), required=False, help_text=_("For example 8.1.2022, 2022-01 or 2022.")
    )
    until = PartialDateField(label=_("Not after"), required=False)

    def chosen(self) -> dict:
        """What could be read of the address."""
        return self.cleaned_data if self.is_valid() else {}


class ParentField(forms.ModelChoiceField):
    """An incident by its reference, however it was typed."""

    def to_python(self, value):
        """Raises ValidationError with the sentence of the reference reader."""
        try:
            return super().to_python(references.read(value, "I") if value else value)
        except references.Misread as error:
            raise forms.ValidationError(str(error)) from error


class ActorsField(forms.ModelMultipleChoiceField):
    """Actors by their names in the reader's language; the namer is handed in."""

    namer = str

    def label_from_instance(self, obj):
        return self.namer(obj)


class IncidentForm(WhenFields):
    """One event. The date as precise as it is known."""

    title = Words(300, label=_("Title"), required=True, help_text=_("Short and plain: shots at a car near the bridge."))
    what_happened = Words(
        LONG, lines=6, label=_("What happened"), help_text=_("What is known, without the names of sources.")
    )
    place_text = Words(
        300, label=_("Place"), help_text=_("As precise as known. A place we do not know is kept as you type it.")
    )
    parent = ParentField(
        label=_("Part of"), queryset=None, required=False, to_field_name="ref",
        help_text=_("The reference of the larger incident, for example I-7K3QFM2."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid_choice": _("There is no such incident.")},
    )  # fmt: skip
    actors = ActorsField(
        label=_("Who is alleged to have acted"), queryset=None, required=False, to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ["title", "what_happened", *DATE_FIELDS, "when_words", "place_text", "parent", "actors", "version"]

    def __init__(self, data=None, *, incidents, actors, namer, incident=None):
        super().__init__(data, initial=initial(incident) if incident else {"key": uuid.uuid4()})
        self.fields["parent"].queryset = incidents
        self.fields["actors"].queryset = actors
        self.fields["actors"].namer = namer

    def typed(self) -> dict:
        """What the verb is told."""
        told = ("title", "what_happened", "when_words", "place_text", "parent", "actors")
        return {name: self.cleaned_data[name] for name in told} | {"when": self.cleaned_data["when"].edtf}

    def words(self) -> list[tuple[str, str]]:
        """What was typed, label by label, to be read beside what somebody else kept."""
        told = self.cleaned_data | {
            "day": dates.words(self.cleaned_data["when"].edtf) if self.cleaned_data["when"].edtf else ""
        }
        told["actors"] = ", ".join(self.fields["actors"].namer(actor) for actor in told["actors"])
        told["parent"] = told["parent"].ref if told["parent"] else ""
        return [(_("When") if name == "day" else self.fields[name].label, told[name]) for name in COMPARED]

    def sent(self) -> list[tuple[str, str]]:
        """Every value as it was sent, so that it can be sent again; the version is left out."""
        return [(name, value) for name in self.fields if name != "version" for value in self.data.getlist(name)]


def initial(incident) -> dict:
    """The incident as the form shows it."""
    plain = {name: getattr(incident, name) for name in ("title", "what_happened", "when_words", "version")}
    parent = incident.parent.ref if incident.parent else ""
    place = incident.place_text or (str(incident.place) if incident.place else "")
    actors = [actor.key for actor in incident.actors.all()]
    return plain | dates.parts(incident.when_edtf) | {"parent": parent, "place_text": place, "actors": actors}


def in_words(incident, namer) -> list[tuple[str, str]]:
    """The incident as it is now, label by label, to be read beside what somebody else typed."""
    shown = IncidentForm.base_fields
    told = initial(incident) | {"actors": ", ".join(namer(actor) for actor in incident.actors.all())}
    told["day"] = dates.words(incident.when_edtf) if incident.when_edtf else ""
    return [(_("When") if name == "day" else shown[name].label, told[name]) for name in COMPARED]
