"""What was told on two days: the briefing of 16 January 2022 in Almaty, and the breakdown of 14 March 2022."""

from types import SimpleNamespace

from incidents.domain.figures.shapes import Tie
from tests.incidents.domain.figures.samples import claim, day

KAZAKHSTAN = {"place": "country:kz", "place_words": "Kazakhstan", "place_within": frozenset({"country:kz"})}
ALMATY = {"place": "city:almaty", "place_words": "Almaty", "place_within": frozenset({"city:almaty", "country:kz"})}
OTHERS = {
    "place": "seven other regions", "place_words": "seven other regions",
    "place_within": frozenset({"seven other regions"}),
}  # fmt: skip
BRIEFING = {"claimant": "police", "claimant_words": "Almaty police", "stated": day("2022-01-16")} | ALMATY
BREAKDOWN = {"claimant": "prosecutor", "claimant_words": "Prosecutor General", "stated": day("2022-03-14")}


def region(key, words):
    """A place in Kazakhstan."""
    return {"place": key, "place_words": words, "place_within": frozenset({key, "country:kz"})}


def ties(kind, whole, *parts):
    """Each of these is that to the whole."""
    return [Tie(kind, part.pk, whole.pk) for part in parts]


def march(**almaty):
    """The numbers of 14 March; what is said of Almaty's 139 may be added."""
    return SimpleNamespace(
        whole=claim(230, forces="yes", population="everybody", **KAZAKHSTAN, **BREAKDOWN),
        almaty=claim(139, **(ALMATY | BREAKDOWN | almaty)),
        others=claim(63, population="attackers", **OTHERS, **BREAKDOWN),
        bystanders=claim(20, population="uninvolved", **KAZAKHSTAN, **BREAKDOWN),
        officers=claim(19, population="security_forces", **KAZAKHSTAN, **BREAKDOWN),
        of_almaty=claim(11, population="uninvolved", **ALMATY, **BREAKDOWN),
        of_region=claim(8, population="uninvolved", **region("region:almaty", "Almaty Region"), **BREAKDOWN),
        of_taraz=claim(1, population="uninvolved", **region("gn:1516905", "Taraz"), **BREAKDOWN),
    )


def briefing():
    """149 with the officers, 149 without them, and the 11 officers."""
    return SimpleNamespace(
        with_them=claim(149, forces="yes", report_ref="R-1", **BRIEFING),
        without=claim(149, forces="no", report_ref="R-2", **BRIEFING),
        officers=claim(11, population="law_enforcement", report_ref="R-1", **BRIEFING),
    )
