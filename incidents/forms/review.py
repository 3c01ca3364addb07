"""What a reviewer writes on the review page: questions, reasons, ratings, who is who. Nothing here saves anything."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from incidents.forms.fields import PartialDateField, ReferenceField
from incidents.forms.intake_fields import Words
from incidents.vocabulary import Credibility, Derivation, RejectReason, Reliability

LONG = 4000
LONGEST_REASON = 2000


class OnPage(forms.Form):
    """One of many forms on one page: its ids begin with its slug, its names do not."""

    slug = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, slug: str, **options):
        super().__init__(data, auto_id=f"id_{slug.replace('%', '')}_%s", **options)
        self.fields["slug"].initial = slug
        self.slug_now = slug

    def typed(self) -> list[tuple[str, str]]:
        """What was typed, with its labels, for the page that shows both versions."""
        shown = [name for name, field in self.fields.items() if not field.widget.is_hidden]
        return [(str(self.fields[name].label), self._in_words(name)) for name in shown]

    def _in_words(self, name: str) -> str:
        """What was chosen in the words of the list; what was typed as it is."""
        words = {str(code): str(label) for code, label in getattr(self.fields[name], "choices", [])}
        return ", ".join(words.get(value, value) for value in self.data.getlist(name))


class Versioned(OnPage):
    """A form that says which state of the report its writer saw."""

    version = forms.IntegerField(min_value=1, max_value=2_000_000_000, required=False, widget=forms.HiddenInput)


class PutBackForm(Versioned):
    """Nothing to write."""


class AcceptForm(Versioned):
    """Nothing to write."""


class AskForm(Versioned):
    """A question to the author."""

    question = Words(
        LONG, lines=3, required=True, label=_("Your question to the author"),
        help_text=_("The author sees it and answers with a corrected report."),
        error_messages={"required": _("Write the question.")},
    )  # fmt: skip


class RejectForm(Versioned):
    """Why a report is not taken further."""

    reason = forms.ChoiceField(
        label=_("Why"), choices=[("", _("Choose"))] + RejectReason.choices,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a reason from the list.")),
    )  # fmt: skip
    words = Words(
        LONG, lines=3, required=True, label=_("In words"), help_text=_("The author reads this."),
        error_messages={"required": _("Write a sentence.")},
    )  # fmt: skip


class MatchForm(OnPage):
    """Who is this: the same as somebody we hold, somebody new, or undecided."""

    VERDICTS = ("same", "different", "new", "undecided")
    mention = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(choices=[(code, code) for code in VERDICTS], widget=forms.HiddenInput)
    person = ReferenceField(letter="P", required=False, label=_("Reference of the person"))
    because = Words(LONGEST_REASON, lines=2, label=_("Why"))

    def __init__(self, data=None, *, slug: str, ask_person: bool = False, **options):
        super().__init__(data, slug=slug, **options)
        if not ask_person:
            self.fields["person"].widget = forms.HiddenInput()
        if slug.endswith("-new"):
            self.fields["because"].label = _("Why somebody new, or why it cannot be told")
            self.fields["because"].help_text = _(
                "Left empty, it says “Nobody we hold fits” or “Too little is known to tell”."
            )

    def clean(self):
        """A person is named where one is meant; a reason left empty is the plain one."""
        data = super().clean()
        verdict = data.get("verdict", "")
        if verdict in ("same", "different") and not data.get("person") and "person" not in self.errors:
            self.add_error("person", _("Give the reference of the person, for example P-7K3QFM2."))
        if "because" in data:
            data["because"] = data["because"] or plain_reasons().get(verdict, "")
        return data


def plain_reasons() -> dict[str, str]:
    """What it says when a reviewer writes nothing. “Same” has none: the page offers the reasons it found."""
    return {
        "new": _now("Nobody we hold fits."),
        "undecided": _now("Too little is known to tell."),
        "different": _now("Compared, and not the same."),
    }


class ReopenForm(OnPage):
    """Why a decision is taken back."""

    mention = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    because = Words(
        LONGEST_REASON, lines=2, required=True, label=_("Why take it back"),
        error_messages={"required": _("Write why.")},
    )  # fmt: skip


class RateForm(OnPage):
    """How far a source, or one statement, can be believed."""

    source = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)
    act = forms.IntegerField(min_value=1, max_value=2**62, required=False, widget=forms.HiddenInput)
    rating = forms.ChoiceField(
        label=_("Rating"), error_messages={"invalid_choice": _("Choose a rating from the list.")}
    )

    def __init__(self, data=None, *, slug: str, of_act: bool, **options):
        super().__init__(data, slug=slug, **options)
        self.fields["rating"].choices = Credibility.choices if of_act else Reliability.choices
        self.fields["rating"].label = _("How far this statement can be believed") if of_act else _("How reliable")


class OriginForm(OnPage):
    """Which report this text comes from."""

    origin = ReferenceField(
        letter="R", required=False, label=_("Comes from report"),
        help_text=_("The reference of the earlier report. Texts with one origin count as one source."),
    )  # fmt: skip
    derivation = forms.ChoiceField(label=_("How"), choices=Derivation.choices, required=False)
    unlink = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self):
        """Both, or the wish to untie."""
        data = super().clean()
        if not data.get("unlink") and not self.errors:
            if not data.get("origin"):
                self.add_error("origin", _("Give the reference of the earlier report, for example R-7K3QFM2."))
            if not data.get("derivation"):
                self.add_error("derivation", _("Say how the text comes from the other."))
        return data


class AttachForm(OnPage):
    """In which incident these people were harmed: one we have, or a new one."""

    NEW = "new"
    incident = forms.ChoiceField(label=_("Incident"), widget=forms.RadioSelect)
    title = Words(300, label=_("Title of the new incident"))
    other = ReferenceField(letter="I", required=False, label=_("Or the reference of another incident"))
    mentions = forms.TypedMultipleChoiceField(
        label=_("Who was harmed in it"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )  # fmt: skip
    detach = forms.BooleanField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, slug: str, incidents, mentions, **options):
        super().__init__(data, slug=slug, **options)
        self.fields["incident"].choices = [*incidents, (self.NEW, _("a new incident"))]
        self.fields["mentions"].choices = mentions

    def clean(self):
        """A new incident has a title; a reference typed wins over the choice."""
        data = super().clean()
        if data.get("incident") == self.NEW and not data.get("other") and not data.get("title") and "title" in data:
            self.add_error("title", _("Give the incident a title."))
        return data


class QueueForm(forms.Form):
    """Which reports of the queue, in which order. Its state is the address; what cannot be read is left out."""

    STATES = [
        ("", _("Waiting, and mine")),
        ("waiting", _("Waiting")),
        ("mine", _("Taken by me")),
        ("others", _("Taken by others")),
        ("returned", _("With their authors")),
        ("done", _("Accepted or rejected")),
        ("sent", _("Everything that was sent")),
    ]
    SORTS = [("", _("Oldest first")), ("urgent", _("Most urgent first")), ("newest", _("Newest first"))]
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    place = forms.CharField(label=_("Place and all in it"), required=False, max_length=200)
    missing = forms.BooleanField(label=_("Somebody is missing or held"), required=False)
    by = forms.ChoiceField(label=_("Taken by"), required=False)
    since = PartialDateField(label=_("Sent, not before"), required=False)
    until = PartialDateField(label=_("Sent, not after"), required=False)
    sort = forms.ChoiceField(label=_("Order"), choices=SORTS, required=False)

    def __init__(self, data, *, reviewers):
        super().__init__(data)
        self.fields["by"].choices = [("", _("Anybody")), *reviewers]
        self.fields["place"].widget.attrs["autocomplete"] = "off"

    def chosen(self) -> dict:
        """What could be read of the address."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
