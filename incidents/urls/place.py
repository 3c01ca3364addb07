"""Suggestions of places."""

urlpatterns: list = []
