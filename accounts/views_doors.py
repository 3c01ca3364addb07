"""Signing in's second step, the pages where one sets it up, and where one is signed in."""

import json

from allauth.account.internal.decorators import login_stage_required
from allauth.account.models import Login
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import again, demo, factor_forms, factors, pictures, sessions
from accounts.access import asked_again, public, signed_in
from accounts.roles import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


# --- Signing in -----------------------------------------------------------------------------------------------------
@method_decorator(login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login"), name="dispatch")
class SecondStep(AuthenticateView):
    """After the password: the code, or a passkey."""

    def get_context_data(self, **kwargs):
        facts = super().get_context_data(**kwargs)
        user = self.stage.login.user
        found = factors.state(user)
        facts |= {"has_code": bool(found["totp"]), "demo_code": demo.code_for(user, timezone.now())}
        if found["passkeys"]:
            facts["options"] = json.dumps(facts["js_data"]["request_options"], default=dict)
        return facts


second_step = public(never_cache(sensitive_post_parameters()(SecondStep.as_view())))


@public
@never_cache
@require_POST
def passkey_options(request):
    """What a browser needs to ask for a passkey, before anybody is known."""
    if request.user.is_authenticated:
        return redirect("desk:home")
    return JsonResponse(dict(webauthn.begin_authentication(None)), json_dumps_params={"default": dict})


@public
@never_cache
@require_POST
def passkey_sign_in(request):
    """Sign in with a passkey alone."""
    if request.user.is_authenticated:
        return redirect("desk:home")
    form = factor_forms.PasskeyForm(request.POST)
    if not form.is_valid():
        messages.error(request, factor_forms.NO_PASSKEY)
        return redirect("account_login")
    found = form.cleaned_data["credential"]
    return perform_passwordless_login(request, found, Login(user=found.user))


@signed_in
@never_cache
@sensitive_post_parameters()
@require_POST
def who(request):
    """The answer to “who is it?” where one was about to open a page."""
    at, onward = timezone.now(), request.POST.get("next", "")
    form = again.form_for(request, at)
    if again.was_sent(request) and again.passed(request, form, at):
        return redirect(onward if url_has_allowed_host_and_scheme(onward, allowed_hosts=None) else "/")
    return again.page(request, form, next=onward)


# --- The second factor ----------------------------------------------------------------------------------------------
@signed_in
@never_cache
@require_GET
def second_factor(request):
    """What one has, and what one can add."""
    return render(request, "mfa/index.html", factors.state(request.user))


def onward(request, made_codes: bool):
    """After adding: to the recovery codes where they are new."""
    messages.success(request, _("Added."))
    return redirect("accounts:recovery" if made_codes else "accounts:factors")


@signed_in
@asked_again
@never_cache
@sensitive_post_parameters()
@get_or_post
def totp_add(request):
    """A telephone: its picture to scan, its secret to type, and a first code."""
    form = factor_forms.TotpForm(request.POST if request.method == "POST" else None)
    secret = factors.pending_secret(request.user, request.POST.get("sealed", ""))
    if form.is_valid():
        at, code = timezone.now(), form.cleaned_data["code"]
        try:
            return onward(request, factors.add_totp(user=request.user, secret=secret, code=code, at=at))
        except Refused as error:
            form.add_error(error.field, str(error))
    facts = {"form": form, "secret": secret, "sealed": factors.pending(request.user, secret)}
    return render(request, "mfa/totp.html", {**facts, "picture": pictures.of_totp(request.user, secret)})


@signed_in
@asked_again
@never_cache
@get_or_post
def passkey_add(request):
    """A passkey of this browser, telephone or key."""
    form = factor_forms.PasskeyAddForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return onward(request, factors.add_passkey(user=request.user, at=timezone.now(), **form.cleaned_data))
        except Refused as error:
            form.add_error(None, str(error))
    options = json.dumps(dict(webauthn.begin_registration(request.user, True)), default=dict)
    return render(request, "mfa/passkey.html", {"form": form, "options": options})


def own_passkey(request, ref):
    row = factors.passkey(request.user, ref)
    if row is None:
        raise Http404
    return row


@signed_in
@asked_again
@never_cache
@get_or_post
def passkey_rename(request, ref):
    """Another word for a passkey."""
    row = own_passkey(request, ref)
    form = factor_forms.RenameForm(
        request.POST if request.method == "POST" else None, initial={"name": row.data["name"]}
    )
    if form.is_valid():
        factors.rename_passkey(row=row, name=form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("accounts:factors")
    return render(request, "mfa/rename.html", {"form": form})


def take_off(request, **which):
    """Take a factor off. Every other session ends; this one goes on."""
    try:
        user = factors.remove(user=request.user, at=timezone.now(), **which)
        sessions.go_on(request, user)
        messages.success(request, _("Taken off. You are signed out everywhere else."))
    except Refused as error:
        messages.error(request, str(error))
    return redirect("accounts:factors")


@signed_in
@asked_again
@require_POST
def totp_remove(request):
    """Take the telephone off."""
    return take_off(request, kind=factors.TOTP)


@signed_in
@asked_again
@require_POST
def passkey_remove(request, ref):
    """Take a passkey off."""
    return take_off(request, kind=factors.PASSKEY, ref=own_passkey(request, ref).pk)


@signed_in
@asked_again
@never_cache
@require_GET
def recovery(request):
    """The recovery codes that still work."""
    return render(request, "mfa/recovery.html", {"codes": factors.unused_codes(request.user)})


@signed_in
@asked_again
@never_cache
@require_GET
def recovery_text(request):
    """The same as a text to keep."""
    text = "".join(f"{code}\n" for code in factors.unused_codes(request.user))
    headers = {"Content-Disposition": 'attachment; filename="codes.txt"'}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


@signed_in
@asked_again
@require_POST
def recovery_renew(request):
    """Ten new codes."""
    try:
        factors.renew_recovery(user=request.user, at=timezone.now())
        messages.success(request, _("These are your new codes. The old ones no longer work."))
    except Refused as error:
        messages.error(request, str(error))
        return redirect("accounts:factors")
    return redirect("accounts:recovery")


# --- Where one is signed in -----------------------------------------------------------------------------------------
@signed_in
@never_cache
@require_GET
def session_list(request):
    """Where one is signed in, and since when."""
    return render(request, "usersessions/list.html", {"rows": sessions.listed(request.user, timezone.now())})


@signed_in
@asked_again
@require_POST
def session_end(request, ref):
    """Sign out one place."""
    if not sessions.revoke(by=request.user, rows=sessions.one(ref), at=timezone.now()):
        raise Http404
    messages.success(request, _("Signed out there."))
    return redirect("accounts:sessions")


@signed_in
@asked_again
@require_POST
def sessions_end(request):
    """Sign out everywhere else."""
    sessions.revoke(by=request.user, rows=sessions.others(request.row), at=timezone.now())
    messages.success(request, _("Signed out everywhere else."))
    return redirect("accounts:sessions")


@signed_in
@never_cache
@get_or_post
def session(request):
    """How many seconds are left; a POST is “stay signed in”, and a script that only looks says so in a header."""
    left = sessions.ends_at(request.user, request.row) - timezone.now()
    return JsonResponse({"left": int(left.total_seconds())})
