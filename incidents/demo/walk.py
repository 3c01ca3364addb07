"""Walks the demo stories through the real verbs, as the demo people would have. What was told before stays."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts import codes, demo, people
from accounts.models import User
from incidents.demo import pieces
from incidents.demo.article import ARTICLE, ARTICLE_INCIDENTS, INCIDENTS, ORIGIN
from incidents.demo.shapes import SOURCES, Said, content, identity, key_of
from incidents.demo.stories import STORIES
from incidents.demo.team import members
from incidents.domain import evidence, findings, gazetteer_load, incident, intake, matching, review
from incidents.models import Act, Incident, Mention, Person, Report
from incidents.vocabulary import STATUS_KINDS, Credibility, Derivation, Polarity, RejectReason

ALMATY = ZoneInfo("Asia/Almaty")
HOUR = dt.timedelta(hours=1)
UNREVIEWED = ("draft", "submitted", "withdrawn")


def seed() -> int:
    """Make the team, the gazetteer and every story that is not there yet. Returns how many stories were told."""
    gazetteer_load.load()
    team = make_team()
    return sum(tell(said, team) for said in (ORIGIN, ARTICLE, *STORIES))


def make_team() -> dict[str, User]:
    """The demo people by user name."""
    at = dt.datetime(2022, 1, 5, 9, tzinfo=ALMATY)
    team = {
        member.username: people.make(
            username=member.username, name=member.name, role=member.role, password=member.password, at=at
        )
        for member in members()
    }
    for user in team.values():
        demo.give_factor(user, codes.new_secret(), at)
    return team


@transaction.atomic
def tell(said: Said, team: dict[str, User]) -> bool:
    """One story, from the form to its end. False when it was told before."""
    key = key_of("report", said.slug)
    if Report.objects.filter(key=key).exists():
        return False
    at = sent_at(said)
    report = _log(said, key, team["activist"], at)
    if said.ends not in UNREVIEWED:
        first, second = _two_reviewers(said, team)
        _review(said, report, first, second, at + 12 * HOUR)
    return True


def sent_at(said: Said) -> dt.datetime:
    """When the report came in."""
    day, month, *year = said.sent
    return dt.datetime(*(year or [2022]), month, day, 18, tzinfo=ALMATY)


def _two_reviewers(said: Said, team: dict[str, User]) -> tuple[User, User]:
    """They take turns: who takes one report agrees to the findings of another."""
    both = team["reviewer"], team["reviewer2"]
    return both if len(said.slug) % 2 == 0 else both[::-1]


def _log(said: Said, key: str, by: User, at: dt.datetime) -> Report:
    told = content(said)
    if said.derived_from:
        origin = Report.objects.get(key=key_of("report", said.derived_from))
        told["source"]["derived_ref"] = origin.ref
    if said.ends == "draft":
        return _draft(told, key, by, at)
    if said.not_held or said.pieces or said.link:
        _add_evidence(said, intake.start(by=by, at=at, key=key), by, at)
    report = intake.send(content=told, by=by, at=at, key=key, identity=identity(said))
    if said.ends == "withdrawn":
        intake.withdraw(report=report, by=by, at=at + HOUR, version=report.version, reason=said.words)
    return report


def _add_evidence(said: Said, report: Report, by: User, at: dt.datetime) -> None:
    if said.not_held:
        what, holder = said.not_held
        evidence.note_not_held(report=report, note=what, held_by=holder, by=by, at=at)
    for name in said.pieces:
        pieces.add(name, report, by=by, at=at)
    if said.link:
        evidence.add_link(report=report, url=said.link, note=said.title, by=by, at=at)


def _draft(told: dict, key: str, by: User, at: dt.datetime) -> Report:
    report = intake.start(by=by, at=at, key=key)
    for step in ("what", "people"):
        values = told[step] if step == "what" else {"people": told["people"], "kin": told["kin"]}
        report = intake.save(report=report, step=step, values=values, by=by, at=at, version=report.version)
    return report


def _review(said: Said, report: Report, by: User, second: User, at: dt.datetime) -> None:
    report = review.take(report, by=by, at=at)
    review.rate_source(report.source, reliability=SOURCES[said.source][4], by=by, at=at)
    if said.derived_from:
        origin = Report.objects.get(key=key_of("report", said.derived_from))
        review.link_origin(report, origin_ref=origin.ref, derivation=Derivation.TRANSLATION, by=by, at=at)
    if said.ends == "returned":
        review.ask_back(report, question=said.words, by=by, at=at + HOUR, version=report.version)
    elif said.ends == "rejected":
        review.reject(
            report, reason=RejectReason.NO_CONTENT, words=said.words, by=by, at=at + HOUR, version=report.version
        )
    elif said.ends == "accepted":
        _conclude(said, report, by, second, at + HOUR)


def _conclude(said: Said, report: Report, by: User, second: User, at: dt.datetime) -> None:
    mentions = list(report.mentions.order_by("position"))
    pieces.tie(report, by=by, at=at)
    for who, mention in zip(said.people, mentions, strict=True):
        for act in mention.acts.all():
            review.rate_act(act, credibility=Credibility.POSSIBLE, by=by, at=at)
        _match(who.same, mention, by, at)
        _attach(said.incident or ARTICLE_INCIDENTS.get(who.same, ""), mention, by, at)
    report.refresh_from_db()
    review.accept(report, by=by, at=at + HOUR, version=report.version)
    if said.find:
        for mention in mentions:
            _find(said, mention, by, second, at + 2 * HOUR)


def _match(same: str, mention: Mention, by: User, at: dt.datetime) -> None:
    """The first mention of a demo person makes the person; the later ones are grouped with it."""
    held = _held_by_story(same)
    if held:
        because = "The same person by name in another spelling, age, day and place."
        matching.same(mention, held, because=because, by=by, at=at)
    else:
        matching.new_person(mention, because="Nobody we hold fits the name, the day and the place.", by=by, at=at)


def _held_by_story(same: str) -> Person | None:
    keys = [
        key_of(said.slug, number)
        for said in (ARTICLE, *STORIES)
        for number, who in enumerate(said.people)
        if who.same == same
    ]
    return Person.objects.filter(mentions__key__in=keys).first()


def _attach(slug: str, mention: Mention, by: User, at: dt.datetime) -> None:
    if slug:
        incident.attach(_incident(slug, by, at), mentions=[mention], by=by, at=at)


def _incident(slug: str, by: User, at: dt.datetime) -> Incident:
    title, happened, when, place, parent = INCIDENTS[slug]
    made = Incident.objects.filter(title=title).first()
    if made:
        return made
    above = _incident(parent, by, at) if parent else None
    return incident.make(
        title=title, what_happened=happened, when=when, place_text=place, parent=above, actors=[], by=by, at=at
    )


def _find(said: Said, mention: Mention, by: User, second: User, at: dt.datetime) -> None:
    """Propose and agree what this report adds: one finding for each kind of act that carries a status."""
    person = Mention.objects.get(pk=mention.pk).person
    kinds = mention.acts.filter(kind__in=STATUS_KINDS).values_list("kind", flat=True)
    for kind in dict.fromkeys(kinds):
        acts = list(Act.objects.filter(mention__person=person, kind=kind, retired_at=None).order_by("when_lower", "pk"))
        found = findings.propose(
            person=person, kind=kind, acts=acts, confirmation=findings.allowed(acts).level, by=by, at=at,
            rationale=_rationale(acts), incident=acts[0].incident, contested=_contested(acts), **_where_and_when(acts),
        )  # fmt: skip
        if said.find == "agreed":
            findings.agree(found, by=second, at=at + HOUR, version=found.version)
        elif said.find == "disputed":
            findings.dispute(found, words=said.words, by=second, at=at + HOUR, version=found.version)


def _rationale(acts: list[Act]) -> str:
    denied = any(act.polarity == Polarity.DENIES for act in acts)
    if denied:
        return "Some sources say so, an authority denies it. Both are kept."
    return f"{len(acts)} statements, read side by side." if len(acts) > 1 else "One statement, consistent in itself."


def _contested(acts: list[Act]) -> list[str]:
    asserted = [act for act in acts if act.polarity == Polarity.ASSERTS]
    points = {"when": {act.when_edtf for act in asserted}, "manner": {act.manner for act in asserted} - {"unknown"}}
    return [point for point, values in points.items() if len(values) > 1]


def _where_and_when(acts: list[Act]) -> dict:
    first = next((act for act in acts if act.polarity == Polarity.ASSERTS), acts[0])
    return {"when": first.when_edtf, "place": first.place, "place_text": first.place_text, "manner": first.manner}
