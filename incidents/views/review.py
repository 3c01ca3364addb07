"""The queue and the review page: one report, and one address for each thing that a reviewer does with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from incidents import policies
from incidents.domain import findings, incident, intake, matching, review
from incidents.domain.queries import figures
from incidents.domain.queries import queue as queue_queries
from incidents.domain.queries import review as queries
from incidents.forms.review import QueueForm
from incidents.policies import Stale, Unfit
from incidents.views import review_forms as forms

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@needs("report.review")
def queue(request: HttpRequest) -> HttpResponse:
    """Which reports wait, and which one has taken."""
    form = QueueForm(request.GET, reviewers=queue_queries.reviewers())
    page = queue_queries.page(request.user, form.chosen(), request.GET.get("page"))
    context = {"form": form, "page": page, "counts": queue_queries.counts(request.user), "chosen": form.chosen()}
    return render(request, "desk/review/queue.html", context)


@require_safe
@needs("report.review")
def sheet(request: HttpRequest, ref: str) -> HttpResponse:
    """One report with all that is weighed. An own report is read on its author's page, an edition on its list's."""
    report = get_object_or_404(queries.reviewable(request.user), ref=ref)
    if policies.is_list(report):
        return of_list(request, report)
    if report.submitter_id == request.user.pk:
        return redirect("desk:report_page", ref)
    return page(request, queries.Sheet(request.user, report))


def of_list(request: HttpRequest, report: Any) -> HttpResponse:
    """An edition of a list may have as many people as a town: they are read one by one."""
    edition = report.edition
    return redirect("desk:edition", edition.person_list.ref, edition.number)


@get_or_post
@needs("report.review")
def take(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a report out of the queue."""
    if request.method != "POST":
        return redirect("desk:review", ref)
    report = get_object_or_404(queries.judged_here(request.user), ref=ref)
    review.take(report, by=request.user, at=timezone.now())
    messages.success(request, _("You have taken this report."))
    return redirect("desk:review", ref)


@get_or_post
@needs("report.review")
def put_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Put it back into the queue."""

    def verb(told: queries.Sheet, typed: dict) -> None:
        review.put_back(told.report, by=request.user, at=timezone.now(), version=typed["version"] or 0)

    return act(request, ref, named("put_back"), verb, _("The report waits in the queue again."), "main")


@get_or_post
@needs("report.review")
def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask the author."""

    def verb(told: queries.Sheet, typed: dict) -> None:
        known = {"question": typed["question"], "version": typed["version"] or 0}
        review.ask_back(told.report, by=request.user, at=timezone.now(), **known)

    return act(request, ref, named("ask"), verb, _("The question is with the author."), "history")


@get_or_post
@needs("report.review")
def accept(request: HttpRequest, ref: str) -> HttpResponse:
    """Accept the report."""

    def verb(told: queries.Sheet, typed: dict) -> None:
        review.accept(told.report, by=request.user, at=timezone.now(), version=typed["version"] or 0)

    return act(request, ref, named("accept"), verb, _("The report is accepted. You can propose findings."), "finding")


@get_or_post
@needs("report.review")
def reject(request: HttpRequest, ref: str) -> HttpResponse:
    """Reject the report."""

    def verb(told: queries.Sheet, typed: dict) -> None:
        known = {"reason": typed["reason"], "words": typed["words"], "version": typed["version"] or 0}
        review.reject(told.report, by=request.user, at=timezone.now(), **known)

    return act(request, ref, named("reject"), verb, _("The report is rejected. Its author sees why."), "history")


@get_or_post
@needs("report.review")
def match(request: HttpRequest, ref: str) -> HttpResponse:
    """Decide who a person in the report is."""

    def verb(told: queries.Sheet, typed: dict) -> None:
        mention = get_object_or_404(queries.mention_of(request.user, told.report, typed["mention"]))
        person = queries.person_by_ref(request.user, typed["person"]) if typed["person"] else None
        known = {"because": typed["because"], "by": request.user, "at": timezone.now()}
        matching.decide(mention, typed["verdict"], person, **known)

    return act(request, ref, forms.match_posted, verb, _("Decided. You can take it back."), anchor(request))


@get_or_post
@needs("report.review")
def reopen(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a decision back."""

    def verb(told: queries.Sheet, typed: dict) -> None:
        mention = get_object_or_404(queries.mention_of(request.user, told.report, typed["mention"]))
        matching.reopen(mention, because=typed["because"], by=request.user, at=timezone.now())

    return act(request, ref, forms.reopen_posted, verb, _("The decision is taken back."), anchor(request))


@get_or_post
@needs("report.review")
def rate(request: HttpRequest, ref: str) -> HttpResponse:
    """Rate a source of the chain, or a statement of the report."""

    def verb(told: queries.Sheet, typed: dict) -> None:
        by, at = request.user, timezone.now()
        if typed["act"]:
            review.rate_act(one(told.acts, pk=typed["act"]), credibility=typed["rating"], by=by, at=at)
        else:
            sources = [text.report.source for text in told.chain]
            review.rate_source(one(sources, ref=typed["source"]), reliability=typed["rating"], by=by, at=at)

    place = "people" if request.POST.get("act") else "sources"
    return act(request, ref, forms.rate_posted, verb, _("The rating is kept."), place)


@get_or_post
@needs("report.review")
def origin(request: HttpRequest, ref: str) -> HttpResponse:
    """Tie the text to the one it comes from, or untie it."""

    def verb(told: queries.Sheet, typed: dict) -> None:
        above = None if typed["unlink"] else typed["origin"]
        known = {"derivation": typed["derivation"], "by": request.user, "at": timezone.now()}
        review.link_origin(told.report, origin_ref=above, **known)

    return act(request, ref, forms.origin, verb, _("The origin of the text is kept."), "sources")


@get_or_post
@needs("report.review")
def attach(request: HttpRequest, ref: str) -> HttpResponse:
    """Say in which incident these people were harmed."""

    def verb(told: queries.Sheet, typed: dict) -> None:
        known = {"mentions": [mention for mention in told.mentions if mention.pk in typed["mentions"]]}
        known |= {"by": request.user, "at": timezone.now()}
        chosen = typed["other"] or typed["incident"]
        if chosen == forms.AttachForm.NEW:
            incident.attach_new(told.report, title=typed["title"], key=typed["key"], **known)
        else:
            (incident.detach if typed["detach"] else incident.attach)(incident_of(request, chosen), **known)

    return act(request, ref, forms.attach, verb, _("The incident is kept."), "incident")


@get_or_post
@needs("finding.propose")
def propose(request: HttpRequest, ref: str) -> HttpResponse:
    """Propose a finding about one person and one kind of act."""

    def verb(told: queries.Sheet, typed: dict) -> None:
        about = forms.conclusion_posted(told, request.POST)
        known = forms.proposal(about, typed, queries.incident_by_ref(request.user, typed["incident"]))
        findings.propose(about.person, by=request.user, at=timezone.now(), **known)

    said = _("The finding is proposed. A second reviewer must agree.")
    return act(request, ref, forms.propose_posted, verb, said, "finding")


def act(
    request: HttpRequest, ref: str, make: Callable[..., Form], verb: Callable[..., None], said: str, place: str
) -> HttpResponse:
    """Fetch, read the form, do one thing, say so, go back to where one was. Nothing typed is lost when it cannot be."""
    back = redirect("desk:review", ref)
    if request.method != "POST":
        return back
    told = queries.Sheet(request.user, get_object_or_404(queries.judged_here(request.user), ref=ref))
    policies.check_take(request.user, told.report)
    form = make(told, request.POST)
    answer = refused(request, told, form, verb)
    if answer is not None:
        return answer
    messages.success(request, said)
    back["Location"] += f"#{place}"
    return back


def refused(request: HttpRequest, told: queries.Sheet, form: Form, verb: Callable[..., None]) -> HttpResponse | None:
    """Nothing when the verb took it; else the page that says why, with everything typed."""
    if not form.is_valid():
        return page(request, told, form)
    try:
        verb(told, form.cleaned_data)
    except Unfit as unfit:
        return page(request, told, blamed(form, unfit))
    except Stale as stale:
        return both(request, form, stale.current)
    return None


def page(request: HttpRequest, told: queries.Sheet, bound: Form | None = None) -> HttpResponse:
    """The review page; with 422 and everything typed when a form could not be taken."""
    context = {
        "sheet": told, "report": told.report, "forms": forms.PageForms(told, bound), "bound": bound,
        "changes": intake.revisions_diff(told.report), "entered": figures.of_report(request.user, told.report),
        "may_enter_figure": figures.may_enter(request.user, told.report),
        "keys": [("s", _("same person")), ("n", _("new person")), ("u", _("undecided")), ("a", _("accept the report"))],
    }  # fmt: skip
    return render(request, "desk/review/review.html", context, status=422 if bound else 200)


def both(request: HttpRequest, form: Form, current) -> HttpResponse:
    """409: as it is now beside what one wrote, and a way to send it again."""
    theirs = [(_("State"), current.get_status_display()), (_("Taken by"), current.taken_by or "")]
    hidden = [(name, value) for name in form.fields if name != "version" for value in request.POST.getlist(name)]
    context = {
        "theirs": theirs, "mine": form.typed() or [(_("What you did"), _("one press of a button"))],
        "hidden": [*hidden, ("version", current.version)], "retry_url": request.path,
    }  # fmt: skip
    return render(request, "errors/409.html", context, status=409)


def blamed(form: Form, unfit: Unfit) -> Form:
    """The refusal beside its field."""
    form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
    return form


def named(slug: str) -> Callable[..., Form]:
    """The plain form of this name."""
    return lambda told, data: forms.plain(told, data, slug)


def one(things: list, **known):
    """The thing with this key among those of the page. Raises Http404."""
    (name, value) = next(iter(known.items()))
    found = next((thing for thing in things if getattr(thing, name) == value), None)
    if found is None:
        raise Http404
    return found


def incident_of(request: HttpRequest, ref: str):
    """The incident that was typed or chosen. Raises Unfit."""
    found = queries.incident_by_ref(request.user, ref)
    if found is None:
        raise Unfit(_("There is no such incident."), "other")
    return found


def anchor(request: HttpRequest) -> str:
    """Back to the person one decided about."""
    pk = request.POST.get("mention", "")
    return f"mention-{pk}" if pk.isdecimal() else "people"
