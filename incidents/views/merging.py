"""Two persons are one, or not; and what was joined is taken apart. The page that asks shows them side by side."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from incidents.domain import merging
from incidents.domain.queries import joined
from incidents.forms.merging import ApartForm, MergeForm
from incidents.policies import Stale, Unfit
from incidents.views.person import one_page
from incidents.vocabulary import Verdict

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@needs("report.review")
def merge(request: HttpRequest) -> HttpResponse:
    """What a reviewer says of two persons."""
    if request.method != "POST":
        return redirect("desk:people")
    form = MergeForm(request.POST, slug="merge")
    if not form.is_valid():
        return refused(request, form)
    pair = [get_object_or_404(joined.by_ref(request.user, ref)) for ref in form.cleaned_data["of"]]
    try:
        return redirect(said(request, form, *pair))
    except Unfit as unfit:
        return refused(request, blamed(form, unfit), unfit)
    except Stale as stale:
        return both(request, form, stale.current)


def said(request: HttpRequest, form: MergeForm, one: Any, other: Any) -> str:
    """Do it, say so; where to go on."""
    told, who = form.cleaned_data, {"by": request.user, "at": timezone.now()}
    known = {"because": told["because"], "seen": form.seen(), **who}
    if told["verdict"] == Verdict.SAME:
        kept = merging.merge(one, other, **known).kept
        messages.success(request, _("Joined. You can take it apart on this page."))
        return reverse("desk:person", args=[kept.ref])
    merging.judge(one, other, told["verdict"], **known)
    messages.success(request, _("Decided. You can take it back."))
    return reverse("desk:person", args=[one.ref])


@get_or_post
@needs("report.review")
def merge_undo(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """A joining is taken apart."""
    row = get_object_or_404(joined.joining(request.user, ref, number))
    if request.method != "POST":
        return redirect("desk:person", ref)
    return back(request, row.kept, ApartForm(request.POST, slug=f"apart-{row.pk}"), merging.unmerge, row)


@get_or_post
@needs("report.review")
def pair_undo(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """A verdict on two persons is taken back."""
    row = get_object_or_404(joined.verdict(request.user, ref, number))
    if request.method != "POST":
        return redirect("desk:person", ref)
    person = row.person if row.person.ref == ref else row.other
    return back(request, person, ApartForm(request.POST, slug=f"pair-{row.pk}"), merging.take_back, row)


def back(request: HttpRequest, person: Any, form: ApartForm, verb: Any, row: Any) -> HttpResponse:
    """Take back what stands, say so; nothing typed is lost when it cannot be."""
    if not form.is_valid():
        return one_page(request, person, form)
    try:
        seen = {person.ref: form.cleaned_data["version"] or 0}
        verb(row, because=form.cleaned_data["because"], by=request.user, at=timezone.now(), seen=seen)
    except Unfit as unfit:
        return one_page(request, person, blamed(form, unfit), unfit)
    except Stale as stale:
        return both(request, form, stale.current)
    messages.success(request, _("The decision is taken back."))
    return redirect("desk:person", person.ref)


def refused(request: HttpRequest, form: MergeForm, unfit: Unfit | None = None) -> HttpResponse:
    """422: why not, and everything typed, ready to be sent again."""
    typed = [text[:40] for text in request.POST.getlist("of")[:2]]
    context = {"form": form, "pair": joined.shown(request.user, typed), "unfit": unfit}
    return render(request, "desk/person/join.html", context, status=422)


def both(request: HttpRequest, form: Any, current: Any) -> HttpResponse:
    """409: what the person is now beside what one wrote. The page to look again is the person's."""
    theirs = [(_("Reference"), current.ref), (_("Name"), current.display_name), (_("Version"), current.version)]
    context = {"theirs": theirs, "mine": form.typed(), "retry_url": reverse("desk:person", args=[current.ref])}
    return render(request, "errors/409.html", context, status=409)


def blamed(form: Any, unfit: Unfit) -> Any:
    """The refusal beside its field."""
    form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
    return form
