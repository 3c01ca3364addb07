"""Logging a report."""

urlpatterns: list = []
