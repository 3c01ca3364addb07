"""The documented people on a map, as a page and as files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import needs
from incidents.domain.documented import asking, links
from incidents.domain.documented.questions import Question
from incidents.domain.queries import listing, moved
from incidents.domain.queries.persons import CaseList
from incidents.exports.maps import Map
from incidents.views import as_of, chart_files
from incidents.views.map_counts import Mapped
from incidents.views.map_moves import with_moves

NOT_ASKED = ("row", "column", "certain", "sort", "on")


@require_safe
@needs("figure.read")
def figure_map(request: HttpRequest) -> HttpResponse:
    """The map with the filters of the case list, as of a day."""
    people, question = asked(request)
    context = {"form": people.filter.form, "on": question.on, "not_asked": NOT_ASKED}
    if people.is_readable:
        context |= {
            "drawing": drawn(request, question),
            "chips": listing.chips(people),
            "address": links.people(question),
        }
    return render(request, "desk/figures/map.html", context)


@require_safe
@needs("figure.read")
def figure_map_file(request: HttpRequest, ext: str) -> HttpResponse:
    """The same as SVG, PNG or CSV; a filter that cannot be read leads to the page that says what is wrong."""
    people, question = asked(request)
    if not people.is_readable:
        return redirect(f"{reverse('desk:figure_map')}?{request.GET.urlencode()}")
    return chart_files.answer(request, drawn(request, question), "map", ext)


def asked(request: HttpRequest) -> tuple[CaseList, Question]:
    """The filter of the address, and the question that it is."""
    people = CaseList(request.user, request.GET)
    filters = {name: value for name, value in people.chosen().items() if name not in NOT_ASKED}
    return people, Question("place", filters=filters, on=as_of.day(request))


def drawn(request: HttpRequest, question: Question) -> Map:
    """The map that answers the question, with the transfers in custody of the same people."""
    answer = asking.ask(request.user, question, at=timezone.now())
    people = CaseList(request.user, question.params()).people
    transfers = moved.transfers(request.user, people, question.on)
    return with_moves(Mapped(answer, question).map(as_of.today()), transfers)
