"""What is told of evidence."""

from django.urls import path

from incidents.views import evidence_bearing, evidence_telling

urlpatterns = [
    path("evidence/wanted/", evidence_telling.evidence_wanted, name="evidence_wanted"),
    path("evidence/<str:ref>/describe/", evidence_telling.evidence_describe, name="evidence_describe"),
    path("evidence/<str:ref>/maker/", evidence_telling.evidence_maker, name="evidence_maker"),
    path("evidence/<str:ref>/maker/look/", evidence_telling.evidence_maker_look, name="evidence_maker_look"),
    path("evidence/<str:ref>/capture/", evidence_telling.evidence_capture, name="evidence_capture"),
    path("evidence/<str:ref>/arrived/", evidence_telling.evidence_arrived, name="evidence_arrived"),
    path("evidence/<str:ref>/bearing/", evidence_bearing.evidence_bearing, name="evidence_bearing"),
    path(
        "evidence/<str:ref>/bearing/<int:pk>/remove/",
        evidence_bearing.evidence_bearing_remove,
        name="evidence_bearing_remove",
    ),
]
