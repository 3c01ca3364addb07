"""Builds the rows of some hundred events at a time and writes them in bulk: reports, findings, people."""

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.db import connection, transaction

from accounts.models import User
from incidents.domain import dates, lexicon, names, references, standing
from incidents.management.invented import names as invented
from incidents.models import Act, Finding, FindingAct, Incident, Kinship, Mention, Person, Place, Report, Source
from incidents.vocabulary import (
    Channel,
    Confirmation,
    Consent,
    FindingStatus,
    KinKind,
    Manner,
    Participation,
    Protection,
    ReportStatus,
    Resolution,
    Sex,
    SourceKind,
)

START = dt.datetime(2022, 1, 12, 9, 0, tzinfo=dt.UTC)
SPAN = 1 << 30
STRIDE = 387_420_489  # odd, so that counting by it meets every number once
FATES = [("killed",), ("detained", "released"), ("missing",), ("missing", "killed"), ("wounded",),
         ("detained", "tortured"), ("missing", "found_alive"), ("died",), ("detained",)]  # fmt: skip
FATE_WEIGHTS = [22, 18, 10, 8, 16, 10, 6, 4, 6]
MANNERS = {"killed": Manner.GUNSHOT, "wounded": Manner.BEATING, "tortured": Manner.TORTURE, "died": Manner.UNKNOWN}
LEVELS = [Confirmation.WEAK, Confirmation.FAIR, Confirmation.CONFIRMED, Confirmation.CONTESTED]


class References:
    """References in an order of their own, without those that are taken."""

    def __init__(self, letter: str, model: Any, seed: int) -> None:
        self.letter, self.number = letter, seed * 7_919 + 1
        self.taken = set(model.objects.values_list("ref", flat=True))

    def next(self) -> str:
        """One that nobody has."""
        while True:
            self.number += 1
            ref = references.make(self.letter, self.number * STRIDE % SPAN)
            if ref not in self.taken:
                return ref


@dataclass
class Team:
    """Who logs, who reviews, who says it, and where."""

    activists: list[User]
    reviewers: list[User]
    sources: list[Source]
    places: list[Place]


@dataclass
class Rows:
    """What one batch will write."""

    reports: list[Report] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    ties: list[Kinship] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)


class Generator:
    """Makes people by the hundred; the same seed makes the same people."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - nothing secret hangs on it
        self.refs = {model: References(letter, model, seed) for letter, model in
                     (("R", Report), ("P", Person), ("F", Finding), ("I", Incident), ("S", Source))}  # fmt: skip

    def team(self) -> Team:
        """Accounts without passwords, institutions and protected relatives, and the towns of the gazetteer."""
        activists, reviewers = (
            [self._user("activist", n) for n in range(6)],
            [self._user("reviewer", n) for n in range(4)],
        )
        sources = [self._source(n, activists[0]) for n in range(120)]
        Source.objects.bulk_create(sources)
        places = list(Place.objects.filter(kind__in=("city", "settlement", "region")).order_by("key"))
        return Team(activists, reviewers, sources, places)

    def _user(self, role: str, number: int) -> User:
        name = f"generated-{role}-{number + 1}"
        user = User.objects.named(name).first()
        if user is None:
            user = User(username=name, name=f"{role.capitalize()} {number + 1}, generated", role=role, created_at=START)
            user.set_unusable_password()
            user.save()
        return user

    def _source(self, number: int, by: User) -> Source:
        secret, ref = number % 3 == 0, self.refs[Source].next()
        name = "" if secret else f"Organisation {ref}"
        return Source(
            ref=ref, kind=SourceKind.PERSON if secret else SourceKind.ORGANISATION, name=name,
            name_folded=names.fold(name), knowing="relative" if secret else "monitoring",
            protection=Protection.SECRET if secret else Protection.OPEN, reliability=self.random.choice("ABCDF"),
            created_by=by, created_at=START,
        )  # fmt: skip

    @transaction.atomic
    def batch(self, team: Team, most: int) -> int:
        """Write events until there are `most` people. Foreign keys are checked at the end of the transaction."""
        rows, keys = Rows(), _reserved(Person, most)
        while keys:
            self._event(
                rows, team, [keys.pop() for _one in range(min(len(keys), self.random.choice((1, 1, 1, 2, 3, 4))))]
            )
        Incident.objects.bulk_create(rows.incidents)
        for act in rows.acts:
            act.incident = act.incident  # takes the key that the incident was just given
        Report.objects.bulk_create(rows.reports)
        for group, owner in ((rows.mentions, "report"), (rows.acts, "mention")):
            for row in group:
                setattr(row, owner, getattr(row, owner))
            type(group[0]).objects.bulk_create(group, batch_size=2000)
        for tie in rows.ties:
            tie.mention, tie.to_mention = tie.mention, tie.to_mention
        Kinship.objects.bulk_create(rows.ties)
        lexicon.hold(word for mention in rows.mentions for word in names.words(mention.name))
        self._conclude(rows, team)
        return len(rows.people)

    def _event(self, rows: Rows, team: Team, keys: list[int]) -> None:
        by, at = self.random.choice(team.reviewers), START + dt.timedelta(minutes=len(rows.people))
        place, when = self._where(team), self._when()
        incident = None
        if self.random.random() < 0.3:
            incident = Incident(ref=self.refs[Incident].next(), title=f"Event of {dates.words(when.edtf, 'en')}",
                                place=place, created_by=by, created_at=at, **_dated(when))  # fmt: skip
            rows.incidents.append(incident)
        people = [self._person(key, by, at) for key in keys]
        family = self.random.choice((True, False))
        facts = self._facts(len(people), family)
        rows.people.extend(people)
        for _number in range(self.random.choices((1, 2, 3), (65, 25, 10))[0]):
            report = self._report(team, by, at, place, when)
            rows.reports.append(report)
            told = [self._mention(report, n, person, facts[n], by, at) for n, person in enumerate(people)]
            rows.mentions.extend(told)
            rows.acts.extend(
                act for n, mention in enumerate(told) for act in self._acts(mention, facts[n], place, incident)
            )
            if family:
                rows.ties.extend(Kinship(kind=KinKind.SIBLING, mention=told[0], to_mention=other) for other in told[1:])

    def _where(self, team: Team) -> Place | None:
        return self.random.choice(team.places) if team.places and self.random.random() < 0.9 else None

    def _when(self) -> dates.Partial:
        day = dt.date(2022, 1, 4) + dt.timedelta(days=min(int(self.random.expovariate(0.25)), 40))
        forms = (
            day.isoformat(),
            day.isoformat(),
            f"{day:%Y-%m}",
            f"{day.isoformat()}~",
            f"{day}/{day + dt.timedelta(days=3)}",
        )
        return dates.parse(self.random.choice(forms))

    def _facts(self, size: int, family: bool) -> list[dict[str, Any]]:
        surname = invented.surname(self.random, woman=False)
        facts = []
        for _number in range(size):
            woman, age = self.random.random() < 0.3, self.random.randint(1, 85)
            own = surname if family else invented.surname(self.random, woman=False)
            name = invented.full_name(self.random, own + ("а" if woman else ""), woman)
            named = self.random.random() < 0.85
            facts.append({
                "name": name if named else "", "sex": Sex.FEMALE if woman else Sex.MALE, "age": age,
                "describing": "" if named else f"a {'woman' if woman else 'man'} of about {age}",
                "fate": self.random.choices(FATES, FATE_WEIGHTS)[0],
                "participation": self.random.choice([*Participation.values, Participation.BYSTANDER]),
            })  # fmt: skip
        return facts

    def _person(self, key: int, by: User, at: dt.datetime) -> Person:
        return Person(pk=key, ref=self.refs[Person].next(), created_by=by, created_at=at, version=2)

    def _report(self, team: Team, by: User, at: dt.datetime, place: Place | None, when: dates.Partial) -> Report:
        return Report(
            ref=self.refs[Report].next(), key=uuid.uuid4(), status=ReportStatus.ACCEPTED,
            channel=Channel.FORM, source=self.random.choice(team.sources),
            title=f"What happened on {dates.words(when.edtf, 'en')}",
            narrative="Invented, to measure with.", language="en", place=place,
            place_text=place.name_en if place else "near the bridge",
            consent=self.random.choice(Consent.values), submitter=self.random.choice(team.activists),
            created_at=at, received_at=at,
            taken_by=by, taken_at=at, version=3, **_dated(when),
        )  # fmt: skip

    def _mention(self, report: Report, number: int, person: Person, facts: dict, by: User, at: dt.datetime) -> Mention:
        name = invented.spelt(self.random, facts["name"]) if facts["name"] else ""
        age = max(0, facts["age"] + self.random.choice((0, 0, 0, 1, -1, 4)))
        mention = Mention(
            report=report, key=uuid.uuid4(), position=number + 1, name=name,
            name_folded=names.folded(name), describing=facts["describing"],
            naming=names.naming_level(name), sex=facts["sex"], age_low=age, age_high=age,
            participation=facts["participation"], person_id=person.pk, resolution=Resolution.GROUPED,
            resolution_reason="Generated together.", resolved_by=by, resolved_at=at,
        )  # fmt: skip
        lexicon.key(mention, [name])
        return mention

    def _acts(self, mention: Mention, facts: dict, place: Place | None, incident: Incident | None) -> list[Act]:
        when = self._when()
        return [
            Act(
                mention=mention,
                key=uuid.uuid4(),
                kind=kind,
                place=place,
                place_text="" if place else "near the bridge",
                manner=MANNERS.get(kind, Manner.UNKNOWN),
                incident=incident,
                **_dated(when),
            )  # fmt: skip
            for kind in facts["fate"]
        ]

    def _conclude(self, rows: Rows, team: Team) -> None:
        """Findings of two reviewers for most people; then every person's own columns, from what is there."""
        mentions: dict[int, list[Mention]] = {}
        acts: dict[int, list[Act]] = {}
        for mention in rows.mentions:
            mentions.setdefault(mention.person_id, []).append(mention)
        for act in rows.acts:
            acts.setdefault(act.mention.person_id, []).append(act)
        found = {person.pk: self._findings(person, acts[person.pk], team) for person in rows.people}
        for person in rows.people:
            told = sorted(acts[person.pk], key=lambda act: (act.when_lower or dt.date.max, act.pk))
            roots = len({mention.report.source_id for mention in mentions[person.pk]})
            standing.fill(person, mentions[person.pk], [one for one, _acts in found[person.pk]], told, roots=roots)
        Person.objects.bulk_create(rows.people, batch_size=1000)
        pairs = [pair for some in found.values() for pair in some]
        Finding.objects.bulk_create([finding for finding, _acts in pairs], batch_size=1000)
        FindingAct.objects.bulk_create(
            [FindingAct(finding=finding, act=act) for finding, relied in pairs for act in relied], batch_size=4000
        )

    def _findings(self, person: Person, acts: list[Act], team: Team) -> list[tuple[Finding, list[Act]]]:
        if self.random.random() < 0.2:
            return []
        one, other = self.random.sample(team.reviewers, 2)
        found = []
        for kind in dict.fromkeys(act.kind for act in acts):
            relied = [act for act in acts if act.kind == kind]
            level = self.random.choice(LEVELS[:1] if len(relied) == 1 else LEVELS)
            first = relied[0]
            found.append((Finding(
                ref=self.refs[Finding].next(), person=person, kind=kind, confirmation=level, highest=level,
                when_edtf=first.when_edtf, when_lower=first.when_lower, when_upper=first.when_upper, place=first.place,
                place_text=first.place_text, manner=first.manner, incident=first.incident, status=FindingStatus.AGREED,
                contested=["place"] if level == Confirmation.CONTESTED else [],
                rationale="Generated: the reports say so.",
                basis=hashlib.sha256(str([act.pk for act in relied]).encode()).hexdigest(),
                proposed_by=one, proposed_at=START, decided_by=other,
                decided_at=START + dt.timedelta(hours=1), version=2,
            ), relied))  # fmt: skip
        return found


def _dated(when: dates.Partial) -> dict[str, Any]:
    return {"when_edtf": when.edtf, "when_lower": when.lower, "when_upper": when.upper}


def _reserved(model: Any, count: int) -> list[int]:
    """Keys that nobody else will be given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s::text, 'id')) FROM generate_series(1, %s::int)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]
