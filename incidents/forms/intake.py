"""What the activist is asked, but for the people: what happened, how it is known, safety and consent, the reasons."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.domain import references
from incidents.forms.intake_fields import Buttons, Choice, WhenFields, Words, place_words
from incidents.forms.intake_layout import Behind, helper
from incidents.vocabulary import (
    Channel,
    Consent,
    Derivation,
    Knowing,
    Protection,
    Risk,
    SourceKind,
    TextLanguage,
    TranslationMethod,
    Urgency,
)

NARRATIVE_LIMIT = 100_000


class StartForm(forms.Form):
    """One form opened makes one report: the key tells a repeated sending."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def fresh_key(self) -> uuid.UUID:
        """The key that was sent, or a new one where it was no key."""
        return self.cleaned_data.get("key") if self.is_valid() and self.cleaned_data.get("key") else uuid.uuid4()


class WhatForm(WhenFields):
    """Step 1: what happened, when and where."""

    narrative = Words(
        NARRATIVE_LIMIT,
        lines=6,
        label=_("What happened?"),
        help_text=_("In your own words, in any language. Write only what you were told or saw."),
    )
    place = place_words(
        label=_("Where did it happen?"),
        help_text=_("Town or village first, then the street or building, as far as you know."),
    )
    urgency = Buttons(
        Urgency.choices,
        Urgency.NORMAL,
        label=_("How fast should somebody look?"),
        help_text=_("Urgent reports are shown to reviewers first."),
    )
    title = Words(
        300,
        label=_("A short title"),
        help_text=_("Only so that you find it again. Leave it empty, and it is made from the place and the day."),
    )
    channel = Choice(
        [choice for choice in Channel.choices if choice[0] != Channel.PUBLIC_FORM],
        Channel.FORM,
        label=_("What is this report made from?"),
        help_text=_("“Form” when you write down what somebody told you."),
    )
    language = Choice(TextLanguage.choices, label=_("Language of the text above"))
    translation_method = Choice(TranslationMethod.choices, label=_("Was the text translated?"))
    translation_caveats = Words(
        5000, lines=3, label=_("What may be wrong in the translation"), help_text=_("The words stay as they came in.")
    )
    helper = helper(
        "narrative",
        *WhenFields.when_layout(
            _("When did it happen?"), _("Each box may stay empty: only the year is an answer too.")
        ),
        "place",
        "urgency",
        Behind(
            _("Title, language, translation"),
            "title",
            "channel",
            "language",
            "translation_method",
            "translation_caveats",
        ),
    )


class PeopleForm(forms.Form):
    """Step 2, where nobody can be told apart."""

    persons_unknown = forms.BooleanField(
        label=_("I do not know who was harmed, or how many"),
        help_text=_("Tick this only if you can describe nobody at all. A person without a name can be described."),
        required=False,
    )
    helper = helper("persons_unknown")


class SourceForm(forms.Form):
    """Step 3: who says it, how they know, how they are to be protected, where the text comes from."""

    kind = Buttons(SourceKind.choices, SourceKind.PERSON, label=_("Who told you?"))
    knowing = Buttons(
        Knowing.choices,
        Knowing.UNKNOWN,
        label=_("How do they know?"),
        help_text=_("Reviewers weigh a witness differently from a rumour."),
    )
    protection = Buttons(
        Protection.choices,
        Protection.SECRET,
        label=_("May they be named?"),
        help_text=_("If you are not sure, choose “never named”. It can be opened later, never closed again."),
    )
    name = Words(300, label=_("Their name"), help_text=_("Or the name of the newsroom, organisation or authority."))
    contact = Words(
        300,
        label=_("How can they be reached safely?"),
        help_text=_("Telephone, messenger or e-mail. Kept encrypted; each look at it is written down."),
    )
    note = Words(
        2000,
        lines=2,
        label=_("What could put them in danger?"),
        help_text=_("For example: call only in the evening; the telephone is shared. Kept encrypted."),
    )
    derivation = Choice(
        Derivation.choices,
        label=_("Is the text taken from another text?"),
        help_text=_("Three copies of one article are one source."),
    )
    derived_ref = Words(
        40, label=_("Reference of that report, if it is in Kua"), help_text=_("It looks like R-7K3QFM2.")
    )
    derived_words = Words(300, label=_("Where it was published, and when"))

    SECRET = ("name", "contact", "note")
    helper = helper(
        "kind",
        "knowing",
        "protection",
        "name",
        "contact",
        "note",
        Behind(_("The text is taken from another text"), "derivation", "derived_ref", "derived_words"),
    )

    def __init__(self, *args: Any, kept: Iterable[str] = (), **options: Any):
        super().__init__(*args, **options)
        for name in kept:
            if name in self.SECRET:
                self.fields[name].help_text = _("Kept, encrypted. Type again to replace it.")

    def hide_secrets(self, but: Iterable[str] = ()) -> None:
        """Never show again what was typed to be sealed; the errors stay."""
        self.data = {name: value for name, value in self.data.items() if name not in self.SECRET or name in but}

    def clean_derived_ref(self) -> str:
        """A reference without a slip of the pen."""
        text = self.cleaned_data["derived_ref"]
        try:
            return references.read(text, "R") if text else ""
        except references.Misread as misread:
            raise forms.ValidationError(str(misread)) from None

    def clean(self) -> dict[str, Any]:
        """A name, a contact and a note have their place; a derived text says from what."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("protection") == Protection.OPEN and cleaned.get("kind") != SourceKind.PERSON:
            if not cleaned.get("name") and "name" not in self.errors:
                self.add_error("name", _("Write the name of the newsroom, organisation or authority."))
            for field in ("contact", "note"):
                if cleaned.get(field):
                    self.add_error(field, SHARED)
        if not cleaned.get("derivation") and (cleaned.get("derived_ref") or cleaned.get("derived_words")):
            self.add_error("derivation", _("Say how the text comes from the other one."))
        return cleaned


SHARED = _(
    "This was not kept: an institution that may be named is the same source for all reports. "
    "Choose “named inside the team only” to keep a contact."
)


class ConsentForm(forms.Form):
    """Step 5: your safety, and what those concerned agreed to. Consent has no default."""

    risk = Buttons(
        Risk.choices,
        Risk.UNKNOWN,
        label=_("Could somebody be harmed if this becomes known?"),
        help_text=_("Think of the family, of witnesses and of yourself."),
    )
    risk_words = Words(
        1000,
        lines=2,
        label=_("What should we avoid?"),
        help_text=_("For example: do not call the family. No names here."),
    )
    consent = forms.ChoiceField(
        choices=Consent.choices,
        widget=forms.RadioSelect,
        label=_("What do the people concerned agree to?"),
        help_text=_("The person, or the family. You can change this until you send it."),
        error_messages={"required": _("Choose one. If nobody could be asked, say so: that is an answer.")},
    )
    helper = helper("risk", "risk_words", "consent")


class ReasonForm(forms.Form):
    """Why, in words: for an answer to the reviewer and for a withdrawal."""

    reason = Words(2000, lines=4, label=_("Why?"), required=True, error_messages={"required": _("Write a few words.")})


class WithdrawForm(ReasonForm):
    """A withdrawal asks a reason."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
