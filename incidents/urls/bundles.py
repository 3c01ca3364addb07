"""Case bundles."""

from django.urls import path

from incidents.views import bundles

urlpatterns = [
    path("bundles/", bundles.bundles, name="bundles"),
    path("bundles/new/", bundles.bundle_new, name="bundle_new"),
    path("bundles/<str:ref>/", bundles.bundle, name="bundle"),
    path("bundles/<str:ref>/download/", bundles.bundle_download, name="bundle_download"),
    path("bundles/<str:ref>/stop/", bundles.bundle_stop, name="bundle_stop"),
    path("bundles/<str:ref>/delete/", bundles.bundle_delete, name="bundle_delete"),
]
