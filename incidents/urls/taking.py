"""What a report holds, and uploads of a script."""

from django.urls import path

from incidents.views import evidence_held, taking

urlpatterns = [
    path("report/<str:ref>/evidence/", evidence_held.report_evidence, name="report_evidence"),
    path("incoming/", taking.incoming_start, name="incoming_start"),
    path("incoming/<uuid:key>/", taking.incoming_state, name="incoming_state"),
    path("incoming/<uuid:key>/bytes/", taking.incoming_bytes, name="incoming_bytes"),
    path("incoming/<uuid:key>/finish/", taking.incoming_finish, name="incoming_finish"),
    path("incoming/<uuid:key>/drop/", taking.incoming_drop, name="incoming_drop"),
]
