"""The address of something published, and what is said to exist without being held. Nobody calls there."""

from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain.evidence import rows
from incidents.domain.letters import strip_unsafe
from incidents.models import Evidence, Report
from incidents.policies import Unfit
from incidents.vocabulary import EvidenceKind

LONGEST_URL = 1000
LONGEST_SEEN_BY = 200


@transaction.atomic
def add_link(
    *, report: Report, url: str, note: str = "", seen_edtf: str = "", seen_by: str = "", by: User, at: datetime
) -> Evidence:
    """Keep the address of something published, when it was seen there and by whom; nobody calls there.

    Raises Denied, Unfit.
    """
    row = rows.open_report(report, by)
    piece = Evidence(kind=EvidenceKind.LINK, url=checked_url(url), note=note[: rows.LONGEST_NOTE], seen_edtf=seen_edtf)
    piece.seen_by = seen_by[:LONGEST_SEEN_BY]
    return rows.same(row, piece) or rows.add(row, piece, by=by, at=at)


@transaction.atomic
def note_not_held(*, report: Report, note: str, held_by: str, by: User, at: datetime) -> Evidence:
    """Keep that something is said to exist, and who is said to hold it. Raises Denied, Unfit."""
    row = rows.open_report(report, by)
    if not note.strip():
        raise Unfit(_("Say what is said to exist."), "note")
    piece = Evidence(kind=EvidenceKind.NOT_HELD, note=note[: rows.LONGEST_NOTE], held_by=held_by[:300])
    return rows.same(row, piece) or rows.add(row, piece, by=by, at=at)


def checked_url(url: str) -> str:
    """An address of the web as it may be kept. Raises Unfit."""
    text = strip_unsafe(url)
    if len(text) > LONGEST_URL:
        raise Unfit(_("This address is too long: 1,000 characters at most."), "url")
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port is not False
    except ValueError:
        known = False
    if not known or any(sign.isspace() or sign in '<>"' for sign in text):
        raise Unfit(_("Write the whole address, beginning with http:// or https://."), "url")
    if parts.username or parts.password:
        raise Unfit(_("Leave out the user name and password in the address."), "url")
    return text
