"""All addresses: the desk, the accounts, and whether the house stands."""

from django.urls import include, path
from django.views.generic.base import RedirectView

from accounts.access import public
from config.health import healthz

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler429 = "config.errors.too_many_requests"  # asked for by django-allauth
handler500 = "config.errors.server_error"

urlpatterns = [
    path("", public(RedirectView.as_view(pattern_name="desk:home")), name="root"),
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("accounts.auth_urls")),
    path("", include("accounts.urls")),
    path("desk/", include("incidents.urls")),
]
