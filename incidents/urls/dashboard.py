"""The dashboard of each role."""

from django.urls import path

from incidents.views import dashboard

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/<slug:name>.<slug:ext>", dashboard.dashboard_file, name="dashboard_file"),
]
