"""Files and links of a report."""

from django.urls import path

from incidents.views import evidence

urlpatterns = [
    path("evidence/<str:ref>/download/", evidence.evidence_download, name="evidence_download"),
    path("evidence/<str:ref>/remove/", evidence.evidence_remove, name="evidence_remove"),
]
