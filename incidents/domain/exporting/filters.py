"""The filter of a file that goes out, as the log and the manifest may keep it: codes and references, no typed name."""

from incidents.domain import gazetteer, references
from incidents.domain.exporting import people
from incidents.domain.exporting.asked import Asked
from incidents.domain.queries.persons import CaseList

KEPT_WORDS = ("status", "ever", "sure", "since", "until", "age_from", "age_to", "sex", "naming", "participation",
              "manner", "on_list", "on", "certain", "incident", "reviewer", "sort")  # fmt: skip
NOT_KEPT = "…"


def codes(asked: Asked) -> dict[str, str]:
    """Of this filter. Raises Unfit when it cannot be read."""
    return of_list(people.case_list(asked))


def of_list(found: CaseList) -> dict[str, str]:
    """A place is kept by its key in the gazetteer. Typed words are kept as “…”: who was in the file is kept by
    reference."""
    chosen = found.chosen()
    kept = {name: chosen[name] for name in KEPT_WORDS if name in chosen}
    for name, letter in (("q", "P"), ("source", "S")):
        if name in chosen:
            kept[name] = _reference_or_nothing(chosen[name], letter)
    for name in ("row", "column"):
        if name in chosen:
            kept[name] = chosen[name] if found.ways.known(chosen[name]) else NOT_KEPT
    if "place" in chosen:
        place = gazetteer.find(chosen["place"])
        kept["place"] = place.key if place else NOT_KEPT
    return kept


def _reference_or_nothing(text: str, letter: str) -> str:
    try:
        return references.read(text, letter)
    except references.Misread:
        return NOT_KEPT
