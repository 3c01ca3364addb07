"""How the file of a list is read, step by step: the sheet, the columns, the words. Each is kept when it is sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from incidents.domain import person_lists
from incidents.domain.imports import verbs
from incidents.domain.queries import imports as queries
from incidents.domain.queries import lists
from incidents.forms.imports import NEW_LIST, ColumnsForm, EveryRowForm, SheetForm, WordsForm, words_sent
from incidents.policies import Stale, Unfit
from incidents.views.imports import changed, one_of, shown
from incidents.views.person_lists import blamed

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def is_closed(request: HttpRequest, one: Any) -> bool:
    """Whether there is nothing to say now; what is sent all the same is refused by the verb."""
    return request.method != "POST" and one.state not in queries.AT_REST


@get_or_post
@needs("list.import")
def import_sheet(request: HttpRequest, ref: str) -> HttpResponse:
    """Which sheet of the file, and where its headings stand."""
    one = one_of(request, ref)
    form = SheetForm(request.POST if request.method == "POST" else None, sheets=queries.sheets(one), now=one.sheet,
                     header=one.header, version=one.version)  # fmt: skip
    if is_closed(request, one) or not form.is_bound or not form.is_valid():
        return sheet_page(request, one, form)
    try:
        verbs.read_as(one, version=form.seen, **form.told(), by=request.user, at=timezone.now())
    except Unfit as unfit:
        return sheet_page(request, one, blamed(form, unfit))
    except Stale as stale:
        return changed(request, stale.current, form)
    return redirect("desk:import_columns", one.ref)


def sheet_page(request: HttpRequest, one: Any, form: SheetForm) -> HttpResponse:
    """The sheets with their first lines."""
    if is_closed(request, one):
        return redirect("desk:import", one.ref)
    return shown(request, one, queries.SHEET, "sheet", 422 if form.errors else 200, form=form, title=_("The sheet"),
                 sheets=queries.sheets(one), remarks=queries.remarks(one))  # fmt: skip


@get_or_post
@needs("list.import")
def import_columns(request: HttpRequest, ref: str) -> HttpResponse:
    """What each column is; what holds for every row."""
    one = one_of(request, ref)
    form, more, told = columns_forms(request, one)
    if is_closed(request, one) or not form.is_bound or not (form.is_valid() & more.is_valid()):
        return columns_page(request, one, form, more, told)
    try:
        keep_columns(request, one, form, more)
    except Unfit as unfit:
        return columns_page(request, one, blamed(form, unfit), more, told)
    except Stale as stale:
        return changed(request, stale.current, form)
    return redirect("desk:import_values", one.ref)


def columns_forms(request: HttpRequest, one: Any) -> tuple[ColumnsForm, EveryRowForm, queries.Columns]:
    """Both forms of the page, as the import stands or as they were sent."""
    data, told = request.POST if request.method == "POST" else None, queries.Columns(request.user, one)
    form = ColumnsForm(data, columns=told.fields, fields=queries.field_choices(), chosen=told.options.get("lists", {}),
                       lists=lists.other_lists(request.user, one.person_list), version=one.version)  # fmt: skip
    return form, EveryRowForm(data, initial=told.options), told


def keep_columns(request: HttpRequest, one: Any, form: ColumnsForm, more: EveryRowForm) -> None:
    """Keep what each column is. A list that a column speaks of and that nobody made yet is made. Raises as the verb."""
    who = {"by": request.user, "at": timezone.now()}
    headings, chosen = queries.headings(one), form.lists()
    new = {number: headings[int(number)] for number, ref in chosen.items() if ref == NEW_LIST}
    options = {**one.options, **more.options()}
    queries.check_readable(one, form.columns(), {**options, "lists": chosen | new})
    made = {number: person_lists.called(heading, **who).ref for number, heading in new.items()}
    options["lists"] = chosen | made
    verbs.read_as(one, version=form.seen, columns=form.columns(), options=options, **who)


def columns_page(
    request: HttpRequest, one: Any, form: ColumnsForm, more: EveryRowForm, told: queries.Columns
) -> HttpResponse:
    """A card for each column."""
    if is_closed(request, one):
        return redirect("desk:import", one.ref)
    wrong = bool(form.errors or more.errors)
    return shown(request, one, queries.COLUMNS, "columns", 422 if wrong else 200, form=form, more=more,
                 columns=told.cards(form), remembered=told.is_remembered, title=_("The columns"))  # fmt: skip


@get_or_post
@needs("list.import")
def import_values(request: HttpRequest, ref: str) -> HttpResponse:
    """Which of their words is which of our codes; sending it begins the check."""
    one = one_of(request, ref)
    if is_closed(request, one):
        return redirect("desk:import", one.ref)
    form = words_form(request, one)
    if not form.is_bound or not form.is_valid():
        return words_page(request, one, form)
    try:
        keep_words(request, one, form)
    except Stale as stale:
        return changed(request, stale.current, form)
    return redirect("desk:import_check", one.ref)


def words_form(request: HttpRequest, one: Any) -> WordsForm:
    """The words of the file, or those that were sent."""
    data = request.POST if request.method == "POST" else None
    words = words_sent(data, queries.code_choices()) if data is not None else queries.words(one)
    return WordsForm(data, words=words, options=one.options, version=one.version)


def keep_words(request: HttpRequest, one: Any, form: WordsForm) -> None:
    """Keep the words, and check every row."""
    who = {"by": request.user, "at": timezone.now()}
    told = {"values": form.values(), "options": {**one.options, **form.options()}}
    verbs.ask_check(verbs.read_as(one, version=form.seen, **told, **who), **who)


def words_page(request: HttpRequest, one: Any, form: WordsForm) -> HttpResponse:
    """Their words, field by field."""
    return shown(request, one, queries.WORDS, "words", 422 if form.errors else 200, form=form,
                 groups=queries.groups(form), title=_("Their words"))  # fmt: skip
