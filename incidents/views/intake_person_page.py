"""The page of one person: what it is filled with, what its boxes mean, where it leads."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from incidents.domain.intake import draft as drafts
from incidents.domain.intake import ties
from incidents.domain.intake.words import person_name
from incidents.domain.queries import entered
from incidents.forms.intake_person import FOLLOWING, PersonPageForm
from incidents.views import intake_pages
from incidents.vocabulary import ActKind, Status

NEW = "new"


def key_of(request: HttpRequest, key: str) -> str:
    """The key in the address; for a new person the one that the page carried, so that sending twice adds one."""
    try:
        return str(uuid.UUID(request.POST.get("key", "") if key == NEW else key))
    except ValueError:
        if key == NEW:
            return str(uuid.uuid4())
        raise Http404 from None


def words_of(report, key: str) -> dict:
    """What was typed about the person so far."""
    return drafts.find_person(report.draft, key) or {}


def stored(request: HttpRequest, report, key: str) -> PersonPageForm:
    """The form as it was kept; for a new person with the kinds of the person before."""
    person = words_of(report, key)
    if key != NEW and not person:
        raise Http404
    chosen, sure = ties.chosen(report.draft, key)
    initial = {**person, **kinds_of(person if person else _last(report)), "certainty": sure}
    initial |= {f"kin_{number}": value for number, value in enumerate(chosen, start=1)}
    options = ties.choices(report.draft, key)
    if request.GET.get("mend"):
        defaults = {name: getattr(field, "default", "") for name, field in PersonPageForm.base_fields.items()}
        return PersonPageForm(defaults | initial, ties=options)
    return PersonPageForm(initial=initial, ties=options)


def posted(request: HttpRequest, report, key: str) -> PersonPageForm:
    """The form as it was sent."""
    return PersonPageForm(request.POST, ties=ties.choices(report.draft, key))


def kinds_of(person: dict) -> dict:
    """The boxes that are ticked for these acts."""
    kinds = list(dict.fromkeys(act.get("kind", "") for act in person.get("acts", [])))
    following = dict(FOLLOWING)
    return {"kinds": [kind for kind in kinds if kind in Status.values],
            "more_kinds": [kind for kind in kinds if kind in following]}  # fmt: skip


def saving(
    request: HttpRequest, report, key: str, form: PersonPageForm, values: dict, *, keep_acts: bool = False
) -> dict:
    """What intake.save_person wants to know."""
    kinds = [kind for name in ("kinds", "more_kinds") for kind in values[name] if kind in ActKind.values]
    if keep_acts:
        kinds += [act["kind"] for act in words_of(report, key).get("acts", []) if act.get("kind")]
    chosen = ties.read(values[name] for name in form.tie_fields())
    return {**intake_pages.saving(request, report), "person": key, "values": values,
            "kinds": list(dict.fromkeys(kinds)), "ties": list(chosen)}  # fmt: skip


def show(request: HttpRequest, report, key: str, form: PersonPageForm) -> HttpResponse:
    """The page."""
    number = next((n for n, person in ties.numbered(report.draft) if person["key"] == key), None)
    total = len(report.draft.get("people", []))
    acts = [
        {"url": reverse("desk:report_act", args=[report.ref, key, act["key"]]), "label": ActKind(act["kind"]).label}
        for act in words_of(report, key).get("acts", []) if act.get("kind") in ActKind.values
    ]  # fmt: skip
    more = {
        "heading": _("Person %(number)s") % {"number": number or total + 1},
        "key": intake_pages.key_carried(request, key, NEW),
        "taken_over": intake_pages.taken_over(report),
        "acts": acts,
        "lead": _("Write what you know. Leave the rest empty: “not known” is an answer."),
        "autosave": reverse("desk:person_autosave", args=[report.ref, key]),
        "alike_url": reverse("desk:person_alike", args=[report.ref, key]),
        "people_url": reverse("desk:report_step", args=[report.ref, "people"]),
        "remove_url": reverse("desk:report_person_remove", args=[report.ref, key]) if number else "",
    } | found(request, report, form)
    return intake_pages.show(request, report, "people", form, "desk/intake/person.html", **more)


def found(request: HttpRequest, report, form: PersonPageForm) -> dict:
    """Who was logged before and may be the same, by the words of the form as it stands, sent or kept."""
    words: Any = form.data if form.is_bound else form.initial
    told = intake_pages.typed(form, words) if isinstance(words, QueryDict) else words
    kinds = [kind for name in ("kinds", "more_kinds") for kind in told.get(name) or []]
    return {"alike": entered.alike(request.user, report, told, kinds)}


def after(request: HttpRequest, report, key: str) -> str:
    """The next person, more about what was done, or the list of people."""
    go = request.POST.get("go", "")
    acts = words_of(report, key).get("acts", [])
    if go == "another":
        return reverse("desk:report_person", args=[report.ref, NEW])
    if go == "more" and acts:
        return reverse("desk:report_act", args=[report.ref, key, acts[0]["key"]])
    return reverse("desk:report_step", args=[report.ref, "people"])


def remove_context(report, key: str) -> dict:
    """The page that asks whether."""
    return {
        "report": report,
        "title": _("Take this person out?"),
        "text": person_name(words_of(report, key)),
        "consequence": _("What you wrote about this person, and the family ties, leave the draft."),
        "submit": _("Take out"),
        "back_url": reverse("desk:report_person", args=[report.ref, key]),
    }


def _last(report) -> dict:
    people = report.draft.get("people", [])
    return people[-1] if people else {}
