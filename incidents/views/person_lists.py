"""Lists that others keep: all of them, one of them, its editions, what changed in them, and their rows as they came."""

import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from incidents.domain import person_lists as verbs
from incidents.domain.queries import lists as queries
from incidents.domain.tables import template
from incidents.exports.formats import FORMATS
from incidents.forms.lists import ListForm, initial
from incidents.policies import Stale, Unfit

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@needs("list.import")
def lists(request: HttpRequest) -> HttpResponse:
    """Every list, and what is not finished."""
    page = queries.page(request.user, request.GET.get("page"))
    context = {"page": page, "unfinished": queries.unfinished(request.user), "formats": FORMATS}
    return render(request, "desk/lists_in/lists.html", context)


@get_or_post
@needs("list.import")
def list_new(request: HttpRequest) -> HttpResponse:
    """A new list."""
    form = ListForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return edit_page(request, form)
    try:
        made = verbs.make(**told(form), by=request.user, at=timezone.now())
    except Unfit as unfit:
        return edit_page(request, blamed(form, unfit))
    messages.success(request, _("The list is kept. Now bring in a file."))
    return redirect("desk:list", made.ref)


@get_or_post
@needs("list.import")
def list_edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Change what is known of a list; whoever comes second sees both versions and loses nothing."""
    found = get_object_or_404(queries.by_ref(request.user, ref))
    form = ListForm(request.POST if request.method == "POST" else None, known=found)
    if not form.is_bound or not form.is_valid():
        return edit_page(request, form, found)
    try:
        seen = form.cleaned_data["version"] or 0
        verbs.edit(found, version=seen, **told(form), by=request.user, at=timezone.now())
    except Unfit as unfit:
        return edit_page(request, blamed(form, unfit), found)
    except Stale as stale:
        return both(request, form, stale.current)
    messages.success(request, _("The changes are kept."))
    return redirect("desk:list", found.ref)


def told(form: ListForm) -> dict[str, Any]:
    """What both verbs are told."""
    return {**form.told(), "coverage": verbs.Coverage(**form.coverage())}


def blamed(form: Any, unfit: Unfit) -> Any:
    """The refusal beside its field."""
    form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
    return form


def edit_page(request: HttpRequest, form: ListForm, found: Any = None) -> HttpResponse:
    """The form, new or filled."""
    context = {"form": form, "list": found}
    return render(request, "desk/lists_in/edit.html", context, status=422 if form.errors else 200)


def both(request: HttpRequest, form: ListForm, current: Any) -> HttpResponse:
    """409: as it is now beside as one wrote it, and a way to keep one's own."""
    context = {
        "theirs": form.lines(initial(current)), "mine": form.lines(form.cleaned_data), "retry_url": request.path,
        "hidden": [*form.sent(), ("version", current.version)],
    }  # fmt: skip
    return render(request, "errors/409.html", context, status=409)


@require_safe
@needs("list.import")
def list_page(request: HttpRequest, ref: str) -> HttpResponse:
    """One list: what it could have recorded, its editions, and the imports that are under way."""
    found = get_object_or_404(queries.by_ref(request.user, ref))
    context = {"list": found, "told": queries.ListPage(request.user, found)}
    return render(request, "desk/lists_in/list.html", context)


@require_safe
@needs("list.import")
def list_template(request: HttpRequest, fmt: str) -> HttpResponseBase:
    """An empty table with our headings in the reader's language, and two rows that show how it is filled."""
    if fmt not in FORMATS:
        raise Http404
    kind, language, out = FORMATS[fmt], (get_language() or "en")[:2], io.BytesIO()
    kind.write(out, template.headings(language), template.rows(language))
    out.seek(0)
    name = f"kua-list-{language}.{kind.code}"
    return FileResponse(out, as_attachment=True, filename=name, content_type=kind.media_type)


@require_safe
@needs("list.import")
def edition(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """One edition: how many rows, what changed, how far the deciding is."""
    found = get_object_or_404(queries.edition(request.user, ref, number))
    context = {"list": found.person_list, "edition": found, "told": queries.EditionPage(request.user, found)}
    return render(request, "desk/lists_in/edition.html", context)


@require_safe
@needs("list.import")
def edition_changes(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """What was added, removed and changed since the edition before, row by row."""
    found = get_object_or_404(queries.edition(request.user, ref, number))
    kind = request.GET.get("kind", "")
    page = queries.changes(request.user, found, kind, request.GET.get("page"))
    context = {"list": found.person_list, "edition": found, "page": page, "kind": kind,
               "told": queries.EditionPage(request.user, found)}  # fmt: skip
    return render(request, "desk/lists_in/changes.html", context)


@require_safe
@needs("list.import")
def edition_rows(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """The rows as they came."""
    found = get_object_or_404(queries.edition(request.user, ref, number))
    page = queries.rows(request.user, found, request.GET.get("page"))
    return render(request, "desk/lists_in/rows.html", {"list": found.person_list, "edition": found, "page": page})
