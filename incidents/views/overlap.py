"""Who is on which list: counts, patterns as a table and a picture, and the people of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.access import needs
from incidents.domain.queries import overlap as queries
from incidents.views.upset import picture


@require_safe
@needs("list.import")
def overlap(request: HttpRequest) -> HttpResponse:
    """Some lists beside each other."""
    told = queries.Overlap(request.user, request.GET.getlist("list"))
    drawn = picture([one for one, _lists in told.shown], len(told.lists)) if told.lists else None
    context = {"told": told, "asked": address(told), "picture": drawn}
    return render(request, "desk/reconcile/overlap.html", context)


@require_safe
@needs("list.import")
def overlap_people(request: HttpRequest) -> HttpResponse:
    """The people of one pattern, or whom only we or only one list have, with what each list says of them."""
    told, of = queries.Overlap(request.user, request.GET.getlist("list")), request.GET.get("of", "")
    page = told.page(of, request.GET.get("page"))
    whose, _dash, ref = of.partition("-")
    alone = next((one for one in told.lists if one.ref == ref), None)
    pattern = [queries.LISTINGS.get(sign) for sign in of] if alone is None else []
    context = {"told": told, "page": page, "asked": address(told), "whose": whose if alone else "", "alone": alone,
               "pattern": list(zip(told.lists, pattern, strict=False))}  # fmt: skip
    return render(request, "desk/reconcile/overlap_people.html", context)


def address(told: queries.Overlap) -> str:
    """The lists, as a link must carry them."""
    return urlencode([("list", one.ref) for one in told.lists])
