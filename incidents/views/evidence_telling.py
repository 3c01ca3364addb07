"""What is told of a piece of evidence: what it is, who made it, its captures; and what is asked for elsewhere."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import asked_again, needs
from incidents import policies
from incidents.domain.evidence import arriving, describing, makers, proposals
from incidents.domain.looking import Unreadable
from incidents.domain.queries import piece as reads
from incidents.domain.queries import telling
from incidents.forms.evidence_telling import (
    NOT_HERE,
    ArrivedForm,
    CaptureForm,
    DescribeForm,
    MakerForm,
    WantedFilter,
    stands,
)
from incidents.forms.secret import LookForm
from incidents.policies import Stale, Unfit

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def seen(request: HttpRequest, ref: str, among=telling.pieces):
    """The piece, of those that this person sees. Raises Http404, and Sealed for others' pieces while Kua is sealed."""
    found = get_object_or_404(among(request.user), ref=ref)
    reads.check_open(found, request.user)
    return found


def open_to(request: HttpRequest, ref: str, among=telling.pieces):
    """The same, for whoever may say more about it now. Raises Denied."""
    found = seen(request, ref, among)
    policies.check_describe(request.user, found.report)
    return found


def posted(request: HttpRequest):
    """What was sent, if anything was."""
    return request.POST if request.method == "POST" else None


def blamed(form, unfit: Unfit):
    """The refusal beside its field."""
    field = "file" if unfit.field == "files" else unfit.field
    form.add_error(field if field in form.fields else None, str(unfit))
    return form


def shown(request: HttpRequest, template: str, piece, form, status: int = 0, **more) -> HttpResponse:
    """A page with a form about a piece: as it is, or as it was sent."""
    context = {"piece": piece, "report": piece.report, "form": form} | more
    return render(request, template, context, status=status or (422 if form.is_bound else 200))


# --- What it is ------------------------------------------------------------------------------------------------------
@get_or_post
@needs("report.log")
def evidence_describe(request: HttpRequest, ref: str) -> HttpResponse:
    """What it shows, when, where, how it came; beside it what the file says of itself, to be taken or left."""
    piece = open_to(request, ref)
    form = DescribeForm(posted(request), piece=piece)
    if request.POST.get("take") or request.method != "POST" or not form.is_valid():
        return describe_page(request, piece, form)
    try:
        version = form.cleaned_data["version"] or 0
        describing.describe(evidence=piece, version=version, by=request.user, at=timezone.now(), **form.told())
    except Unfit as unfit:
        return describe_page(request, piece, blamed(form, unfit))
    except Stale as stale:
        return both(request, form, stale.current)
    messages.success(request, _("The changes are kept."))
    return redirect("desk:evidence_page", piece.ref)


def describe_page(request: HttpRequest, piece, form: DescribeForm) -> HttpResponse:
    """The form beside what the file says; with that in its boxes when somebody asked for it."""
    said = proposals.of(piece, by=request.user, at=timezone.now())
    take = request.POST.get("take")
    if take == "when" and said.taken_edtf:
        form = form.with_told(taken_edtf=said.taken_edtf)
    if take == "where" and said.place_text:
        form = form.with_told(taken_place_text=said.place_text)
    status = 200 if take and not form.errors else 0
    return shown(request, "desk/evidence/describe.html", piece, form, status, said=said, taken=take)


def both(request: HttpRequest, form: DescribeForm, current) -> HttpResponse:
    """409: as it is now beside as one wrote it, and a way to keep one's own."""
    who = {"changed_by": current.described_by.name, "changed_at": current.described_at} if current.described_by else {}
    told = {"theirs": stands(form, current), "mine": form.words(), "retry_url": request.path,
            "hidden": [*form.sent(), ("version", current.version)]}  # fmt: skip
    return render(request, "errors/409.html", who | told, status=409)


# --- Who made it -----------------------------------------------------------------------------------------------------
@get_or_post
@needs("report.log")
def evidence_maker(request: HttpRequest, ref: str) -> HttpResponse:
    """Who made it and who handed it over: written, replaced, never shown here."""
    piece = open_to(request, ref)
    form = MakerForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            makers.keep(evidence=piece, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Unfit as unfit:
            form = blamed(form, unfit)
        else:
            messages.success(request, _("Kept, encrypted. It is not shown here again."))
            return redirect("desk:evidence_page", piece.ref)
    return shown(request, "desk/evidence/maker.html", piece, form, told=telling.Telling(request.user, piece))


@get_or_post
@needs("report.review")
@asked_again
def evidence_maker_look(request: HttpRequest, ref: str) -> HttpResponse:
    """Asks why one wants to know who made it; the answer to the form shows it, once."""
    piece = seen(request, ref, telling.of_others)
    kept, form = telling.kept_maker(piece), LookForm(posted(request))
    if kept and form.is_bound and form.is_valid():
        try:
            return shown(
                request, "desk/evidence/maker_shown.html", piece, form, 200, lines=opened(request, piece, form)
            )
        except (Unfit, Unreadable) as refused:
            form.add_error(None, str(refused))
    return shown(request, "desk/evidence/maker_look.html", piece, form, kept=kept)


def opened(request: HttpRequest, piece, form: LookForm) -> list[tuple[str, str]]:
    """The texts with their labels."""
    why = {"reason": form.cleaned_data["words"], "because": form.cleaned_data["because"]}
    texts = makers.open_(evidence=piece, by=request.user, at=timezone.now(), **why)
    labels = {"made_by": _("Made by"), "handed_by": _("Handed over by")}
    return [(labels[word], text) for word, text in texts.items()]


# --- What comes later ------------------------------------------------------------------------------------------------
@get_or_post
@needs("report.log")
def evidence_capture(request: HttpRequest, ref: str) -> HttpResponse:
    """A capture of a link, made elsewhere: a file that hangs on the link."""
    piece = open_to(request, ref, telling.own_links)
    form = CaptureForm(posted(request), request.FILES or None)
    if not form.is_bound or not form.is_valid():
        return shown(request, "desk/evidence/capture.html", piece, form)
    file, told = form.cleaned_data.pop("file"), form.cleaned_data
    try:
        arriving.capture(
            link=piece, file=file, name=file.name, size=file.size, by=request.user, at=timezone.now(), **told
        )
    except Unfit as unfit:
        return shown(request, "desk/evidence/capture.html", piece, blamed(form, unfit))
    messages.success(request, _("The capture is kept."))
    return redirect("desk:evidence_page", piece.ref)


@get_or_post
@needs("report.log")
def evidence_arrived(request: HttpRequest, ref: str) -> HttpResponse:
    """What was only said to exist is here: which of the files and links of the report it is."""
    piece = open_to(request, ref, telling.not_held)
    form = ArrivedForm(posted(request), pieces=telling.could_be(request.user, piece), version=piece.version)
    chosen = telling.pieces(request.user).filter(ref=form.cleaned_data["ref"]).first() if form.is_valid() else None
    if chosen is None:
        return arrived_page(request, piece, form)
    who = {"by": request.user, "at": timezone.now()}
    try:
        arriving.arrived(wanted=piece, version=form.cleaned_data["version"] or 0, piece=chosen, **who)
    except Unfit as unfit:
        return arrived_page(request, piece, blamed(form, unfit))
    messages.success(request, _("Noted. Nobody asks for it any more."))
    return redirect("desk:evidence_page", chosen.ref)


def arrived_page(request: HttpRequest, piece, form: ArrivedForm) -> HttpResponse:
    """The form; with the sentence for a reference under which there is nothing."""
    if form.is_bound and not form.errors:
        form.add_error("other", NOT_HERE)
    return shown(request, "desk/evidence/arrived.html", piece, form, takes_more=telling.takes_more(piece))


@require_safe
@needs("report.review")
def evidence_wanted(request: HttpRequest) -> HttpResponse:
    """What is said to exist and is not held, by holder: what to ask for."""
    page = telling.wanted(request.user, request.GET)
    return render(request, "desk/evidence/wanted.html", {"form": WantedFilter(request.GET), "page": page})
