"""Rows of lists decided, and who is on which list. Before the pages of one list: its address takes any word."""

from django.urls import path

from incidents.views import overlap, reconcile, reconcile_many

urlpatterns = [
    path("lists/overlap/", overlap.overlap, name="overlap"),
    path("lists/overlap/people/", overlap.overlap_people, name="overlap_people"),
    path("lists/<str:ref>/work/", reconcile.reconcile, name="reconcile"),
    path("lists/<str:ref>/work/<int:pk>/", reconcile.reconcile_row, name="reconcile_row"),
    path("lists/<str:ref>/work/bulk/", reconcile_many.reconcile_bulk, name="reconcile_bulk"),
    path("lists/<str:ref>/work/bulk/<int:number>/", reconcile_many.reconcile_many, name="reconcile_many"),
    path("lists/<str:ref>/editions/<int:edition>/report/", reconcile.reconcile_report, name="reconcile_report"),
]
