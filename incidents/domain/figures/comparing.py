"""Pure domain: whether two claimed numbers are of one scope, and if not, every reason why they are not comparable."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.domain import dates
from incidents.domain.figures.shapes import BYSTANDERS, FORCES, Claim, Span, Tie, meet, quoted
from incidents.domain.places import COUNTRY
from incidents.vocabulary import DEAD, DEATHS, FigureState, FigureStatus, FigureTie, FigureUnit, Included
from incidents.vocabulary import FigurePopulation as P

# Of a claim about the dead our count is those who were killed and those who died.
_OURS = {FigureStatus.DEAD: {"killed", "died"}, FigureStatus.KILLED: {"killed"}, FigureStatus.DIED: {"died"}}
_OPEN = (P.NOT_STATED, P.EVERYBODY)
SENTENCES = {
    "value": gettext_lazy("one of them is no number"),
    "retracted": gettext_lazy("one of them was taken back"),
    "struck": gettext_lazy("one of them was entered by mistake"),
    "unit": gettext_lazy("one counts %(one)s, the other %(other)s"),
    "status": gettext_lazy("one says “%(one)s”, the other “%(other)s”"),
    "population": gettext_lazy("one is of %(one)s, the other of %(other)s"),
    "population_open": gettext_lazy("one is of %(one)s, the other does not say of whom"),
    "population_not_said": gettext_lazy("only one of them says of whom it is"),
    "label": gettext_lazy("one is said of “%(one)s”, the other of “%(other)s”"),
    "label_not_said": gettext_lazy("only one of them is said of “%(one)s”"),
    "forces": gettext_lazy("one holds the security forces in, the other leaves them out"),
    "forces_not_said": gettext_lazy("only one of them says whether it holds the security forces in"),
    "bystanders": gettext_lazy("one holds the bystanders in, the other leaves them out"),
    "bystanders_not_said": gettext_lazy("only one of them says whether it holds the bystanders in"),
    "place": gettext_lazy("one is of %(one)s, the other of %(other)s"),
    "place_not_said": gettext_lazy("only one of them says where"),
    "window": gettext_lazy("one is of what happened %(one)s, the other %(other)s"),
    "window_not_said": gettext_lazy("only one of them says in which days it happened"),
    "as_of": gettext_lazy("they are of different days: %(one)s and %(other)s"),
    "said": gettext_lazy("it was said of them: %(one)s"),
}
# Of a claim and our own count: `one` is the claim's, `other` is ours.
OURS = {
    "value": gettext_lazy("it is no number"),
    "retracted": gettext_lazy("it was taken back"),
    "struck": gettext_lazy("it was entered by mistake"),
    "unit": gettext_lazy("it counts %(one)s, ours people"),
    "status": gettext_lazy("it says “%(one)s”, ours is of: %(other)s"),
    "population": gettext_lazy("it is of %(one)s, ours of %(other)s"),
    "forces": gettext_lazy("it leaves the security forces out, ours does not"),
    "bystanders": gettext_lazy("it leaves the bystanders out, ours does not"),
    "place": gettext_lazy("it is of %(one)s, ours of %(other)s"),
    "window": gettext_lazy("it is of what happened %(one)s, ours %(other)s"),
}


@dataclass(frozen=True)
class Reason:
    """Why two numbers cannot be compared: what of their scope differs (`code`), and the two wordings.

    `certain`: both say something, and not the same; otherwise one of them does not say.
    """

    code: str
    one: str = ""
    other: str = ""
    certain: bool = True
    ours: bool = False


def compare(a: Claim, b: Claim, ties: Iterable[Tie] = ()) -> tuple[Reason, ...]:
    """Every reason why the two are not of one scope; empty when they are comparable.

    Scope is unit, status, population (with whom it holds in), place, window and the day that it is true of; while
    nobody says which day that is, it is the day on which it was stated. What both leave unsaid does not part them.
    """
    found = [
        *_values((a, b)),
        *_codes(a, b),
        *_included("forces", a.holds(FORCES), b.holds(FORCES)),
        *_included("bystanders", a.holds(BYSTANDERS), b.holds(BYSTANDERS)),
        *_places(a, b),
        *_windows(a.window, b.window),
    ]
    if not meet(a.days, b.days):
        found.append(Reason("as_of", day_words(a.days), day_words(b.days)))
    pair = {a.pk, b.pk}
    said = [tie for tie in ties if tie.kind == FigureTie.NOT_COMPARABLE and {tie.claim, tie.other} == pair]
    return (*found, *(Reason("said", tie.why.rstrip(".")) for tie in said))


def sentence(reason: Reason) -> str:
    """The reason as a clause that goes on after “because”."""
    words = (OURS if reason.ours else SENTENCES)[reason.code]
    return str(words) % {"one": reason.one, "other": reason.other}


def because(reasons: Sequence[Reason]) -> str:
    """“Not comparable, because …” with every reason; empty when there is none."""
    if not reasons:
        return ""
    return _("Not comparable, because %(reasons)s.") % {"reasons": "; ".join(map(sentence, reasons))}


def with_documented(claim: Claim, filters: Mapping[str, Any], *, place: str = "") -> tuple[Reason, ...]:
    """Every reason why our documented count under this filter of the case list is not comparable with the claim.

    `place` is the gazetteer's key of the filter's place (reading.place_key). Ours counts people, everybody whom the
    filter leaves in.
    """
    found = [Reason(one.code, ours=True) for one in _values((claim,))]
    if claim.unit != FigureUnit.PEOPLE:
        found.append(Reason("unit", _label(FigureUnit, claim.unit), ours=True))
    told = {*_listed(filters.get("ever")), *_listed(filters.get("status"))}
    asked = told - {DEAD} | ({*map(str, DEATHS)} if DEAD in told else set())
    if asked != _OURS.get(FigureStatus(claim.status), {claim.status}):
        shown = ", ".join(_label(FigureStatus, code) for code in sorted(asked)) or _("everybody")
        found.append(Reason("status", _label(FigureStatus, claim.status), shown, ours=True))
    return (*found, *_whom(claim, filters), *_where_and_when(claim, filters, place))


def day_words(span: Span) -> str:
    """A span of days in the reader's language."""
    first, last = span
    if first is None and last is None:
        return dates.words("")
    return dates.words(dates.parse(f"{first or '..'}/{last or '..'}").edtf)


# --- Two claims ------------------------------------------------------------------------------------------------------
def _values(claims: Sequence[Claim]) -> list[Reason]:
    found = [Reason("value")] if any(not claim.is_number for claim in claims) else []
    if any(claim.state == FigureState.RETRACTED for claim in claims):
        found.append(Reason("retracted"))
    return [*found, Reason("struck")] if any(claim.struck for claim in claims) else found


def _codes(a: Claim, b: Claim) -> list[Reason]:
    found = []
    if a.unit != b.unit:
        found.append(Reason("unit", _label(FigureUnit, a.unit), _label(FigureUnit, b.unit)))
    if a.status != b.status:
        found.append(Reason("status", _label(FigureStatus, a.status), _label(FigureStatus, b.status)))
    if a.population != b.population:
        found.append(_populations(a, b))
    elif a.population in (*_OPEN, P.OTHER) and a.population_words.casefold() != b.population_words.casefold():
        is_alone = not a.population_words or not b.population_words
        whom = (a.population_words or b.population_words, "") if is_alone else (a.population_words, b.population_words)
        found.append(Reason("label_not_said" if is_alone else "label", *whom, certain=not is_alone))
    return found


def _populations(a: Claim, b: Claim) -> Reason:
    if a.population in _OPEN and b.population in _OPEN:
        return Reason("population_not_said", certain=False)
    narrow = next((one for one, other in ((a, b), (b, a)) if other.population == P.NOT_STATED), None)
    if narrow is not None:
        return Reason("population_open", population_words(narrow))
    return Reason("population", population_words(a), population_words(b))


def _included(code: str, one: str, other: str) -> list[Reason]:
    if one == other:
        return []
    if Included.NOT_STATED in (one, other):
        return [Reason(f"{code}_not_said", certain=False)]
    return [Reason(code)]


def _places(a: Claim, b: Claim) -> list[Reason]:
    if a.place == b.place:
        return []
    if not a.place or not b.place:
        return [Reason("place_not_said", certain=False)]
    return [Reason("place", a.place_words or a.place, b.place_words or b.place)]


def _windows(one: Span, other: Span) -> list[Reason]:
    if one == other:
        return []
    if one == (None, None) or other == (None, None):
        return [Reason("window_not_said", certain=False)]
    return [Reason("window", day_words(one), day_words(other))]


def population_words(claim: Claim) -> str:
    """Of whom it is: the claimant's own label where there is one, in quotation marks."""
    return quoted(claim.population_words) if claim.population_words else _label(P, claim.population)


def _label(choices: type, code: str) -> str:
    return str(choices(code).label) if code in choices.values else code  # type: ignore[attr-defined]


# --- A claim and our count -------------------------------------------------------------------------------------------
def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) and value else [str(one) for one in value or ()]


def _whom(claim: Claim, filters: Mapping[str, Any]) -> list[Reason]:
    """Our filter by the part taken, sex or age narrows whom it counts; so does the claim's population."""
    narrowed = [name for name in ("participation", "sex", "age_from", "age_to", "age") if filters.get(name)]
    if claim.population in _OPEN and not narrowed:
        return [Reason(code, ours=True) for code in (FORCES, BYSTANDERS) if claim.holds(code) == Included.NO]
    if claim.population in _OPEN or not narrowed:
        ours = _("those of its filter") if narrowed else _label(P, P.EVERYBODY)
        return [Reason("population", population_words(claim), ours, ours=True)]
    return [Reason("population", population_words(claim), _("those of its filter"), ours=True)]


def _where_and_when(claim: Claim, filters: Mapping[str, Any], place: str) -> list[Reason]:
    found = []
    typed = str(filters.get("place") or "").strip()
    here = {claim.place, claim.place_words.lower()}
    is_everywhere = not typed and claim.place in ("", COUNTRY)
    if not is_everywhere and (place or typed.lower()) not in here:
        words = claim.place_words or claim.place or _("no stated place")
        found.append(Reason("place", words, typed or _("all places"), ours=True))
    days = tuple(_bound(filters.get(name), name) for name in ("since", "until"))
    if days != claim.window:
        told = _("on days that it does not state") if claim.window == (None, None) else day_words(claim.window)
        ours = _("on any day") if days == (None, None) else day_words((days[0], days[1]))
        found.append(Reason("window", told, ours, ours=True))
    return found


def _bound(value: Any, name: str) -> date | None:
    """The first or last day of a partial date in a filter, however it is kept there."""
    if not value:
        return None
    try:
        found = value if isinstance(value, dates.Partial) else dates.parse(str(value))
    except dates.Unreadable:
        return None
    return found.lower if name == "since" else found.upper
