"""Records side by side, and what a reviewer says of them: one key after reading."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.roles import may
from incidents.domain import deciding
from incidents.domain.queries import alike_groups, compare_words
from incidents.domain.queries import compare as queries
from incidents.forms.compare import CompareForm, DecideForm
from incidents.forms.review import LONGEST_REASON
from incidents.policies import Stale, Unfit
from incidents.vocabulary import Verdict

LONGEST_NUMBER = 18
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@needs("person.read")
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four records side by side. What is unknown and what one may not see look the same."""
    asked = [text for text in request.GET.getlist("of") if text.strip()]
    found = queries.found(request.user, asked)
    known = [record for record in found if record is not None]
    if len(known) < max(len(found), queries.FEWEST):
        return choose(request, known, is_missing=len(known) < len(found))
    if queries.keys(known) != asked:
        return redirect(address(known, request.GET.get("group", "")))
    return page(request, queries.Comparison(request.user, known), group=request.GET.get("group", ""))


@get_or_post
@needs("report.review")
def compare_decide(request: HttpRequest) -> HttpResponse:
    """One decision about the records that were shown; then the next pair of the group, or whoever it was about."""
    if request.method != "POST":
        return redirect("desk:compare")
    asked = [text.rpartition(":")[0] for text in request.POST.getlist("version")]
    found = queries.found(request.user, asked)
    known = [record for record in found if record is not None]
    if len(known) == 1 < len(set(asked)) and None not in found:
        return one_already(request, known[0])
    if len(known) < max(len(found), queries.FEWEST):
        return choose(request, known, is_missing=bool(found))
    told = queries.Comparison(request.user, known)
    form = DecideForm(request.POST, offered=told.because)
    return refused(request, told, form) or redirect(onward(request, known, form.cleaned_data))


def refused(request: HttpRequest, told: queries.Comparison, form: DecideForm) -> HttpResponse | None:
    """Nothing when it is decided; else the page as it is now, with everything typed."""
    if not form.is_valid():
        return page(request, told, form, status=422)
    try:
        decide(request, told, form)
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
        return page(request, told, form, status=422)
    except Stale as stale:
        form.add_error(None, str(stale))
        return page(request, queries.Comparison(request.user, told.records), form, status=409)
    return None


def decide(request: HttpRequest, told: queries.Comparison, form: DecideForm) -> None:
    """Hand it to the verb, and say what became of it."""
    typed, seen = form.cleaned_data, form.seen()
    if set(seen) != set(queries.keys(told.records)):
        raise Stale(told)  # somebody was joined since, or grouped
    chosen = [record for record in told.records if record.key in typed["of"]]
    known = {"seen": {record.row: seen.get(record.key, "") for record in chosen}, "because": typed["because"]}
    group = group_in(request, form.data.get("group"))
    rows = [record.row for record in chosen]
    kept = deciding.decide(rows, typed["verdict"], **known, group=group, by=request.user, at=timezone.now())
    done = _("They are one person now: %(ref)s. You can take it back on that page.") % {"ref": kept.ref if kept else ""}
    messages.success(request, done if kept else _("Decided. You can take it back."))


def onward(request: HttpRequest, known: list[queries.Record], typed: dict[str, Any]) -> str:
    """The next pair of the group; outside of a group the one who stays, else the first of them."""
    group = group_in(request, str(typed["group"] or ""))
    if group is not None:
        following = alike_groups.GroupPage(request.user, group, timezone.now()).after(queries.keys(known))
        return following.url if following else reverse("desk:alike_group", args=[group.pk])
    left = [record for record in queries.found(request.user, queries.keys(known)) if record is not None]
    is_one = typed["verdict"] == Verdict.SAME or len(left) < queries.FEWEST
    return left[0].url if is_one else address(left)


def one_already(request: HttpRequest, record: queries.Record) -> HttpResponse:
    """409: somebody else was faster, and said that they are one. The words that were typed are shown."""
    said = _("They are one person already: %(ref)s.") % {"ref": queries.short(record)}
    mine = [(_("Why"), request.POST.get("because", "")[:LONGEST_REASON])]
    theirs = [(_("Reference"), queries.short(record)), (_("Name"), record.name)]
    context = {"sentence": said, "theirs": theirs, "mine": mine, "retry_url": record.url}
    return render(request, "errors/409.html", context, status=409)


def choose(request: HttpRequest, known: list[queries.Record], *, is_missing: bool) -> HttpResponse:
    """The question for another record; 404 when one of those asked for is none that one may see."""
    form = CompareForm(initial={"of": ""})
    context = {"known": known, "form": form, "is_missing": is_missing}
    return render(request, "desk/compare/choose.html", context, status=404 if is_missing else 200)


def page(
    request: HttpRequest,
    told: queries.Comparison,
    form: DecideForm | None = None,
    *,
    group: str = "",
    status: int = 200,
) -> HttpResponse:
    """The records side by side, with the bar to decide for those who may."""
    within = group_in(request, form["group"].value() if form else group)
    numbers = [("1 … 4", _("choose one of them"))] if len(told.records) > queries.FEWEST else []
    may_decide = may(request.user, "report.review")
    context = {
        "told": told, "lines": compare_words.lines(told.records), "form": form or DecideForm(offered=told.because),
        "group": alike_groups.GroupPage(request.user, within, timezone.now()) if within else None,
        "here": queries.keys(told.records), "may_decide": may_decide,
        "hindrance": deciding.hindrance([record.row for record in told.records], request.user) if may_decide else "",
        "keys": [("s", _("same person")), ("d", _("different people")), ("u", _("undecided")), ("n", _("next pair"))]
        + numbers,
    }  # fmt: skip
    return render(request, "desk/compare/compare.html", context, status=status)


def group_in(request: HttpRequest, number: str | None) -> Any:
    """The group in which one reads, if the address or the form names one."""
    text = number or ""
    is_number = text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER
    return alike_groups.by_number(request.user, int(text)).first() if is_number else None


def address(known: list[queries.Record], group: str = "") -> str:
    """Where these records stand side by side."""
    asked = [("of", key) for key in queries.keys(known)] + ([("group", group)] if group else [])
    return f"{reverse('desk:compare')}?{urlencode(asked)}"
