"""Incidents."""

from django.urls import path

from incidents.views import incident

urlpatterns = [
    path("incidents/", incident.incidents, name="incidents"),
    path("incidents/new/", incident.incident_new, name="incident_new"),
    path("incidents/<str:ref>/", incident.incident, name="incident"),
    path("incidents/<str:ref>/edit/", incident.incident_edit, name="incident_edit"),
]
