"""Topics of figures: what was claimed beside what is documented, as a page and as files; making and changing one."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.roles import may
from incidents.domain.documented import history
from incidents.domain.figures import topics as verbs
from incidents.domain.queries import figures as queries
from incidents.domain.queries import listing
from incidents.domain.queries.figure_pages import TopicPage
from incidents.domain.queries.persons import CaseList
from incidents.exports.charts.shapes import Steps
from incidents.forms.figure_deeds import TopicForm
from incidents.policies import Stale, Unfit
from incidents.views import as_of, chart_files, figure_charts

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@needs("figure.read")
def figure_topic(request: HttpRequest, ref: str) -> HttpResponse:
    """One topic as it stood on a day."""
    topic = get_object_or_404(queries.topic_by_ref(request.user, ref))
    if topic.ref != ref:
        return redirect("desk:figure_topic", topic.ref)
    on = as_of.day(request)
    told = TopicPage(request.user, topic, on)
    ours = CaseList(request.user, topic.filters)
    context = {
        "topic": topic, "told": told, "on": on, "drawing": drawn(request, told), "ours": listing.chips(ours),
        "remarks": told.remarks, "apart": told.apart, "apart_from_ours": told.apart_from_ours,
        "files_url": with_day(reverse("desk:figure_topic_file", args=[topic.ref, "svg"]), on),
        "people_url": listing.address(topic.filters), "may_enter": may(request.user, "figure.enter"),
    }  # fmt: skip
    return render(request, "desk/figures/topic.html", context)


@require_safe
@needs("figure.read")
def figure_topic_file(request: HttpRequest, ref: str, ext: str) -> HttpResponse:
    """The drawing or its numbers as a file, as of the same day."""
    topic = get_object_or_404(queries.topic_by_ref(request.user, ref))
    told = TopicPage(request.user, topic, as_of.day(request))
    return chart_files.answer(request, drawn(request, told), topic.ref, ext)


def with_day(url: str, on: dt.date | None) -> str:
    """The address as of the same day."""
    return f"{url}?on={on.isoformat()}" if on else url


def drawn(request: HttpRequest, told: TopicPage) -> Steps:
    """The drawing of a topic."""
    today = as_of.today()
    filters = told.topic.filters
    until, now = told.on or today, timezone.now()
    steps = history.steps(request.user, filters, until=until, at=now) if filters else []
    title = _("%(topic)s: claimed and documented, day by day") % {"topic": told.topic.title}
    return figure_charts.drawing(title, told.lines, steps, told.on, today)


@get_or_post
@needs("figure.enter")
def figure_topic_new(request: HttpRequest) -> HttpResponse:
    """A new topic."""
    form, ours = TopicForm(posted(request)), people_of(request)
    if not form.is_bound or not form.is_valid() or not ours.is_readable:
        return edit_page(request, form, ours)
    try:
        made = verbs.make(**told_of(form, ours), by=request.user, at=timezone.now())
    except Unfit as unfit:
        return edit_page(request, blamed(form, unfit), ours)
    messages.success(request, _("The topic is kept. Now put figures on its page."))
    return redirect("desk:figure_topic", made.ref)


@get_or_post
@needs("figure.enter")
def figure_topic_edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Change a topic; whoever comes second sees both versions and loses nothing."""
    topic = get_object_or_404(queries.topic_by_ref(request.user, ref))
    form, ours = TopicForm(posted(request), initial=initial(topic)), people_of(request, topic)
    if not form.is_bound or not form.is_valid() or not ours.is_readable:
        return edit_page(request, form, ours, topic)
    try:
        verbs.edit(topic, version=form.seen(), **told_of(form, ours), by=request.user, at=timezone.now())
    except Unfit as unfit:
        return edit_page(request, blamed(form, unfit), ours, topic)
    except Stale as stale:
        return both(request, form, ours, stale.current)
    return kept(request, topic)


def kept(request: HttpRequest, topic: Any) -> HttpResponse:
    """Said, and back to the page."""
    messages.success(request, _("The changes are kept."))
    return redirect("desk:figure_topic", topic.ref)


def posted(request: HttpRequest) -> Any:
    """What was sent, if anything was."""
    return request.POST if request.method == "POST" else None


def people_of(request: HttpRequest, topic: Any = None) -> CaseList:
    """The case list that stands beside a topic: as it was sent, else as the topic has it."""
    return CaseList(request.user, posted(request) or (topic.filters if topic else {}))


def told_of(form: TopicForm, ours: CaseList) -> dict[str, Any]:
    """What both verbs are told."""
    filters = {name: value for name, value in ours.chosen().items() if name != "sort"}
    return {"title": form.cleaned_data["title"], "describing": form.cleaned_data["describing"], "filters": filters}


def initial(topic: Any) -> dict[str, Any]:
    """The topic as the form shows it."""
    return {name: getattr(topic, name) for name in ("title", "describing", "version")}


def blamed(form: TopicForm, unfit: Unfit) -> TopicForm:
    """The refusal beside its field."""
    form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
    return form


def edit_page(request: HttpRequest, form: TopicForm, ours: CaseList, topic: Any = None) -> HttpResponse:
    """The form, new or filled."""
    context = {"form": form, "people": ours.filter.form, "topic": topic, "chosen": ours.chosen()}
    return render(request, "desk/figures/topic_edit.html", context, status=422 if form.is_bound else 200)


def both(request: HttpRequest, form: TopicForm, ours: CaseList, current: Any) -> HttpResponse:
    """409: as it is now beside as one wrote it, and a way to keep one's own."""
    whom = [(chip.label, "") for chip in listing.chips(CaseList(request.user, current.filters))]
    theirs = [(_("Title"), current.title), (_("What belongs on this page"), current.describing), *whom]
    mine = form.typed() + [(chip.label, "") for chip in listing.chips(ours)]
    hidden = [*form.sent(), *told_of(form, ours)["filters"].items(), ("version", current.version)]
    context = {"theirs": theirs, "mine": mine, "hidden": hidden, "retry_url": request.path}
    return render(request, "errors/409.html", context, status=409)
