"""What is written down of a refusal, on its own and after whatever the request did was taken back.

Written: a verb that said no (`denied`: 403); a form that another page may have sent (`denied`, why: csrf); a page that
is not for this role, and something that has the shape of a reference and is not there for this person (`refused`: 404).
The log does not ask whether it exists: unknown and forbidden look the same, and take the same time. Not written: a lost
race (409), which refuses nobody; what was typed wrongly (400, 404 without a reference, 405, 422); and whoever is not
signed in, of whom accounts writes what it has to.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from accounts.models import User
from incidents.domain import audit, references
from incidents.models import AuditEvent

# A person who knocks at many doors is written down this often in an hour, not endlessly: also by signing in again.
MOST = 30
WHILE = timedelta(hours=1)


def denied(*, by: User | None, at: datetime, page: str, method: str, why: str = "") -> None:
    """A verb, or the house, said no to somebody who came as far as the page."""
    if why and _is_known_for_it("denied", by=by, at=at):
        return
    detail = {"page": page, "method": method, "why": why}
    audit.record(verb="denied", by=by, at=at, kind="page", detail={key: text for key, text in detail.items() if text})


def refused(*, by: User, at: datetime, page: str, method: str, words: Mapping[str, object], is_for_role: bool) -> None:
    """A page, or a record by its reference, that does not exist for this person."""
    ref = next((ref for word in words.values() if (ref := _reference(str(word)))), "")
    if (is_for_role and not ref) or _is_known_for_it("refused", by=by, at=at):
        return
    detail = {"page": page, "method": method, "why": "scope" if is_for_role else "role"}
    audit.record(verb="refused", by=by, at=at, kind="page", ref=ref, detail=detail)


def _reference(word: str) -> str:
    try:
        return references.read(word)
    except references.Misread:
        return ""


def _is_known_for_it(verb: str, *, by: User | None, at: datetime) -> bool:
    if by is None:
        return True
    lately = AuditEvent.objects.filter(by=by.ref, at__gt=at - WHILE, verb=verb)
    return lately[MOST - 1 : MOST].exists()
