"""How many people are documented, by this and that: the page, its files, and those left undecided."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import needs
from accounts.roles import may
from incidents.domain.documented import asking, keeping, links, waiting
from incidents.domain.documented.questions import Question
from incidents.domain.queries import listing
from incidents.domain.queries.persons import CaseList
from incidents.domain.queries.ways import Ways
from incidents.forms.counts import CountsForm
from incidents.views import as_of, chart_files, count_charts
from incidents.views.count_charts import Counted

NOT_ASKED = ("row", "column", "certain", "sort", "on")
# What people ask most: the words of each stand on the page.
OFTEN = (("day", "sure"), ("age", "sex"), ("status", "sure"), ("place", "status"), ("day", "ever"), ("manner", ""))


@require_safe
@needs("figure.read")
def counts(request: HttpRequest) -> HttpResponse:
    """A table of any two questions, with the filters of the case list, as of a day."""
    form, people = CountsForm(request.GET), CaseList(request.user, request.GET)
    question = asked(request, form, people)
    context = {"form": people.filter.form, "asked": form, "on": question.on, "not_asked": NOT_ASKED,
               "often": often(question)}  # fmt: skip
    if people.is_readable and form.is_valid():
        answer = asking.ask(request.user, question, at=timezone.now())
        shown = Counted(answer, question)
        context |= {
            "answer": answer, "shown": shown, "chips": listing.chips(people), "address": links.people(question),
            "again": reverse("desk:counts_again") + links.question(question),
            "certain": links.people(question, certain=True), "files": files(question),
            "undecided": count_charts.undecided(answer, question), "undecided_address": links.undecided(question),
        }  # fmt: skip
    return render(request, "desk/figures/counts.html", context)


@require_safe
@needs("figure.read")
def counts_file(request: HttpRequest, name: str, ext: str) -> HttpResponse:
    """The drawing as SVG or PNG, all numbers as CSV; what cannot be read leads to the page that says why."""
    if name != "counts":
        raise Http404
    form, people = CountsForm(request.GET), CaseList(request.user, request.GET)
    if not (people.is_readable and form.is_valid()):
        return redirect(f"{reverse('desk:counts')}?{request.GET.urlencode()}")
    question = asked(request, form, people)
    answer = asking.ask(request.user, question, at=timezone.now())
    if answer.is_waiting:
        return redirect(f"{reverse('desk:counts')}{links.question(question)}")
    return chart_files.answer(request, Counted(answer, question, whole=ext == "csv").chart(), name, ext)


@require_POST
@needs("figure.read")
def counts_again(request: HttpRequest) -> HttpResponse:
    """A kept answer is counted anew."""
    form, people = CountsForm(request.GET), CaseList(request.user, request.GET)
    if people.is_readable and form.is_valid():
        question = asked(request, form, people)
        keeping.again(request.user, question, at=timezone.now())
        messages.success(request, _("It is being counted anew. Until then this page shows the numbers it had."))
    return redirect(f"{reverse('desk:counts')}?{request.GET.urlencode()}")


@require_safe
@needs("figure.read")
def counts_undecided(request: HttpRequest) -> HttpResponse:
    """Those of a question whom a reviewer left undecided: somebody counted already, or one more."""
    form, people = CountsForm(request.GET), CaseList(request.user, request.GET)
    question, row = asked(request, form, people), request.GET.get("at_row", "")
    way = Ways(request.user).get(question.rows) if row else None
    found = waiting.Waiting(request.user, question, people).of_row(way, row) if people.is_readable else []
    context = {
        "mentions": found, "may_review": may(request.user, "report.review"), "chips": listing.chips(people),
        "row": way.heads([row])[0].label if way and way.has(row) else "",
        "back": f"{reverse('desk:counts')}{links.question(question)}",
    }  # fmt: skip
    return render(request, "desk/figures/undecided.html", context)


def asked(request: HttpRequest, form: CountsForm, people: CaseList) -> Question:
    """The question of the address."""
    filters = {name: value for name, value in people.chosen().items() if name not in NOT_ASKED}
    return Question(*form.chosen(), filters=filters, on=as_of.day(request))


def often(question: Question) -> list[tuple[str, str, bool]]:
    """What people ask most, with the same filter: words, address, and whether it is what is shown."""
    found = []
    for rows, columns in OFTEN:
        one = Question(rows, columns, question.filters, question.on)
        is_shown = (rows, columns) == (question.rows, question.columns)
        words = " × ".join(str(count_charts.NAMES[code]) for code in (rows, columns) if code)
        found.append((words, links.question(one), is_shown))
    return found


def files(question: Question) -> str:
    """The address of the files without their ending."""
    path = reverse("desk:counts_file", args=["counts", "svg"]).removesuffix(".svg")
    return path + links.question(question)
