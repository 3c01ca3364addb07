"""Who made a piece of evidence, and who handed it over: sealed as it is typed, opened for a reviewer with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit, envelope, keyring, looking
from incidents.domain.evidence.describing import held
from incidents.domain.keyring import place_of
from incidents.domain.letters import strip_unsafe
from incidents.models import Evidence, EvidenceMaker
from incidents.policies import Denied, Unfit
from incidents.vocabulary import SecretKind

FIELDS = {"made_by": "made_by_sealed", "handed_by": "handed_by_sealed"}
LONGEST = 500


@transaction.atomic
def keep(*, evidence: Evidence, made_by: str, handed_by: str, by: User, at: datetime) -> EvidenceMaker:
    """Seal what was typed in place of what is kept; an empty text leaves what is kept. Needs no private key.

    Raises Denied as describing does, Unfit when nothing was typed, NoKeys.
    """
    row = held(evidence, by)
    typed = {"made_by": strip_unsafe(made_by)[:LONGEST], "handed_by": strip_unsafe(handed_by)[:LONGEST]}
    typed = {word: text for word, text in typed.items() if text}
    if not typed:
        raise Unfit(_("Write who made it, or who handed it over."), "made_by")
    maker = EvidenceMaker.objects.select_for_update().filter(evidence=row).first() or EvidenceMaker(evidence=row)
    key = keyring.current(SecretKind.MAKER)
    for word, text in typed.items():
        setattr(maker, FIELDS[word], envelope.seal(text, key, place_of(maker, FIELDS[word])))
    maker.updated_at = at
    maker.save()
    detail = {"report": row.report.ref, "fields": sorted(typed)}
    audit.record(verb="maker_kept", by=by, at=at, kind="evidence", ref=row.ref, detail=detail)
    return maker


def open_(*, evidence: Evidence, by: User, at: datetime, reason: str, because: str) -> dict[str, str]:
    """Who made it and who handed it over, for a reviewer of somebody else's report. The look is written down first.

    Raises Denied, Unfit without a reason, Sealed, NoKeys, and Unreadable (also in the log) when it does not open.
    """
    policies.check_take(by, evidence.report)
    maker = EvidenceMaker.objects.filter(evidence=evidence).first()
    if maker is None or evidence.report.received_at is None:
        raise Denied(_("Nothing is kept here."))
    kept = {word: column for word, column in FIELDS.items() if getattr(maker, column)}
    return looking.look(
        kind=SecretKind.MAKER, ref=evidence.ref, by=by, at=at, because=because, words=reason, fields=list(kept),
        read=lambda ring: {
            word: ring.open_(bytes(getattr(maker, column)), place_of(maker, column)) for word, column in kept.items()
        },
    )  # fmt: skip
