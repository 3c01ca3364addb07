"""Exports and the audit log."""

from django.urls import path

from incidents.views import lists

urlpatterns = [
    path("exports/", lists.exports, name="exports"),
    path("exports/new/", lists.export_new, name="export_new"),
    path("audit/", lists.audit, name="audit"),
]
