"""For a filtered list: a condition that holds for everybody whose names bear the words typed, in any spelling."""

from django.db.models import Q

from incidents.domain import names
from incidents.domain.seekers import fetching
from incidents.domain.seekers.slots import Slot, slots

MOST_WORDS = 8
LONGEST = 300
# A word that nobody bears is read as a slip of the pen up to this cost, and as the beginning of longer words.
_MENDED = 1.5
_SHORTEST_INSIDE = 2


def bearing(text: str) -> Q:
    """Rows that bear every word, by the keys of their names or inside the text kept for searching by parts.

    A word with a slip counts only where no name has the word itself. At most two questions to the lexicon.
    """
    words = names.strip_unsafe(text[:LONGEST]).split()[:MOST_WORDS]
    typed = {word: _readings(word) for word in words}
    lexicon = fetching.known([slot for found in typed.values() for slot in found]) if any(typed.values()) else []
    found = Q()
    for word, readings in typed.items():
        found &= _bears(word, readings, lexicon)
    return found


def _readings(word: str) -> list[Slot]:
    """What the word is, and what it is on another keyboard layout."""
    return [slot for text in (word, *names.other_layouts(word)) for slot in slots(names.parse(text))[:1]]


def _bears(word: str, readings: list[Slot], lexicon: list[tuple[str, int]]) -> Q:
    inside = Q(search_text__contains=word.lower()) if len(word) >= _SHORTEST_INSIDE else Q(pk__in=[])
    for slot in readings:
        slot.is_last = True
        slot.mean(lexicon)
    said = readings[:1] if readings and (readings[0].counts or not any(slot.counts for slot in readings)) else readings
    keys = {key for slot in said for key in _keys(slot)}
    return inside | Q(name_keys__overlap=sorted(keys)) if keys else inside


def _keys(slot: Slot) -> list[str]:
    if slot.is_initial:
        return []
    begun = [word for word in slot.meant if any(word.startswith(reading) for reading in slot.readings)]
    mended = [] if slot.counts or begun else [word for word, price in slot.meant.items() if price <= _MENDED]
    return [*slot.words, *begun, *mended]
