"""Who a protected source is: sealed with a public key the moment it arrives, opened only with a reason on record.

What is written needs no secret and goes on while Kua is sealed; the keyed hash of the contact does need one, is left
empty then, and is filled in at unsealing. The form before key pairs (a data key for each record, wrapped by
KUA_IDENTITY_KEY) is still read; `manage.py keys rotate` brings it into the present form.
"""

import hashlib
import hmac
import re
import unicodedata
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import may
from incidents import policies
from incidents.domain import audit, envelope, keyring, looking
from incidents.domain.envelope import ID, NONCE, Broken
from incidents.domain.keyring import Ring, place_of
from incidents.domain.looking import Unreadable
from incidents.models import Report, Source, SourceIdentity
from incidents.policies import Denied
from incidents.vocabulary import LookReason, SecretKind

__all__ = ["FIELDS", "Unreadable", "contact_hash", "fill_hashes", "fold_contact", "keep", "open_", "text_of"]
FIELDS = {"name": "name_sealed", "contact": "contact_sealed", "note": "note_sealed"}


@transaction.atomic
def keep(*, source: Source, name: str, contact: str, note: str, by: User, at: datetime) -> SourceIdentity:
    """Seal what was typed, and say so in the log. An empty text leaves what is kept as it is. Raises NoKeys."""
    Source.objects.select_for_update().get(pk=source.pk)
    row = SourceIdentity.objects.select_for_update().filter(source=source).first() or SourceIdentity(source=source)
    key = keyring.current(SecretKind.IDENTITY)
    typed = {word: text for word, text in (("name", name), ("contact", contact), ("note", note)) if text}
    for word, text in typed.items():
        setattr(row, FIELDS[word], envelope.seal(text, key, place_of(row, FIELDS[word])))
    if contact:
        row.contact_hash = _hash_if_open(contact)
    row.updated_at = at
    row.save()
    audit.record(verb="identity_kept", by=by, at=at, kind="source", ref=source.ref, detail={"fields": sorted(typed)})
    return row


def open_(*, source: Source, by: User, at: datetime, reason: str, because: str = LookReason.OTHER) -> dict[str, str]:
    """Name, contact and note of a protected source, for a reviewer with a reason. The look is written down first.

    Raises Denied without a reason or the right, Sealed, and Unreadable (also in the log) when a value does not open.
    """
    _check_open(by, source)
    row = SourceIdentity.objects.filter(source=source).first()
    return looking.look(
        kind=SecretKind.IDENTITY, ref=source.ref, by=by, at=at, because=because, words=reason,
        fields=[word for word, column in FIELDS.items() if row and getattr(row, column)],
        read=lambda ring: {word: text_of(ring, row, column) if row else "" for word, column in FIELDS.items()},
    )  # fmt: skip


def text_of(ring: Ring, row: SourceIdentity, column: str) -> str:
    """The text of one column; empty when nothing is kept there. Raises Broken."""
    value = bytes(getattr(row, column) or b"")
    if not value or envelope.key_id(value):
        return ring.open_(value, place_of(row, column)) if value else ""
    return envelope.open_body(value[ID:], data_key_before_pairs(row), place_of(row, column))


def data_key_before_pairs(row: SourceIdentity) -> bytes:
    """The data key of a record of the form before key pairs: key id, nonce, ciphertext under the one class key of then.

    Raises Broken, also when KUA_IDENTITY_KEY is not given any more.
    """
    wrapped = bytes(row.wrapped_key)
    head, nonce, body = wrapped[:ID], wrapped[ID : ID + NONCE], wrapped[ID + NONCE :]
    try:
        key = bytes.fromhex(settings.IDENTITY_KEY)
        return AESGCM(key).decrypt(nonce, body, head + place_of(row, "wrapped_key").encode())
    except (InvalidTag, ValueError):
        raise Broken("a data key does not open") from None


def contact_hash(contact: str, key: bytes) -> str:
    """A keyed hash of the folded contact: finds the same telephone or address again without telling it."""
    return hmac.new(key, fold_contact(contact).encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def fill_hashes() -> int:
    """Give a hash to every contact that was written while Kua was sealed; how many. Raises Sealed and NoKeys.

    A contact that does not open stays without one: `manage.py keys verify` tells of it.
    """
    rows = SourceIdentity.objects.select_for_update().filter(contact_hash="").exclude(contact_sealed=None)
    filled = 0
    with keyring.opened() as ring:
        for row in rows:
            try:
                row.contact_hash = contact_hash(text_of(ring, row, "contact_sealed"), ring.hash_key)
            except Broken:
                continue
            row.save(update_fields=["contact_hash"])
            filled += 1
    return filled


def fold_contact(contact: str) -> str:
    """One spelling for one contact: small letters without blanks; a telephone by its digits, 8 as +7 at its head."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", contact)).casefold()
    digits = re.sub(r"[^0-9]", "", text)
    if len(digits) >= 7 and not re.search(r"[^\W\d_]|@", text):
        return re.sub(r"^8(?=[0-9]{10}$)", "7", digits)
    return text


def _hash_if_open(contact: str) -> str:
    try:
        with keyring.opened() as ring:
            return contact_hash(contact, ring.hash_key)
    except keyring.Sealed:
        return ""


def _check_open(by: User, source: Source) -> None:
    seen = Report.objects.filter(policies.visible_reports(by), source=source).exclude(submitter=by)
    if not may(by, "report.review") or not seen.exists():
        raise Denied(_("Only a reviewer of this source's report can open it."))
