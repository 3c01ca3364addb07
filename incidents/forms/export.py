"""What goes out, to whom, and what for."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.forms.intake_fields import Number, Words
from incidents.vocabulary import Disclosure, ExportFormat, ExportWhat

LONGEST_KEY = 2000


class ExportForm(forms.Form):
    """The columns that this circle may have, in any order, the format, and the purpose. Columns beyond the circle do
    not exist. `place_…` says which columns come first."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    what = forms.ChoiceField(choices=ExportWhat.choices, widget=forms.HiddenInput)
    disclosure = forms.ChoiceField(choices=Disclosure.choices, widget=forms.HiddenInput)
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one column.")},
    )
    fmt = forms.ChoiceField(label=_("Format"), choices=ExportFormat.choices, widget=forms.RadioSelect)
    purpose = Words(
        500, required=True, label=_("What for"),
        help_text=_("Who receives the file and why. It is kept in the audit log; write no name of a person in it."),
    )  # fmt: skip
    recipient = Words(
        LONGEST_KEY, label=_("Encrypt it to this public key (age)"),
        help_text=_("It begins with age1. Only whoever has the key to it can read the file, you cannot."),
    )  # fmt: skip
    seen = forms.BooleanField(label=_("I saw this, and it may go out so"), required=False)

    def __init__(
        self, data: Any, *, what: str, disclosure: str, columns: Sequence[tuple[str, str]], formats: Sequence[str],
        chosen: Sequence[str] = (), fmt: str = "",
    ):  # fmt: skip
        asked = {"what": what, "disclosure": disclosure, "columns": list(chosen), "fmt": fmt or formats[0]}
        super().__init__(data, initial=asked | {"key": uuid.uuid4()})
        self.offered = {"what": what, "disclosure": disclosure}
        self.fields["columns"].choices = columns
        self.fields["columns"].required = bool(columns)
        self.fields["fmt"].choices = [pair for pair in ExportFormat.choices if pair[0] in formats]
        numbered = {code: place for place, code in enumerate(chosen, 1)} if fmt else {}
        for code, label in columns:
            field = Number(1, 99, _("A number from 1 to 99."), label=label, initial=numbered.get(code))
            field.widget.attrs["class"] = "form-control w-2"
            self.fields[f"place_{code}"] = field

    def rows(self) -> list[tuple[Any, Any]]:
        """For the page: the box of each column, and the field with its number."""
        return [(box, self[f"place_{box.data['value']}"]) for box in self["columns"]]

    def clean(self) -> dict[str, Any]:
        """The columns that have a number come first, by it; the others follow in their own order."""
        told: dict[str, Any] = super().clean() or {}
        for name, offered in self.offered.items():
            if told.get(name) not in (None, offered):
                self.add_error(name, _("Choose the columns for this circle first."))
        places = {code: told.pop(f"place_{code}", None) for code, _label in self.fields["columns"].choices}
        if "columns" in told:
            told["columns"] = sorted(told["columns"], key=lambda code: places[code] or 1000 + list(places).index(code))
        return told


class RefusalForm(forms.Form):
    """Why a file does not go out."""

    because = Words(500, required=True, label=_("Why"), error_messages={"required": _("Write why.")})


class ProfileForm(forms.Form):
    """The name of a profile, and which version of it somebody read."""

    name = Words(100, required=True, label=_("Name of the profile"), error_messages={"required": _("Give it a name.")})
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**9)
