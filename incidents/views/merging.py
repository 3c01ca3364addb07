"""What was joined is taken apart, and a verdict on two persons is taken back: from the page of the one that stands."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from incidents.domain import merging
from incidents.domain.queries import joined
from incidents.forms.merging import ApartForm
from incidents.policies import Stale, Unfit
from incidents.views.person import one_page

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


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


def both(request: HttpRequest, form: ApartForm, current: Any) -> HttpResponse:
    """409: what the person is now beside what one wrote, and a way to send it again."""
    theirs = [(_("Reference"), current.ref), (_("Name"), current.display_name)]
    hidden = [("slug", form.slug_now), ("because", form.data.get("because", "")), ("version", current.version)]
    context = {"theirs": theirs, "mine": form.typed(), "hidden": hidden, "retry_url": request.path}
    return render(request, "errors/409.html", context, status=409)


def blamed(form: Any, unfit: Unfit) -> Any:
    """The refusal beside its field."""
    form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
    return form
