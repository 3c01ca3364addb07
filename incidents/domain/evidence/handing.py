"""An original is handed out: to somebody who may have it, with a line in the log."""

from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain import audit, store
from incidents.domain.envelope import Broken
from incidents.domain.evidence import checking
from incidents.domain.evidence.rows import facts
from incidents.models import Evidence
from incidents.policies import Denied
from incidents.vocabulary import EvidenceKind, Integrity


def open_file(*, evidence: Evidence, by: User, at: datetime) -> BinaryIO:
    """The bytes of a file, for handing out; the look is written down. Raises Denied when the file is gone or is not
    what it was, and while Kua is sealed."""
    if evidence.kind != EvidenceKind.FILE or evidence.original is None:
        raise Denied(_("There is no file here."))
    try:
        file = store.open_original(evidence.original)
    except store.Missing:
        checking.check_there()
        checking.note(original=evidence.original, found=Integrity.MISSING, by=by, at=at)
        raise
    except Broken:
        checking.note(original=evidence.original, found=Integrity.CHANGED, by=by, at=at)
        raise Denied(_("The file is not what it was when it came. Tell your admin.")) from None
    audit.record(verb="evidence_downloaded", by=by, at=at, kind="evidence", ref=evidence.ref, detail=facts(evidence))
    return file
