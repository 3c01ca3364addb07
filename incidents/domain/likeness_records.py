"""From what is known of a mention or a person to the record that scoring compares. Reads nothing."""

from incidents.domain.likeness_facts import Event, Facts
from incidents.domain.scoring import Record
from incidents.domain.scoring.gazetteer_keys import place_keys
from incidents.vocabulary import Sex

SEXES = {Sex.FEMALE: "f", Sex.MALE: "m"}


def record_of(facts: Facts) -> Record:
    """The record of these facts."""
    where = [_where(event) for event in facts.events]
    return Record(
        names=tuple(facts.names),
        naming=facts.naming,
        birth=tuple(facts.births),
        ages_at=tuple(facts.ages_at),
        sex=frozenset(SEXES[sex] for sex in map(Sex, facts.sex) if sex in SEXES),
        places=frozenset().union(*(keys for keys, _regions in where)),
        regions=frozenset().union(*(regions for _keys, regions in where)),
        events=tuple((event.family, event.when, keys) for event, (keys, _) in zip(facts.events, where, strict=True)),
        kin=tuple((kind, name) for kind, name in facts.kin if name),
        lists=frozenset(facts.lists),
        national_id=min(facts.national_ids, default=""),
        is_group=facts.is_group,
    )


def _where(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of the place and of what it lay in; a place that was typed and is not tied is looked up by its words."""
    return (frozenset({event.place_key}), event.within) if event.place_id else place_keys(event.where)
