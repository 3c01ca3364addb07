"""Rows of a list are decided: how far an edition is, one row, an edition as a whole."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from incidents.domain.queries import lists
from incidents.domain.queries import review as people
from incidents.domain.queries import rows_to_decide as queries
from incidents.domain.reconciling import editions, holding
from incidents.forms.reconcile import RowForm
from incidents.forms.review import AcceptForm, RejectForm
from incidents.policies import Unfit

LONGEST_NUMBER = 9
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@needs("report.review")
def reconcile(request: HttpRequest, ref: str) -> HttpResponse:
    """How far an edition is; with a press of the button its next row that nobody reads."""
    found, at = get_object_or_404(lists.by_ref(request.user, ref)), timezone.now()
    every = queries.editions(request.user, found)
    edition = queries.chosen(every, request.GET.get("edition", ""))
    if request.method == "POST" and edition is not None:
        return onward(request, edition, number(request.POST.get("after", "")))
    context = {"list": found, "editions": every, "edition": edition, "keys": [("n", _("next row"))]}
    if edition is not None:
        context |= {"told": queries.Work(request.user, edition, at),
                    "hindrance": queries.hindrance(request.user, edition)}  # fmt: skip
    return render(request, "desk/reconcile/work.html", context)


@get_or_post
@needs("report.review")
def reconcile_row(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """One row beside those whom it may be; one decision, then the next row."""
    found = get_object_or_404(lists.by_ref(request.user, ref))
    mention = get_object_or_404(queries.row(request.user, found, pk))
    told = queries.RowPage(request.user, mention, timezone.now())
    if request.method != "POST":
        return row_page(request, told)
    form = RowForm(request.POST, slug=request.POST.get("slug", "")[:80], ask_person=True)
    try:
        if form.is_valid() and decide(request, told, form.cleaned_data):
            return onward(request, told.edition, mention.position)
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
    return row_page(request, told, form) if form.errors else redirect("desk:reconcile_row", ref, pk)


def decide(request: HttpRequest, told: queries.RowPage, typed: dict[str, Any]) -> bool:
    """Hand it to the verb, and say so; whether the row is decided now."""
    known = {"because": typed["because"], "by": request.user, "at": timezone.now()}
    if typed["verdict"] == "reopen":
        holding.reopen(told.mention, **known)
        messages.success(request, _("The decision is taken back."))
        return False
    person = people.person_by_ref(request.user, typed["person"]) if typed["person"] else None
    holding.decide(told.mention, typed["verdict"], person, **known)
    messages.success(request, _("Decided. You can take it back."))
    return typed["verdict"] != "different"


def onward(request: HttpRequest, edition: Any, after: int) -> HttpResponse:
    """The next row of the edition that nobody reads."""
    ref = edition.person_list.ref
    row = holding.take_next(edition, after=after, by=request.user, at=timezone.now())
    if row is not None:
        return redirect("desk:reconcile_row", ref, row.pk)
    messages.info(request, _("No row is free now."))
    return redirect(f"{reverse('desk:reconcile', args=[ref])}?edition={edition.number}")


def row_page(request: HttpRequest, told: queries.RowPage, bound: RowForm | None = None) -> HttpResponse:
    """The row and its candidates, each with its own form; with 422 and everything typed when it could not be taken."""
    forms = {likely.person.ref: form_of(bound, f"row-{likely.person.ref}", likely) for likely in told.likely}
    context = {
        "told": told, "row": told.mention, "edition": told.edition, "list": told.edition.person_list,
        "candidates": [(likely, forms[likely.person.ref]) for likely in told.likely],
        "new": form_of(bound, "row-new"), "other": form_of(bound, "row-other", ask_person=True),
        "back": form_of(bound, "row-back"), "bound": bound,
        "keys": [("s", _("same person")), ("d", _("different people")), ("n", _("new person")), ("u", _("undecided")),
                 ("x", _("skip this row"))],
    }  # fmt: skip
    return render(request, "desk/reconcile/row.html", context, status=422 if bound else 200)


def form_of(bound: RowForm | None, slug: str, likely: Any = None, *, ask_person: bool = False) -> RowForm:
    """The form that was sent, or an empty one with the reason that the comparison found."""
    if bound is not None and bound.slug_now == slug:
        return bound
    initial = {"person": likely.person.ref, "because": likely.because} if likely else {}
    return RowForm(slug=slug, ask_person=ask_person, initial=initial)


def number(text: str) -> int:
    """A position that was sent; before the first where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else -1


@get_or_post
@needs("report.review")
def reconcile_report(request: HttpRequest, ref: str, edition: int) -> HttpResponse:
    """Accept an edition as a whole, or reject it."""
    found = get_object_or_404(lists.edition(request.user, ref, edition))
    is_no = request.POST.get("slug") == "reject"
    accept, reject = AcceptForm(slug="accept"), RejectForm(request.POST if is_no else None, slug="reject")
    form = reject if is_no else AcceptForm(request.POST, slug="accept")
    if request.method != "POST" or not form.is_valid():
        return report_page(request, found, accept, reject)
    try:
        judge(request, found, form)
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
        return report_page(request, found, accept, form if is_no else reject, form)
    return redirect("desk:list", ref)


def judge(request: HttpRequest, edition: Any, form: Any) -> None:
    """Hand it to the verb, and say so. Raises Stale for a page without a version."""
    typed = {"by": request.user, "at": timezone.now(), "version": form.cleaned_data["version"] or 0}
    if isinstance(form, RejectForm):
        editions.reject(edition, reason=form.cleaned_data["reason"], words=form.cleaned_data["words"], **typed)
        messages.success(request, _("The edition is rejected."))
    else:
        editions.accept(edition, **typed)
        messages.success(request, _("The edition is accepted. Findings can rely on its rows."))


def report_page(request: HttpRequest, edition: Any, accept: Any, reject: Any, bound: Any = None) -> HttpResponse:
    """Both forms, for an edition that nobody judged yet."""
    context = {"edition": edition, "list": edition.person_list, "accept": accept, "reject": reject, "bound": bound,
               "hindrance": queries.hindrance(request.user, edition)}  # fmt: skip
    return render(request, "desk/reconcile/report.html", context, status=422 if reject.errors or bound else 200)
