"""Claims for tests: rows made through the verbs, and shapes without a database."""

import datetime as dt
import itertools
import uuid

from accounts.roles import Role
from incidents.domain.figures import verbs
from incidents.domain.figures.shapes import Claim
from incidents.vocabulary import ReportStatus
from tests.factories import ReportFactory, UserFactory

AT = dt.datetime(2023, 2, 1, 9, 0, tzinfo=dt.UTC)
keys = itertools.count(1)


def entered(by, number=None, *, report=None, at=AT, topics=(), corrects=None, key=None, **values):
    """A claim entered from an accepted report, by the police unless said otherwise."""
    values = {"best": number, "claimant": "Police", "when": "2022-01-16"} | values
    report = report or accepted()
    return verbs.enter(
        report=report, key=key or uuid.uuid4(), values=values, topics=topics, corrects=corrects, by=by, at=at
    )


def accepted(**fields):
    """A report that was reviewed and accepted."""
    taken_by = UserFactory(role=Role.REVIEWER)
    return ReportFactory(**({"status": ReportStatus.ACCEPTED, "taken_by": taken_by} | fields))


def day(text):
    """The span of one day."""
    return (dt.date.fromisoformat(text),) * 2


def claim(number=None, **fields):
    """A claim without a database."""
    pk = next(keys)
    return Claim(**({"pk": pk, "ref": f"G-{pk}", "best": number} | fields))
