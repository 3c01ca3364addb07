"""A list that others keep, and the file of one of its editions."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.domain import dates
from incidents.forms.fields import PartialDateField
from incidents.forms.intake_fields import Words
from incidents.vocabulary import ActKind, SourceKind

BIG = 2_000_000_000
DAY_HINT = _("For example 8.1.2022, 2022-01 or 2022.")
KEEPER_KINDS = [choice for choice in SourceKind.choices if choice[0] != SourceKind.PERSON]
NEVER_PUBLIC = _("The name is shown to reviewers and admins.")


class ListForm(forms.Form):
    """Who keeps a list, how it is made, and whom it could have recorded."""

    title = Words(
        200, required=True, label=_("Name of the list"), help_text=_("For example: official list of the dead.")
    )
    keeper = Words(300, required=True, label=_("Who keeps it"), help_text=NEVER_PUBLIC)
    keeper_kind = forms.ChoiceField(
        label=_("What they are"), choices=KEEPER_KINDS, widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose from the list.")),
    )  # fmt: skip
    method = Words(
        5000, lines=3, label=_("How they make it"), help_text=_("Whom they ask, what they need before a name goes in.")
    )
    kinds = forms.MultipleChoiceField(
        label=_("What it records"), choices=ActKind.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick nothing when it is not known."),
    )  # fmt: skip
    places = Words(
        8000, lines=3, label=_("Which places it records"),
        help_text=_("One place a line; everything in it counts. Leave it empty when it is not known."),
    )  # fmt: skip
    since = PartialDateField(label=_("Not before"), required=False, help_text=DAY_HINT)
    until = PartialDateField(label=_("Not after"), required=False)
    words = Words(2000, lines=2, label=_("Whom else it could not have recorded"))
    version = forms.IntegerField(required=False, min_value=1, max_value=BIG, widget=forms.HiddenInput)
    field_order = ["title", "keeper", "keeper_kind", "method", "kinds", "places", "since", "until", "words", "version"]

    def __init__(self, data: Any = None, *, known: Any = None):
        super().__init__(data, initial=initial(known) if known else {"keeper_kind": SourceKind.ORGANISATION})
        if known is None:
            del self.fields["version"]

    def clean(self) -> dict[str, Any]:
        """The two days as one span."""
        cleaned = super().clean() or self.cleaned_data
        sides = [cleaned[name].edtf if cleaned.get(name) else "" for name in ("since", "until")]
        try:
            cleaned["edtf"] = dates.parse("/".join(sides)).edtf if any(sides) else ""
        except dates.Unreadable as unreadable:
            self.add_error("since", str(unreadable))
        return cleaned

    def told(self) -> dict[str, Any]:
        """What the verb is told, but for the coverage."""
        return {name: self.cleaned_data[name] for name in ("title", "keeper", "keeper_kind", "method")}

    def coverage(self) -> dict[str, Any]:
        """What the list could have recorded."""
        told, places = self.cleaned_data, self.cleaned_data["places"].splitlines()
        return {"kinds": tuple(told["kinds"]), "places": tuple(places), "edtf": told["edtf"], "words": told["words"]}

    def sent(self) -> list[tuple[str, str]]:
        """Every value as it was sent, so that it can be sent again; the version is left out."""
        return [(name, value) for name in self.fields if name != "version" for value in self.data.getlist(name)]

    def lines(self, told: dict[str, Any]) -> list[tuple[str, str]]:
        """Label and words of each field."""
        shown = [(name, field) for name, field in self.fields.items() if name != "version"]
        return [(str(field.label), _words(field, told.get(name))) for name, field in shown]


class EditionForm(forms.Form):
    """The file of one edition."""

    label = Words(200, required=True, label=_("What is this edition called?"), help_text=_("For example: July 2022."))
    as_of = PartialDateField(
        label=_("Of when is it?"), required=False,
        help_text=_("As the keeper says. For example 8.1.2022, 2022-01 or 2022."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("File"), help_text=_("CSV, Excel (XLSX, XLS) or OpenDocument (ODS)."),
        error_messages=dict.fromkeys(("required", "empty", "missing", "invalid"), _("Choose a file first.")),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None):
        super().__init__(data, files, initial={"key": uuid.uuid4()})


class UndoForm(forms.Form):
    """Why an import is taken back."""

    because = Words(
        500, lines=2, required=True, label=_("Why"), help_text=_("Write no name of a person in it."),
        error_messages={"required": _("Write why.")},
    )  # fmt: skip


def initial(known: Any) -> dict[str, Any]:
    """The list as the form shows it."""
    first, _between, last = known.covers_edtf.partition("/")
    sides = {"since": first, "until": last or first}
    return {
        "title": known.title, "keeper": known.keeper.name, "keeper_kind": known.keeper.kind, "method": known.method,
        "kinds": known.covers_kinds, "words": known.covers_words, "version": known.version,
        "places": "\n".join(place.name_en for place in known.covers_places.all()),
        **{name: "" if side == dates.OPEN else side for name, side in sides.items()},
    }  # fmt: skip


def _words(field: forms.Field, value: Any) -> str:
    labels = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    if isinstance(value, (list, tuple)):
        return ", ".join(labels.get(code, code) for code in value)
    edtf = getattr(value, "edtf", None)
    if edtf is not None:
        return edtf
    return labels.get(str(value), str(value)) if value else ""
