"""Records side by side, and the queue of likely same persons."""

from django.urls import path

from incidents.views import alike, compare

urlpatterns = [
    path("compare/", compare.compare, name="compare"),
    path("compare/decide/", compare.compare_decide, name="compare_decide"),
    path("alike/", alike.alike, name="alike"),
    path("alike/<int:number>/", alike.alike_group, name="alike_group"),
]
