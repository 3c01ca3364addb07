"""The forms of the review page: each knows its slug; the one that was posted comes back as it was typed."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.forms import Form
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from incidents.domain import dates, gazetteer
from incidents.domain.confirmation import may_choose
from incidents.domain.queries.review import Conclusion, Entry, Sheet
from incidents.forms.finding import ProposeForm
from incidents.forms.review import (
    AcceptForm,
    AskForm,
    AttachForm,
    MatchForm,
    OriginForm,
    PutBackForm,
    RateForm,
    RejectForm,
    ReopenForm,
)
from incidents.vocabulary import Confirmation

PLAIN = {"ask": AskForm, "accept": AcceptForm, "put_back": PutBackForm, "reject": RejectForm}


@dataclass(frozen=True)
class PersonForms:
    """One person of the report with the forms about them."""

    entry: Entry
    candidates: list[tuple[Any, Form]]
    other: Form
    new: Form
    reopen: Form
    acts: list[tuple[Any, Form]]


class PageForms:
    """Every form of the page; `bound` is the one that was posted and could not be taken."""

    def __init__(self, sheet: Sheet, bound: Form | None = None) -> None:
        self.sheet, self.bound = sheet, bound

    def _this(self, slug: str, make: Callable[..., Form], *known: Any) -> Form:
        return self.bound if self.bound is not None and self.bound.slug_now == slug else make(self.sheet, None, *known)

    def _plain(self, slug: str) -> Form:
        return self._this(slug, plain, slug)

    ask = cached_property(lambda self: self._plain("ask"))
    accept = cached_property(lambda self: self._plain("accept"))
    put_back = cached_property(lambda self: self._plain("put_back"))
    reject = cached_property(lambda self: self._plain("reject"))
    origin = cached_property(lambda self: self._this("origin", origin))
    attach = cached_property(lambda self: self._this("attach", attach))

    @cached_property
    def people(self) -> list[PersonForms]:
        """The people of the report, each with its forms."""
        return [self._person(entry) for entry in self.sheet.entries]

    @cached_property
    def sources(self) -> list[tuple[Any, Form]]:
        """The texts of the chain, each with the form that rates its source."""
        return [
            (text, self._this(f"rate-{text.report.source.ref}", rate_source, text.report.source))
            for text in self.sheet.chain
        ]

    @cached_property
    def conclusions(self) -> list[tuple[Conclusion, Form]]:
        """What may be proposed, each with its form."""
        return [(one, self._this(propose_slug(one), propose, one)) for one in self.sheet.conclusions]

    def _person(self, entry: Entry) -> PersonForms:
        pk = entry.mention.pk
        candidates = [(one, self._this(match_slug(pk, one.person.ref), match, pk, one)) for one in entry.likely]
        acts = [(act, self._this(f"rate-{act.pk}", rate_act, act)) for act in entry.acts]
        other, new = (self._this(match_slug(pk, end), match_open, pk, end) for end in ("other", "new"))
        return PersonForms(entry, candidates, other, new, self._this(f"reopen-{pk}", reopen, pk), acts)


def plain(sheet: Sheet, data: QueryDict | None, slug: str) -> Form:
    """Ask, accept, put back or reject."""
    return PLAIN[slug](data, slug=slug, initial={"version": sheet.report.version})


def origin(sheet: Sheet, data: QueryDict | None) -> Form:
    """Where the text comes from."""
    above = sheet.report.derived_from
    initial = {"origin": above.ref if above else "", "derivation": sheet.report.derivation}
    return OriginForm(data, slug="origin", initial=initial)


def attach(sheet: Sheet, data: QueryDict | None) -> Form:
    """The incident of these people."""
    incidents = [(incident.ref, incident.title) for incident in sheet.incidents]
    mentions = [(entry.mention.pk, called(entry)) for entry in sheet.entries]
    initial = {
        "incident": incidents[0][0] if incidents else AttachForm.NEW,
        "title": sheet.report.title,
        "key": uuid.uuid4(),
        "mentions": [pk for pk, _name in mentions],
    }
    return AttachForm(data, slug="attach", incidents=incidents, mentions=mentions, initial=initial)


def called(entry: Entry) -> str:
    """How the page calls a person of the report."""
    return entry.mention.name or entry.mention.describing or _("name not known")


def match_slug(pk: int, end: str) -> str:
    return f"match-{pk}-{end}"


def match(sheet: Sheet, data: QueryDict | None, pk: int, likely: Any) -> Form:
    """The decision about one likely person, with the reasons that were found."""
    initial = {"mention": pk, "person": likely.person.ref, "because": likely.because}
    return MatchForm(data, slug=match_slug(pk, likely.person.ref), initial=initial)


def match_open(sheet: Sheet, data: QueryDict | None, pk: int, end: str) -> Form:
    """The decision for somebody new, undecided, or another person by reference."""
    return MatchForm(data, slug=match_slug(pk, end), ask_person=end == "other", initial={"mention": pk})


def match_posted(sheet: Sheet, data: QueryDict) -> Form:
    """The decision that was posted, under the slug of a form that the page still shows."""
    slug, pk = data.get("slug", "")[:80], data.get("mention", "")[:20]
    shown = {match_slug(entry.mention.pk, one.person.ref) for entry in sheet.entries for one in entry.likely}
    if slug not in shown:
        slug = match_slug(pk, "new" if slug.endswith("-new") else "other")
    return MatchForm(data, slug=slug, ask_person=slug.endswith("-other"))


def reopen(sheet: Sheet, data: QueryDict | None, pk: int) -> Form:
    """Taking a decision back."""
    return ReopenForm(data, slug=f"reopen-{pk}", initial={"mention": pk})


def reopen_posted(sheet: Sheet, data: QueryDict) -> Form:
    """The one that was posted."""
    return reopen(sheet, data, data.get("mention", "")[:20])


def rate_source(sheet: Sheet, data: QueryDict | None, source: Any) -> Form:
    """How reliable a source is."""
    initial = {"source": source.ref, "rating": source.reliability}
    return RateForm(data, slug=f"rate-{source.ref}", of_act=False, initial=initial)


def rate_act(sheet: Sheet, data: QueryDict | None, act: Any) -> Form:
    """How far a statement can be believed."""
    return RateForm(data, slug=f"rate-{act.pk}", of_act=True, initial={"act": act.pk, "rating": act.credibility})


def rate_posted(sheet: Sheet, data: QueryDict) -> Form:
    """The rating that was posted."""
    thing = data.get("act") or data.get("source", "")
    return RateForm(data, slug=f"rate-{thing[:20]}", of_act=bool(data.get("act")))


def propose_slug(one: Conclusion) -> str:
    return f"propose-{one.person.ref}-{one.kind}"


def propose(sheet: Sheet, data: QueryDict | None, one: Conclusion) -> Form:
    """A proposal, begun with what the sources say and the highest level that they allow."""
    days = list(dict.fromkeys(act.when_edtf for act in one.acts if act.when_edtf))
    places = list(dict.fromkeys((str(act.place_id or act.place_text), gazetteer.said(act)) for act in one.acts))
    incidents = list({act.incident.ref: act.incident.title for act in one.entry.acts if act.incident}.items())
    known = {
        "acts": [(act.pk, _statement(sheet, act)) for act in one.acts],
        "days": days,
        "places": [(code, words) for code, words in places if words],
        "incidents": incidents,
        "levels": [(code, label) for code, label in Confirmation.choices if may_choose(code, one.allowed)],
    }
    manner = next((act.manner for act in one.acts if act.manner != "unknown"), "unknown")
    initial = {
        "kind": one.kind, "person": one.person.ref, "acts": [act.pk for act in one.acts], "manner": manner,
        "when": days[0] if days else "", "place": known["places"][0][0] if known["places"] else "",
        "incident": incidents[0][0] if incidents else "", "confirmation": one.allowed.level,
    }  # fmt: skip
    return ProposeForm(data, slug=propose_slug(one), initial=initial, **known)


def _statement(sheet: Sheet, act: Any) -> str:
    """Who says it, when, and when it is denied or not known, that."""
    said = [sheet.grounds.said[act.pk].source_name, dates.words(act.when_edtf) if act.when_edtf else ""]
    return ", ".join(filter(None, [*said, "" if act.polarity == "asserts" else str(act.get_polarity_display())]))


def conclusion_posted(sheet: Sheet, data: QueryDict) -> Conclusion:
    """The person and kind that a proposal is about. Raises Http404 when the report tells of no such."""
    asked = (data.get("person"), data.get("kind"))
    found = next((one for one in sheet.conclusions if (one.person.ref, one.kind) == asked), None)
    if found is None:
        raise Http404
    return found


def propose_posted(sheet: Sheet, data: QueryDict) -> Form:
    """The proposal that was posted."""
    return propose(sheet, data, conclusion_posted(sheet, data))


def proposal(about: Conclusion, typed: dict, incident: Any) -> dict:
    """What the verb is told, from what was chosen."""
    place = next((act for act in about.acts if str(act.place_id or act.place_text) == typed["place"]), None)
    chosen = ("confirmation", "rationale", "contested")
    return {name: typed[name] for name in chosen} | {
        "kind": about.kind, "acts": [act for act in about.acts if act.pk in typed["acts"]], "incident": incident,
        "when": about_day(typed), "manner": typed["manner"] or "unknown",
        "place": place.place if place else None, "place_text": place.place_text if place else "",
    }  # fmt: skip


def about_day(typed: dict) -> str:
    """The date as EDTF: the typed one wins over the chosen one."""
    return typed["other_when"].edtf if typed["other_when"] else typed["when"]
