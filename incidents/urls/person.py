"""People and the case list."""

from django.urls import path

from incidents.views import merging, person

urlpatterns = [
    path("people/", person.people, name="people"),
    path("people/<str:ref>/joined/<int:number>/undo/", merging.merge_undo, name="merge_undo"),
    path("people/<str:ref>/pair/<int:number>/undo/", merging.pair_undo, name="pair_undo"),
    path("people/<str:ref>/", person.person, name="person"),
]
