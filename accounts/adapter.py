"""How django-allauth behaves in this house: nobody signs up, nobody is told which accounts exist."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts import arrivals, limits, people

WRONG = _("The user name or the password is not right.")
SAID = {"account/messages/password_changed.txt": _("Your password is changed.")}


class Adapter(DefaultAccountAdapter):
    """Sign-in only: by user name or e-mail; one answer for unknown, wrong and suspended."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "enter_current_password": _("This is not your present password."),
        "too_many_login_attempts": _("Too many wrong tries. Wait five minutes, then try again."),
    }

    def get_client_ip(self, request):
        """The house does not look at addresses: no limit and no list of sessions needs one."""
        return "0.0.0.0"  # noqa: S104

    def send_notification_mail(self, *args, **kwargs):
        """No e-mail is sent: what happened to an account is on its page."""

    def is_open_for_signup(self, request):
        return False

    def authenticate(self, request, **credentials):
        """Within the limits. Also refuses a suspended person who gives the right password, exactly as a wrong one."""
        name, at = credentials.get("username") or credentials.get("email") or "", timezone.now()
        found = people.named(name)
        try:
            spent = limits.trying(request, "password", found, at, name.lower())
        except limits.TooMany as error:
            raise self.too_many(request, error) from error
        # By its user name alone: django-allauth would hash once more for an e-mail.
        known = {"username": found.username if found else name, "password": credentials["password"]}
        user = super().authenticate(request, **known)
        if user is None or not user.is_active:
            arrivals.did_not("account.password_wrong", found, at)
            return None
        limits.right(spent)
        return user

    def too_many(self, request, error):
        """Beside the form where it is one account's; where it is the whole house's, a page that says how long."""
        if error.kind != "house":
            return self.validation_error("too_many_login_attempts")
        page = respond_429(request)
        page["Retry-After"] = str(error.seconds)
        return ImmediateHttpResponse(page)

    def login(self, request, user):
        """The session keeps when this person signed in before, for “since your last visit”."""
        before = user.last_login
        super().login(request, user)
        request.session["last_visit"] = before.isoformat() if before else ""

    def post_login(self, request, user, **kwargs):
        """Signed in: the log says so, and this browser is known from now on."""
        arrivals.came(user, timezone.now())
        return limits.remember(super().post_login(request, user, **kwargs), user)

    def set_password(self, user, password):
        people.change_password(user=user, password=password, at=timezone.now())

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:profile")

    def is_safe_url(self, url):
        """Only a whole path of this house, without naming a host at all."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Signing in and out needs no message; a new password does."""
        if message_template in SAID:
            messages.add_message(request, level, SAID[message_template])
