"""The documented people on a map, as a page and as files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import needs
from incidents.domain.documented import asking, links
from incidents.domain.documented.questions import Question
from incidents.domain.documented.shapes import Answer
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
        answer = asking.ask(request.user, question, at=timezone.now())
        context |= {
            "answer": answer, "drawing": None if answer.is_waiting else drawn(request, question, answer),
            "chips": listing.chips(people), "address": links.people(question),
            "certain": links.people(question, certain=True), "undecided_address": links.undecided(question),
            "again": reverse("desk:counts_again") + links.question(question),
            "files": reverse("desk:figure_map_file", args=["svg"]) + links.people(question),
        }  # fmt: skip
    return render(request, "desk/figures/map.html", context)


@require_safe
@needs("figure.read")
def figure_map_file(request: HttpRequest, ext: str) -> HttpResponse:
    """The same as SVG, PNG or CSV; what cannot be read, or is still being counted, leads to the page that says so."""
    people, question = asked(request)
    answer = asking.ask(request.user, question, at=timezone.now()) if people.is_readable else None
    if answer is None or answer.is_waiting:
        return redirect(f"{reverse('desk:figure_map')}?{request.GET.urlencode()}")
    return chart_files.answer(request, drawn(request, question, answer), "map", ext)


def asked(request: HttpRequest) -> tuple[CaseList, Question]:
    """The filter of the address, and the question that it is."""
    people = CaseList(request.user, request.GET)
    filters = {name: value for name, value in people.chosen().items() if name not in NOT_ASKED}
    return people, Question("place", filters=filters, on=as_of.day(request))


def drawn(request: HttpRequest, question: Question, answer: Answer) -> Map:
    """The answer as a map, with the transfers in custody of the same people; of very many people without these."""
    people = CaseList(request.user, question.params())
    told = listing.in_words(people.filter.form.fields, people.chosen())
    chosen = [f"{label}: {value}" for name, label, value in told if name not in NOT_ASKED]
    transfers = None if answer.counted_at else moved.transfers(request.user, people.people, question.on)
    return with_moves(Mapped(answer, question, chosen).map(as_of.today()), transfers)
