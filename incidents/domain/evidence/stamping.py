"""Time stamps over the root of all originals: asked for here, carried to an authority on a stick, verified offline."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NoReturn

from cryptography import x509
from django.conf import settings
from django.db import connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from incidents.domain import audit, timestamps
from incidents.domain.timestamps import Certified, Refused
from incidents.models import Evidence, Original, RootStamp
from incidents.policies import Unfit

TURN = 5_824_105  # any number, the same for every request on one database
# A receipt from before its request, or from after its arrival: one of the two clocks is wrong. So much may be.
CLOCKS_DIFFER = timedelta(minutes=5)
SENTENCES: dict[str, tuple[str, str | Promise]] = {
    "garbage": ("receipt", gettext_lazy("This is no receipt of a time stamp (RFC 3161). Choose the .tsr file.")),
    "not_granted": ("receipt", gettext_lazy("The authority refused this request. Ask it why, or ask another one.")),
    "other_root": ("receipt", gettext_lazy("This receipt is for another list. Choose the right one.")),
    "other_request": (
        "receipt",
        gettext_lazy("This receipt answers another request. Choose the right one."),
    ),
    "no_certificate": ("receipt", gettext_lazy("The certificate of the authority is not in this receipt.")),
    "expired": ("receipt", gettext_lazy("The certificate of the authority was not valid at the time it certifies.")),
    "untrusted": (
        "roots",
        gettext_lazy("No root certificate that is trusted stands behind this receipt, or the receipt was changed."),
    ),
    "no_pem": ("roots", gettext_lazy("This is no file of root certificates (PEM).")),
}


@dataclass(frozen=True)
class Proof:
    """One stamp whose list holds the hash; what the receipt certifies, or why it does not hold any more."""

    stamp: RootStamp
    certified: Certified | None
    problem: str = ""


@transaction.atomic
def prepare(*, by: User | None, at: datetime) -> RootStamp:
    """Ask for a time stamp over the root of the hashes of all originals. Nothing is sent anywhere.

    The newest request is given again while nothing was added and no receipt came. Raises Unfit when there is no file.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
    leaves = timestamps.packed(Original.objects.values_list("sha256", flat=True).iterator())
    if not leaves:
        raise Unfit(_("There is no file of evidence yet."))
    root, newest = timestamps.root_of(leaves), RootStamp.objects.defer("leaves").first()
    if newest is not None and newest.root == root and not newest.receipt:
        return newest
    stamp = RootStamp.objects.create(
        at=at, count=len(leaves) // timestamps.LEAF, leaves=leaves, root=root, request=timestamps.asked(leaves), by=by
    )
    _say("stamp_requested", stamp, by=by, at=at, rows=stamp.count)
    return stamp


@transaction.atomic
def accept(*, stamp: RootStamp, receipt: bytes, roots: bytes = b"", by: User | None, at: datetime) -> RootStamp:
    """Keep the receipt of an authority, when it answers the request and a trusted root certificate stands behind it.

    `roots` is PEM that the person brought; without it the file KUA_TSA_ROOTS counts. The root that was trusted is kept
    with the stamp and stands in the log by its fingerprint. Raises Unfit, with a sentence for each way it can fail.
    """
    row = RootStamp.objects.select_for_update().get(pk=stamp.pk)
    if row.receipt:
        raise Unfit(_("This request has its receipt already. Make a new request for another one."), "receipt")
    told = _certified(row, receipt, trusted(roots))
    if not row.at - CLOCKS_DIFFER <= told.at <= at + CLOCKS_DIFFER:
        raise Unfit(
            _("The receipt certifies a time before the request or after now. Check the clock of this server, then make"
              " a new request."), "receipt",
        )  # fmt: skip
    row.receipt, row.stamped_at, row.received_at, row.received_by = receipt, told.at, at, by
    row.trusted, row.authority = told.trusted, told.authority[:300]
    row.save(update_fields=["receipt", "stamped_at", "received_at", "received_by", "trusted", "authority"])
    _say("stamp_received", row, by=by, at=at, trusted=told.fingerprint, stamped=told.at.isoformat())
    return row


def verify(stamp: RootStamp) -> Certified:
    """Everything again, offline, from what is kept: list, root, request, receipt, trusted root. Raises Unfit."""
    if timestamps.root_of(bytes(stamp.leaves)) != stamp.root:
        raise Unfit(_("The list of this stamp was changed in the database."))
    if not stamp.receipt:
        raise Unfit(_("No receipt has come for this request yet."))
    told = _certified(stamp, bytes(stamp.receipt), trusted(stamp.trusted.encode()))
    if told.at != stamp.stamped_at:
        raise Unfit(_("The time of this stamp was changed in the database."))
    return told


def proofs(evidence: Evidence) -> Iterator[Proof]:
    """The stamps that hold the hash of this file, the oldest first; each is verified when it is asked for."""
    if evidence.original is None:
        return
    found = RootStamp.objects.exclude(receipt=b"").filter(at__gte=evidence.original.received_at)
    for stamp in found.order_by("stamped_at", "pk").iterator(1):
        if timestamps.holds(bytes(stamp.leaves), evidence.sha256):
            try:
                yield Proof(stamp, verify(stamp))
            except Unfit as problem:
                yield Proof(stamp, None, str(problem))


def answered_by(receipt: bytes) -> RootStamp:
    """The request that this receipt answers. Raises Unfit."""
    try:
        for stamp in RootStamp.objects.defer("leaves").iterator(10):
            if timestamps.answers(receipt, bytes(stamp.request)):
                return stamp
    except Refused as refused:
        _unfit(refused)
    raise Unfit(_("This receipt answers no request that was made here."), "receipt")


def trusted(roots: bytes) -> list[x509.Certificate]:
    """The root certificates brought along, or those of the file KUA_TSA_ROOTS. Raises Unfit."""
    if not roots and settings.TSA_ROOTS:
        try:
            roots = Path(settings.TSA_ROOTS).read_bytes()
        except OSError:
            raise Unfit(_("The file KUA_TSA_ROOTS cannot be read."), "roots") from None
    if not roots:
        raise Unfit(_("No authority is trusted yet. Choose its root certificate (PEM), too."), "roots")
    try:
        return timestamps.certificates(roots)
    except Refused as refused:
        _unfit(refused)


def _certified(stamp: RootStamp, receipt: bytes, roots: list[x509.Certificate]) -> Certified:
    try:
        return timestamps.certified(receipt, bytes(stamp.request), roots)
    except Refused as refused:
        _unfit(refused)


def _unfit(refused: Refused) -> NoReturn:
    field, sentence = SENTENCES[str(refused)]
    raise Unfit(str(sentence), field) from None


def _say(verb: str, stamp: RootStamp, *, by: User | None, at: datetime, **more: object) -> None:
    audit.record(verb=verb, by=by, at=at, kind="stamp", ref=str(stamp.pk), detail={"sha256": stamp.root, **more})
