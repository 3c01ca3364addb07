"""The pages of components."""

from django.urls import path

from incidents.views.styleguide import styleguide
from incidents.views.styleguide_charts import styleguide_charts

urlpatterns = [
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/charts/", styleguide_charts, name="styleguide_charts"),
]
