"""Rows for tests, made directly where a test is not about the road that makes them."""

import datetime as dt
import itertools
import uuid

import factory
from django.utils import timezone

from accounts import factors, sessions
from accounts.models import User
from accounts.roles import Role
from incidents.domain import references
from incidents.models import Act, Incident, Mention, Person, Report, Source
from incidents.vocabulary import ActKind, Consent, Naming, Protection, ReportStatus, Resolution, SourceKind

numbers = itertools.count(1)
NOW = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)
PASSWORD = "korolek-na-vetke-42"
NOW_ITSELF, FOR_LONG = dt.timedelta(0), dt.timedelta(hours=1)


class UserFactory(factory.django.DjangoModelFactory):
    """A person of the team; activist unless said otherwise."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.LazyFunction(lambda: f"user{next(numbers)}")
    name = factory.LazyAttribute(lambda user: f"Person {user.username}")
    role = Role.ACTIVIST
    password = factory.django.Password(PASSWORD)


TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_factor(user: User) -> User:
    """A telephone with codes, for a role that needs one; its secret is the one above."""
    if factors.required(user) and not factors.has(user):
        factors.give_totp(user=user, secret=TOTP_SECRET, at=NOW)
    return user


def sign_in(client, user: User, ahead: dt.timedelta = NOW_ITSELF):
    """Sign a browserless client in, without typing; `ahead` of time for what must not be asked again, however slow."""
    client.force_login(give_factor(user), backend="allauth.account.auth_backends.AuthenticationBackend")
    sessions.begin(user, client.session.session_key, timezone.now() + ahead)
    return client


def code_for(user: User) -> str:
    """What the telephone of this person shows now, and was not used yet."""
    return factors.code_now(user, timezone.now())


class SourceFactory(factory.django.DjangoModelFactory):
    """An open organisation."""

    class Meta:
        model = Source

    ref = factory.LazyFunction(lambda: references.make("S"))
    kind = SourceKind.ORGANISATION
    name = factory.LazyFunction(lambda: f"Organisation {next(numbers)}")
    name_folded = factory.LazyAttribute(lambda source: source.name.lower())
    protection = Protection.OPEN
    reliability = "B"
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)


class ReportFactory(factory.django.DjangoModelFactory):
    """A report that waits for review; `taken_by=` puts it under review."""

    class Meta:
        model = Report

    ref = factory.LazyFunction(lambda: references.make("R"))
    key = factory.LazyFunction(uuid.uuid4)
    submitter = factory.SubFactory(UserFactory)
    source = factory.SubFactory(SourceFactory)
    title = factory.LazyFunction(lambda: f"What happened, {next(numbers)}")
    narrative = "They were stopped on the road."
    status = factory.LazyAttribute(
        lambda report: ReportStatus.UNDER_REVIEW if report.taken_by else ReportStatus.SUBMITTED
    )
    consent = Consent.PARTNERS
    created_at = NOW
    received_at = NOW
    taken_by = None
    taken_at = factory.LazyAttribute(lambda report: NOW if report.taken_by else None)


class PersonFactory(factory.django.DjangoModelFactory):
    """A person the team holds, without findings."""

    class Meta:
        model = Person

    ref = factory.LazyFunction(lambda: references.make("P"))
    display_name = factory.LazyFunction(lambda: f"Invented Person{next(numbers)}")
    naming = Naming.NAMED
    created_by = factory.SubFactory(UserFactory, role=Role.REVIEWER)
    created_at = NOW


class MentionFactory(factory.django.DjangoModelFactory):
    """An unnamed man in a report; `person=` groups him."""

    class Meta:
        model = Mention

    report = factory.SubFactory(ReportFactory)
    key = factory.LazyFunction(uuid.uuid4)
    position = factory.LazyFunction(lambda: next(numbers))
    describing = "a man of about 40"
    person = None
    resolution = factory.LazyAttribute(lambda mention: Resolution.GROUPED if mention.person else Resolution.OPEN)
    resolution_reason = factory.LazyAttribute(lambda mention: "the same name and day" if mention.person else "")
    resolved_by = factory.LazyAttribute(lambda mention: mention.person.created_by if mention.person else None)
    resolved_at = factory.LazyAttribute(lambda mention: NOW if mention.person else None)


class ActFactory(factory.django.DjangoModelFactory):
    """Killed on 8 January 2022."""

    class Meta:
        model = Act

    mention = factory.SubFactory(MentionFactory)
    key = factory.LazyFunction(uuid.uuid4)
    kind = ActKind.KILLED
    when_edtf = "2022-01-08"
    when_lower = dt.date(2022, 1, 8)
    when_upper = dt.date(2022, 1, 8)
    place_text = "Taldykorgan"


class IncidentFactory(factory.django.DjangoModelFactory):
    """An event."""

    class Meta:
        model = Incident

    ref = factory.LazyFunction(lambda: references.make("I"))
    title = "Shots at a car"
    created_by = factory.SubFactory(UserFactory, role=Role.REVIEWER)
    created_at = NOW
