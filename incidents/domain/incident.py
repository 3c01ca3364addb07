"""Verbs: events in which people were harmed, and who was harmed in them."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit, dates, gazetteer, references, texts
from incidents.models import Act, Actor, Incident, Mention, Report
from incidents.policies import Stale, Unfit
from incidents.vocabulary import STATUS_KINDS


@transaction.atomic
def make(
    *, by: User, at: datetime, title: str, when: str = "", place_text: str = "", what_happened: str = "",
    when_words: str = "", parent: Incident | None = None, actors: Iterable[Actor] = (), key: uuid.UUID | None = None,
) -> Incident:  # fmt: skip
    """A new incident, or the one that this person's form made before: `key` names the form. `when` is EDTF.

    Raises Denied for others than reviewers; Unfit without a title.
    """
    policies.check_group_incident(by)
    row = Incident(
        ref=references.make("I"), key=key, created_by=by, created_at=at, when_words=when_words, parent=parent
    )
    _fill(row, title, when, place_text, what_happened)
    if made := _once(row):
        return made
    row.actors.set(actors)
    texts.keep_incident(row)
    audit.record(verb="incident_made", by=by, at=at, kind="incident", ref=row.ref)
    return row


@transaction.atomic
def edit(
    incident: Incident, *, by: User, at: datetime, version: int, title: str, when: str = "", place_text: str = "",
    what_happened: str = "", when_words: str = "", parent: Incident | None = None, actors: Iterable[Actor] = (),
) -> Incident:  # fmt: skip
    """Change an incident. Raises Denied; Stale when somebody else changed it; Unfit for one inside itself."""
    policies.check_group_incident(by)
    row = Incident.objects.select_for_update().get(pk=incident.pk)
    if row.version != version:
        raise Stale(row)
    _check_parent(row, parent)
    row.when_words, row.parent, row.version = when_words, parent, row.version + 1
    _fill(row, title, when, place_text, what_happened)
    row.save()
    row.actors.set(actors)
    texts.keep_incident(row)
    audit.record(verb="incident_edited", by=by, at=at, kind="incident", ref=row.ref, detail={"version": row.version})
    return row


@transaction.atomic
def attach(incident: Incident, *, mentions: Iterable[Mention], by: User, at: datetime) -> int:
    """What was done to these people was done in this incident. How many acts it is. Raises Denied.

    Only acts that carry a status: a burial or a charge is not part of the event.
    """
    acts = _acts_of(mentions, by).exclude(incident=incident)
    changed = Act.objects.filter(pk__in=[act.pk for act in acts]).update(incident=incident)
    detail = {"acts": changed, "reports": sorted({act.mention.report.ref for act in acts})}
    audit.record(verb="incident_attached", by=by, at=at, kind="incident", ref=incident.ref, detail=detail)
    return changed


@transaction.atomic
def attach_new(
    report: Report, *, title: str, mentions: Iterable[Mention], by: User, at: datetime, key: uuid.UUID | None = None
) -> Incident:
    """Make an incident with the day and the place that the report gives, and attach these people. Raises as both."""
    told: list[Any] = [
        report,
        *Act.objects.filter(mention__report=report, retired_at=None).order_by("when_lower", "pk"),
    ]
    day = next((thing.when_edtf for thing in told if thing.when_edtf), "")
    where = next((thing for thing in told if thing.place_id or thing.place_text), None)
    place_text = (where.place_text or gazetteer.name(where.place)) if where else ""
    made = make(by=by, at=at, title=title, when=day, place_text=place_text, key=key)
    attach(made, mentions=mentions, by=by, at=at)
    return made


@transaction.atomic
def detach(incident: Incident, *, mentions: Iterable[Mention], by: User, at: datetime) -> int:
    """What was done to these people was not done in this incident. How many acts it was. Raises Denied."""
    acts = _acts_of(mentions, by).filter(incident=incident)
    changed = Act.objects.filter(pk__in=[act.pk for act in acts]).update(incident=None)
    audit.record(verb="incident_detached", by=by, at=at, kind="incident", ref=incident.ref, detail={"acts": changed})
    return changed


def _acts_of(mentions: Iterable[Mention], by: User):
    """The acts with a status, their rows locked; each report must be one that this reviewer may judge."""
    policies.check_group_incident(by)
    rows = Act.objects.filter(mention__in=[mention.pk for mention in mentions], kind__in=STATUS_KINDS, retired_at=None)
    acts = rows.select_related("mention__report").select_for_update(of=("self",)).order_by("pk")
    for report in {act.mention.report for act in acts}:
        policies.check_judge(by, report)
    return acts


def _once(row: Incident) -> Incident | None:
    """Save the row; the one that its form made before, if it did, also at the same moment."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return Incident.objects.get(key=row.key, created_by=row.created_by)
    return None


def _fill(row: Incident, title: str, when: str, place_text: str, what_happened: str) -> None:
    row.title, row.what_happened = title.strip()[:300], what_happened.strip()
    if not row.title:
        raise Unfit(_("Give the incident a title."), "title")
    day = dates.parse(when)
    row.when_edtf, row.when_lower, row.when_upper = day.edtf, day.lower, day.upper
    row.place_text = place_text.strip()[:300]
    row.place = gazetteer.find(row.place_text)


def _check_parent(row: Incident, parent: Incident | None) -> None:
    above = parent
    while above is not None:
        if above.pk == row.pk:
            raise Unfit(_("An incident cannot be part of itself."), "parent")
        above = above.parent
