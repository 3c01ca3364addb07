"""How django-allauth behaves in this house: nobody signs up, nobody is told which accounts exist."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts import people

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

    def is_open_for_signup(self, request):
        return False

    def authenticate(self, request, **credentials):
        """Also refuses a suspended person who gives the right password, exactly as a wrong one."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def set_password(self, user, password):
        people.change_password(user=user, password=password, at=timezone.now())

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:profile")

    def is_safe_url(self, url):
        """Only addresses of this house, without naming a host at all."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Signing in and out needs no message; a new password does."""
        if message_template in SAID:
            messages.add_message(request, level, SAID[message_template])
