"""Pure domain: sums that nobody stated. A number that is two others together, and two that somebody will add up."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations

from django.utils.translation import gettext as _

from incidents.domain.figures.partitions import members
from incidents.domain.figures.shapes import Claim, number
from incidents.domain.figures.web import UNDER, Remark, Web, group_of, named, roughly
from incidents.vocabulary import FigurePopulation as P
from incidents.vocabulary import FigureTie as T
from incidents.vocabulary import Included

SMALLEST = 10  # smaller numbers add up to others by chance too often
NEAR = timedelta(days=14)


def remarks(web: Web) -> list[Remark]:
    """Parts without a whole, a group beside those who leave it out, and a number that two others make."""
    return [*_wholes_without_number(web), *_beside(web), *_made_of_two(web)]


def _wholes_without_number(web: Web) -> list[Remark]:
    """A whole in words, or not known, whose parts are numbers."""
    found = []
    for whole in web.claims:
        parts = [] if whole.is_number else [one for one in members(web, whole) if one.exact is not None]
        if len(parts) > 1:
            found.append(_unstated(web, parts, whole))
    return [one for one in found if one]


def _beside(web: Web) -> list[Remark]:
    """“149 and 11 officers”: a number that leaves a group out, or does not say so, and that group, told together."""
    found = []
    for group in (claim for claim in web.claims if group_of(claim) and claim.exact is not None):
        for rest in web.claims:
            holds = rest.holds(group_of(group))
            if rest.exact is None or group_of(rest) or holds == Included.YES or _share_a_whole(web, rest, group):
                continue
            if not _is_told_together(web, rest, group):
                continue
            found.append(_unstated(web, [rest, group], None) if holds == Included.NO else _unsaid(web, rest, group))
    return [one for one in found if one]


def _is_told_together(web: Web, rest: Claim, group: Claim) -> bool:
    """By one claimant, in one report or on one day, or the group lies under another report of the same statement."""
    one, other = roughly(rest), roughly(group)
    if (one.status, one.unit) != (other.status, other.unit) or rest.claimant != group.claimant:
        return False
    if rest.place and group.place and rest.place != group.place:
        return False
    if rest.report_ref and rest.report_ref == group.report_ref or rest.claimant and rest.stated == group.stated:
        return True
    return bool((web.statement(rest.pk) - {rest.pk}) & web.above(group.pk))


def _share_a_whole(web: Web, one: Claim, other: Claim) -> bool:
    """Whether both lie under one number, whose parts are reckoned elsewhere, or the one under the other."""
    wholes = web.above(one.pk) & web.above(other.pk)
    under = web.is_under(one, other) or web.is_under(other, one)
    return under or any(web.by_pk[pk].is_number for pk in wholes)


def _unsaid(web: Web, rest: Claim, group: Claim) -> Remark | None:
    """Nobody says whether the number holds the group in; unless somebody states the sum, it is told."""
    total = (rest.exact or 0) + (group.exact or 0)
    is_said = any(web.by_pk[pk].holds(group_of(group)) != Included.NOT_STATED for pk in web.statement(rest.pk))
    if is_said or (group.exact or 0) > (rest.exact or 0) or any(claim.exact == total for claim in web.claims):
        return None
    told = {"rest": named(rest), "group": named(group),
            "sum": f"{number(rest.exact or 0)} + {number(group.exact or 0)} = {number(total)}"}  # fmt: skip
    text = _("Nobody says whether %(rest)s holds %(group)s in. If not, %(sum)s: nobody stated this sum.")
    return Remark("unsaid_sum", (rest.pk, group.pk), (total,), text % told)


def _unstated(web: Web, parts: Sequence[Claim], whole: Claim | None) -> Remark | None:
    """The sum of these, unless one of their claimants states it; who else does is named."""
    total = sum(part.exact or 0 for part in parts)
    status = roughly(parts[0]).status
    stating = [claim for claim in web.claims if claim.exact == total and roughly(claim).status == status]
    told = {"sum": f"{' + '.join(number(part.exact or 0) for part in parts)} = {number(total)}"}
    keys = tuple(claim.pk for claim in (*parts, *([whole] if whole else []), *stating))
    if {claim.claimant for claim in stating} & {part.claimant for part in parts}:
        return None
    if stating:
        told["who"] = stating[0].claimant_words or stating[0].ref
        text = _("%(sum)s: %(who)s states this sum; whoever gave its parts does not.") % told
    else:
        text = _("%(sum)s: nobody stated this sum.") % told
    return Remark("unstated_sum", keys, (total,), text)


# --- A number that two others make -----------------------------------------------------------------------------------
def _made_of_two(web: Web) -> list[Remark]:
    """4,578 = 4,353 + 225: a number that is two others of another status, or of others, together."""
    sums: dict[int, list[Claim]] = defaultdict(list)
    exact = [claim for claim in web.claims if (claim.exact or 0) >= SMALLEST]
    for claim in exact:
        sums[claim.exact or 0].append(claim)
    found: dict[tuple[int, ...], Remark] = {}
    for one, other in combinations(sorted(exact, key=lambda claim: (-(claim.exact or 0), claim.pk)), 2):
        for whole in sums.get((one.exact or 0) + (other.exact or 0), ()):
            key = (whole.exact or 0, one.exact or 0, other.exact or 0)
            if key not in found and _is_telling(web, whole, one, other):
                found[key] = _two(whole, one, other)
    return list(found.values())


def _is_telling(web: Web, whole: Claim, one: Claim, other: Claim) -> bool:
    """Whether the sum may be more than chance: of one place and time, and not said to be the parts of it already."""
    places = {claim.place for claim in (whole, one, other)} - {""}
    if len(places) > 1 or not _are_near(whole, one, other) or web.is_under(one, other) or web.is_under(other, one):
        return False
    parts = {tie.claim for tie in web.ties if tie.kind in UNDER and tie.other == whole.pk} & {one.pk, other.pk}
    if len(parts) == 2:  # somebody says that they are its parts
        return False
    if roughly(one).status != roughly(other).status:
        return True
    same_voice = len({(claim.claimant, claim.stated) for claim in (whole, one, other)}) == 1
    apart = one.population != other.population and P.EVERYBODY not in (one.population, other.population)
    return (
        same_voice
        and apart
        and roughly(whole).status == roughly(one).status
        and not parts
        and not _are_one(web, one, other)
    )


def _are_one(web: Web, one: Claim, other: Claim) -> bool:
    """Two reports of one statement, or an edition and the one before."""
    editions = ({a.pk, b.pk} for a, b, _tie in web.pairs(T.SUPERSEDES, T.RETRACTS))
    return other.pk in web.statement(one.pk) or {one.pk, other.pk} in editions


def _are_near(*claims: Claim) -> bool:
    days = [claim.stated[0] or claim.stated[1] for claim in claims]
    known = [day for day in days if day is not None]
    return not known or max(known) - min(known) <= NEAR


def _two(whole: Claim, one: Claim, other: Claim) -> Remark:
    told = {
        "sum": f"{number(whole.exact or 0)} = {number(one.exact or 0)} + {number(other.exact or 0)}",
        "whole": named(whole, status=True), "one": named(one, status=True), "other": named(other, status=True),
    }  # fmt: skip
    text = (
        _("%(sum)s: %(whole)s is as many as %(one)s and %(other)s together. Nobody says that it is their sum.") % told
    )
    return Remark("sum_of_two", (whole.pk, one.pk, other.pk), (whole.exact or 0,), text)
