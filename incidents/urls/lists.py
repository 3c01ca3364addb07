"""Exports and the audit log."""

from django.urls import path

from incidents.views import lists, retention

urlpatterns = [
    path("exports/", lists.exports, name="exports"),
    path("exports/new/", lists.export_new, name="export_new"),
    path("audit/", lists.audit, name="audit"),
    path("retention/", retention.retention, name="retention"),
    path("retention/<str:ref>/", retention.source_renew, name="source_renew"),
]
