"""From words as typed to content that can be frozen: what is missing or wrong, each with its place; canonical bytes."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from incidents.domain.intake.draft import OWN, Draft
from incidents.forms.intake import ConsentForm, PeopleForm, SourceForm, WhatForm
from incidents.forms.intake_person import ActForm, PersonForm
from incidents.models import Actor, Report
from incidents.vocabulary import Certainty, Derivation, KinKind

MOST_ROOTS = 50
NOT_FROZEN = ("contact", "note")


class Problem(NamedTuple):
    """What is missing or wrong. The field of a person is `key.field`, of an act `key.act key.field`."""

    step: str
    field: str
    sentence: str


class Incomplete(Exception):
    """The report cannot be sent like this. `problems` says why, in order of the steps."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(problem.sentence for problem in self.problems))


def check(row: Report) -> tuple[dict[str, Any], list[Problem]]:
    """The content as it would be frozen, and everything that keeps it from being sent."""
    draft: Draft = row.draft
    problems: list[Problem] = []
    content = {
        "what": _clean(WhatForm(draft.get("what", {})), "what", "", problems)
        | _clean(PeopleForm(draft.get("what", {})), "people", "", problems),
        "people": _people(draft, problems),
        "kin": ties(draft),
    }
    problems += _nobody(content)
    content["source"] = _source(row, problems)
    content["evidence"] = list(row.evidence.filter(removed_at=None).values("ref", "kind", "sha256"))
    content["consent"] = _clean(ConsentForm(draft.get("consent", {})), "consent", "", problems)
    return content, problems


def ties(draft: Draft) -> list[dict[str, str]]:
    """The ties between people who are in the draft, one for each pair."""
    known = {person["key"] for person in draft.get("people", [])}
    pairs: dict[frozenset, dict[str, str]] = {}
    for tie in draft.get("kin", []):
        pair = frozenset((tie["a"], tie["b"]))
        if pair <= known and len(pair) == 2 and tie["kind"] in KinKind.values and tie["certainty"] in Certainty.values:
            pairs.setdefault(pair, dict(tie))
    return list(pairs.values())


def sha256(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON: sorted keys, no blanks, UTF-8 (RFC 8785 for the values used here)."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def actor_choices() -> list[tuple[str, str]]:
    """Who may be said to have done it: key and name in the reader's language."""
    language = (get_language() or "en")[:2]
    return [
        (actor.key, getattr(actor, f"name_{language}", "") or actor.name_en)
        for actor in Actor.objects.alleged().order_by("name_en")
    ]


def derived_from(row: Report, told: Mapping[str, Any]) -> Report | None:
    """The report that this one comes from, when it was sent and is in Kua."""
    if not told.get("derived_ref"):
        return None
    return Report.objects.filter(ref=told["derived_ref"]).exclude(received_at=None).exclude(pk=row.pk).first()


def _clean(form: forms.Form, step: str, prefix: str, problems: list[Problem]) -> dict[str, Any]:
    """The clean values of a form as JSON; its errors join the problems."""
    for field, sentences in form.errors.items():
        problems += [Problem(step, f"{prefix}{field}", str(sentence)) for sentence in sentences]
    found = {name: form.cleaned_data.get(name) for name in form.base_fields if name not in NOT_FROZEN}
    return {name: "" if value is None else value for name, value in found.items()}


def _people(draft: Draft, problems: list[Problem]) -> list[dict[str, Any]]:
    actors = (
        actor_choices() if any(act.get("actor") for person in draft.get("people", []) for act in person["acts"]) else []
    )
    found = []
    for person in draft.get("people", []):
        key = person["key"]
        words = _clean(PersonForm(person), "people", f"{key}.", problems)
        acts = [_act(act, key, actors, problems) for act in person["acts"]]
        found.append(words | {"key": key, "acts": acts})
    return found


def _act(act: Mapping[str, Any], person: str, actors: list, problems: list[Problem]) -> dict[str, Any]:
    form = ActForm(dict(act), actors=actors)
    words = _clean(form, "people", f"{person}.{act['key']}.", problems)
    if not words["own_when"]:
        words |= {name: False if name == "about" else "" for name in OWN}
    return words | {"key": act["key"]}


def _nobody(content: Mapping[str, Any]) -> list[Problem]:
    """Somebody was harmed, or it is said that nobody can be described; and then there are words."""
    if any(person["acts"] for person in content["people"]):
        return []
    if content["people"]:
        first = content["people"][0]["key"]
        return [Problem("people", f"{first}.kinds", _("Say of at least one person what was done."))]
    if not content["what"]["persons_unknown"]:
        return [Problem("people", "persons_unknown", _("Add a person, or say that you do not know who was harmed."))]
    if not content["what"]["narrative"]:
        return [Problem("what", "narrative", _("Write what happened: nobody is described."))]
    return []


def _source(row: Report, problems: list[Problem]) -> dict[str, Any]:
    words = {name: value for name, value in row.draft.get("source", {}).items() if name not in ("vessel", "kept")}
    if "source" not in row.draft.get("saved", {}):
        problems.append(Problem("source", "kind", _("Say how you know.")))
    told = _clean(SourceForm(words), "source", "", problems)
    origin = derived_from(row, told)
    if origin is not None and _comes_from(origin, row):
        problems.append(Problem("source", "derived_ref", _("That report comes from this one.")))
    if told["derived_ref"] and told["derived_ref"] == row.ref:
        problems.append(Problem("source", "derived_ref", _("This is the report itself.")))
    return told | {"derivation": told["derivation"] or Derivation.NONE.value}


def _comes_from(report: Report, other: Report) -> bool:
    """Whether following the derivation from one report leads to the other."""
    at: Report | None = report
    for _step in range(MOST_ROOTS):
        if at is None or at.pk == other.pk:
            return at is not None
        at = at.derived_from
    return True
