"""Secret texts: asking to see one, a protected note, an own contact, who looked; and the seal on all of them."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import asked_again, needs
from incidents.domain import contact, identity, notes, seal, seal_state
from incidents.domain.looking import Unreadable
from incidents.domain.queries import secrets as queries
from incidents.forms.secret import ContactForm, LookForm, NoteForm, RemoveNoteForm
from incidents.policies import Stale, Unfit
from incidents.vocabulary import SecretKind

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def while_sealed(view):
    """The page stays open when Kua is sealed."""
    view.while_sealed = True
    return view


@get_or_post
@needs("secret.read")
@asked_again
def secret(request: HttpRequest, ref: str, what: str) -> HttpResponse:
    """Asks why one wants to see a secret text; the answer to the form shows it, once."""
    report = get_object_or_404(queries.askable(request.user), ref=ref)
    facts = about(request, report, what)
    form = LookForm(request.POST if request.method == "POST" else None)
    if facts["is_kept"] and form.is_valid():
        try:
            told = opened(request, report, what, form.cleaned_data)
            return render(request, "desk/secret/shown.html", facts | {"told": told})
        except (Unfit, Unreadable) as refused:
            form.add_error(None, str(refused))
    return render(request, "desk/secret/ask.html", facts | {"form": form}, status=422 if form.is_bound else 200)


def about(request: HttpRequest, report, what: str) -> dict:
    """What is asked for, and whether there is any of it. Raises Http404 for a kind that is not for this person."""
    if what not in queries.kinds(request.user):
        raise Http404
    return {"report": report, "title": TITLES[what](), "is_kept": queries.kept(report).has(what), "what": what,
            "may_review": SecretKind.NOTE in queries.kinds(request.user)}  # fmt: skip


TITLES = {
    SecretKind.IDENTITY: lambda: _("Who this source is"),
    SecretKind.NOTE: lambda: _("Protected note"),
    SecretKind.CONTACT: lambda: _("How to reach the author"),
}


def opened(request: HttpRequest, report, what: str, typed: dict) -> list[tuple[str, str]]:
    """The texts with their labels, by the verb of their kind."""
    why = {"by": request.user, "at": timezone.now(), "reason": typed["words"], "because": typed["because"]}
    if what == SecretKind.IDENTITY:
        texts = identity.open_(source=report.source, **why)
    else:
        texts = (notes if what == SecretKind.NOTE else contact).open_(report=report, **why)
    labels = {"name": _("Name"), "contact": _("Contact"), "note": _("Note")}
    return [(labels[name], text) for name, text in texts.items() if text]


@get_or_post
@needs("report.review")
def note(request: HttpRequest, ref: str) -> HttpResponse:
    """Write a protected note, or another in its place."""
    report = get_object_or_404(queries.askable(request.user), ref=ref)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return note_page(request, report, form)
    try:
        notes.keep(report=report, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Stale as stale:
        return note_page(request, report, newer(form, stale))
    messages.success(request, _("The note is kept, encrypted."))
    return redirect("desk:review", ref)


@get_or_post
@needs("report.review")
def note_remove(request: HttpRequest, ref: str) -> HttpResponse:
    """Delete the protected note."""
    report = get_object_or_404(queries.askable(request.user), ref=ref)
    form = RemoveNoteForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return redirect("desk:note", ref)
    try:
        notes.remove(report=report, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Stale as stale:
        return note_page(request, report, newer(NoteForm({"note": ""}), stale))
    messages.success(request, _("The note is deleted."))
    return redirect("desk:review", ref)


def newer(form: NoteForm, stale: Stale) -> NoteForm:
    """The form again, with its words, for the note that stands now."""
    form.add_error(None, _("Somebody changed the note since you opened it. Read it, then decide."))
    form.data = form.data.copy() | {"version": stale.current.version if stale.current else 0}
    form.is_stale = True
    return form


def note_page(request: HttpRequest, report, form: NoteForm) -> HttpResponse:
    """What is kept since when, never what it says; and the form."""
    held = queries.kept(report).note
    form.fields["version"].initial = held.version if held else 0
    status = 409 if getattr(form, "is_stale", False) else 422 if form.is_bound else 200
    return render(request, "desk/secret/note.html", {"report": report, "form": form, "held": held}, status=status)


@get_or_post
@needs("report.log")
def own_contact(request: HttpRequest) -> HttpResponse:
    """How a reviewer can reach one safely: written, replaced, never shown again."""
    form = ContactForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        facts = {"form": form, "since": queries.own_contact(request.user)}
        return render(request, "desk/secret/own_contact.html", facts, status=422 if form.is_bound else 200)
    contact.keep(by=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Kept, encrypted. It is not shown here again."))
    return redirect("desk:own_contact")


@require_POST
@needs("report.log")
def own_contact_remove(request: HttpRequest) -> HttpResponse:
    """Delete the own contact."""
    contact.remove(by=request.user, at=timezone.now())
    messages.success(request, _("Deleted."))
    return redirect("desk:own_contact")


@require_safe
@needs("audit.read")
def looks(request: HttpRequest) -> HttpResponse:
    """Who looked at which secret text, and why."""
    return render(request, "desk/secret/looks.html", {"page": queries.looks(request.user, request.GET)})


@get_or_post
@while_sealed
@needs("team.manage")
@asked_again
def seal_page(request: HttpRequest) -> HttpResponse:
    """Whether Kua is sealed; sending the form seals it, and signs everybody out."""
    standing = seal_state.standing()
    if request.method == "POST" and standing is None:
        try:
            seal.close(by=request.user, at=timezone.now())
            logout(request)
            return redirect("account_login")
        except Unfit as unfit:
            messages.error(request, str(unfit))
    facts = {
        "standing": standing,
        "is_locked": seal.is_locked(),
        "agreed": standing and standing.first_by == request.user,
    }
    return render(request, "desk/secret/seal.html", facts)


@require_POST
@while_sealed
@needs("team.manage")
@asked_again
def unseal(request: HttpRequest) -> HttpResponse:
    """Agree to unseal; the second admin who agrees opens the desk."""
    try:
        ended = seal.agree(by=request.user, at=timezone.now())
        messages.success(
            request, _("Kua is open again.") if ended else _("You agreed. Another admin has to agree too.")
        )
    except Unfit as unfit:
        messages.error(request, str(unfit))
    return redirect("desk:seal")
