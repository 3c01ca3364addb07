"""The queue of likely same persons: groups are taken, read pair by pair, and put back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from incidents.domain import alike as verbs
from incidents.domain.queries import alike_groups as queries
from incidents.forms.compare import GroupsForm

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@needs("report.review")
def alike(request: HttpRequest) -> HttpResponse:
    """Which groups wait; with a press of the button the next one that nobody reads."""
    now = timezone.now()
    form = GroupsForm(request.POST if request.method == "POST" else request.GET)
    if request.method != "POST":
        counts = queries.counts(request.user, now)
        found = queries.page(request.user, form.chosen(), request.GET.get("page"), counts, now)
        context = {"form": form, "page": found, "chosen": form.chosen(), "counts": counts,
                   "keys": [("t", _("take the next group"))]}  # fmt: skip
        return render(request, "desk/alike/alike.html", context)
    group = verbs.take_next(queries.groups(request.user, form.chosen(), now), by=request.user, at=now)
    if group is None:
        messages.info(request, _("No group is free now."))
        return redirect("desk:alike")
    return redirect("desk:alike_group", group.pk)


@get_or_post
@needs("report.review")
def alike_group(request: HttpRequest, number: int) -> HttpResponse:
    """One group with its pairs; taken or put back with a press of a button."""
    group, now = get_object_or_404(queries.by_number(request.user, number)), timezone.now()
    if request.method == "POST":
        back = request.POST.get("do") == "put_back"
        (verbs.put_back if back else verbs.take)(group, by=request.user, at=now)
        messages.success(request, _("Others can read this group now.") if back else _("You have taken this group."))
        return redirect("desk:alike") if back else redirect("desk:alike_group", number)
    keys = [("n", _("next pair")), ("b", _("put the group back"))]
    context = {"told": queries.GroupPage(request.user, group, now), "group": group, "keys": keys}
    return render(request, "desk/alike/group.html", context)
