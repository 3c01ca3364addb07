"""Two pages changed the same part of a draft: both versions side by side, and nothing typed is lost."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from incidents.domain.intake import words
from incidents.domain.queries import reports
from incidents.forms.intake import SourceForm


def conflict(request: HttpRequest, form, values: dict, current, step: str, theirs: dict | None = None) -> HttpResponse:
    """The 409 page: as it is now, as it was written; and a button that saves the latter over the former."""
    stored = theirs if theirs is not None else current.draft.get("what" if step == "people" else step, {})
    editable = current.status in reports.EDITABLE
    context = {
        "sentence": "" if editable else _("This report was sent meanwhile and can no longer be changed."),
        "theirs": shown(form, stored),
        "mine": shown(form, without_secrets(form, values)),
        "hidden": hidden(request, form, current.version) if editable else [],
        "retry_url": request.path,
    }
    if isinstance(form, SourceForm):
        context["sentence"] = context["sentence"] or _("Name, contact and note are not shown: type them again.")
    return render(request, "errors/409.html", context, status=409)


def shown(form, values: dict) -> list[tuple[str, str]]:
    """Question and answer of everything that was told; a date as one."""
    pairs = [(label, value) for _name, label, value in words.answers(type(form), values, quiet=False)]
    if when := words.when_in_words(values):
        pairs.insert(0, (_("When"), when))
    return pairs or [(_("Nothing"), "")]


def hidden(request: HttpRequest, form, version: int) -> list[tuple[str, str]]:
    """Everything that was sent, to be sent again with the version that is current now."""
    left_out = ("csrfmiddlewaretoken", "version", *(SourceForm.SECRET if isinstance(form, SourceForm) else ()))
    sent = [(name, value) for name, found in request.POST.lists() if name not in left_out for value in found]
    return [*sent, ("version", str(version))]


def without_secrets(form, values: dict) -> dict:
    """The words but those that are sealed."""
    if isinstance(form, SourceForm):
        return {name: value for name, value in values.items() if name not in SourceForm.SECRET}
    return values
