"""One box for everything: the page of what was found, and a few lines while somebody types."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from incidents.domain.queries import search as queries


@require_safe
@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """What was found, section by section. A whole reference leads straight to its thing."""
    asked = request.GET.get("q", "")
    found = queries.find(request.user, asked, section=request.GET.get("section", ""), page=request.GET.get("page"))
    if found.target and found.target.row.url:
        if found.target.said:
            messages.info(request, found.target.said)
        return redirect(found.target.row.url)
    return render(request, "desk/search/search.html", {"found": found, "searched": found.text})


@require_safe
@signed_in
def suggest(request: HttpRequest) -> HttpResponse:
    """A list for the box: a piece of a page. Empty for fewer than two letters."""
    found = queries.suggest(request.user, request.GET.get("q", ""))
    return render(request, "desk/search/suggest.html", {"found": found})
