"""Whose eyes each field is for, said a second time: independent of incidents/policies.py, one line for each table.

A table or field that is not listed is for nobody: its words are met on no page.
"""

from accounts.models import User
from accounts.roles import Role
from incidents.models import Report
from tests.security.planted import Word


def report_of(row) -> Report | None:
    """The report that a row belongs to."""
    if isinstance(row, Report):
        return row
    for name in ("report", "mention", "act", "claim"):
        if hasattr(row, name):
            return report_of(getattr(row, name))
    return None


def author(user: User, row) -> bool:
    """Who wrote the report."""
    return report_of(row).submitter_id == user.pk


def sent(user: User, row) -> bool:
    """A reviewer, once the report has left its author's hands."""
    return user.role == Role.REVIEWER and report_of(row).received_at is not None


def author_of_kept(user: User, row) -> bool:
    """Who wrote the report, as long as the piece was not taken off it."""
    return row.removed_at is None and author(user, row)


def sent_and_kept(user: User, row) -> bool:
    """A reviewer, as long as the piece was not taken off."""
    return row.removed_at is None and sent(user, row)


def author_of_tied(user: User, row) -> bool:
    """Who wrote the report of the piece, while it is tied, as far as that is about the own report or a figure."""
    target = report_of(row.mention or row.act) if row.mention or row.act else row.report
    is_own = bool(row.figure) or (target is not None and target.submitter_id == user.pk)
    return row.removed_at is None and is_own and author_of_kept(user, row.evidence)


def sent_and_tied(user: User, row) -> bool:
    """A reviewer, while the piece is held and tied."""
    return row.removed_at is None and sent_and_kept(user, row.evidence)


def author_of_covered(user: User, row) -> bool:
    """Who wrote the report of the piece in which something is covered."""
    return author_of_kept(user, row.evidence)


def sent_and_covered(user: User, row) -> bool:
    """A reviewer, while the piece is held."""
    return sent_and_kept(user, row.evidence)


def accepted(user: User, row) -> bool:
    """An admin, once the report was accepted."""
    return user.role == Role.ADMIN and report_of(row).status == "accepted"


def reviewer(user: User, row) -> bool:
    """Any reviewer."""
    return user.role == Role.REVIEWER


def admin(user: User, row) -> bool:
    """Any admin."""
    return user.role == Role.ADMIN


def oneself(user: User, row) -> bool:
    """The person it is about."""
    return row.pk == user.pk


def of_its_reports(user: User, row) -> bool:
    """Whoever may read one of the reports that come from the source."""
    return any(may(user, report) for report in row.reports.all() for may in (author, sent, accepted))


def importer(user: User, row) -> bool:
    """Who takes lists in: reviewers and admins, whoever brought this one."""
    return user.role in (Role.REVIEWER, Role.ADMIN)


def of_a_list(user: User, row) -> bool:
    """Who takes lists in, what is told of the rows of a list."""
    return importer(user, row) and hasattr(report_of(row), "edition")


def keeps_a_list(user: User, row) -> bool:
    """Who takes lists in, the keeper of one."""
    return importer(user, row) and row.lists.exists()


def of_two_persons(user: User, row) -> bool:
    """Whoever sees persons sees what was decided of two of them."""
    return row.other_id is not None and (reviewer(user, row) or admin(user, row))


def its_reviewer(user: User, row) -> bool:
    """The author of a report knows who has taken it."""
    return Report.objects.filter(submitter=user, taken_by=row).exists()


READERS = {
    "Report": (author, sent, accepted),
    "Report.draft": (author,),
    "Report.ref": (author, sent, admin),  # the audit log names every report by its reference
    "ReportRevision": (author, sent),
    "ReportMove": (author, sent),
    "Mention": (author, sent, accepted, of_a_list),
    "Mention.resolution_reason": (sent, accepted),
    "Act": (author, sent, accepted),
    "Evidence": (author_of_kept, sent_and_kept),
    "Evidence.ref": (author_of_kept, sent_and_kept, admin),
    "EvidenceBearing": (author_of_tied, sent_and_tied),
    "Incoming": (author,),
    "RootStamp": (admin,),
    "Redaction": (author_of_covered, sent_and_covered),
    "CaseBundle": (admin,),
    "ListExport": (admin,),
    "ExportProfile": (admin,),
    "MatchDecision": (of_two_persons, sent, accepted),
    "Merge": (reviewer, admin),
    "Source": (of_its_reports,),
    "Source.name": (of_its_reports, keeps_a_list),
    "Source.ref": (of_its_reports, admin),
    "PersonList": (importer,),
    "ListEdition": (importer,),
    "ListImport": (importer,),
    "ListMapping": (importer,),
    "RowChange": (importer,),
    "FigureClaim": (sent, accepted),
    "FigureClaim.ref": (sent, admin),  # the audit log names every figure by its reference
    "FigureMove": (sent, accepted),
    "FigureRelation": (sent, accepted),
    "FigureTopic": (reviewer, admin),
    "Estimate": (reviewer, admin),
    "Person": (reviewer, admin),
    "Incident": (reviewer, admin),
    "Finding": (reviewer, admin),
    "User.name": (oneself, reviewer, admin, its_reviewer),
    "User.ref": (oneself, reviewer, admin),
    "User": (oneself, admin),
    "Invitation": (admin,),
}


def may_meet(user: User, word: Word) -> bool:
    """Whether this person may ever meet the word."""
    allowed = READERS.get(f"{word.model}.{word.field}", READERS.get(word.model, ()))
    return any(rule(user, word.row) for rule in allowed)
