"""The app that knows who a person is."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users, roles and invitations."""

    name = "accounts"
    verbose_name = _("People of the team")
