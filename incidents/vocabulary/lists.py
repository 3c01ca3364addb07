"""Lists of people that others keep, how they come in, and how lists go out."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportState(TextChoices):
    """How far the import of a list is."""

    RECEIVED = "received", _("file received")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked: nothing is imported yet")
    WAITING = "waiting", _("waiting")
    IMPORTING = "importing", _("being imported")
    DONE = "done", _("imported")
    FAILED = "failed", _("failed")
    STOPPED = "stopped", _("stopped")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    DISCARDED = "discarded", _("given up")


class Listing(TextChoices):
    """What a list says of somebody whom another list or a matrix names."""

    LISTED = "listed", _("listed")
    NOT_LISTED = "not_listed", _("not listed")
    NOT_COVERED = "not_covered", _("could not have been listed")


class RowChangeKind(TextChoices):
    """What became of a row in the next edition of its list."""

    ADDED = "added", _("added")
    REMOVED = "removed", _("removed")
    RESPELT = "respelt", _("written differently")
    CHANGED = "changed", _("changed")


class BulkKind(TextChoices):
    """What a decision on many rows says of each."""

    SAME = "same", _("the same as a person we hold")
    NEW = "new", _("new person")
    BEFORE = "before", _("the person of the same row in the edition before")


class ExportWhat(TextChoices):
    """What a file holds."""

    PEOPLE = "people", _("Case list: one row for each person")
    PORTRAITS = "portraits", _("Case list with portraits")
    SHEETS = "sheets", _("A sheet for each person")
    EVENTS_UCDP = "events_ucdp", _("Events, one a row, as UCDP has them")
    EVENTS_ACLED = "events_acled", _("Events, one a row, as ACLED has them")
    OVERLAP = "overlap", _("Who is on which list, for statisticians")
    WGEID = "wgeid", _("Submission to the UN Working Group on Enforced Disappearances")
    WGAD = "wgad", _("Submission to the UN Working Group on Arbitrary Detention")


class ExportStatus(TextChoices):
    """How far a file that goes out is."""

    ASKED = "asked", _("waiting for another admin")
    REFUSED = "refused", _("refused")
    WAITING = "waiting", _("waiting")
    BUILDING = "building", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    STOPPED = "stopped", _("stopped")
    DELETED = "deleted", _("deleted")
