"""The moves of a report in sentences."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.models import Report, ReportMove
from incidents.vocabulary import ReportStatus as R


@dataclass(frozen=True)
class Step:
    """One move: when, in which words, and what was written with it."""

    at: datetime
    what: str
    words: str


def of(report: Report, user: User) -> list[Step]:
    """Every move of a report that one may see, newest first. One query."""
    moves = ReportMove.objects.filter(policies.prefixed("report", policies.visible_reports(user)), report=report)
    told = [Step(move.at, _sentence(move, user), move.words) for move in moves.select_related("by")]
    return told[::-1]


def _sentence(move: ReportMove, user: User) -> str:
    who = _("you") if move.by_id == user.pk else move.by.name
    sentences = {
        ("", R.DRAFT): _("begun by %(who)s"),
        (R.DRAFT, R.SUBMITTED): _("sent by %(who)s"),
        (R.RETURNED, R.SUBMITTED): _("sent again with an answer by %(who)s"),
        (R.SUBMITTED, R.UNDER_REVIEW): _("taken by %(who)s"),
        (R.UNDER_REVIEW, R.SUBMITTED): _("put back by %(who)s"),
        (R.UNDER_REVIEW, R.RETURNED): _("returned with a question by %(who)s"),
        (R.UNDER_REVIEW, R.ACCEPTED): _("accepted by %(who)s"),
        (R.UNDER_REVIEW, R.REJECTED): _("rejected by %(who)s"),
    }
    told = sentences.get((move.from_status, move.to_status), _("withdrawn by %(who)s"))
    return told % {"who": who}
