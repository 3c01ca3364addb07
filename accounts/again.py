"""Asks again who it is, before what cannot be undone. The words of a form stay on the page and go on with it."""

import json
from datetime import datetime

from allauth.core import context
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts import factors, kept, limits, sessions
from accounts.factor_forms import CodeForm, PasskeyForm, slow_down
from accounts.forms import password_field
from accounts.models import User


class AgainForm(forms.Form):
    """One of three: the password, a code, a passkey. Which one it was, is in the name of the field."""

    password = password_field(_("Password"), "current-password", required=False)
    code = forms.CharField(required=False, max_length=40)
    credential = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)

    def __init__(self, *args, user: User, at: datetime, **kwargs):
        self.user, self.at = user, at
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeForm(user=user).fields["code"]
        self.fields["code"].required = False

    def add_prefix(self, field_name):
        return f"{kept.AGAIN}{field_name}"

    def clean(self):
        given = super().clean()
        if given.get("credential"):
            self.ask(PasskeyForm({"credential": given["credential"]}, user=self.user), "credential")
        elif given.get("code"):
            self.ask(CodeForm({"code": given["code"]}, user=self.user), "code")
        elif given.get("password"):
            self.check_password(given["password"])
        else:
            raise ValidationError(_("Type your password, or a code."))
        return given

    def ask(self, form, name):
        if not form.is_valid():
            self.add_error(name, form.errors[name].as_data())

    def check_password(self, password):
        """Within the limits of signing in."""
        try:
            spent = limits.trying(context.request, "password", self.user, self.at)
        except limits.TooMany as error:
            self.add_error("password", slow_down(error))
            return
        if authenticate(context.request, username=self.user.username, password=password) is None:
            self.add_error("password", _("This is not your present password."))
            return
        limits.right(spent)


def was_sent(request: HttpRequest) -> bool:
    """Whether the form says who it is."""
    return request.method == "POST" and any(name.startswith(kept.AGAIN) for name in request.POST)


def passed(request: HttpRequest, form: AgainForm, at: datetime) -> bool:
    """Whether it is who it should be; remembered with the session for a few minutes."""
    if not form.is_valid():
        return False
    sessions.confirm(request.row, request.session, at)
    return True


def form_for(request: HttpRequest, at: datetime) -> AgainForm:
    return AgainForm(request.POST if was_sent(request) else None, user=request.user, at=at)


def page(request: HttpRequest, form: AgainForm, **facts) -> HttpResponse:
    """The question. 403: what was asked for has not been done."""
    found = factors.state(request.user)
    if found["passkeys"]:
        facts["options"] = json.dumps(dict(webauthn.begin_authentication(request.user)), default=dict)
    return render(request, "accounts/again.html", {"form": form, "has_code": bool(found["totp"]), **facts}, status=403)


def hold(request: HttpRequest, at: datetime) -> HttpResponse | None:
    """The question, unless it is answered already or just now; then the form goes on as it was typed."""
    if sessions.confirmed_recently(request.row, at):
        return None
    form = form_for(request, at)
    if was_sent(request) and passed(request, form, at):
        return None
    if request.method == "POST":
        return page(request, form, **kept.words(request))
    return page(request, form, next=request.get_full_path())
