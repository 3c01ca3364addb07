"""A look at a secret text: the reason and the line in the log are stored first, then the text is opened."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain import audit, keyring
from incidents.domain.envelope import Broken
from incidents.domain.keyring import Ring
from incidents.models import SecretLook
from incidents.policies import Unfit
from incidents.vocabulary import LookReason, SecretKind

# What the audit log calls the record of each kind.
RECORDS = {
    SecretKind.IDENTITY: "source",
    SecretKind.NOTE: "report",
    SecretKind.CONTACT: "user",
    SecretKind.MAKER: "evidence",
    SecretKind.FILE: "evidence",
}
MOST_WORDS = 500
Text = TypeVar("Text")


class Unreadable(Exception):
    """A secret text does not open: a wrong key, or a changed record. An alarm, never an empty text."""


def look(
    *,
    kind: str,
    ref: str,
    by: User,
    at: datetime,
    because: str,
    words: str,
    read: Callable[[Ring], Text],
    fields: Sequence[str] = (),
) -> Text:
    """What `read` opens, after the look is written down: who, when, at which record, why.

    Raises Unfit without a reason in words, Sealed and NoKeys before anything is written, Unreadable (and says so in the
    log) when a value does not open. The caller has asked whether this person may.
    """
    if not words.strip():
        raise Unfit(_("Write why you need to know this."), "words")
    with keyring.opened() as ring:
        _write_down(kind, ref, because, words, fields, by=by, at=at)
        try:
            return read(ring)
        except Broken:
            alarm(kind=kind, ref=ref, by=by, at=at)
            raise Unreadable(_("What is kept here does not open. Tell your admin at once.")) from None


def alarm(*, kind: str, ref: str, by: User | None, at: datetime) -> None:
    """The line of the log that says that a secret text does not open."""
    audit.record(verb=f"{kind}_unreadable", by=by, at=at, kind=RECORDS[SecretKind(kind)], ref=ref)


@transaction.atomic
def _write_down(
    kind: str, ref: str, because: str, words: str, fields: Sequence[str], *, by: User, at: datetime
) -> None:
    code = because if because in LookReason.values else LookReason.OTHER
    SecretLook.objects.create(kind=kind, ref=ref, by=by, at=at, because=code, words=words.strip()[:MOST_WORDS])
    detail: dict[str, Any] = {"reason": str(code)} | ({"fields": list(fields)} if fields else {})
    audit.record(verb=f"{kind}_opened", by=by, at=at, kind=RECORDS[SecretKind(kind)], ref=ref, detail=detail)
