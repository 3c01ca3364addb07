"""From frozen content to rows. People and acts are matched by their keys, so ids survive; the others are retired."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from incidents.domain import dates, gazetteer, lexicon, names
from incidents.domain.intake.contents import derived_from
from incidents.forms.intake_fields import DATE_FIELDS, OLDEST
from incidents.models import Act, ActActor, Actor, Kinship, Mention, Place, Report
from incidents.vocabulary import ActKind, Unit

COPIED = ("narrative", "language", "translation_method", "translation_caveats", "channel", "when_words", "urgency")
COPIED_PERSON = ("name", "describing", "sex", "occupation", "participation", "participation_by", "unit")
COPIED_ACT = ("kind", "polarity", "manner", "cause", "custody_place", "whereabouts", "stated_reason",
              "stated_reason_by", "excerpt")  # fmt: skip
Places = dict[str, Place | None]


def write(row: Report, content: Mapping[str, Any], at: datetime) -> None:
    """Bring the report's columns, mentions, acts and ties to what was sent. The caller saves the report itself."""
    found: Places = {}
    what, told = content["what"], content["source"]
    for name in COPIED:
        setattr(row, name, what[name])
    row.title = what["title"] or made_title(row.ref, content)
    row.persons_unknown = what["persons_unknown"] and not content["people"]
    row.consent = content["consent"]["consent"]
    _set_origin(row, told)
    _set_when(row, what)
    _set_place(row, what["place"], found)
    mentions = _mentions(row, content, at, found)
    _ties(mentions, content["kin"])


def made_title(ref: str, content: Mapping[str, Any]) -> str:
    """Deeds, place and day of step 1, for a report without a title; its reference when nothing is known."""
    kinds = dict.fromkeys(act["kind"] for person in content["people"] for act in person["acts"])
    deeds = ", ".join(str(ActKind(kind).label) for kind in list(kinds)[:3])
    when = when_of(content["what"]).edtf
    words = [deeds[:1].upper() + deeds[1:], content["what"]["place"], dates.words(when) if when else ""]
    return ", ".join(filter(None, words))[:300] or _("Report %(ref)s") % {"ref": ref}


def when_of(words: Mapping[str, Any], prefix: str = "") -> dates.Partial:
    """The date in the fields of content. Raises dates.Unreadable."""
    return dates.from_parts(*(words.get(f"{prefix}{name}", "") for name in DATE_FIELDS))


def _set_origin(row: Report, told: Mapping[str, Any]) -> None:
    """Where the text comes from, as its author says; a reviewer's own tie stays while the author says nothing new."""
    row.derived_words = told["derived_words"] or told["derived_ref"]
    former = row.revisions.order_by("-number").values_list("content", flat=True)[1:2]
    names_of = ("derivation", "derived_ref")
    if any(told[name] != before["source"].get(name, "") for before in former for name in names_of) or not former:
        row.derivation, row.derived_from = told["derivation"], derived_from(row, told)


def _set_when(row: Report | Act, words: Mapping[str, Any]) -> None:
    when = when_of(words)
    row.when_edtf, row.when_lower, row.when_upper = when.edtf, when.lower, when.upper
    row.when_words = words["when_words"]


def _set_place(row: Report | Act, text: str, found: Places) -> None:
    if text not in found:
        found[text] = gazetteer.find(text)
    row.place, row.place_text = found[text], text


def _mentions(row: Report, content: Mapping[str, Any], at: datetime, found: Places) -> dict[str, Mention]:
    former = {str(mention.key): mention for mention in row.mentions.all()}
    actors = {actor.key: actor for actor in Actor.objects.all()} if _names_actors(content) else {}
    mentions = {}
    for position, person in enumerate(content["people"], start=1):
        key = person["key"]
        mention = former.pop(key, None) or Mention(report=row, key=key)
        _describe(mention, person, _first_when(person, content["what"]))
        mention.position, mention.retired_at = position, None
        mention.save()
        _acts(mention, person["acts"], content["what"], at, found, actors)
        mentions[key] = mention
    lexicon.hold(word for mention in mentions.values() for word in names.words(mention.name))
    _retire(former.values(), at)
    Act.objects.filter(mention__in=former.values(), retired_at=None).update(retired_at=at)
    return mentions


def _names_actors(content: Mapping[str, Any]) -> bool:
    return any(act["actor"] for person in content["people"] for act in person["acts"])


def _first_when(person: Mapping[str, Any], what: Mapping[str, Any]) -> dates.Partial:
    """The day at which an age is told: of the first act with a date, else of step 1."""
    days = [when_of(act if act["own_when"] else what) for act in person["acts"]]
    return next((day for day in days if day.edtf), when_of(what))


def _describe(mention: Mention, person: Mapping[str, Any], when: dates.Partial) -> None:
    for name in COPIED_PERSON:
        setattr(mention, name, person[name])
    mention.naming = names.naming_level(mention.name)
    mention.name_folded = names.folded(mention.name)
    lexicon.key(mention, [mention.name])
    birth = dates.from_parts(person["birth_day"], person["birth_month"], person["birth_year"])
    mention.birth_edtf, mention.birth_lower, mention.birth_upper = birth.edtf, birth.lower, birth.upper
    mention.age_low, mention.age_high = _ages(person, birth, when)
    low = 1 if mention.unit == Unit.INDIVIDUAL else person["n_low"] or 1
    mention.n_low, mention.n_high = low, 1 if mention.unit == Unit.INDIVIDUAL else max(low, person["n_high"] or low)


def _ages(person: Mapping[str, Any], birth: dates.Partial, when: dates.Partial) -> tuple[int | None, int | None]:
    """As told; else from the birth date and the day it happened."""
    low, high = (None if person[name] == "" else person[name] for name in ("age", "age_high"))
    if low is not None or high is not None:
        return low, high if high is not None else low
    bounds = dates.age_bounds(birth, when)
    return tuple(None if age is None or age > OLDEST else age for age in bounds)  # type: ignore[return-value]


def _acts(
    mention: Mention,
    acts: Iterable[Mapping[str, Any]],
    what: Mapping[str, Any],
    at: datetime,
    found: Places,
    actors: Mapping[str, Actor],
) -> None:
    former = {str(act.key): act for act in mention.acts.all()}
    for told in acts:
        act = former.pop(told["key"], None) or Act(mention=mention, key=told["key"])
        for name in COPIED_ACT:
            setattr(act, name, told[name])
        _set_when(act, told if told["own_when"] else what)
        _set_place(act, told["place"] or what["place"], found)
        act.retired_at = None
        act.save()
        _involve(act, told, actors)
    _retire(former.values(), at)


def _involve(act: Act, told: Mapping[str, Any], actors: Mapping[str, Actor]) -> None:
    actor = actors.get(told["actor"])
    act.involved.exclude(actor=actor).delete()
    if actor is not None:
        ActActor.objects.update_or_create(act=act, actor=actor, defaults={"involvement": told["involvement"]})


def _retire(rows: Iterable[Mention | Act], at: datetime) -> None:
    for row in rows:
        if row.retired_at is None:
            row.retired_at = at
            row.save(update_fields=["retired_at"])


def _ties(mentions: Mapping[str, Mention], kin: Iterable[Mapping[str, str]]) -> None:
    """Ties are written anew: nobody decides upon them."""
    Kinship.objects.filter(mention__in=mentions.values()).delete()
    Kinship.objects.bulk_create(
        Kinship(mention=mentions[tie["a"]], to_mention=mentions[tie["b"]], kind=tie["kind"], certainty=tie["certainty"])
        for tie in kin
    )
