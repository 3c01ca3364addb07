"""What is said of a figure that is entered: what became of it, what it is to another, that it was a mistake; topics."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from incidents.domain.figures import states, topics, verbs
from incidents.domain.queries import figures as queries
from incidents.forms.figure_deeds import MoveForm, PlaceForm, StrikeForm, TieForm, Typed
from incidents.policies import Stale, Unfit
from incidents.vocabulary import FigureState

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
BESIDE = {"when": "day", "to_state": "to_state", "kind": "kind"}


@get_or_post
@needs("figure.enter")
def figure_state(request: HttpRequest, ref: str) -> HttpResponse:
    """What became of a claim."""
    claim = seen(request, ref)
    choices = [(code, FigureState(code).label) for code in states.next_states(claim.state)]
    form = MoveForm(posted(request), states=choices, initial={"version": claim.version})

    def verb(told: dict[str, Any], who: dict[str, Any]) -> None:
        known = {"because": told["because"], "when": told["when"].edtf, "version": form.seen()}
        verbs.move(claim, told["to_state"], told_in=told_of(request, told["told_in"]), **known, **who)

    return act(request, claim, form, verb, ("desk/figures/state.html", _("What became of the figure is kept.")))


@get_or_post
@needs("figure.enter")
def figure_tie(request: HttpRequest, ref: str) -> HttpResponse:
    """What a claim is to another one."""
    claim = seen(request, ref)
    form = TieForm(posted(request), others=queries.nearby(request.user, claim), initial={"version": claim.version})

    def verb(told: dict[str, Any], who: dict[str, Any]) -> None:
        known = {"why": told["why"], "when": told["when"].edtf, "version": form.seen()}
        verbs.relate(claim, other_of(request, form.aim()), told["kind"], **known, **who)

    return act(request, claim, form, verb, ("desk/figures/tie.html", _("The two figures are tied.")))


@require_POST
@needs("figure.enter")
def figure_untie(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Take a tie back."""
    claim = seen(request, ref)
    tie = get_object_or_404(queries.tie(request.user, claim, pk))
    verbs.unrelate(tie, by=request.user, at=timezone.now())
    messages.success(request, _("Taken back."))
    return redirect("desk:figure", claim.ref)


@get_or_post
@needs("figure.enter")
def figure_strike(request: HttpRequest, ref: str) -> HttpResponse:
    """It was entered by mistake."""
    claim = seen(request, ref)
    form = StrikeForm(posted(request), initial={"version": claim.version})

    def verb(told: dict[str, Any], who: dict[str, Any]) -> None:
        verbs.strike(claim, because=told["because"], version=form.seen(), **who)

    return act(request, claim, form, verb, ("desk/figures/strike.html", _("The entry is struck and stays on record.")))


@get_or_post
@needs("figure.enter")
def figure_place(request: HttpRequest, ref: str) -> HttpResponse:
    """On the pages of which topics a claim stands."""
    claim = seen(request, ref)
    now = [topic.ref for topic in queries.topics_of(request.user, claim)]
    form = PlaceForm(
        posted(request), topics=queries.topic_choices(request.user), initial={"topics": now, "had": " ".join(now)}
    )

    def verb(told: dict[str, Any], who: dict[str, Any]) -> None:
        for topic in queries.topics_by_refs(request.user, told["topics"]):
            topics.place(topic, claim, **who)
        for topic in queries.topics_by_refs(request.user, form.taken_off()):
            topics.take_off(topic, claim, **who)

    return act(request, claim, form, verb, ("desk/figures/place.html", _("The changes are kept.")))


def seen(request: HttpRequest, ref: str) -> Any:
    """The claim, of those that this person sees. Raises Http404."""
    return get_object_or_404(queries.by_ref(request.user, ref))


def posted(request: HttpRequest) -> Any:
    """What was sent, if anything was."""
    return request.POST if request.method == "POST" else None


def told_of(request: HttpRequest, ref: str) -> Any:
    """The report that tells of a change. Raises Unfit for one that this person cannot read."""
    found = queries.report(request.user, ref).first() if ref else None
    if ref and found is None:
        raise Unfit(_("There is no report with this reference."), "told_in")
    return found


def other_of(request: HttpRequest, ref: str) -> Any:
    """The other claim of a tie. Raises Unfit."""
    found = queries.by_ref(request.user, ref).first()
    if found is None:
        raise Unfit(_("There is no figure with this reference."), "another")
    return found


def act(request: HttpRequest, claim: Any, form: Any, verb: Callable[..., None], page: tuple[str, str]) -> HttpResponse:
    """Read the form, do one thing, say so; else the page that says why not, with everything typed."""
    template, said = page
    if not form.is_bound or not form.is_valid():
        return form_page(request, template, claim, form)
    try:
        verb(form.cleaned_data, {"by": request.user, "at": timezone.now()})
    except Unfit as unfit:
        field = BESIDE.get(unfit.field or "", unfit.field)
        form.add_error(field if field in form.fields else None, str(unfit))
        return form_page(request, template, claim, form)
    except Stale as stale:
        return both(request, form, stale.current)
    messages.success(request, said)
    return redirect("desk:figure", claim.ref)


def form_page(request: HttpRequest, template: str, claim: Any, form: Any) -> HttpResponse:
    """The form under the claim that it is about."""
    context = {"claim": claim, "form": form, "row": queries.told(claim)}
    return render(request, template, context, status=422 if form.is_bound else 200)


def both(request: HttpRequest, form: Typed, current: Any) -> HttpResponse:
    """409: as it is now beside what one wrote, and a way to send it again."""
    context = {
        "theirs": queries.as_it_is(current), "mine": form.typed(), "retry_url": request.path,
        "hidden": [*form.sent(), ("version", current.version)],
    }  # fmt: skip
    return render(request, "errors/409.html", context, status=409)
