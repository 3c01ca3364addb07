"""People and the case list."""

from django.urls import path

from incidents.views import person

urlpatterns = [
    path("people/", person.people, name="people"),
    path("people/<str:ref>/", person.person, name="person"),
]
