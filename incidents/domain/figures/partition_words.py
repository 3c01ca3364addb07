"""Pure domain: what the parts of a whole make, in sentences."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from incidents.domain.figures.readings import Question, Reading, added, in_order
from incidents.domain.figures.shapes import Claim, Interval, said, value
from incidents.domain.figures.web import listed, named
from incidents.vocabulary import FigurePopulation as P

MOST_TOLD = 4  # readings that are told one by one


def plain(
    whole: Claim, parts: Sequence[Claim], left: Interval, held: Sequence[Question], left_out: Sequence[Claim]
) -> str:
    """The sum, and what is left of the whole, where nothing hangs on a reading."""
    told = {"whole": named(whole), "sum": _sum(parts, held), "outcome": _outcome(left, parts)}
    return _more(_("Parts of %(whole)s: %(sum)s, %(outcome)s.") % told, left_out)


def with_readings(whole: Claim, parts: Sequence[Claim], found: Sequence[Reading], left_out: Sequence[Claim]) -> str:
    """Under which reading nothing is left, and what is left under the others."""
    even = [one for one in found if one.is_even]
    rest = [one for one in found if not one.is_even]
    said_of = [_parts_of(whole, parts), _even(parts, even)]
    if len(found) <= MOST_TOLD:
        said_of += [_("If %(reading)s, %(outcome)s.") % {"reading": _short(one), "outcome": _outcome(one.left, parts)}
                    for one in rest]  # fmt: skip
    elif rest:
        said_of.append(_("Under the other readings: %(outcome)s.") % {"outcome": _range(rest, parts)})
    if any(one.whole for one in (*found[0].held, *found[0].out)):
        said_of.append(_("Each group is reckoned as held in whole or not at all."))
    return _more(" ".join(filter(None, said_of)), left_out)


def many(whole: Claim, parts: Sequence[Claim], edges: Sequence[Reading], left_out: Sequence[Claim]) -> str:
    """Too much is not said for every reading to be told."""
    told = _("What they hold in is not said of so many parts that anything is possible: %(outcome)s.")
    return _more(f"{_parts_of(whole, parts)} {told % {'outcome': _range(edges, parts)}}", left_out)


def overlap(inner: Claim, outer: Sequence[Claim], whole: Claim) -> str:
    """Parts that may hold the same people."""
    told = {"inner": named(inner), "outer": listed(map(named, outer)), "whole": named(whole)}
    if len(outer) > 1:
        return _("%(inner)s may be counted in %(outer)s as well: all are given as parts of %(whole)s.") % told
    return _("%(inner)s may be counted in %(outer)s as well: both are given as parts of %(whole)s.") % told


# --- Sums ------------------------------------------------------------------------------------------------------------
def _sum(parts: Sequence[Claim], held: Sequence[Question]) -> str:
    """“139 + 63 + (20 − 11) + 19 = 230”; a part that another holds in whole is not there."""
    terms, low, high = [], 0, 0
    is_open = False
    for part in parts:
        amounts = [one.amount for one in held if one.group.pk == part.pk]
        least, most = added(part, amounts)
        low, high, is_open = low + (least or 0), high + (most or 0), is_open or most is None
        if most != 0 or not amounts:
            terms.append(" − ".join([value(part), *(said(*amount) for amount in amounts)]))
            terms[-1] = f"({terms[-1]})" if amounts and len(parts) > 1 else terms[-1]
    total = said(low, None if is_open else high)
    return " + ".join(terms) + (f" = {total}" if len(terms) > 1 or terms != [total] else "")


def _outcome(left: Interval, parts: Sequence[Claim]) -> str:
    low, high = left
    if high is not None and high < 0:
        number = said(-high, None if low is None else -low)
        return ngettext("it is %(number)s too many", "it is %(number)s too many", -high) % {"number": number}
    wordy = [part for part in parts if not part.is_number]
    if wordy and high is not None:
        low = high if all(part.exact is not None for part in parts if part.is_number) else None
        told = {"number": said(low, high), "parts": listed(named(part) for part in wordy)}
        return ngettext("%(number)s is left for %(parts)s", "%(number)s are left for %(parts)s", high) % told
    if low is not None and low > 0:
        count = low if high is None else high
        told = {"number": said(low, high)}
        return ngettext("%(number)s is left unexplained", "%(number)s are left unexplained", count) % told
    return _("nothing is left") if (low, high) == (0, 0) else _("it can come out even")


def _range(found: Sequence[Reading], parts: Sequence[Claim]) -> str:
    """From the reading that leaves least to the one that leaves most."""
    lows, highs = [one.left[0] for one in found], [one.left[1] for one in found]
    least = None if None in lows else min(low for low in lows if low is not None)
    most = None if None in highs else max(high for high in highs if high is not None)
    if least is not None and most is not None and least < 0 < most:
        told = {"over": said(-least, -least), "left": said(most, most)}
        return _("from %(over)s too many to %(left)s left unexplained") % told
    return _outcome((least, most), parts)


# --- Readings --------------------------------------------------------------------------------------------------------
def _parts_of(whole: Claim, parts: Sequence[Claim]) -> str:
    return _("Parts of %(whole)s: %(parts)s.") % {"whole": named(whole), "parts": listed(map(named, parts))}


def _even(parts: Sequence[Claim], even: Sequence[Reading]) -> str:
    if not even:
        return _("Under no reading does it come out even.")
    if len(even) > 1:
        ways = pgettext("between two conditions", ", or if ").join(map(_clause, even[:MOST_TOLD]))
        return _("Nothing is left only if %(readings)s.") % {"readings": ways}
    (one,) = even
    if one.left != (0, 0):
        return _("It can come out even only if %(reading)s.") % {"reading": _clause(one)}
    told = {"reading": _clause(one), "sum": _sum(parts, (*one.told, *one.held))}
    return _("Nothing is left only if %(reading)s: %(sum)s.") % told


def _clause(one: Reading) -> str:
    """“139 (Almaty) leaves the 19 of the security forces out and holds the 11 bystanders in”."""
    by_part: dict[int, list[Question]] = defaultdict(list)
    for asked in sorted((*one.out, *one.held), key=lambda asked: in_order(asked.part)):
        by_part[asked.part.pk].append(asked)
    clauses = []
    for asked_of in by_part.values():
        does = []
        if out := [asked for asked in asked_of if asked in one.out]:
            does.append(_("leaves %(groups)s out") % {"groups": listed(map(_group, out))})
        if held := [asked for asked in asked_of if asked in one.held]:
            does.append(_("holds %(groups)s in") % {"groups": listed(map(_group, held))})
        clauses.append(f"{named(asked_of[0].part)} {listed(does)}")
    return listed(clauses)


def _short(one: Reading) -> str:
    """The same, after it was told once which part and which groups it is about."""
    asked = (*one.out, *one.held)
    if len({question.part.pk for question in asked}) > 1 or len(asked) > 2:
        return _clause(one)
    if not one.out:
        return _("it holds both in") if len(asked) == 2 else _("it holds them in")
    if not one.held:
        return _("it leaves both out") if len(asked) == 2 else _("it leaves them out")
    return _("it holds only %(groups)s in") % {"groups": _group(one.held[0])}


def _group(asked: Question) -> str:
    low, high = asked.amount
    told, count = {"number": said(low, high)}, high or low or 0
    if asked.group.population == P.UNINVOLVED:
        return ngettext("the %(number)s bystander", "the %(number)s bystanders", count) % told
    if asked.group.population == P.CIVILIANS:
        return ngettext("the %(number)s civilian", "the %(number)s civilians", count) % told
    if asked.group.population == P.LAW_ENFORCEMENT:
        return ngettext("the %(number)s of law enforcement", "the %(number)s of law enforcement", count) % told
    if asked.group.population == P.MILITARY:
        return ngettext("the %(number)s of the military", "the %(number)s of the military", count) % told
    return ngettext("the %(number)s of the security forces", "the %(number)s of the security forces", count) % told


def _more(sentence: str, left_out: Sequence[Claim]) -> str:
    """What was taken back or struck is named, so that nobody wonders where it went."""
    if not left_out:
        return sentence
    told = {"parts": listed(map(named, left_out))}
    gone = ngettext(
        "%(parts)s was taken back or struck and is left out.",
        "%(parts)s were taken back or struck and are left out.",
        len(left_out),
    )
    return f"{sentence} {gone % told}"
