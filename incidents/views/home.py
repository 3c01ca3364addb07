"""The first page after signing in: what waits for this person, and the way to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from incidents.domain.queries import home as queries
from incidents.domain.queries import integrity, visit


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """One page, three roles."""
    since = visit.since(request.user, request.session.get("last_visit", ""))
    facts = {"waiting": queries.waiting(request.user), "since": since, "alarms": integrity.alarms(request.user)}
    return render(request, "desk/home/home.html", facts)
