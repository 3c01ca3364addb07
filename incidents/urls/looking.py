"""Looking at a piece of evidence."""

from django.urls import path

from incidents.views import evidence_look

urlpatterns = [
    path("evidence/<str:ref>/", evidence_look.evidence_page, name="evidence_page"),
    path("evidence/<str:ref>/copy/<str:kind>/<int:page>/", evidence_look.evidence_copy, name="evidence_copy"),
    path("evidence/<str:ref>/redact/<int:page>/", evidence_look.evidence_redact, name="evidence_redact"),
    path("evidence/<str:ref>/beside/<str:other>/", evidence_look.evidence_beside, name="evidence_beside"),
]
