"""What stands before a journey begins: reports that were sent by the same verbs as the pages use."""

import datetime as dt
import uuid

from django.utils import timezone

from incidents.domain import findings, intake, matching, review
from incidents.models import Act, Mention, Report
from incidents.vocabulary import Confirmation

NAMED = {"what": {"title": "A man did not come home", "narrative": "He went to the square and did not come home.",
                  "day": "6", "month": "1", "year": "2022", "place": "Алматы"},
         "people": [{"key": "p", "name": "Ержан Сейітов", "age": "31", "sex": "male", "acts": [{"key": "a", "kind": "missing"}]}],
         "kin": [],
         "source": {"kind": "person", "knowing": "relative", "protection": "secret"},
         "consent": {"consent": "partners"}}  # fmt: skip


def sent(by, **changes) -> Report:
    """A report that waits for review; stage.sent(activist, what={"title": "…"})."""
    content = {
        step: {**NAMED[step], **values} if isinstance(values, dict) else values for step, values in changes.items()
    }
    return intake.send(content=NAMED | content, by=by, at=earlier(hours=5), key=uuid.uuid4())


def draft(by, **what) -> Report:
    """A draft with a first step."""
    report = intake.start(by=by, at=earlier(hours=5), key=uuid.uuid4())
    values = NAMED["what"] | what
    return intake.save(report=report, step="what", values=values, by=by, at=earlier(hours=5), version=report.version)


def taken(report: Report, by) -> Report:
    """The report under review."""
    return review.take(report, by=by, at=earlier(hours=4))


def accepted(report: Report, by) -> Report:
    """The report accepted, with everybody in it as somebody new."""
    row = taken(report, by)
    for mention in row.mentions.all():
        matching.new_person(mention, because="Nobody we hold fits.", by=by, at=earlier(hours=3))
    row.refresh_from_db()
    return review.accept(row, by=by, at=earlier(hours=2), version=row.version)


def proposed(report: Report, by):
    """A finding about the first act of an accepted report."""
    act = Act.objects.filter(mention__report=report).first()
    person = Mention.objects.get(pk=act.mention_id).person
    return findings.propose(
        person=person, kind=act.kind, acts=[act], confirmation=Confirmation.WEAK, rationale="One statement.", contested=[],
        when=act.when_edtf, place=act.place, place_text=act.place_text, manner=act.manner, incident=None,
        by=by, at=earlier(hours=1),
    )  # fmt: skip


def earlier(**ago) -> dt.datetime:
    """Some time before now."""
    return timezone.now() - dt.timedelta(**ago)
