"""Decisions on many rows of a list: looked for, agreed to, stopped, taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from incidents.domain.queries import lists
from incidents.domain.queries import rows_to_decide as queries
from incidents.domain.reconciling import bulk
from incidents.forms.reconcile import ManyForm, TakeBackForm
from incidents.policies import Unfit

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
PRESSED = {"agree": bulk.agree, "stop": bulk.stop, "go_on": bulk.go_on}


@get_or_post
@needs("report.review")
def reconcile_bulk(request: HttpRequest, ref: str) -> HttpResponse:
    """Choose a decision on many rows of an edition; sending it looks for the rows and decides nothing."""
    found = get_object_or_404(lists.by_ref(request.user, ref))
    edition = queries.chosen(queries.editions(request.user, found), request.GET.get("edition", ""))
    if edition is None:
        raise Http404
    form = ManyForm(request.POST if request.method == "POST" else None, has_former=edition.follows_id is not None)
    if not form.is_bound or not form.is_valid():
        return new_page(request, edition, form)
    try:
        made = bulk.ask(edition, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
        return new_page(request, edition, form)
    return redirect("desk:reconcile_many", ref, made.pk)


def new_page(request: HttpRequest, edition: Any, form: ManyForm) -> HttpResponse:
    """What can be decided at once, and what was."""
    context = {
        "list": edition.person_list, "edition": edition, "form": form,
        "told": queries.Work(request.user, edition, timezone.now()),
        "hindrance": queries.hindrance(request.user, edition),
    }  # fmt: skip
    return render(request, "desk/reconcile/bulk.html", context, status=422 if form.errors else 200)


@get_or_post
@needs("report.review")
def reconcile_many(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """One decision on many rows: how far it is, what it found; it is agreed to, stopped, taken back here."""
    found = get_object_or_404(lists.by_ref(request.user, ref))
    row = get_object_or_404(queries.many(request.user, found, number))
    form = TakeBackForm(request.POST if request.POST.get("do") == "undo" else None, slug="undo")
    if request.method != "POST" or (form.is_bound and not form.is_valid()):
        return many_page(request, row, form)
    try:
        press(request, row, form)
    except Unfit as unfit:
        messages.error(request, str(unfit))
    return redirect("desk:reconcile_many", ref, number)


def press(request: HttpRequest, row: Any, form: TakeBackForm) -> None:
    """The button that was pressed. Raises Http404 for none of them."""
    known: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    if form.is_bound:
        bulk.undo(row, because=form.cleaned_data["because"], **known)
    elif request.POST.get("do") in PRESSED:
        PRESSED[request.POST["do"]](row, **known)
    else:
        raise Http404


def many_page(request: HttpRequest, row: Any, form: TakeBackForm) -> HttpResponse:
    """The page of one decision on many rows."""
    context = {
        "list": row.edition.person_list, "edition": row.edition, "one": queries.Many(row), "form": form,
        "is_mine": row.by_id == request.user.pk, "hindrance": queries.hindrance(request.user, row.edition),
        "keys": [("a", _("decide these rows"))],
    }  # fmt: skip
    return render(request, "desk/reconcile/many.html", context, status=422 if form.errors else 200)
