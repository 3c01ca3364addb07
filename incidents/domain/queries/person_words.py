"""What a person's page says in words: the time line, the statements that are compared, the parts taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from incidents.domain import dates, gazetteer, kin, speakers
from incidents.domain.conflicts import Said
from incidents.models import Act, Finding, Kinship, Mention
from incidents.vocabulary import Manner, Participation, Polarity, Sex, Whereabouts


@dataclass(frozen=True)
class Entry:
    """One point of the time line: hollow for what is said, filled for what is held."""

    edtf: str
    kind: str
    what: str
    who: str
    held: bool
    order: tuple
    level: str = ""
    conflict: str = ""
    time: str = ""
    borne: str = ""


def of_act(act: Act) -> Entry:
    """What one report says was done."""
    denied = "" if act.polarity == Polarity.ASSERTS else str(act.get_polarity_display())
    custody = _("held in: %(place)s") % {"place": act.custody_place} if act.custody_place else ""
    whereabouts = "" if act.whereabouts == Whereabouts.UNKNOWN else _whereabouts(act)
    what = [
        denied,
        act.when_words,
        gazetteer.said(act),
        *_manners(act),
        custody,
        whereabouts,
        *_actors(act),
        _reason(act),
    ]
    return Entry(
        edtf=act.when_edtf,
        time="" if act.when_edtf else dates.words(""),
        kind=act.kind,
        what=" · ".join(filter(None, what)),
        who=_who(act.mention),
        held=False,
        order=_order(act.when_lower, act.when_upper, 1, act.pk),
        borne=getattr(act, "borne", ""),
    )


def of_finding(finding: Finding, relied: Iterable[Act]) -> Entry:
    """What the team holds, and on whose word."""
    manner = "" if finding.manner == Manner.UNKNOWN else str(finding.get_manner_display())
    who = dict.fromkeys(speakers.called(act.mention.report.source) for act in relied)
    return Entry(
        edtf=finding.when_edtf,
        time="" if finding.when_edtf else dates.words(""),
        kind=finding.kind,
        what=" · ".join(filter(None, [gazetteer.said(finding), manner])),
        who=" · ".join([_("the team holds this"), *who]),
        held=True,
        level=finding.confirmation,
        order=_order(finding.when_lower, finding.when_upper, 0, finding.pk),
    )


def _order(lower: date | None, upper: date | None, rank: int, number: int) -> tuple:
    """By the first possible day; what has no date comes last; of one day what is held comes first."""
    return (lower or upper or date.max, rank, number)


def _who(mention: Mention) -> str:
    report = mention.report
    title = f"{report.ref} {report.title}".strip()
    return " · ".join([speakers.called(report.source), title])


def _whereabouts(act: Act) -> str:
    return _("whereabouts: %(words)s") % {"words": act.get_whereabouts_display()}


def _manners(act: Act) -> list[str]:
    codes = dict.fromkeys(code for code in (act.manner, act.cause) if code != Manner.UNKNOWN)
    return [str(Manner(code).label) for code in codes]


def _actors(act: Act) -> list[str]:
    return [f"{_name(tie.actor)}: {tie.get_involvement_display()}" for tie in act.involved.all()]


def _name(actor: Any) -> str:
    return gazetteer.name(actor)


def _reason(act: Act) -> str:
    if not act.stated_reason:
        return ""
    return _("“%(reason)s”, says %(who)s") % {"reason": act.stated_reason, "who": act.stated_reason_by}


def said(mentions: Iterable[Mention], acts: Iterable[Act]) -> list[Said]:
    """Everything that can be compared, point by point."""
    about_acts = [statement for act in acts for statement in _of_act(act)]
    return about_acts + [statement for mention in mentions for statement in _of_mention(mention)]


def _of_act(act: Act) -> list[Said]:
    who = speakers.called(act.mention.report.source)
    found = [Said("polarity", act.kind, str(act.get_polarity_display()), who, act.polarity)] if _is_clear(act) else []
    if act.polarity != Polarity.ASSERTS:
        return found
    if act.when_lower or act.when_upper:
        when = dates.Partial(act.when_edtf, act.when_lower, act.when_upper)
        found.append(Said("when", act.kind, dates.words(act.when_edtf), who, when))
    if act.place_id or act.place_text:
        found.append(Said("place", act.kind, gazetteer.said(act), who, _place_key(act), _wider(act)))
    manners = _manners(act)
    return found + [Said("manner", act.kind, ", ".join(manners), who, frozenset(manners))] if manners else found


def _is_clear(act: Act) -> bool:
    return act.polarity in (Polarity.ASSERTS, Polarity.DENIES)


def _place_key(act: Act) -> object:
    return act.place_id or act.place_text.strip().lower()


def _wider(act: Act) -> frozenset:
    return frozenset(tie.parent_id for tie in act.place.parents.all()) if act.place else frozenset()


def _of_mention(mention: Mention) -> list[Said]:
    who, found = speakers.called(mention.report.source), []
    if mention.age_low is not None or mention.age_high is not None:
        found.append(Said("age", "", ages(mention.age_low, mention.age_high), who, (mention.age_low, mention.age_high)))
    if mention.sex != Sex.UNKNOWN:
        found.append(Said("sex", "", str(mention.get_sex_display()), who, mention.sex))
    if mention.participation != Participation.UNKNOWN:
        claimant = mention.participation_by or who
        found.append(
            Said("participation", "", str(mention.get_participation_display()), claimant, mention.participation)
        )
    return found


def ages(low: int | None, high: int | None) -> str:
    """“12”, “30–35”, “from 18”, “up to 60”; empty when not known."""
    if low is None and high is None:
        return ""
    if low is None:
        return _("up to %(age)s") % {"age": high}
    if high is None:
        return _("from %(age)s") % {"age": low}
    return str(low) if low == high else f"{low}–{high}"


def parts(mentions: Iterable[Mention]) -> list[tuple[str, str]]:
    """The part taken and who claims it, each once."""
    claimed = [mention for mention in mentions if mention.participation != Participation.UNKNOWN]
    pairs = {
        (str(mention.get_participation_display()), mention.participation_by or speakers.called(mention.report.source))
        for mention in claimed
    }
    return sorted(pairs)


def relation(tie: Kinship, is_first: bool) -> str:
    """What the relative is to the person of the page."""
    return kin.relative(tie.kind, is_first)
