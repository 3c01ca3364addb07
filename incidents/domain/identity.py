"""Who a protected source is: sealed with AES-256-GCM, a data key for each record, opened only with a reason on record.

A value is `key id | nonce | ciphertext`; the data key is wrapped by the class key, so a new class key re-wraps and
reads no name. The place of a value (table|column|pk) is authenticated with it: moved elsewhere, it does not open.
NIST SP 800-38D; RFC 5869 for the key of the contact hash.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import may
from incidents import policies
from incidents.domain import audit
from incidents.models import Report, Source, SourceIdentity
from incidents.policies import Denied

TABLE = "incidents_sourceidentity"
FIELDS = {"name": "name_sealed", "contact": "contact_sealed", "note": "note_sealed"}
NONCE = 12
ID = 8


class Unreadable(Exception):
    """The sealed text does not open: a wrong key, or a changed record. An alarm, never an empty text."""


@transaction.atomic
def keep(*, source: Source, name: str, contact: str, note: str, by: User, at: datetime) -> SourceIdentity:
    """Seal what was typed, and say so in the log. An empty text leaves what is kept as it is. Raises Unreadable."""
    Source.objects.select_for_update().get(pk=source.pk)
    kept = SourceIdentity.objects.filter(source=source).first() or _new(source)
    data_key = _unwrap(kept)
    typed = {word: text for word, text in (("name", name), ("contact", contact), ("note", note)) if text}
    for word, text in typed.items():
        column = FIELDS[word]
        setattr(kept, column, _seal(data_key, text.encode(), _place(column, source.pk)))
    if contact:
        kept.contact_hash = contact_hash(contact)
    kept.updated_at = at
    kept.save()
    audit.record(verb="identity_kept", by=by, at=at, kind="source", ref=source.ref, detail={"fields": sorted(typed)})
    return kept


def open_(*, source: Source, by: User, at: datetime, reason: str) -> dict[str, str]:
    """Name, contact and note of a protected source, for a reviewer with a reason. The look is written down first.

    Raises Denied without a reason or the right, Unreadable (and says so in the log) when a value does not open.
    """
    _check_open(by, source, reason)
    kept = SourceIdentity.objects.filter(source=source).first()
    detail = {"fields": [word for word, column in FIELDS.items() if kept and getattr(kept, column)]}
    audit.record(
        verb="identity_opened", by=by, at=at, kind="source", ref=source.ref, detail=detail | {"reason": bool(reason)}
    )
    if kept is None:
        return dict.fromkeys(FIELDS, "")
    try:
        data_key = _unwrap(kept)
        return {word: _text(data_key, kept, column) for word, column in FIELDS.items()}
    except Unreadable:
        audit.record(verb="identity_unreadable", by=by, at=at, kind="source", ref=source.ref)
        raise


def contact_hash(contact: str) -> str:
    """A keyed hash of the folded contact: finds the same telephone or address again without telling it."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"kua contact hash").derive(_class_key())
    return hmac.new(key, fold_contact(contact).encode(), hashlib.sha256).hexdigest()


def fold_contact(contact: str) -> str:
    """One spelling for one contact: small letters without blanks; a telephone by its digits, 8 as +7 at its head."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", contact)).casefold()
    digits = re.sub(r"[^0-9]", "", text)
    if len(digits) >= 7 and not re.search(r"[^\W\d_]|@", text):
        return re.sub(r"^8(?=[0-9]{10}$)", "7", digits)
    return text


def _check_open(by: User, source: Source, reason: str) -> None:
    if not reason.strip():
        raise Denied(_("Write why you need to know who this is."))
    seen = Report.objects.filter(policies.visible_reports(by), source=source).exclude(submitter=by)
    if not may(by, "report.review") or not seen.exists():
        raise Denied(_("Only a reviewer of this source's report can open it."))


def _new(source: Source) -> SourceIdentity:
    data_key = AESGCM.generate_key(256)
    wrapped = _seal(_class_key(), data_key, _place("wrapped_key", source.pk))
    return SourceIdentity(source=source, wrapped_key=wrapped, key_id=_key_id(_class_key()))


def _class_key() -> bytes:
    return bytes.fromhex(settings.IDENTITY_KEY)


def _key_id(key: bytes) -> str:
    return hashlib.sha256(b"kua key id" + key).hexdigest()[:ID]


def _place(column: str, pk: int) -> bytes:
    return f"{TABLE}|{column}|{pk}".encode()


def _seal(key: bytes, plain: bytes, place: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    head = _key_id(key).encode()
    return head + nonce + AESGCM(key).encrypt(nonce, plain, head + place)


def _unseal(key: bytes, sealed: bytes, place: bytes) -> bytes:
    head, nonce, body = sealed[:ID], sealed[ID : ID + NONCE], sealed[ID + NONCE :]
    try:
        return AESGCM(key).decrypt(nonce, body, head + place)
    except (InvalidTag, ValueError) as broken:
        raise Unreadable(_("What is kept of this source does not open. Tell your admin at once.")) from broken


def _unwrap(kept: SourceIdentity) -> bytes:
    return _unseal(_class_key(), bytes(kept.wrapped_key), _place("wrapped_key", kept.source_id))


def _text(data_key: bytes, kept: SourceIdentity, column: str) -> str:
    sealed = getattr(kept, column)
    return _unseal(data_key, bytes(sealed), _place(column, kept.source_id)).decode() if sealed else ""
