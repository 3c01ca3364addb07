"""The page of components."""

from django.urls import path

from incidents.views.styleguide import styleguide

urlpatterns = [path("styleguide/", styleguide, name="styleguide")]
