"""Runs over everybody: how far they are."""

from django.urls import path

from incidents.views import bulk

urlpatterns = [
    path("alike/runs/", bulk.match_runs, name="match_runs"),
    path("alike/runs/start/", bulk.match_run_start, name="match_run_start"),
    path("alike/runs/stop/", bulk.match_run_stop, name="match_run_stop"),
]
