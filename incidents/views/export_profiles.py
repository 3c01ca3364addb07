"""Profiles of exports: columns in their order under a name; for admins."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import needs
from incidents.domain.exporting import profiles, reading
from incidents.forms.export import ProfileForm
from incidents.policies import Unfit
from incidents.views.exports import export_page


@require_safe
@needs("export.make")
def export_profiles(request: HttpRequest) -> HttpResponse:
    """Every profile, to use, to rename, to delete."""
    return profiles_page(request)


def profiles_page(request: HttpRequest, wrong: int = 0, form: ProfileForm | None = None) -> HttpResponse:
    """Each with its form; the one that was filled in wrongly as it was."""
    rows = [
        (one, form if one.pk == wrong else ProfileForm(initial={"name": one.name, "version": one.version},
                                                       auto_id=f"id_{one.pk}_%s"))
        for one in reading.profiles(request.user)
    ]  # fmt: skip
    return render(request, "desk/export/profiles.html", {"rows": rows, "form": form}, status=422 if form else 200)


@require_POST
@needs("export.make")
def export_profile_save(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep the columns of this file under a name."""
    found, form = get_object_or_404(reading.by_ref(request.user, ref)), ProfileForm(request.POST)
    try:
        if form.is_valid():
            profiles.keep(found, name=form.cleaned_data["name"], by=request.user, at=timezone.now())
            messages.success(request, _("The profile is saved."))
            return redirect("desk:export_profiles")
    except Unfit as unfit:
        form.add_error("name", str(unfit))
    return export_page(request, found, profile=form)


@require_POST
@needs("export.make")
def export_profile(request: HttpRequest, number: int) -> HttpResponse:
    """Give it another name."""
    found, form = get_object_or_404(reading.profiles(request.user), pk=number), ProfileForm(request.POST)
    try:
        if form.is_valid():
            named = {"name": form.cleaned_data["name"], "version": form.cleaned_data["version"] or 0}
            profiles.rename(found, **named, by=request.user)
            return redirect("desk:export_profiles")
    except Unfit as unfit:
        form.add_error("name", str(unfit))
    return profiles_page(request, found.pk, form)


@require_POST
@needs("export.make")
def export_profile_delete(request: HttpRequest, number: int) -> HttpResponse:
    """Take it away."""
    profiles.delete(get_object_or_404(reading.profiles(request.user), pk=number), by=request.user)
    messages.success(request, _("The profile is deleted."))
    return redirect("desk:export_profiles")
