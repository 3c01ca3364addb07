"""Suggestions while a place is typed. Without JavaScript nobody asks: an unknown place is simply typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from incidents.domain import gazetteer


@require_safe
@signed_in
def suggestions(request: HttpRequest) -> HttpResponse:
    """The options of a place field's list. The gazetteer is the same for everybody and holds no person."""
    typed = request.GET.get("q", "") or next((value for key, value in request.GET.items() if key.endswith("place")), "")
    options = [(gazetteer.name(place), gazetteer.words(place)) for place in gazetteer.suggest(typed)]
    return render(request, "desk/place/suggestions.html", {"options": options})
