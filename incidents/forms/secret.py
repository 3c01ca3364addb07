"""What is typed around secret texts: why somebody looks, a protected note, an own contact. Nothing here is saved."""

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.forms.intake_fields import Words
from incidents.vocabulary import LookReason

LONG = 4000
LONGEST_REASON = 500
LONGEST_CONTACT = 1000


class LookForm(forms.Form):
    """Why one wants to see it; kept with one's name, before anything is shown."""

    because = forms.ChoiceField(
        label=_("What for"), choices=[("", _("Choose"))] + LookReason.choices,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a reason from the list.")),
    )  # fmt: skip
    words = Words(
        LONGEST_REASON, lines=2, required=True, label=_("In words"),
        help_text=_("Admins read this. Write no name and no address."),
        error_messages={"required": _("Write a sentence.")},
    )  # fmt: skip


class NoteForm(forms.Form):
    """A note that is kept apart. Its page never shows it again."""

    note = Words(
        LONG, lines=5, required=True, label=_("Protected note"),
        help_text=_("For example how to speak with the witness safely. It is encrypted."),
        error_messages={"required": _("Write the note.")},
    )  # fmt: skip
    version = forms.IntegerField(min_value=0, max_value=2_000_000_000, required=False, widget=forms.HiddenInput)

    def clean_version(self) -> int:
        """Left out, it is that of no note."""
        return self.cleaned_data["version"] or 0


class RemoveNoteForm(forms.Form):
    """Which note is to go."""

    version = NoteForm.base_fields["version"]
    clean_version = NoteForm.clean_version


class ContactForm(forms.Form):
    """How a reviewer reaches one safely. Its page never shows it again."""

    contact = Words(
        LONGEST_CONTACT, lines=3, required=True, label=_("How can a reviewer reach you safely?"),
        help_text=_("For example a messenger and the hours at which you are alone. It is encrypted."),
        error_messages={"required": _("Write how, or leave the page.")},
    )  # fmt: skip
