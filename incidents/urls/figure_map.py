"""The map of the documented people."""

from django.urls import path

from incidents.views import figure_map

urlpatterns = [
    path("figures/map/", figure_map.figure_map, name="figure_map"),
    path("figures/map/map.<str:ext>", figure_map.figure_map_file, name="figure_map_file"),
]
