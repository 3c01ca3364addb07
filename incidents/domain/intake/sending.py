"""Sending: content is checked, frozen, turned into rows and moved, in one transaction. And taking it back."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import evidence, matching, standing, texts, workflow
from incidents.domain.intake import contents, projection, sources
from incidents.domain.intake.contents import Incomplete, Problem
from incidents.domain.intake.editing import save
from incidents.domain.intake.starting import start
from incidents.models import Mention, Person, Report, ReportRevision
from incidents.policies import Unfit
from incidents.vocabulary import EvidenceKind, ReportStatus


@transaction.atomic
def submit(*, report: Report, by: User, at: datetime, version: int, reason: str = "") -> ReportRevision:
    """Freeze the working copy as the next revision and hand it to the reviewers.

    `reason` answers the reviewer's question, and is needed when there was one. Raises Incomplete with everything
    that is missing, Stale when the copy changed since `version`, Denied when it is not the author's to send.
    """
    row = workflow.lock(report, version)
    policies.check_submit(by, row)
    content, problems = contents.check(row)
    if row.status == ReportStatus.RETURNED and not reason.strip():
        problems.append(Problem("check", "reason", _("Answer the reviewer's question in a few words.")))
    if problems:
        raise Incomplete(problems)
    revision = _freeze(row, content, reason=reason.strip(), by=by, at=at)
    row.source = sources.settle(row, content["source"], by=by, at=at)
    row.received_at = row.received_at or at
    row.taken_by = row.taken_at = None
    projection.write(row, content, at)
    detail = {"revision": revision.number, "sha256": revision.sha256}
    workflow.move(row, ReportStatus.SUBMITTED, by=by, at=at, words=revision.reason, detail=detail)
    _rewrite_persons(row)
    texts.keep_report(row)
    return revision


def answer(
    *, report: Report, step: str, values: Mapping[str, Any], reason: str, by: User, at: datetime, version: int
) -> ReportRevision:
    """Change one step of a report that came back, and send it again with the answer. Raises as save() and submit()."""
    with transaction.atomic():
        row = save(report=report, step=step, values=values, by=by, at=at, version=version)
        return submit(report=row, by=by, at=at, version=row.version, reason=reason)


@transaction.atomic
def withdraw(*, report: Report, by: User, at: datetime, version: int, reason: str) -> Report:
    """Take a report back before it is accepted; what was sent stays on record.

    Its mentions leave the persons they were grouped into. Raises Unfit without a reason, Stale, Denied.
    """
    row = workflow.lock(report, version)
    policies.check_withdraw(by, row)
    if not reason.strip():
        raise Unfit(_("Write a few words."), "reason")
    policies.check_withdraw(by, row)
    matching.release(row, by=by, at=at)
    workflow.move(row, ReportStatus.WITHDRAWN, by=by, at=at, words=reason.strip())
    return row


def send(
    *, content: Mapping[str, Any], by: User, at: datetime, key: uuid.UUID, identity: Mapping[str, str] | None = None
) -> Report:
    """A whole report in one go, by the same road as the pages: start, save every step, submit.

    Keys of people and acts may be plain words ("husband"): they become uuids. The same `key` again gives the same
    report. Raises as submit().
    """
    with transaction.atomic():
        row = start(by=by, at=at, key=key)
        if row.status != ReportStatus.DRAFT:
            return row
        steps = {
            "what": content.get("what", {}),
            "people": {"people": content.get("people", []), "kin": content.get("kin", [])},
            "source": {**content.get("source", {}), **(identity or {})},
            "consent": content.get("consent", {}),
        }
        for step, values in steps.items():
            row = save(report=row, step=step, values=values, by=by, at=at, version=row.version)
        for piece in content.get("evidence", []):
            _attach(row, piece, by=by, at=at)
        submit(report=row, by=by, at=at, version=row.version)
    return Report.objects.get(pk=row.pk)


def _attach(row: Report, piece: Mapping[str, str], *, by: User, at: datetime) -> None:
    """A link, or something said to exist; files come through evidence.add_file."""
    note = piece.get("note", "")
    if piece["kind"] == EvidenceKind.LINK:
        evidence.add_link(report=row, url=piece["url"], note=note, by=by, at=at)
    else:
        evidence.note_not_held(report=row, note=note, held_by=piece.get("held_by", ""), by=by, at=at)


def _freeze(row: Report, content: Mapping[str, Any], *, reason: str, by: User, at: datetime) -> ReportRevision:
    number = row.revisions.count() + 1
    digest = contents.sha256(content)
    return ReportRevision.objects.create(
        report=row, number=number, content=content, sha256=digest, reason=reason, by=by, at=at
    )


def _rewrite_persons(row: Report) -> None:
    """Persons grouped from this report, or one derived from it, show what it says now. In key order: no deadlock."""
    reports = Report.objects.filter(Q(pk=row.pk) | Q(derived_from=row.pk))
    ids = Mention.objects.filter(report__in=reports, person__isnull=False).values("person")
    for person in Person.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
        standing.rewrite(person)
