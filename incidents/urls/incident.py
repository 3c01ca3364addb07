"""Incidents."""

urlpatterns: list = []
