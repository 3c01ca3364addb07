"""What the activist's pages show: steps, forms filled from the working copy, problems with their links."""

import uuid
from collections.abc import Iterable

from django.contrib import messages
from django.forms import MultipleChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.domain import retention
from incidents.domain.intake import contents
from incidents.domain.intake.ties import numbered
from incidents.domain.intake.words import lines, person_name, when_in_words
from incidents.domain.queries import reports
from incidents.forms.intake import ConsentForm, PeopleForm, ReasonForm, SourceForm, WhatForm
from incidents.forms.intake_person import ActForm, PersonPageForm
from incidents.vocabulary import ReportStatus

FORMS = {"what": WhatForm, "people": PeopleForm, "source": SourceForm, "consent": ConsentForm}
LABELS = {
    "what": gettext_lazy("What happened"),
    "people": gettext_lazy("Who was harmed"),
    "source": gettext_lazy("How you know"),
    "evidence": gettext_lazy("Files"),
    "consent": gettext_lazy("Your safety"),
    "check": gettext_lazy("Check and send"),
}
LEADS = {
    "what": gettext_lazy("Write what you know. Leave the rest empty: “not known” is an answer."),
    "people": gettext_lazy("Add each person. People without a name count as much as others."),
    "source": gettext_lazy("Who told you, or where did you read it? Reviewers need it; nobody else sees it."),
    "consent": gettext_lazy("Before you send: think of your own safety, and of what the family wants."),
}
LARGEST = 2**31 - 1
STEP = "desk/intake/step.html"


def new_key() -> uuid.UUID:
    """A key for a form that makes something once."""
    return uuid.uuid4()


def version_of(request: HttpRequest) -> int:
    """The version that the page showed; nothing sensible counts as the oldest."""
    text = request.POST.get("version", "")
    return min(int(text), LARGEST) if text.isascii() and text.isdecimal() and len(text) < 12 else 0


def saving(request: HttpRequest, report) -> dict:
    """What every saving verb wants to know besides the words."""
    tab = request.POST.get("tab", "")[:36]
    return {"report": report, "by": request.user, "at": timezone.now(), "version": version_of(request), "tab": tab}


def typed(form, post, *, but_secrets: bool = False) -> dict:
    """What was typed into the fields of a form, as typed. Autosave never carries secrets."""
    left_out = SourceForm.SECRET if but_secrets and isinstance(form, SourceForm) else ()
    several = [name for name, field in form.fields.items() if isinstance(field, MultipleChoiceField)]
    return {
        name: post.getlist(name) if name in several else post.get(name, "")
        for name in form.fields
        if name not in left_out
    }


def filled(form_class, values: dict, **options):
    """A form with the words kept in the working copy, judged."""
    defaults = {name: getattr(field, "default", "") for name, field in form_class.base_fields.items()}
    return form_class(defaults | values, **options)


def stored_form(request: HttpRequest, report, step: str):
    """The form of a step as it was kept; judged when one comes to mend it (?mend=1)."""
    values = report.draft.get("what" if step == "people" else step, {})
    options = {"kept": values.get("kept", [])} if step == "source" else {}
    if request.GET.get("mend"):
        return filled(FORMS[step], values, **options)
    return FORMS[step](initial=values, **options)


def without_secrets(form, report):
    """The form to show again: what was sealed is not on the page any more."""
    if isinstance(form, SourceForm):
        kept = report.draft["source"]
        shown = SourceForm(form.data, kept=kept.get("kept", []))
        shown.full_clean()
        shown.hide_secrets(but=[name for name in SourceForm.SECRET if name in kept])
        return shown
    return form


def show(request: HttpRequest, report, step: str, form, template: str = STEP, **more) -> HttpResponse:
    """A page of the working copy around a form."""
    context = {
        "report": report,
        "step": step,
        "title": LABELS[step],
        "lead": LEADS.get(step, ""),
        "steps": steps(report, step),
        "form": form,
        "unfinished": request.method == "POST",
        "autosave": reverse("desk:report_autosave", args=[report.ref, step]) if step in FORMS else "",
    }
    if step == "people" and template == STEP:
        template, more = "desk/intake/people.html", {"people": people(report), **more}
    return render(request, template, context | carried(request) | more)


def carried(request: HttpRequest) -> dict:
    """What a page hands on to itself: its own mark, and where one came from."""
    back = "check" in (request.GET.get("back"), request.POST.get("back"))
    return {"tab": request.POST.get("tab", "")[:36] or uuid.uuid4().hex, "back": "check" if back else ""}


def key_carried(request: HttpRequest, key: str, new: str) -> str:
    """The key of what is edited; for something new one that stays the same when the page comes again."""
    return (request.POST.get("key", "")[:36] or str(new_key())) if key == new else key


def steps(report, current: str) -> list[dict]:
    """The bar of steps."""
    done = reports.steps_done(report)
    return [
        {"label": label, "url": reverse("desk:report_step", args=[report.ref, step]), "done": step in done,
         "current": step == current}
        for step, label in LABELS.items()
    ]  # fmt: skip


def after(request: HttpRequest, report, step: str) -> str:
    """Where “Save and continue” leads: the next step; from step 1 straight to the first person; back to the check."""
    order = list(LABELS)
    if request.POST.get("go") == "later":
        return reverse("desk:my_reports")
    if step == "what" and not report.draft.get("people") and not report.draft["what"].get("persons_unknown"):
        return reverse("desk:report_person", args=[report.ref, "new"])
    if request.POST.get("back") == "check":
        return reverse("desk:report_step", args=[report.ref, "check"])
    return reverse("desk:report_step", args=[report.ref, order[order.index(step) + 1]])


def people(report) -> list[dict]:
    """Everybody of the working copy, in the words of the check page."""
    told = lines({**report.draft, "evidence": []})
    return [
        {
            "key": person["key"],
            "name": person_name(person),
            "acts": [act.get("kind", "") for act in person["acts"]],
            "ties": [line.value for line in told if line.key.startswith(f"kin.{person['key']}.")],
        }
        for person in report.draft.get("people", [])
    ]


def taken_over(report) -> str:
    """When and where of step 1, in words."""
    what = report.draft.get("what", {})
    return ", ".join(filter(None, [when_in_words(what), what.get("place", "")]))


def row(report) -> dict:
    """One line of “My reports”."""
    number = list(LABELS).index(reports.next_step(report)) + 1
    editable = report.status in reports.EDITABLE
    open_at = reverse("desk:report_page", args=[report.ref])
    if report.status == ReportStatus.DRAFT:
        open_at = reverse("desk:report_step", args=[report.ref, reports.next_step(report)])
    return {"report": report, "number": number, "total": len(LABELS), "url": open_at, "editable": editable,
            "ends_at": retention.ends_at(report),
            "title": report.title or report.draft.get("what", {}).get("title") or taken_over(report)}  # fmt: skip


def show_check(request: HttpRequest, report, problems: Iterable | None = None, form=None) -> HttpResponse:
    """Check your answers: everything as it would be sent, what is missing first."""
    content, found = contents.check(report)
    content["evidence"] = []
    wrong = [
        {"url": mend_url(report, problem), "label": about(report, problem), "sentence": problem.sentence}
        for problem in (problems or found)
    ]
    more = {
        "sections": labelled(reports.sections(content), report),
        "problems": wrong,
        "reason": form or ReasonForm(),
        "sent": request.method == "POST",
    }
    return show(request, report, "check", None, "desk/intake/check.html", **more)


def about(report, problem) -> str:
    """Which question of which person a problem is about."""
    *keys, name = problem.field.split(".")
    people = {person["key"]: f"{number} · {person_name(person)}" for number, person in numbered(report.draft)}
    form_class = {0: FORMS.get(problem.step, ReasonForm), 1: PersonPageForm, 2: ActForm}[len(keys)]
    field = form_class.base_fields.get(name)
    return ", ".join(filter(None, [people.get(keys[0], "") if keys else "", str(field.label) if field else ""]))


def mend_url(report, problem) -> str:
    """The page, and the field on it, where a problem is mended."""
    parts = problem.field.split(".")
    if problem.step == "check":
        return "#id_reason"
    if problem.step == "people" and len(parts) == 3:
        url = reverse("desk:report_act", args=[report.ref, *parts[:2]])
    elif problem.step == "people" and len(parts) == 2:
        url = reverse("desk:report_person", args=[report.ref, parts[0]])
    else:
        url = reverse("desk:report_step", args=[report.ref, problem.step])
    return f"{url}?mend=1&back=check#div_id_{parts[-1]}"


def labelled(sections, report) -> list[dict]:
    """Sections with their title and the page that changes them."""
    return [
        {"title": LABELS[one.step], "step": one.step, "lines": one.lines,
         "url": reverse("desk:report_step", args=[report.ref, one.step])}
        for one in sections
    ]  # fmt: skip


def sent_or_changed(request: HttpRequest, current) -> HttpResponse:
    """Sending twice is sending once; what changed since the page was opened is shown before it is sent."""
    if current.status not in reports.EDITABLE:
        messages.info(request, _("This report was sent already."))
        return redirect("desk:report_page", current.ref)
    messages.warning(request, _("This report was changed in another tab. Read it once more, then send it."))
    return redirect("desk:report_step", current.ref, "check")


def report_context(request: HttpRequest, report) -> dict:
    """What was sent, or for a draft what was written so far."""
    revisions = list(report.revisions.all())
    wanted = request.GET.get("revision", "")
    shown = next((one for one in revisions if str(one.number) == wanted), revisions[-1] if revisions else None)
    content = shown.content if shown else {**report.draft, "evidence": []}
    return {
        "report": report,
        "title": row(report)["title"],
        "continue_url": row(report)["url"] if report.status == ReportStatus.DRAFT else "",
        "sections": [one for one in labelled(reports.sections({**content, "evidence": []}), report) if one["lines"]],
        "revisions": revisions,
        "shown": shown,
        "moves": list(report.moves.all()),
        "open_for_more": report.status in (*reports.EDITABLE, ReportStatus.SUBMITTED, ReportStatus.UNDER_REVIEW),
        "can_withdraw": report.status not in (ReportStatus.ACCEPTED, ReportStatus.REJECTED, ReportStatus.WITHDRAWN),
    }


def withdraw_context(report, form) -> dict:
    """The page that asks whether, and why."""
    return {
        "title": _("Withdraw this report"),
        "text": report.title or report.ref,
        "consequence": _("Reviewers stop working on it. What was sent stays on record, marked as withdrawn."),
        "form": form,
        "submit": _("Withdraw"),
        "danger": True,
        "back_url": reverse("desk:report_page", args=[report.ref]),
    }
