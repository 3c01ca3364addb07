"""Tells the claimed figures of the demo through the real verbs. What was told before stays."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from incidents.demo.claimed import CLAIMS, TAKEN_BACK, TIES, TOPICS, Topic
from incidents.demo.claims import CLAIMANTS, TEXTS, Claimed, TakenBack, Tied
from incidents.demo.shapes import key_of
from incidents.demo.walk import tell
from incidents.domain import gazetteer
from incidents.domain.figures import topics, verbs
from incidents.models import FigureClaim, FigureTopic, Place, Report
from incidents.vocabulary import FigureState, FigureValue

DAY = dt.timedelta(days=1)


@transaction.atomic
def seed() -> bool:
    """Tell what is not there yet, after the stories. False when nothing was left to tell."""
    if FigureTopic.objects.filter(title=TOPICS[-1].title).exists():
        return False
    team = {user.username: user for user in User.objects.all()}
    for text in TEXTS:
        tell(text, team)
    told = enter_all(CLAIMS, team["reviewer"])
    for tie in TIES:
        _relate(tie, told, team["reviewer"])
    _take_back(TAKEN_BACK, told, team["reviewer"])
    for topic in TOPICS:
        _open(topic, told, team["reviewer"])
    return True


def enter_all(claims: Iterable[Claimed], by: User) -> dict[str, FigureClaim]:
    """The figures by their slugs, as a reviewer would enter each from its text a day later."""
    claims = list(claims)
    reports = {slug: report_of(slug) for slug in {claim.text for claim in claims}}
    places = {words: gazetteer.find(words) or words for words in {claim.more.get("place", "") for claim in claims}}
    return {claim.slug: _enter(claim, reports[claim.text], places[claim.more.get("place", "")], by) for claim in claims}


def report_of(slug: str) -> Report:
    """The text of this name."""
    return Report.objects.get(key=key_of("report", slug))


def value_of(number: int | str | None) -> dict[str, object]:
    """How the number was said: exactly, in words, or that it is not known."""
    if number is None:
        return {"value": FigureValue.UNKNOWN.value}
    if isinstance(number, str):
        return {"value": FigureValue.WORDS.value, "words": number}
    return {"value": FigureValue.NUMBER.value, "best": number}


def _enter(claim: Claimed, report: Report, place: Place | str, by: User) -> FigureClaim:
    said = {"when": claim.stated, "status": claim.of, "wording": claim.wording}
    who = {"claimant": claim.by, "claimant_kind": CLAIMANTS[claim.by].value}
    values = said | who | value_of(claim.number) | claim.more | {"place": place}
    key = uuid.UUID(key_of("figure", claim.slug))
    return verbs.enter(report=report, key=key, values=values, by=by, at=report.received_at + DAY)


def _relate(tie: Tied, told: dict[str, FigureClaim], by: User) -> None:
    claim, other = told[tie.claim], told[tie.other]
    verbs.relate(claim, other, tie.kind, why=tie.why, by=by, at=max(claim.entered_at, other.entered_at))


def _take_back(back: TakenBack, told: dict[str, FigureClaim], by: User) -> None:
    report = report_of(back.text)
    for slug in back.claims:
        verbs.move(
            told[slug], FigureState.RETRACTED, because=back.because, when=back.when, told_in=report,
            by=by, at=report.received_at + DAY,
        )  # fmt: skip


def _open(topic: Topic, told: dict[str, FigureClaim], by: User) -> None:
    claims = [told[slug] for slug in topic.claims]
    at = max(claim.entered_at for claim in claims)
    made = topics.make(title=topic.title, describing=topic.describing, filters=topic.filters, by=by, at=at)
    for claim in claims:
        topics.place(made, claim, by=by, at=at)
