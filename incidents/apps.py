"""The app's name and place. No signal receivers: everything that happens is said in domain/."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    """The domain app."""

    name = "incidents"
    verbose_name = _("Incidents")
