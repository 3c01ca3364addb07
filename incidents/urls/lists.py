"""The audit log and what is kept for how long."""

from django.urls import path

from incidents.views import lists, retention

urlpatterns = [
    path("audit/", lists.audit, name="audit"),
    path("retention/", retention.retention, name="retention"),
    path("retention/<str:ref>/", retention.source_renew, name="source_renew"),
]
