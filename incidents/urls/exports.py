"""Files that go out, and their profiles."""

from django.urls import path

from incidents.views import export_profiles, exports

urlpatterns = [
    path("exports/", exports.exports, name="exports"),
    path("exports/new/", exports.export_new, name="export_new"),
    path("exports/profiles/", export_profiles.export_profiles, name="export_profiles"),
    path("exports/profiles/<int:number>/", export_profiles.export_profile, name="export_profile"),
    path("exports/profiles/<int:number>/delete/", export_profiles.export_profile_delete, name="export_profile_delete"),
    path("exports/<str:ref>/", exports.export, name="export"),
    path("exports/<str:ref>/download/", exports.export_download, name="export_download"),
    path("exports/<str:ref>/package/", exports.export_package, name="export_package"),
    path("exports/<str:ref>/agree/", exports.export_agree, name="export_agree"),
    path("exports/<str:ref>/refuse/", exports.export_refuse, name="export_refuse"),
    path("exports/<str:ref>/stop/", exports.export_stop, name="export_stop"),
    path("exports/<str:ref>/again/", exports.export_again, name="export_again"),
    path("exports/<str:ref>/delete/", exports.export_delete, name="export_delete"),
    path("exports/<str:ref>/profile/", export_profiles.export_profile_save, name="export_profile_save"),
]
