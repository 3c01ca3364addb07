"""The case list and a person's page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import needs
from accounts.roles import may
from incidents.domain.queries import listing
from incidents.domain.queries import person as one
from incidents.domain.queries.persons import CaseList
from incidents.forms.merging import ApartForm
from incidents.views import map_parts


@require_safe
@needs("list.read")
def people(request: HttpRequest) -> HttpResponse:
    """The case list: the state of the filter is the address."""
    found = CaseList(request.user, request.GET)
    context = {
        "people": found,
        "form": found.filter.form,
        "page": found.page(request.GET.get("page")),
        "chips": listing.chips(found) if found.is_readable else [],
        "headings": listing.headings(found),
        "same_filter": listing.address(found.chosen()),
        "may_export": may(request.user, "export.make"),
    }
    return render(request, "desk/person/people.html", context)


@require_safe
@needs("person.read")
def person(request: HttpRequest, ref: str) -> HttpResponse:
    """One person. A merged person leads to the one who stands; a reference typed otherwise to the proper address."""
    found = get_object_or_404(one.by_ref(request.user, ref))
    standing = one.survivor(found)
    if standing.pk != found.pk:
        messages.info(request, _("%(old)s was joined to %(new)s.") % {"old": found.ref, "new": standing.ref})
    if standing.ref != ref:
        return redirect("desk:person", standing.ref)
    return one_page(request, standing)


def one_page(request: HttpRequest, shown: Any, bound: ApartForm | None = None, unfit: Any = None) -> HttpResponse:
    """The page of a person who stands; with 422 and everything typed when a form of it could not be taken."""
    told = one.PersonPage(request.user, shown)

    def form(slug: str) -> ApartForm:
        is_it = bound is not None and bound.slug_now == slug
        return bound if is_it else ApartForm(slug=slug, initial={"version": shown.version})

    context = {
        "person": shown, "told": told, "small_map": map_parts.of_person(told.acts), "bound": bound, "unfit": unfit,
        "may_review": may(request.user, "report.review"), "may_export": may(request.user, "export.make"),
        "joinings": [(row, form(f"apart-{row.pk}")) for row in told.joinings],
        "verdicts": [(row, form(f"pair-{row.pk}")) for row in told.verdicts],
    }  # fmt: skip
    return render(request, "desk/person/person.html", context, status=422 if bound else 200)
