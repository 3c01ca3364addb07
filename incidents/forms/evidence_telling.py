"""What is told of a piece of evidence: what it is, who made it, how a link was captured, what arrived."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.domain import dates
from incidents.forms.fields import PartialDateField, ReferenceField
from incidents.forms.intake_fields import Choice, Words, place_words
from incidents.vocabulary import CaptureKind, Consent, EvidenceKind, HandedHow, Rights, Sensitivity, TextLanguage

DAYS = ("taken_edtf", "handed_edtf", "seen_edtf")
DAY_HINT = _("For example 8.1.2022, 2022-01 or 2022.")
# Fields that only one kind has.
ONLY = {
    "handed_how": EvidenceKind.FILE,
    "handed_edtf": EvidenceKind.FILE,
    "seen_edtf": EvidenceKind.LINK,
    "seen_by": EvidenceKind.LINK,
    "held_by": EvidenceKind.NOT_HELD,
}
BIG = 2_000_000_000
NOT_HERE = _("Choose a file or a link that is here.")


class DescribeForm(forms.Form):
    """What a piece of this kind is. Every answer may be left open."""

    note = Words(500, lines=2, label=_("What does it show?"))
    held_by = Words(300, label=_("Who is said to hold it?"), help_text=_("Not known is an answer: leave it empty."))
    sensitivities = forms.MultipleChoiceField(
        label=_("Is it hard to look at?"), choices=Sensitivity.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Until somebody says so, it is covered for everybody."),
    )  # fmt: skip
    taken_edtf = PartialDateField(label=_("When was it made?"), required=False, help_text=DAY_HINT)
    taken_place_text = place_words(label=_("Where was it made?"), help_text=_("As precise as known."))
    seen_edtf = PartialDateField(label=_("When was it seen there?"), required=False, help_text=DAY_HINT)
    seen_by = Words(200, label=_("Who saw it there?"), help_text=_("Write no name of somebody who is to be protected."))
    handed_how = Choice(HandedHow.choices, label=_("How did it come to you?"))
    handed_edtf = PartialDateField(label=_("When did it come?"), required=False, help_text=DAY_HINT)
    rights = Choice(Rights.choices, label=_("Who may allow a use of it?"))
    consent = Choice([("", _("not said")), *Consent.choices], label=_("What do those in it allow?"))
    language = Choice(TextLanguage.choices, label=_("Language in it"))
    version = forms.IntegerField(min_value=1, max_value=BIG, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, piece: Any):
        super().__init__(data, initial=initial(piece))
        for name, kind in ONLY.items():
            if kind != piece.kind:
                del self.fields[name]
        if piece.kind == EvidenceKind.NOT_HELD:
            self.fields["note"].required = True

    def told(self) -> dict[str, Any]:
        """What the verb is told."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return told | {name: told[name].edtf if told[name] else "" for name in DAYS if name in told}

    def words(self) -> list[tuple[str, str]]:
        """What was typed, label by label, to be read beside what somebody else kept."""
        return in_words(self, self.told())

    def sent(self) -> list[tuple[str, str]]:
        """Every value as it was sent, so that it can be sent again; the version is left out."""
        return [(name, value) for name in self.fields if name != "version" for value in self.data.getlist(name)]

    def with_told(self, **told: str) -> "DescribeForm":
        """The form as it was sent, with what the file says in some boxes. Nothing of it is kept yet."""
        self.data = self.data.copy()
        for name, value in told.items():
            self.data[name] = value
        return self


class MakerForm(forms.Form):
    """Who made it, and who handed it over. Its page never shows it again."""

    made_by = Words(
        500, lines=2, label=_("Who made it?"), help_text=_("For example who held the camera. It is encrypted.")
    )
    handed_by = Words(500, lines=2, label=_("Who handed it over?"), help_text=_("It is encrypted."))


class CaptureForm(forms.Form):
    """A file that shows the page behind a link as somebody else kept it."""

    file = forms.FileField(
        label=_("File"), help_text=_("WACZ, WARC, PDF or a picture of the screen, made elsewhere."),
        error_messages={"required": _("Choose a file first.")},
    )  # fmt: skip
    capture_kind = forms.ChoiceField(
        label=_("What is it?"), choices=[("", _("Choose")), *CaptureKind.choices[1:]],
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose from the list.")),
    )  # fmt: skip
    note = Words(500, label=_("What does it show?"))


class ArrivedForm(forms.Form):
    """Which file or link is what was only said to exist: one of the report, or of another by its reference."""

    piece = forms.ChoiceField(
        label=_("What arrived?"), widget=forms.RadioSelect, required=False,
        error_messages={"invalid_choice": NOT_HERE},
    )  # fmt: skip
    other = ReferenceField(
        letter="E", label=_("Or something of another report"), required=False,
        help_text=_("Its reference, for example E-7K3QFM2."),
    )  # fmt: skip
    version = forms.IntegerField(min_value=1, max_value=BIG, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, pieces: list, version: int):
        super().__init__(data, initial={"version": version})
        self.fields["piece"].choices = [(piece.ref, shown(piece)) for piece in pieces]
        if not pieces:
            del self.fields["piece"]

    def clean(self) -> dict[str, Any]:
        """One of the two, as `ref`; what was typed wins over what is ticked."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["ref"] = cleaned.get("other") or cleaned.get("piece")
        if not self.errors and not cleaned["ref"]:
            self.add_error(None, NOT_HERE)
        return cleaned


class WantedFilter(forms.Form):
    """Whose things."""

    q = forms.CharField(label=_("Held by"), required=False, max_length=300)


def shown(piece: Any) -> str:
    """A piece in one line."""
    name = piece.original_name or piece.url or str(piece.get_kind_display())
    return f"{piece.ref} · {name}" + (f" · {piece.note}" if piece.note else "")


def initial(piece: Any) -> dict[str, Any]:
    """The piece as the form shows it."""
    names = [name for name in DescribeForm.base_fields if name != "version"]
    return {name: getattr(piece, name) for name in names} | {"version": piece.version}


def stands(form: DescribeForm, piece: Any) -> list[tuple[str, str]]:
    """The piece as it is now, label by label."""
    return in_words(form, initial(piece))


def in_words(form: DescribeForm, told: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and words of each field of the form."""
    shown = [(name, field) for name, field in form.fields.items() if name != "version"]
    return [(str(field.label), _words(name, field, told[name])) for name, field in shown]


def _words(name: str, field: forms.Field, value: Any) -> str:
    if name in DAYS:
        return dates.words(value) if value else ""
    labels = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    if isinstance(value, list):
        return ", ".join(labels.get(code, code) for code in value)
    return labels.get(str(value), str(value)) if value else ""
