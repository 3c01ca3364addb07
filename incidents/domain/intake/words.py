"""Content, frozen or raw, in words: each answer under its question, in the language of whoever reads it."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _

from incidents.domain import dates
from incidents.domain.intake.contents import ties
from incidents.forms.intake import ConsentForm, PeopleForm, SourceForm, WhatForm
from incidents.forms.intake_fields import DATE_FIELDS
from incidents.forms.intake_person import ActForm, PersonForm
from incidents.vocabulary import ActKind, Certainty, KinKind

BIRTH = ("birth_day", "birth_month", "birth_year")
HIDDEN = (*DATE_FIELDS, *BIRTH, "own_when", "contact", "note")


class Line(NamedTuple):
    """One answer: where it stands, under which question, in words."""

    key: str
    section: str
    label: str
    value: str


def lines(content: Mapping[str, Any], actors: Mapping[str, str] | None = None) -> list[Line]:
    """Every answer that was given, in the order of the steps. People are told by number and name."""
    return [*_step("what", WhatForm, content.get("what", {})), *_unknown(content), *_people(content, actors or {}),
            *_kin(content), *_step("source", SourceForm, content.get("source", {})), *_evidence(content),
            *_step("consent", ConsentForm, content.get("consent", {}))]  # fmt: skip


def by_person(content: Mapping[str, Any], actors: Mapping[str, str] | None = None) -> list[Line]:
    """Everybody of the report, one line each: what is known, what was done, whose kin."""
    kin = list(_kin(content))
    found = list(_unknown(content)) if not content.get("people") else []
    for number, person in enumerate(content.get("people", []), start=1):
        called = person_name(person)
        told = [f"{label}: {value}" for _name, label, value in _person_answers(person) if value != called]
        told += [act_in_words(act, actors) for act in person.get("acts", [])]
        told += [tie.value for tie in kin if tie.key.startswith(f"kin.{person['key']}.")]
        found.append(Line(f"people.{person['key']}", "people", f"{number} · {called}", "\n".join(filter(None, told))))
    return found


def person_name(person: Mapping[str, Any]) -> str:
    """How a page calls a person of a report: by name, by description, or as not named."""
    return person.get("name") or person.get("describing") or _("somebody, not named")


def when_in_words(values: Mapping[str, Any]) -> str:
    """Time of day and date in words; the parts as typed where they make no date; empty when there is none."""
    try:
        edtf = dates.from_parts(*(values.get(name) or "" for name in DATE_FIELDS)).edtf
        day = dates.words(edtf) if edtf else ""
    except dates.Unreadable:
        day = ".".join(str(values[name]) for name in ("day", "month", "year") if values.get(name))
    return ", ".join(filter(None, [day, values.get("when_words", "")]))


def answers(
    form_class: type[forms.Form], values: Mapping[str, Any], *, quiet: bool = True
) -> Iterator[tuple[str, str, str]]:
    """Field, question and answer of one form, without what was left empty and, when `quiet`, what nobody chose."""
    for name, field in form_class.base_fields.items():
        value = values.get(name)
        if name in HIDDEN or value in ("", None, [], False) or (quiet and _is_default(field, value)):
            continue
        yield name, str(field.label), _in_words(field, value)


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("yes")
    chosen = {str(code): str(label) for code, label in getattr(field, "choices", [])}
    told = value if isinstance(value, list) else [value]
    return ", ".join(chosen.get(str(one), str(one)) for one in told)


def _step(step: str, form_class: type[forms.Form], values: Mapping[str, Any]) -> Iterator[Line]:
    if when := when_in_words(values):
        yield Line(f"{step}.when", step, _("When"), when)
    for name, label, value in answers(form_class, values, quiet=form_class is WhatForm):
        if name != "when_words":
            yield Line(f"{step}.{name}", step, label, value)


def _unknown(content: Mapping[str, Any]) -> Iterator[Line]:
    yield from _step("people", PeopleForm, {"persons_unknown": content.get("what", {}).get("persons_unknown")})


def _people(content: Mapping[str, Any], actors: Mapping[str, str]) -> Iterator[Line]:
    for number, person in enumerate(content.get("people", []), start=1):
        who = f"{number} · {person_name(person)}"
        key = f"people.{person['key']}"
        for name, label, value in _person_answers(person):
            yield Line(f"{key}.{name}", "people", f"{who}: {label}", value)
        for act in person.get("acts", []):
            deed = str(dict(ActKind.choices).get(act.get("kind"), act.get("kind", "")))
            yield Line(
                f"{key}.{act['key']}", "people", f"{who}: {_('What was done?')}", act_in_words(act, actors) or deed
            )


def _person_answers(person: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    yield from answers(PersonForm, person)
    born = {name.removeprefix("birth_"): person.get(name) for name in BIRTH}
    if when := when_in_words(born):
        yield "birth", _("Date of birth"), when


def act_in_words(act: Mapping[str, Any], actors: Mapping[str, str] | None = None) -> str:
    """One act with everything that is said of it, in one line each."""
    parts = [value if name == "kind" else f"{label} {value}" for name, label, value in answers(ActForm, act)
             if name not in ("when_words", "actor")]  # fmt: skip
    if act.get("own_when") and (when := when_in_words(act)):
        parts.insert(1, when)
    if act.get("actor"):
        parts.append((actors or {}).get(act["actor"], act["actor"]))
    return "; ".join(parts)


def _is_default(field: forms.Field, value: Any) -> bool:
    return value == getattr(field, "default", None)


def _kin(content: Mapping[str, Any]) -> Iterator[Line]:
    people = {person["key"]: person_name(person) for person in content.get("people", [])}
    for tie in ties({"people": content.get("people", []), "kin": content.get("kin", [])}):
        value = f"{KinKind(tie['kind']).label} {people[tie['b']]}"
        sure = "" if tie["certainty"] == Certainty.CERTAIN else f" ({Certainty(tie['certainty']).label})"
        yield Line(f"kin.{tie['a']}.{tie['b']}", "people", people[tie["a"]], value + sure)


def _evidence(content: Mapping[str, Any]) -> Iterator[Line]:
    for piece in content.get("evidence", []):
        yield Line(f"evidence.{piece['ref']}", "evidence", piece["ref"], piece["sha256"] or piece["kind"])
