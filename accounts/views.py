"""The pages of the accounts. Each fetches what one may see, calls one verb, and says what happened."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import again, factors, forms, languages, people
from accounts import invite as links
from accounts.access import asked_again, needs, public, signed_in
from accounts.roles import Refused, Stale

PER_PAGE = 25
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def blame(form, error: Refused) -> int:
    """Put a refusal beside the field it is about; the status of the page that shows it."""
    form.add_error(error.field if error.field in form.fields else None, str(error))
    return 409 if isinstance(error, Stale) else 200


# --- Everybody ------------------------------------------------------------------------------------------------------
@public
@require_POST
def language(request):
    """Switch the language and go back to where one was, on this site only."""
    back = request.POST.get("next", "")
    own = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = HttpResponseRedirect(back if own else "/")
    code = request.POST.get("language", "")
    if not languages.known(code):
        return response
    if request.user.is_authenticated:
        people.choose_language(user=request.user, language=code)
    return languages.remember(response, code)


@csrf_exempt  # Leaving must work when the session has ended; and all that a forged request could do is sign out.
@public
@require_POST
def leave(request):
    """Sign out and go to a neutral site: by Refresh, because form-action 'self' forbids a redirect to elsewhere."""
    logout(request)
    response = render(request, "accounts/exit.html", {"url": settings.KUA_EXIT_URL})
    response["Refresh"] = f"0; url={settings.KUA_EXIT_URL}"
    response["Referrer-Policy"] = "no-referrer"
    # Not the cache: clearing it can take seconds, and private pages are not in it.
    response["Clear-Site-Data"] = '"cookies", "storage"'
    return response


@public
@require_GET
def ask_an_admin(request):
    """Where sign-up and password reset would be: both need an admin's link."""
    return render(request, "accounts/ask_an_admin.html")


@signed_in
@never_cache
@get_or_post
def profile(request):
    """One's own details, and what was done to one's account. A new e-mail is a way in: it asks again who it is."""
    user, at = request.user, timezone.now()
    form = forms.DetailsForm(request.POST if request.method == "POST" else None, initial=details(user))
    if not form.is_valid():
        return profile_page(request, form)
    if form.cleaned_data["email"].lower() != user.email and (question := again.hold(request, at)):
        return question
    try:
        people.change_details(user=user, by=user, at=at, **form.cleaned_data)
    except Refused as error:
        return profile_page(request, form, blame(form, error))
    messages.success(request, _("Saved."))
    return languages.remember(redirect("accounts:profile"), form.cleaned_data["language"])


def details(user) -> dict:
    return {"name": user.name, "email": user.email, "language": user.language, "version": user.version}


def profile_page(request, form, status=200):
    """With what is stored beside what was typed, when somebody (or another tab) was faster."""
    now = people.find(request.user.ref)
    conflict = [
        (form.fields[name].label, details(now)[name], form[name].value()) for name in ("name", "email", "language")
    ]
    if status == 409:
        form.at_version(now.version)
    facts = {"form": form, "story": people.story(now), "conflict": conflict if status == 409 else None, "person": now}
    return render(request, "accounts/profile.html", facts, status=status)


# --- One-time links -------------------------------------------------------------------------------------------------
@public
@never_cache
@sensitive_post_parameters()
@get_or_post
def join(request, token):
    """Open a one-time link: choose user name and password, or only a new password. Looking does not use it up."""
    at = timezone.now()
    try:
        link = links.look(token=token, at=at)
        form = link_form(link, request.POST if request.method == "POST" else None)
        if form.is_valid() and follow(link, form, token, at):
            return followed(request)
    except links.Dead:
        return render(request, "accounts/dead_link.html", status=404)
    return render(request, "accounts/join.html", {"link": link, "form": form})


def followed(request):
    logout(request)
    messages.success(request, _("Done. Now sign in with your password."))
    return redirect("account_login")


def link_form(link, data):
    if link.purpose == links.JOIN:
        return forms.JoinForm(data, user=link)
    return forms.NewPasswordForm(data, user=link.account)


def follow(link, form, token, at) -> bool:
    """Use the link with what was typed; False when the words were refused and the link still works."""
    password = form.cleaned_data["password1"]
    if link.purpose == links.PASSWORD:
        links.renew(token=token, at=at, password=password)
        return True
    try:
        username = form.cleaned_data["username"]
        links.accept(token=token, at=at, username=username, password=password, language=get_language())
    except Refused as error:
        blame(form, error)
        return False
    return True


def link_page(request, link, token):
    """The one time that a link is shown."""
    facts = {
        "link": link,
        "url": request.build_absolute_uri(reverse("accounts:join", args=[token])),
        "state": link.state(timezone.now()),
    }
    return render(request, "accounts/link.html", facts)


@needs("team.manage")
@asked_again
@never_cache
@get_or_post
def invite(request):
    """Invite somebody; the answer to the form shows the link."""
    form = forms.InviteForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "accounts/invite.html", {"form": form})
    try:
        return link_page(request, *links.invite(by=request.user, at=timezone.now(), **form.cleaned_data))
    except Refused as error:
        blame(form, error)
    return render(request, "accounts/invite.html", {"form": form})


@needs("team.manage")
@asked_again
@require_POST
def invitation_revoke(request, ref):
    """Withdraw an invitation that nobody used yet."""
    link = found(links.find(ref))
    try:
        links.revoke(link=link, by=request.user, at=timezone.now())
        messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
    except Refused as error:
        messages.error(request, str(error))
    return redirect("accounts:team")


# --- The team -------------------------------------------------------------------------------------------------------
@needs("team.manage")
@never_cache
@require_GET
def team(request):
    """The people of the team, and the invitations that wait."""
    form = forms.TeamFilterForm(request.GET)
    page = Paginator(people.team(**form.chosen()), PER_PAGE).get_page(request.GET.get("page"))
    waiting = Paginator(links.waiting(timezone.now()), PER_PAGE).get_page(request.GET.get("invitations"))
    return render(request, "accounts/team.html", {"form": form, "page": page, "waiting": waiting})


def found(thing):
    if thing is None:
        raise Http404
    return thing


def person_page(request, user, status=200, **sent):
    """One person, with the forms as they were sent or as new ones."""
    version = {"version": user.version}
    fresh = {
        "role_form": forms.RoleForm(initial={**version, "role": user.role}, prefix="role"),
        "suspend_form": forms.SuspendForm(initial=version, prefix="suspend"),
        "restore_form": forms.Versioned(initial=version, prefix="restore"),
        "link_form": forms.PasswordLinkForm(prefix="link"),
        "factor_form": forms.FactorResetForm(initial=version, prefix="factor"),
    }
    facts = {**fresh, **sent, "person": user, "own": user.pk == request.user.pk, "factor": factors.has(user)}
    return render(request, "accounts/person.html", {**facts, "story": people.story(user)}, status=status)


def decide(request, ref, name, form, verb, said):
    """One decision about one person: the verb, or the page again with what is wrong and what was typed."""
    user, status = found(people.find(ref)), 200
    if form.is_valid():
        try:
            verb(user=user, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as error:
            status = blame(form, error)
        else:
            messages.success(request, said)
            return redirect("accounts:person", ref=ref)
    if status == 409:
        user = people.find(ref)
        form.at_version(user.version)
    return person_page(request, user, status, **{name: form})


@needs("team.manage")
@never_cache
@require_GET
def person(request, ref):
    """One person of the team: role, state, what was done to the account, what an admin can do."""
    return person_page(request, found(people.find(ref)))


@needs("team.manage")
@asked_again
@require_POST
def person_role(request, ref):
    """Give a person another role."""
    form = forms.RoleForm(request.POST, prefix="role")
    said = _("The role is changed. The person has to sign in again.")
    return decide(request, ref, "role_form", form, people.change_role, said)


@needs("team.manage")
@asked_again
@require_POST
def person_suspend(request, ref):
    """Put a person out, with a reason."""
    form = forms.SuspendForm(request.POST, prefix="suspend")
    return decide(request, ref, "suspend_form", form, people.suspend, _("The account is suspended, from now on."))


@needs("team.manage")
@asked_again
@require_POST
def person_restore(request, ref):
    """Let a suspended person in again."""
    form = forms.Versioned(request.POST, prefix="restore")
    return decide(request, ref, "restore_form", form, people.restore, _("The account works again."))


@needs("team.manage")
@asked_again
@require_POST
def person_factor_reset(request, ref):
    """Take off the second factor of somebody who lost theirs."""
    form = forms.FactorResetForm(request.POST, prefix="factor")
    said = _("The second step is reset. The person sets up a new one at the next sign-in.")
    return decide(request, ref, "factor_form", form, factors.reset, said)


@needs("team.manage")
@asked_again
@never_cache
@require_POST
def person_password_link(request, ref):
    """A link with which this person chooses a new password, shown once."""
    user = found(people.find(ref))
    form = forms.PasswordLinkForm(request.POST, prefix="link")
    if form.is_valid():
        try:
            return link_page(
                request, *links.password_link(user=user, by=request.user, at=timezone.now(), **form.cleaned_data)
            )
        except Refused as error:
            blame(form, error)
    return person_page(request, user, link_form=form)
