"""The file of a list on its way in: received, sheet, columns, words, check, import; stopped, undone, given up."""

import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from incidents.domain import dates, store
from incidents.domain.imports import verbs
from incidents.domain.queries import import_found, lists
from incidents.domain.queries import imports as queries
from incidents.exports import csv
from incidents.forms.imports import GoForm, StepForm
from incidents.forms.lists import EditionForm, UndoForm
from incidents.policies import Stale, Unfit
from incidents.views.person_lists import blamed

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@needs("list.import")
def list_import(request: HttpRequest, ref: str) -> HttpResponse:
    """A file for the next edition of a list."""
    found = get_object_or_404(lists.by_ref(request.user, ref))
    is_sent = request.method == "POST"
    form = EditionForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if not form.is_bound or not form.is_valid():
        return file_page(request, found, form)
    try:
        made = received(request, found, form)
    except Unfit as unfit:
        unfit.field = "file" if unfit.field == "files" else unfit.field
        return file_page(request, found, blamed(form, unfit))
    return redirect("desk:import_sheet", made.ref)


def received(request: HttpRequest, found: Any, form: EditionForm) -> Any:
    """The file as it came, kept. Raises Unfit and Denied."""
    file, told = form.cleaned_data["file"], form.cleaned_data
    as_of = told["as_of"] or dates.parse("")
    with store.open_arrived(file.taken()) as clear:
        return verbs.receive(
            person_list=found, label=told["label"], as_of=as_of, file=clear, name=file.name, key=told["key"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip


def file_page(request: HttpRequest, found: Any, form: EditionForm) -> HttpResponse:
    """The form for the file: the first of the steps."""
    context = {"list": found, "form": form, "title": _("A new edition"), "steps": queries.steps(None, queries.FILE)}
    return render(request, "desk/lists_in/file.html", context, status=422 if form.errors else 200)


def one_of(request: HttpRequest, ref: str) -> Any:
    """The import, for those who may see it."""
    return get_object_or_404(lists.import_by_ref(request.user, ref))


def shown(request: HttpRequest, one: Any, step: str, name: str, status: int = 200, **more: Any) -> HttpResponse:
    """A page of this import, with the steps above it."""
    context = {"one": one, "list": one.person_list, "steps": queries.steps(one, step), **more}
    return render(request, f"desk/lists_in/{name}.html", context, status=status)


def changed(request: HttpRequest, current: Any, form: StepForm) -> HttpResponse:
    """409: somebody else said how the file is read; one's own can be sent over it."""
    told = {"theirs": [(_("State"), current.get_state_display())], "mine": form.typed(), "retry_url": request.path,
            "hidden": [*form.sent(), ("version", current.version)]}  # fmt: skip
    return render(request, "errors/409.html", told, status=409)


@require_safe
@needs("list.import")
def import_page(request: HttpRequest, ref: str) -> HttpResponse:
    """How far an import is, and what can be done with it now."""
    one = one_of(request, ref)
    return shown(request, one, "", "import", title=one.label, told=queries.Progress(one, timezone.now()))


@get_or_post
@needs("list.import")
def import_check(request: HttpRequest, ref: str) -> HttpResponse:
    """What each row would become; sending it imports them, as one act."""
    one = one_of(request, ref)
    form = GoForm(request.POST if request.method == "POST" else None, version=one.version)
    if not form.is_bound or not form.is_valid():
        return check_page(request, one, form)
    try:
        go = check_again if form.cleaned_data["do"] == "check" else begin
        go(request, one, form.seen)
    except Unfit as unfit:
        return check_page(request, one, blamed(form, unfit))
    except Stale as stale:
        return changed(request, stale.current, form)
    return redirect("desk:import", one.ref)


def begin(request: HttpRequest, one: Any, seen: int) -> None:
    """Import it, and know the next time how this keeper's files are read."""
    who = {"by": request.user, "at": timezone.now()}
    verbs.ask_import(one, version=seen, **who)
    verbs.remember(one, **who)


def check_again(request: HttpRequest, one: Any, seen: int) -> None:
    """Check it once more; nobody loses anything by it."""
    verbs.ask_check(one, by=request.user, at=timezone.now())


def check_page(request: HttpRequest, one: Any, form: GoForm) -> HttpResponse:
    """The dry run; while it is under way, how far it is."""
    if one.state in queries.UNDER_WAY or one.state in queries.OVER:
        return redirect("desk:import", one.ref)
    return shown(request, one, queries.CHECK, "check", 422 if form.errors else 200, form=form,
                 told=import_found.Checked(one), title=_("What each row becomes"))  # fmt: skip


@require_safe
@needs("list.import")
def import_problems(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Every problem with its line and its column, as a table to work through."""
    one = one_of(request, ref)
    out = io.BytesIO()
    csv.write(out, import_found.problem_headings(), import_found.problems(one, timezone.now()))
    out.seek(0)
    name = f"kua-{one.ref}-problems.csv"
    return FileResponse(out, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")


@require_POST
@needs("list.import")
def import_stop(request: HttpRequest, ref: str) -> HttpResponse:
    """Stop what is under way; nothing of it stays."""
    one = one_of(request, ref)
    verbs.stop(one, by=request.user, at=timezone.now())
    messages.success(request, _("It stops in a moment. Nothing was imported."))
    return redirect("desk:import", one.ref)


@get_or_post
@needs("list.import")
def import_undo(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a whole import back, with a reason."""
    one = one_of(request, ref)
    form = UndoForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return undo_page(request, one, form)
    try:
        verbs.ask_undo(one, because=form.cleaned_data["because"], by=request.user, at=timezone.now())
    except Unfit as unfit:
        return undo_page(request, one, blamed(form, unfit))
    messages.success(request, _("The import is being undone."))
    return redirect("desk:import", one.ref)


def undo_page(request: HttpRequest, one: Any, form: UndoForm) -> HttpResponse:
    """What goes and what stays, and the question why."""
    if one.edition is None:
        return redirect("desk:import", one.ref)
    return shown(request, one, "", "undo", 422 if form.errors else 200, form=form, title=_("Undo the import"))


@require_POST
@needs("list.import")
def import_discard(request: HttpRequest, ref: str) -> HttpResponse:
    """Give a file up that was never imported."""
    one = one_of(request, ref)
    verbs.discard(one, by=request.user, at=timezone.now())
    messages.success(request, _("The file is deleted."))
    return redirect("desk:list", one.person_list.ref)
