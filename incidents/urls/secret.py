"""Secret texts and the seal."""

from django.urls import path

from incidents.views import secret

urlpatterns = [
    path("contact/", secret.own_contact, name="own_contact"),
    path("contact/remove/", secret.own_contact_remove, name="own_contact_remove"),
    path("secrets/<str:ref>/note/write/", secret.note, name="note"),
    path("secrets/<str:ref>/note/remove/", secret.note_remove, name="note_remove"),
    path("secrets/<str:ref>/<str:what>/", secret.secret, name="secret"),
    path("looks/", secret.looks, name="looks"),
    path("seal/", secret.seal_page, name="seal"),
    path("seal/lift/", secret.unseal, name="unseal"),
]
