"""The forms of the accounts. They check words and never save."""

import secrets

from allauth.account import forms as allauth
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import ROLE_HINTS, Lost, Role
from accounts.words import Username, Words

PASSWORD_MAX = 200
RULES = _("At least 12 characters. Four words that do not belong together are good.")


def password_field(label, autocomplete="new-password", **options):
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=PASSWORD_MAX, widget=widget, **options)


class SignInForm(allauth.LoginForm):
    """Sign in by user name or e-mail."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("User name or e-mail"),
            max_length=200,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        )
        self.fields["password"] = password_field(_("Password"), "current-password")
        self.order_fields(["login", "password"])


class NewPasswordForm(forms.Form):
    """A new password, twice, checked against what is known of its owner."""

    password1 = password_field(_("New password"), help_text=RULES)
    password2 = password_field(_("New password, once more"))

    def owner(self) -> User:
        """Whose password it becomes: it must not resemble the name."""
        return self.user

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ."))
        elif first:
            self.check(first)
        return cleaned

    def check(self, password):
        try:
            validate_password(password, self.owner())
        except ValidationError as error:
            self.add_error("password1", error)


class ChangePasswordForm(NewPasswordForm):
    """The present password, then the new one twice; saved by allauth's view through the adapter."""

    oldpassword = password_field(_("Present password"), "current-password")
    field_order = ["oldpassword", "password1", "password2"]

    def clean_oldpassword(self):
        if not self.user.check_password(self.cleaned_data["oldpassword"]):
            raise allauth.get_adapter().validation_error("enter_current_password")
        return self.cleaned_data["oldpassword"]

    def save(self):
        allauth.get_adapter().set_password(self.user, self.cleaned_data["password1"])


class JoinForm(NewPasswordForm):
    """What somebody who was invited chooses: a user name and a password."""

    username = Username(
        label=_("User name"),
        max_length=60,
        help_text=_("You sign in with it. It need not say who you are."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ["username", "password1", "password2"]

    def owner(self):
        return User(username=self.cleaned_data.get("username") or "", name=self.user.name, email=self.user.email)


class InviteForm(forms.Form):
    """Whom to invite, and for what."""

    name = Words(label=_("Name"), max_length=120, help_text=_("How the team calls this person. Not shown in exports."))
    role = forms.ChoiceField(label=_("Role"), choices=Role, widget=forms.RadioSelect)
    email = forms.EmailField(
        label=_("E-mail (optional)"),
        max_length=200,
        required=False,
        help_text=_("Only a second way to sign in. Nothing is sent to it."),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput, initial=secrets.token_urlsafe)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices()


def role_choices():
    return [(role.value, f"{role.label}: {ROLE_HINTS[role]}") for role in Role]


class Versioned(forms.Form):
    """Carries the version of what the page showed, so that nobody overwrites what they have not seen."""

    version = forms.IntegerField(min_value=1, max_value=2_000_000_000, widget=forms.HiddenInput)

    def at_version(self, version: int):
        """The same words, sent once more, count as an answer to this newer version."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = version
        return self


class RoleForm(Versioned):
    """Another role for somebody."""

    role = forms.ChoiceField(label=_("Role"), choices=Role, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices()


class SuspendForm(Versioned):
    """Why somebody is put out."""

    reason = Words(label=_("Why"), max_length=500, help_text=_("Other admins see this."))


class FactorResetForm(Versioned):
    """Why somebody's second factor is taken off."""

    reason = forms.ChoiceField(label=_("Why"), choices=Lost, widget=forms.RadioSelect)


class PasswordLinkForm(forms.Form):
    """Asks for a one-time link."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput, initial=secrets.token_urlsafe)


class DetailsForm(Versioned):
    """One's own name, e-mail and language."""

    name = Words(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail (optional)"),
        max_length=200,
        required=False,
        help_text=_("Only a second way to sign in. Nothing is sent to it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class TeamFilterForm(forms.Form):
    """Which people of the team to show. What is not understood narrows nothing."""

    words = Words(label=_("Name or user name"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("All")), *Role.choices], required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All")), ("active", _("Active")), ("suspended", _("Suspended"))],
        required=False,
    )

    def chosen(self) -> dict:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
