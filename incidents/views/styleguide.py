"""The page that shows every component in every state."""

import django_tables2
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from incidents.forms.styleguide import Sample
from incidents.vocabulary import ActKind, Confirmation, Status

# Invented people.
ROWS = [
    {"person": "Айдар Жандосов", "when": "2022-01-06/2022-01-12", "where": "Almaty", "sources": 4},
    {"person": "Е. Садықов", "when": "2022-01-08~", "where": "Jetisu Region", "sources": 1},
    {"person": "Gulnaz Akhmetova", "when": "2022-01", "where": "Kyzylorda", "sources": 2},
]
ENTRIES = [
    {"edtf": "2022-01-06", "kind": "detained", "level": "fair", "held": True, "who": _("wife, to the hotline")},
    {"edtf": "2022-01-07/2022-01-12", "kind": "missing", "who": _("wife: asked at two police stations")},
    {"edtf": "2022-08", "what": _("on a list as “А. Жандосов”"), "conflict": _("conflicts with the above")},
]
STEPS = [_("What happened"), _("Who was harmed"), _("How you know"), _("Files"), _("Your safety"), _("Check and send")]
KEYS = [("s", _("same person")), ("n", _("new person")), ("u", _("undecided"))]


class People(django_tables2.Table):
    """A list as the case list shows it."""

    person = django_tables2.Column(verbose_name=_("Person"))
    when = django_tables2.Column(verbose_name=_("When"))
    where = django_tables2.Column(verbose_name=_("Where"))
    sources = django_tables2.Column(
        verbose_name=_("Sources"), attrs={"td": {"class": "num"}, "th": {"class": "num"}}, orderable=False
    )

    class Meta:
        caption = _("People, three of three")


@signed_in
@require_safe
def styleguide(request):
    """Everything at once; nothing here is stored."""
    steps = [{"label": label, "url": "#steps", "done": n < 1, "current": n == 1} for n, label in enumerate(STEPS)]
    context = {
        "statuses": Status.values,
        "follow": [ActKind.BURIED, ActKind.INFORMATION_REFUSED],
        "levels": Confirmation.values,
        "dates": ["2022-01-08", "2022-01", "2022-01-08~", "2022-01-05/2022-01-07", ""],
        "steps": steps,
        "entries": ENTRIES,
        "keys": KEYS,
        "form": Sample(),
        "wrong": Sample({"age": "-3", "sex": "x", "name": ""}, prefix="wrong"),
        "table": People(ROWS, order_by=request.GET.get("sort", "person")),
        "nothing": People([]),
        "page": Paginator(range(1040), 50).get_page(request.GET.get("page", 7)),
    }
    return render(request, "styleguide/page.html", context)
