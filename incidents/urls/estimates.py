"""Estimates of how many were on no list. They come before the figures: the address of one of those takes any word."""

from django.urls import path

from incidents.views import estimates

urlpatterns = [
    path("figures/estimates/", estimates.estimates, name="estimates"),
    path("figures/estimates/new/", estimates.estimate_new, name="estimate_new"),
    path("figures/estimates/<str:ref>/", estimates.estimate, name="estimate"),
    path("figures/estimates/<str:ref>/chart.<str:ext>", estimates.estimate_file, name="estimate_file"),
]
