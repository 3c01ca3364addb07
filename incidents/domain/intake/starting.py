"""A report begins: one key, one report, however often it is asked for."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain import references, workflow
from incidents.models import Report
from incidents.policies import Denied
from incidents.vocabulary import ReportStatus

TRIES = 5  # a reference is random: another one is drawn when it is taken


def start(*, by: User, at: datetime, key: uuid.UUID) -> Report:
    """A new draft, or the report that this key made before. Raises Denied when the key is somebody else's."""
    for _try in range(TRIES):
        report = Report.objects.filter(key=key).first() or _create(by=by, at=at, key=key)
        if report is not None and report.submitter_id != by.pk:
            raise Denied(_("Only a person who logs reports can do this."))
        if report is not None:
            return report
    raise RuntimeError("no free reference was found")


def _create(*, by: User, at: datetime, key: uuid.UUID) -> Report | None:
    """None when another request was faster with the key, or the reference was taken."""
    report = Report(ref=references.make("R"), key=key, submitter=by, created_at=at, status=ReportStatus.DRAFT)
    try:
        with transaction.atomic():
            workflow.create(report, by=by, at=at)
    except IntegrityError:
        return None
    return report
