"""The shapes in which the demo stories are told, and how they become what a person would have typed into the form."""

import uuid
from dataclasses import dataclass, field

NAMESPACE = uuid.UUID("6b756100-0000-4000-8000-000000000000")


def key_of(*words: object) -> str:
    """The same key each time: this is what makes the seed idempotent."""
    return str(uuid.uuid5(NAMESPACE, "/".join(map(str, words))))


@dataclass(frozen=True)
class Did:
    """One act: its kind, a date as (day, month) or (), and what else was said of it."""

    kind: str
    on: tuple[int, ...] = ()
    more: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Who:
    """One person as one report names them. `same` names the person the team groups it with."""

    same: str
    name: str
    sex: str
    age: str
    acts: tuple[Did, ...]
    more: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """One report: who says it, where and when, of whom; and how far its review went. `sent` is (day, month[, year])."""

    slug: str
    source: str
    title: str
    narrative: str
    place: str
    on: tuple[int, ...]
    people: tuple[Who, ...]
    kin: tuple[tuple[int, str, int], ...] = ()
    ends: str = "accepted"
    words: str = ""
    sent: tuple[int, ...] = (12, 1)
    more: dict[str, dict[str, str]] = field(default_factory=dict)
    not_held: tuple[str, str] | tuple[()] = ()
    link: str = ""
    pieces: tuple[str, ...] = ()
    derived_from: str = ""
    find: str = "agreed"
    incident: str = ""


# kind, name, how it knows, protection, the reliability that the reviewers give
SOURCES = {
    "relative": ("person", "", "relative", "secret", "B"),
    "witness": ("person", "", "eyewitness", "secret", "C"),
    "hearsay": ("person", "", "hearsay", "secret", "D"),
    "doctor": ("person", "", "document", "secret", "B"),
    "cellmate": ("person", "", "eyewitness", "team", "C"),
    "defenders": ("organisation", "Steppe Rights Watch (invented)", "monitoring", "open", "B"),
    "newsroom": ("outlet", "Zharyq newsroom (invented)", "monitoring", "open", "B"),
    "second newsroom": ("outlet", "Kundelik Khabar (invented)", "monitoring", "open", "C"),
    "prosecutor": ("authority", "Regional prosecutor (demo)", "document", "open", "C"),
    "radio": ("outlet", "Radio Svoboda", "monitoring", "open", "B"),
    # those who told the official figures
    "info24": ("outlet", "Info24", "monitoring", "open", "C"),
    "tass": ("outlet", "TASS", "monitoring", "open", "C"),
    "ifp": ("outlet", "Iran Front Page", "hearsay", "open", "C"),
    "exclusive": ("outlet", "Exclusive.kz", "eyewitness", "open", "B"),
    "sputnik": ("outlet", "Sputnik", "monitoring", "open", "C"),
    "rbc": ("outlet", "RBC", "hearsay", "open", "C"),
    "village": ("outlet", "The Village Kazakhstan", "monitoring", "open", "B"),
    "interfax": ("outlet", "Interfax", "eyewitness", "open", "B"),
    "rferl": ("outlet", "RFE/RL", "monitoring", "open", "B"),
    "hrw": ("organisation", "Human Rights Watch", "document", "open", "B"),
    "joint": ("organisation", "Ten human rights organisations together", "monitoring", "open", "B"),
    "egemen": ("outlet", "Egemen Qazaqstan", "monitoring", "open", "C"),
}


def content(said: Said) -> dict:
    """What the activist would have typed, step by step, in the shape of the form's working copy."""
    what = {"title": said.title, "narrative": said.narrative, "place": said.place, **_day(said.on)}
    kind, name, knowing, protection, _rating = SOURCES[said.source]
    source = {"kind": kind, "name": name, "knowing": knowing, "protection": protection}
    return {
        "what": what | said.more.get("what", {}),
        "people": [_person(said, number, who) for number, who in enumerate(said.people)],
        "kin": [
            {"a": key_of(said.slug, a), "kind": tie, "b": key_of(said.slug, b), "certainty": "certain"}
            for a, tie, b in said.kin
        ],
        "source": source | said.more.get("source", {}),
        "consent": {"consent": "partners"} | said.more.get("consent", {}),
    }


def identity(said: Said) -> dict[str, str] | None:
    """The invented identity of a protected source."""
    if SOURCES[said.source][3] == "open":
        return None
    return {"name": f"invented person behind {said.slug}", "contact": f"+7 700 000 {len(said.slug):02d} 00", "note": ""}


def _person(said: Said, number: int, who: Who) -> dict:
    acts = [_act(said, number, place, did) for place, did in enumerate(who.acts)]
    person = {"key": key_of(said.slug, number), "name": who.name, "sex": who.sex, "age": who.age, "acts": acts}
    return person | who.more


def _act(said: Said, number: int, place: int, did: Did) -> dict:
    own = {"own_when": True, **_day(did.on)} if did.on else {}
    return {"key": key_of(said.slug, number, place), "kind": did.kind, **own, **did.more}


def _day(on: tuple[int, ...]) -> dict[str, str]:
    """(8, 1) is 8 January 2022; (1,) is January 2022; () is not known."""
    if not on:
        return {}
    day = {"day": str(on[0])} if len(on) == 2 else {}
    return {**day, "month": str(on[-1]), "year": "2022"}
