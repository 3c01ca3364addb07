"""The forms of the second factor. They check what was typed, within the limits, and never save."""

import json

from allauth.core import context
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts import arrivals, factors, limits
from accounts.words import Words

NOT_RIGHT = _("This code is not right, or it was used already. Wait for the next one.")
NO_PASSKEY = _("This passkey did not work. Try again, or use the code.")
LONGEST_CREDENTIAL = 20_000


def slow_down(error: limits.TooMany) -> ValidationError:
    return ValidationError(
        _now("Too many wrong tries. Wait %(seconds)s seconds, then try again.") % {"seconds": error.seconds}
    )


def code_field(label):
    signs = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
    return forms.CharField(label=label, max_length=40, widget=forms.TextInput(attrs=signs))


class CodeForm(forms.Form):
    """The six digits of the telephone, or a recovery code; used up by being right."""

    code = code_field(_("Code"))

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_code(self):
        try:
            return self.taken(self.cleaned_data["code"], context.request, timezone.now())
        except limits.TooMany as error:
            raise slow_down(error) from error

    def taken(self, code, request, at):
        spent = limits.trying(request, "code", self.user, at)
        if not factors.take_code(user=self.user, code=code, at=at):
            arrivals.did_not("account.code_wrong", self.user, at)
            raise ValidationError(NOT_RIGHT)
        limits.right(spent)
        return code

    def save(self):
        """Nothing is left to do: django-allauth asks for it."""


class CredentialField(forms.CharField):
    """What the browser's passkey answered, as JSON."""

    def __init__(self):
        super().__init__(
            max_length=LONGEST_CREDENTIAL, widget=forms.HiddenInput, error_messages={"required": NO_PASSKEY}
        )

    def clean(self, value):
        try:
            found = json.loads(super().clean(value))
        except (ValueError, RecursionError) as error:
            raise ValidationError(NO_PASSKEY) from error
        if not isinstance(found, dict):
            raise ValidationError(NO_PASSKEY)
        return found


class PasskeyForm(forms.Form):
    """A passkey of this person; without a person, of whomever it says, as long as that person may sign in."""

    credential = CredentialField()

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_credential(self):
        """The authenticator. Whatever is wrong with what a stranger sent, the answer is one sentence."""
        try:
            credential = self.cleaned_data["credential"]
            webauthn.parse_authentication_response(credential)
            user = self.user or webauthn.extract_user_from_response(credential)
            found = webauthn.complete_authentication(user, credential)
        except Exception as error:
            raise ValidationError(NO_PASSKEY) from error
        if not user.is_active:
            raise ValidationError(NO_PASSKEY)
        return found

    def save(self):
        """Nothing is left to do: django-allauth asks for it."""


class TotpForm(forms.Form):
    """The first code of a telephone, and the secret it was made with (sealed: the page carries it)."""

    code = code_field(_("Code that the telephone shows"))
    sealed = forms.CharField(max_length=400, widget=forms.HiddenInput)


class PasskeyAddForm(forms.Form):
    """A word for a new passkey, and what the browser made."""

    name = Words(
        label=_("Name of this passkey"), max_length=60, help_text=_("So that you know it again: “my telephone”.")
    )
    credential = CredentialField()

    def clean_credential(self):
        try:
            credential = self.cleaned_data["credential"]
            webauthn.parse_registration_response(credential)
            made = webauthn.complete_registration(credential)
        except Exception as error:
            raise ValidationError(NO_PASSKEY) from error
        if not made.is_user_verified():
            raise ValidationError(NO_PASSKEY)
        return credential


class RenameForm(forms.Form):
    """Another word for a passkey."""

    name = Words(label=_("Name of this passkey"), max_length=60)
