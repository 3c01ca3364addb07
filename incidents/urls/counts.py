"""How many people are documented, by this and that."""

from django.urls import path

from incidents.views import counts

urlpatterns = [
    path("figures/counts/", counts.counts, name="counts"),
    path("figures/counts/undecided/", counts.counts_undecided, name="counts_undecided"),
    path("figures/counts/again/", counts.counts_again, name="counts_again"),
    path("figures/counts/<str:name>.<str:ext>", counts.counts_file, name="counts_file"),
]
