"""Records that may be one person, and groups of them as a run writes them down."""

import datetime as dt

from incidents.domain import matching, names
from incidents.models import LikelyGroup, LikelyPair, MatchRun, Mention, Person
from incidents.vocabulary import Likelihood, RunState
from tests.factories import NOW, ActFactory, MentionFactory, ReportFactory

FOUND = NOW + dt.timedelta(days=1)
LATER = FOUND + dt.timedelta(hours=2)


def told(author, reviewer, name="", *, place="Taldykorgan", **about) -> Mention:
    """Somebody in a report under review, with one act."""
    about = {"naming": names.naming_level(name), "name_keys": names.keys(name), "describing": "a boy"} | about
    mention = MentionFactory(report=ReportFactory(submitter=author, taken_by=reviewer), name=name, **about)
    ActFactory(mention=mention, place_text=place)
    return mention


def held(author, reviewer, name="", *, days=0, **about) -> Person:
    """A person from a report of their own; `days` later than others."""
    at = NOW + dt.timedelta(days=days)
    return matching.new_person(told(author, reviewer, name, **about), because="New.", by=reviewer, at=at)


def group(*pairs, score=0.9, likelihood=Likelihood.VERY_LIKELY, levels=None) -> LikelyGroup:
    """A group with these pairs of persons or mentions, the first the likeliest."""
    run = MatchRun.objects.create(state=RunState.DONE, asked_at=FOUND, began_at=FOUND, ended_at=FOUND)
    sides = {side for pair in pairs for side in pair}
    found = LikelyGroup.objects.create(run=run, size=len(sides), score=score, open_pairs=len(pairs))
    for place, pair in enumerate(pairs):
        known = {
            f"{name}_{type(side).__name__.lower()}": side for name, side in zip(("left", "right"), pair, strict=True)
        }
        LikelyPair.objects.create(
            group=found, score=score - place / 100, likelihood=likelihood, levels=levels or {}, **known
        )
    return found
