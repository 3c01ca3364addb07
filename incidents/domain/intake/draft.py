"""The working copy: raw words as typed, so that nothing is lost, valid or not. Plain dictionaries in, plain ones out.

{"what": {…}, "people": [{"key", …, "acts": [{"key", …}]}], "kin": [{"a", "kind", "b", "certainty"}],
 "source": {…, "vessel": reference, "kept": […]}, "consent": {…}, "saved": {part: [version, tab]}}
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from incidents.forms.intake import ConsentForm, PeopleForm, SourceForm, WhatForm
from incidents.forms.intake_fields import DATE_FIELDS
from incidents.forms.intake_person import ActForm, PersonForm
from incidents.vocabulary import Certainty, KinKind

Draft = dict[str, Any]
MOST_PEOPLE = 500
MOST_ACTS = 40
LONGEST_KEPT = 200_000  # characters of one field; beyond it the former words are kept
OWN = (*DATE_FIELDS, "when_words")
TICKS = ("about", "own_when", "persons_unknown")
STEPS = ("what", "people", "source", "evidence", "consent", "check")
PLAIN_FORMS = {"what": WhatForm, "source": SourceForm, "consent": ConsentForm}
NAMESPACE = uuid.UUID("5d3e0a52-6c56-4a9d-9b0b-6f6e2b3a7c11")


def scrubbed(value: Any) -> Any:
    """A raw value as JSON and the database can hold it: text without NUL and lone surrogates, yes/no, lists of text."""
    if isinstance(value, bool):
        return value
    if isinstance(value, list | tuple):
        return [scrubbed(item) for item in value[:100]]
    text = "" if value is None else str(value)
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def raw(fields: Iterable[str], values: Mapping[str, Any], former: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What was typed into these fields; empty ones are left out, monstrous ones keep their former words."""
    kept = {}
    for name in fields:
        value = scrubbed(values.get(name))
        if isinstance(value, str) and len(value) > LONGEST_KEPT:
            value = (former or {}).get(name)
        if value not in ("", None, [], False, "False", "false"):
            kept[name] = True if name in TICKS else value
    return kept


def as_key(text: Any, within: str = "") -> str:
    """A uuid as text: the given one, or one made from a word (the same word gives the same key), or a new one."""
    try:
        return str(uuid.UUID(str(text)))
    except ValueError:
        return str(uuid.uuid5(NAMESPACE, f"{within}/{text}") if text else uuid.uuid4())


def put_step(draft: Draft, step: str, values: Mapping[str, Any], within: str = "") -> None:
    """Replace the words of one step."""
    if step == "people":
        _put_people(draft, values, within)
    elif step == "what":
        unknown = values.get("persons_unknown", draft.get("what", {}).get("persons_unknown"))
        draft["what"] = raw(WhatForm.base_fields, values, draft.get("what")) | raw(
            PeopleForm.base_fields, {"persons_unknown": unknown}
        )
    elif step == "consent":
        draft["consent"] = raw(ConsentForm.base_fields, values, draft.get("consent"))
    elif step == "source":
        _put_source(draft, values)


def put_person(
    draft: Draft, key: str, values: Mapping[str, Any], *, kinds: Iterable[str] | None = None
) -> dict[str, Any]:
    """Replace the words about one person; `kinds` ticks and unticks acts, whose details stay with their kind."""
    people = draft.setdefault("people", [])
    person = find_person(draft, key)
    if person is None:
        person = {"key": key, "acts": []}
        people.append(person)
    words = raw(PersonForm.base_fields, values, person)
    acts = person["acts"] if kinds is None else _ticked(person["acts"], list(kinds))
    person.clear()
    person.update(words | {"key": key, "acts": acts})
    return person


def put_act(person: dict[str, Any], key: str, values: Mapping[str, Any], *, own: bool) -> dict[str, Any]:
    """Replace the words about one act. It keeps a date of its own only with `own`; no place means that of step 1."""
    former = find_act(person, key)
    act = raw(ActForm.base_fields, values, former) | {"key": key, "own_when": own}
    if not own:
        act = {name: value for name, value in act.items() if name not in (*OWN, "own_when")}
    if former is None:
        person["acts"].append(act)
    else:
        former.clear()
        former.update(act)
    return act


def apart(draft: Draft, values: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """What was typed for one act: without the place of step 1, and whether its date is another than step 1's."""
    what = draft.get("what", {})
    place = "" if scrubbed(values.get("place")) == what.get("place", "") else values.get("place")
    return {**values, "place": place}, raw(OWN, values) != raw(OWN, what)


def put_ties(draft: Draft, key: str, ties: Iterable[tuple[str, str]], certainty: str = "") -> None:
    """Replace what a person is to others: (kind, key of the other). One tie for two people: the last answer."""
    known = {person["key"] for person in draft.get("people", [])}
    chosen = {other: kind for kind, other in ties if other in known and other != key and kind in KinKind.values}
    others = [tie for tie in draft.get("kin", []) if tie["a"] != key and not (tie["b"] == key and tie["a"] in chosen)]
    sure = certainty if certainty in Certainty.values else Certainty.CERTAIN.value
    draft["kin"] = others + [{"a": key, "kind": kind, "b": other, "certainty": sure} for other, kind in chosen.items()]


def take_out(draft: Draft, key: str) -> None:
    """A person leaves, with every tie."""
    draft["people"] = [person for person in draft.get("people", []) if person["key"] != key]
    draft["kin"] = [tie for tie in draft.get("kin", []) if key not in (tie["a"], tie["b"])]


def find_person(draft: Draft, key: str) -> dict[str, Any] | None:
    """The words about one person."""
    return next((person for person in draft.get("people", []) if person["key"] == key), None)


def find_act(person: Mapping[str, Any], key: str) -> dict[str, Any] | None:
    """The words about one act."""
    return next((act for act in person.get("acts", []) if act["key"] == key), None)


def _ticked(acts: list[dict[str, Any]], kinds: list[str]) -> list[dict[str, Any]]:
    stay = [act for act in acts if act.get("kind") in kinds]
    there = {act.get("kind") for act in stay}
    return stay + [{"key": str(uuid.uuid4()), "kind": kind} for kind in kinds if kind not in there]


def _put_people(draft: Draft, values: Mapping[str, Any], within: str) -> None:
    """The whole step at once; without `people` only the statement that they are unknown."""
    if "persons_unknown" in values:
        what = {name: value for name, value in draft.get("what", {}).items() if name != "persons_unknown"}
        draft["what"] = what | raw(PeopleForm.base_fields, values)
    if "people" not in values:
        return
    draft["people"], draft["kin"] = [], []
    for given in values["people"][:MOST_PEOPLE]:
        person = put_person(draft, as_key(given.get("key"), within), given)
        for act in given.get("acts", [])[:MOST_ACTS]:
            name = f"{within}/{person['key']}"
            own = bool(act.get("own_when") or any(act.get(field) for field in OWN))
            put_act(person, as_key(act.get("key"), name), act, own=own)
    for tie in values.get("kin", []):
        ends = {side: as_key(tie[side], within) for side in ("a", "b")}
        if all(find_person(draft, end) for end in ends.values()) and ends["a"] != ends["b"]:
            draft["kin"].append(
                ends | {"kind": tie["kind"], "certainty": tie.get("certainty") or Certainty.CERTAIN.value}
            )


def _put_source(draft: Draft, values: Mapping[str, Any]) -> None:
    """All but the secret words, which never come here (sources.seal)."""
    former = draft.get("source", {})
    kept = {name: former[name] for name in ("vessel", "kept") if name in former}
    draft["source"] = raw(SourceForm.base_fields, values, former) | kept
