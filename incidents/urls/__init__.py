"""The addresses of the desk, one file for each work."""

from incidents.urls import evidence, home, incident, intake, lists, person, place, review, secret, styleguide

app_name = "desk"
urlpatterns = [
    *home.urlpatterns,
    *intake.urlpatterns,
    *evidence.urlpatterns,
    *review.urlpatterns,
    *person.urlpatterns,
    *incident.urlpatterns,
    *place.urlpatterns,
    *lists.urlpatterns,
    *secret.urlpatterns,
    *styleguide.urlpatterns,
]
