"""Case bundles: for admins."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import asked_again, needs
from incidents.domain.bundles import reading, verbs, words
from incidents.domain.queries.persons import CaseList
from incidents.forms.bundle import BundleForm, WhomForm
from incidents.policies import Unfit


@require_safe
@needs("export.make")
def bundles(request: HttpRequest) -> HttpResponse:
    """Every bundle, newest first, with how far it is."""
    return render(request, "desk/bundle/bundles.html", {"page": reading.page(request.user, request.GET.get("page"))})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("export.make")
@asked_again
def bundle_new(request: HttpRequest) -> HttpResponse:
    """Whom, for whom; what would go in and what would not; and then why."""
    if "list" in request.GET:
        return of_the_list(request)
    whom = WhomForm({**request.GET.dict(), "person": " ".join(request.GET.getlist("person"))})
    told = whom.told()
    asked = reading.wanted(request.user, told["person"], told["incident"])
    posted = request.POST if request.method == "POST" and asked.is_clear else None
    form = BundleForm(posted, disclosure=told["disclosure"], language=get_language())
    made = form.is_valid() and keep(request, form, asked)
    return redirect("desk:bundle", made.ref) if made else new_page(request, whom, form, asked)


def of_the_list(request: HttpRequest) -> HttpResponse:
    """The people of the case list as filtered, by their references in the address."""
    found = reading.refs_of(CaseList(request.user, request.GET))
    if not found:
        messages.error(request, _("Choose between 1 and 500 people first."))
        return redirect("desk:people")
    return redirect(f"{reverse('desk:bundle_new')}?{urlencode({'person': ' '.join(found)})}")


def keep(request: HttpRequest, form: BundleForm, asked: reading.Wanted):
    """The bundle that was asked for; the refusal beside its field."""
    who = {"persons": asked.persons, "incident": asked.incident, "by": request.user, "at": timezone.now()}
    try:
        return verbs.ask(**who, **form.cleaned_data)
    except Unfit as unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
        return None


def new_page(request: HttpRequest, whom: WhomForm, form: BundleForm, asked: reading.Wanted) -> HttpResponse:
    """Both forms, and between them what would go."""
    told = whom.told()
    choice = reading.preview(request.user, asked, told["disclosure"]) if asked.is_clear else None
    again = WhomForm(initial=told)
    context = {"whom": again, "form": form, "asked": asked, "choice": choice, "circle": told["disclosure"],
               "left_out": reading.left_out(choice) if choice else []}  # fmt: skip
    return render(request, "desk/bundle/new.html", context, status=422 if form.errors else 200)


@require_safe
@needs("export.make")
def bundle(request: HttpRequest, ref: str) -> HttpResponse:
    """One bundle: how far it is, what it holds, its hash, and the key that signed it."""
    found = get_object_or_404(reading.by_ref(request.user, ref))
    context = {"bundle": found, "told": reading.told(request.user, found), "failed": words.failed(found.failed_words)}
    return render(request, "desk/bundle/bundle.html", context)


@require_safe
@needs("export.make")
@asked_again
def bundle_download(request: HttpRequest, ref: str) -> HttpResponseBase:
    """The ZIP. Each fetching is a line of the log."""
    found = get_object_or_404(reading.by_ref(request.user, ref))
    file = verbs.fetch(found, by=request.user, at=timezone.now())
    name = f"kua-{found.ref}-{found.disclosure}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@require_POST
@needs("export.make")
def bundle_stop(request: HttpRequest, ref: str) -> HttpResponse:
    """No bundle after all."""
    found = get_object_or_404(reading.by_ref(request.user, ref))
    verbs.stop(found, by=request.user, at=timezone.now())
    messages.success(request, _("The bundle is stopped."))
    return redirect("desk:bundle", found.ref)


@require_POST
@needs("export.make")
def bundle_delete(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the file away before its time."""
    found = get_object_or_404(reading.by_ref(request.user, ref))
    verbs.delete(found, by=request.user, at=timezone.now())
    messages.success(request, _("The file is deleted. What it held stays in the audit log."))
    return redirect("desk:bundle", found.ref)
