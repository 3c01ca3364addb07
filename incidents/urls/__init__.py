"""The addresses of the desk, one file for each work."""

from incidents.urls import (
    bulk,
    bundles,
    compare,
    counts,
    dashboard,
    estimates,
    evidence,
    exports,
    figure_map,
    figures,
    home,
    incident,
    intake,
    integrity,
    lists,
    looking,
    person,
    person_lists,
    place,
    reconcile,
    review,
    search,
    secret,
    styleguide,
    taking,
    telling,
)

app_name = "desk"
urlpatterns = [
    *home.urlpatterns,
    *dashboard.urlpatterns,
    *intake.urlpatterns,
    *telling.urlpatterns,
    *evidence.urlpatterns,
    *taking.urlpatterns,
    *review.urlpatterns,
    *person.urlpatterns,
    *compare.urlpatterns,
    *bulk.urlpatterns,
    *incident.urlpatterns,
    *place.urlpatterns,
    *estimates.urlpatterns,  # before the figures, as the map is
    *counts.urlpatterns,
    *figure_map.urlpatterns,  # before the figures: the address of one of those takes any word
    *search.urlpatterns,
    *reconcile.urlpatterns,
    *person_lists.urlpatterns,  # its address of one list takes any word: after what stands beside the lists
    *lists.urlpatterns,
    *exports.urlpatterns,
    *bundles.urlpatterns,
    *integrity.urlpatterns,
    *secret.urlpatterns,
    *styleguide.urlpatterns,
    *figures.urlpatterns,  # its address of one figure takes any word: after what stands beside the figures
    *looking.urlpatterns,  # its address of one piece takes any word: after all others
]
