"""Logging a report."""

from django.urls import path

from incidents.views import intake, intake_person

urlpatterns = [
    path("reports/", intake.my_reports, name="my_reports"),
    path("reports/new/", intake.report_new, name="report_new"),
    path("reports/<str:ref>/", intake.report_page, name="report_page"),
    path("reports/<str:ref>/withdraw/", intake.report_withdraw, name="report_withdraw"),
    path("reports/<str:ref>/people/<str:key>/", intake_person.report_person, name="report_person"),
    path("reports/<str:ref>/people/<str:key>/remove/", intake_person.report_person_remove, name="report_person_remove"),
    path("reports/<str:ref>/people/<str:key>/autosave/", intake_person.person_autosave, name="person_autosave"),
    path("reports/<str:ref>/people/<str:key>/alike/", intake_person.person_alike, name="person_alike"),
    path("reports/<str:ref>/people/<str:key>/acts/<str:act>/", intake_person.report_act, name="report_act"),
    path(
        "reports/<str:ref>/people/<str:key>/acts/<str:act>/autosave/", intake_person.act_autosave, name="act_autosave"
    ),
    path("reports/<str:ref>/<str:step>/", intake.report_step, name="report_step"),
    path("reports/<str:ref>/<str:step>/autosave/", intake.report_autosave, name="report_autosave"),
]
