"""Lists that others keep, and how their files come in."""

from django.urls import path

from incidents.views import import_steps, imports, person_lists

urlpatterns = [
    path("lists/", person_lists.lists, name="lists"),
    path("lists/new/", person_lists.list_new, name="list_new"),
    path("lists/template.<str:fmt>", person_lists.list_template, name="list_template"),
    path("lists/<str:ref>/", person_lists.list_page, name="list"),
    path("lists/<str:ref>/edit/", person_lists.list_edit, name="list_edit"),
    path("lists/<str:ref>/import/", imports.list_import, name="list_import"),
    path("lists/<str:ref>/editions/<int:number>/", person_lists.edition, name="edition"),
    path("lists/<str:ref>/editions/<int:number>/changes/", person_lists.edition_changes, name="edition_changes"),
    path("lists/<str:ref>/editions/<int:number>/rows/", person_lists.edition_rows, name="edition_rows"),
    path("imports/<str:ref>/", imports.import_page, name="import"),
    path("imports/<str:ref>/sheet/", import_steps.import_sheet, name="import_sheet"),
    path("imports/<str:ref>/columns/", import_steps.import_columns, name="import_columns"),
    path("imports/<str:ref>/values/", import_steps.import_values, name="import_values"),
    path("imports/<str:ref>/check/", imports.import_check, name="import_check"),
    path("imports/<str:ref>/problems.csv", imports.import_problems, name="import_problems"),
    path("imports/<str:ref>/stop/", imports.import_stop, name="import_stop"),
    path("imports/<str:ref>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<str:ref>/discard/", imports.import_discard, name="import_discard"),
]
