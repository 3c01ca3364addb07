"""Pure domain: the canonical keys of a place as written, over the gazetteer's files, and of what it lies in."""

from functools import lru_cache

from incidents.domain import places
from incidents.domain.names.keys import near
from incidents.domain.names.sounds import coarse, skeleton, sound
from incidents.domain.scoring.fields import UNKNOWN_PLACE

_SHORTEST_SKELETON = 4


@lru_cache(maxsize=65_536)
def place_keys(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Keys of the place meant and of all it has lain in. One that nobody knows is `~` and its folded name.

    Looked up by the folded name, then by classes of sounds, then by a neighbour within a slip, then by consonants.
    """
    folded = places.fold_place(text.strip())
    if not folded:
        return frozenset(), frozenset()
    known = _known()
    for form in _forms(folded):
        if found := known.get(form):
            return found, frozenset().union(*(_regions()[key] for key in found))
    return frozenset({UNKNOWN_PLACE + folded}), frozenset()


def _forms(folded: str) -> list[str]:
    """The forms of a folded place from strict to loose; each kind has its own sign so that they do not mix."""
    whole = sound(folded.replace(" ", "")).whole
    forms = [folded, f"={coarse(whole)}"]
    forms += [f"-{shorter}" for shorter in near(folded.replace(" ", "")) if len(shorter) > _SHORTEST_SKELETON]
    consonants = skeleton(whole)
    return [*forms, f"*{consonants}"] if len(consonants) >= _SHORTEST_SKELETON else forms


@lru_cache(maxsize=1)
def _known() -> dict[str, frozenset[str]]:
    """Form → keys. A loose form that several places share names none of them."""
    found: dict[str, set[str]] = {}
    for row in places.catalogue():
        if row.facility_kind:
            continue
        for spelling in (*row.names.values(), *row.variants):
            for form in _forms(places.fold_place(spelling)):
                found.setdefault(form, set()).add(row.key)
    return {form: frozenset(keys) for form, keys in found.items() if len(keys) == 1 or form[0] not in "=-*"}


@lru_cache(maxsize=1)
def _regions() -> dict[str, frozenset[str]]:
    """Place → the regions that it has lain in; the country is left out, since it says nothing."""
    return {
        row.key: frozenset(parent for parent, _, _ in row.parents if parent != places.COUNTRY)
        for row in places.catalogue()
    }
