"""Pure domain: what claimed figures leave unexplained, each finding a sentence. It judges nobody and adds nothing up.

Numbers that were taken back, struck, or whose report no longer stands take no part.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from incidents.domain import dates
from incidents.domain.figures import comparing, partitions, sums
from incidents.domain.figures.comparing import Reason
from incidents.domain.figures.shapes import BYSTANDERS, FORCES, NO_SPAN, Claim, Tie, meet, number, said
from incidents.domain.figures.web import DEAD, UNDER, Remark, Web, group_of, lies_within, named, roughly
from incidents.vocabulary import FigureStatus, Included
from incidents.vocabulary import FigureTie as T

SMALLEST = 2  # “1” stands for too many things to be worth a word
# Not of the scope: that one of two is no number, was taken back, or was said on another day.
_ASIDE = frozenset({"value", "retracted", "struck", "as_of", "said"})
_ALIVE = frozenset({FigureStatus.WOUNDED, FigureStatus.RELEASED, FigureStatus.FOUND_ALIVE})


def check(claims: Iterable[Claim], ties: Iterable[Tie]) -> list[Remark]:
    """Every remark on these claims, in a fixed order: circles, subsets, partitions, statements, same numbers, sums.

    `parts_fit` is no fault: it says that the parts of a whole make it up.
    """
    web = Web(claims, ties)
    found = [
        *_circles(web),
        *_larger(web),
        *_odd(web),
        *partitions.remarks(web),
        *_statements(web),
        *_same_numbers(web),
        *sums.remarks(web),
    ]
    return list({(one.code, one.sentence): one for one in found}.values())


# --- Subsets ---------------------------------------------------------------------------------------------------------
def _circles(web: Web) -> list[Remark]:
    """Old data may hold what the verbs refuse."""
    inside = tuple(claim.pk for claim in web.claims if claim.pk in web.above(claim.pk))
    if not inside:
        return []
    told = {"claims": ", ".join(named(web.by_pk[pk]) for pk in inside)}
    return [Remark("circle", inside, (), _("Each of these is said to be part of another of them: %(claims)s.") % told)]


def _larger(web: Web) -> list[Remark]:
    """A part, or a part of a part, that is certainly larger than what it is part of."""
    found = []
    for part in web.claims:
        for whole in _wholes(web, part):
            low, high = part.interval()[0], whole.interval()[1]
            if low is not None and high is not None and low > high:
                told = {"part": named(part), "whole": named(whole), "more": number(low - high)}
                exact = part.exact is not None and whole.exact is not None
                text = (_("%(part)s is said to be among %(whole)s, and is %(more)s more.") if exact else
                        _("%(part)s is said to be among %(whole)s, and is at least %(more)s more."))  # fmt: skip
                found.append(Remark("subset_larger", (part.pk, whole.pk), (low - high,), text % told))
    return found


def _wholes(web: Web, part: Claim) -> list[Claim]:
    """What it lies under: the nearest numbers, passing over what is words only or not known."""
    found, open_, seen = {}, [part.pk], {part.pk}
    while open_:
        here = open_.pop()
        for tie in web.ties:
            if tie.claim == here and tie.kind in UNDER and tie.other not in seen:
                seen.add(tie.other)
                whole = web.by_pk[tie.other]
                if whole.interval()[1] is None:
                    open_.append(whole.pk)
                else:
                    found[whole.pk] = whole
    return list(found.values())


def _odd(web: Web) -> list[Remark]:
    """A part whose own scope does not lie in that of its whole."""
    found = []
    for part, whole, _tie in web.pairs(*UNDER):
        told = {"part": named(part, status=True), "whole": named(whole, status=True)}
        keys = (part.pk, whole.pk)
        if {part.status, whole.status} & DEAD and {part.status, whole.status} & _ALIVE:
            text = _("%(part)s is said to be among %(whole)s: nobody is both.")
            found.append(Remark("odd_status", keys, (), text % told))
        if part.place and whole.place and ":" in part.place and ":" in whole.place and not lies_within(part, whole):
            text = _("%(part)s is said to be among %(whole)s, and is not of a place in it.")
            found.append(Remark("odd_place", keys, (), text % told))
        if not meet(part.window, whole.window):
            text = _("%(part)s is said to be among %(whole)s, and is of other days.")
            found.append(Remark("odd_window", keys, (), text % told))
        group = group_of(part)
        if group and whole.holds(group) == Included.NO:
            text = (_("%(part)s is said to be among %(whole)s, which leaves the security forces out.")
                    if group == FORCES else
                    _("%(part)s is said to be among %(whole)s, which leaves the bystanders out."))  # fmt: skip
            found.append(Remark("odd_group", keys, (), text % told))
    return found


# --- Statements ------------------------------------------------------------------------------------------------------
def _statements(web: Web) -> list[Remark]:
    """Two reports of one statement, or two claims that are said to contradict each other: in what they differ."""
    found = []
    same = {frozenset((one.pk, other.pk)) for one, other, _tie in web.pairs(T.OTHER_REPORT)}
    for one, other, tie in web.pairs(T.OTHER_REPORT, T.CONTRADICTS):
        differs = _differences(one, other)
        told = {"one": _of(one), "other": _of(other), "differences": "; ".join(differs)}
        if tie.kind == T.OTHER_REPORT and differs:
            text = _("Two reports of one statement contradict each other, %(one)s and %(other)s: %(differences)s.")
            found.append(Remark("two_reports", (one.pk, other.pk), _numbers(one, other), text % told))
        elif tie.kind == T.CONTRADICTS and not (differs and {one.pk, other.pk} in same):
            text = _("%(one)s contradicts %(other)s.") % told
            if why := "; ".join(filter(None, [tie.why.rstrip("."), *differs])):
                text = _("%(one)s contradicts %(other)s: %(why)s.") % (told | {"why": why})
            found.append(Remark("contradiction", (one.pk, other.pk), _numbers(one, other), text))
    return found


def _of(claim: Claim) -> str:
    """The number and the report that tells it."""
    return f"{named(claim)}, {claim.report_ref}" if claim.report_ref else named(claim)


def _differences(one: Claim, other: Claim) -> list[str]:
    """In what the two cannot both be right."""
    found = []
    (low, high), (least, most) = one.interval(), other.interval()
    if high is not None and least is not None and high < least or most is not None and low is not None and most < low:
        told = {"one": said(low, high), "other": said(least, most)}
        found.append(_("one says %(one)s, the other %(other)s") % told)
    return found + [
        comparing.sentence(reason) for reason in comparing.compare(roughly(one), roughly(other)) if _is_hard(reason)
    ]


def _numbers(*claims: Claim) -> tuple[int, ...]:
    return tuple(dict.fromkeys(claim.exact for claim in claims if claim.exact is not None))


# --- The same number -------------------------------------------------------------------------------------------------
def _same_numbers(web: Web) -> list[Remark]:
    """One number that stands for several things."""
    by_number: dict[int, list[Claim]] = defaultdict(list)
    for claim in web.claims:
        if claim.exact is not None and claim.exact >= SMALLEST:
            by_number[claim.exact].append(claim)
    found = []
    for count, claims in sorted(by_number.items()):
        meanings: list[Claim] = []
        for claim in sorted(claims, key=lambda one: (str(one.stated[0] or ""), one.pk)):
            if all(_is_other(web, claim, known) for known in meanings):
                meanings.append(claim)
        if len(meanings) > 1:
            told = {"number": number(count), "meanings": "; ".join(_meaning(one, meanings) for one in meanings)}
            text = _("%(number)s stands for different things: %(meanings)s.") % told
            found.append(Remark("same_number", tuple(claim.pk for claim in meanings), (count,), text))
    return found


def _is_other(web: Web, one: Claim, other: Claim) -> bool:
    """Whether both say of whom they are, and not of the same; two reports of one statement are told elsewhere."""
    if other.pk in web.statement(one.pk):
        return False
    return any(map(_is_hard, comparing.compare(roughly(one), roughly(other))))


def _is_hard(reason: Reason) -> bool:
    """Both say something of the scope, and not the same."""
    return reason.certain and reason.code not in _ASIDE


def _meaning(claim: Claim, among: list[Claim]) -> str:
    """Of whom, where, whether officers are in it, of which days where these differ, who said it and when."""
    told = named(claim, status=True).partition(" (")[2].removesuffix(")")
    windows = {one.window for one in among}
    groups = [
        comparing.day_words(claim.window) if len(windows) > 1 and claim.window != NO_SPAN else "",
        _("with the security forces") if _holds_beside(claim, FORCES, among) else "",
        _("with bystanders") if _holds_beside(claim, BYSTANDERS, among) else "",
        _("without the security forces") if _leaves_out(claim, FORCES) else "",
        _("without bystanders") if _leaves_out(claim, BYSTANDERS) else "",
    ]
    day = dates.words(claim.stated[0].isoformat()) if claim.stated[0] else ""
    return ", ".join(filter(None, [told, *groups, claim.claimant_words, day]))


def _holds_beside(claim: Claim, group: str, among: list[Claim]) -> bool:
    """Whether it holds the group in, and one of the others is said to leave it out."""
    own = claim.is_of(group) or claim.holds(group) != Included.YES
    return not own and any(_leaves_out(one, group) for one in among)


def _leaves_out(claim: Claim, group: str) -> bool:
    """Whether that is said, and does not follow from whom it is of."""
    unsaid = replace(claim, forces=Included.NOT_STATED, bystanders=Included.NOT_STATED)
    return claim.holds(group) == Included.NO and unsaid.holds(group) != Included.NO
