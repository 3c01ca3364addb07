"""Exports and the audit log."""

urlpatterns: list = []
