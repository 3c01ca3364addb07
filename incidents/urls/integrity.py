"""Whether evidence is whole, and since when."""

from django.urls import path

from incidents.views import integrity

urlpatterns = [
    path("integrity/", integrity.integrity, name="integrity"),
    path("integrity/check/", integrity.integrity_check, name="integrity_check"),
    path("integrity/stamps/", integrity.stamps, name="stamps"),
    path("integrity/stamps/new/", integrity.stamp_new, name="stamp_new"),
    path("integrity/stamps/<int:number>/", integrity.stamp, name="stamp"),
    path("integrity/stamps/<int:number>/<str:name>", integrity.stamp_file, name="stamp_file"),
    path("integrity/proof/<str:ref>/", integrity.proof, name="evidence_proof"),
]
