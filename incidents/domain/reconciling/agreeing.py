"""On how many independent things two records agree. Fields that tell the same thing count as one."""

from incidents.domain.likeness import Likely
from incidents.domain.likeness_words import APART, BORN_ALIKE

NEEDED = 3
NAME, BIRTH, EVENT, KIN, STATE_ID, LIST_ID = "name", "birth", "event", "kin", "national_id", "lists"
DIFFER = (*APART, "known_slip", "initial_other")
# A field beside the name, the levels at which it agrees, and the thing that it tells.
LEVELS = {
    "birth": (BORN_ALIKE, BIRTH),
    "event": (("day_place", "day", "place"), EVENT),
    "place": (("same", "within"), EVENT),
    "kin": (("same",), KIN),
    "national_id": (("same",), STATE_ID),
    "lists": (("same_row",), LIST_ID),
}


def things(likely: Likely) -> frozenset[str]:
    """The independent things on which the two agree: name, birth or age, place or day, kin, a number of the state,
    the row's own id. What weighs nothing for it, or against it, is none."""
    found = {NAME} if _named_alike(likely) else set()
    for one in likely.seen.fields:
        levels, thing = LEVELS.get(one.field, ((), ""))
        if one.level in levels and one.bits > 0:
            found.add(thing)
    return frozenset(found)


def is_enough(likely: Likely) -> bool:
    """Three independent things agree, and nothing contradicts."""
    return not likely.seen.contradictions and len(things(likely)) >= NEEDED


def is_same_row(likely: Likely) -> bool:
    """The keeper's own id and the name agree, and nothing contradicts."""
    return not likely.seen.contradictions and {NAME, LIST_ID} <= things(likely)


def _named_alike(likely: Likely) -> bool:
    parts = [one for one in likely.seen.fields if one.field.startswith("name.")]
    return sum(one.bits for one in parts) > 0 and not any(one.level in DIFFER for one in parts)
