"""Suggestions of places."""

from django.urls import path

from incidents.views import place

urlpatterns = [path("places/", place.suggestions, name="places")]
