"""One box for everything."""

from django.urls import path

from incidents.views import search

urlpatterns = [
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search_suggest"),
]
