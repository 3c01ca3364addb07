"""The page of one act: filled with when and where of step 1 until it is told otherwise."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from incidents.domain.intake import contents
from incidents.domain.intake import draft as drafts
from incidents.domain.intake.words import person_name
from incidents.forms.intake_person import ActForm
from incidents.views import intake_pages
from incidents.views.intake_person_page import NEW
from incidents.views.intake_person_page import words_of as person_words
from incidents.vocabulary import ActKind


def words_of(report, key: str, act: str) -> dict:
    """What was typed about the act so far."""
    return drafts.find_act(person_words(report, key), act) or {}


def stored(request: HttpRequest, report, key: str, act: str) -> ActForm:
    """The form as it was kept, with step 1 where it has nothing of its own."""
    words = words_of(report, key, act)
    if act != NEW and not words:
        raise Http404
    what = report.draft.get("what", {})
    initial = {**words, "place": words.get("place") or what.get("place", "")}
    if not words.get("own_when"):
        initial |= {name: what.get(name, "") for name in drafts.OWN}
    actors = contents.actor_choices()
    if request.GET.get("mend"):
        return intake_pages.filled(ActForm, initial, actors=actors)
    return ActForm(initial=initial, actors=actors)


def posted(request: HttpRequest) -> ActForm:
    """The form as it was sent."""
    return ActForm(request.POST, actors=contents.actor_choices())


def saving(request: HttpRequest, report, key: str, act: str, form: ActForm) -> dict:
    """What intake.save_act wants to know."""
    values = intake_pages.typed(form, request.POST)
    return {**intake_pages.saving(request, report), "person": key, "act": act, "values": values}


def show(request: HttpRequest, report, key: str, act: str, form: ActForm) -> HttpResponse:
    """The page."""
    kind = words_of(report, key, act).get("kind", "")
    deed = ActKind(kind).label if kind in ActKind.values else _("What was done?")
    more = {
        "heading": deed[:1].upper() + deed[1:],
        "lead": person_name(person_words(report, key)),
        "key": intake_pages.key_carried(request, act, NEW),
        "autosave": reverse("desk:act_autosave", args=[report.ref, key, act]),
        "person_url": reverse("desk:report_person", args=[report.ref, key]),
    }
    return intake_pages.show(request, report, "people", form, "desk/intake/act.html", **more)


def after(request: HttpRequest, report, key: str, act: str) -> str:
    """The next act of the person, if there is one and it was asked for; else the person."""
    acts = [one["key"] for one in person_words(report, key).get("acts", [])]
    later = acts[acts.index(act) + 1 :] if act in acts else []
    if request.POST.get("go") == "again":
        return reverse("desk:report_act", args=[report.ref, key, NEW])
    if later:
        return reverse("desk:report_act", args=[report.ref, key, later[0]])
    return reverse("desk:report_step", args=[report.ref, "people"])
