"""A person's second factor: a telephone's code, passkeys, recovery codes. Taken under a lock: a code works once."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import codes, recorder, sealing
from accounts.models import User, new_stamp
from accounts.people import keep, lock_admins, lock_person
from accounts.roles import Lost, Refused, Role

TOTP, PASSKEY, RECOVERY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
MOST_PASSKEYS = 10


def required(user: User) -> bool:
    """Whether this person gets no further without a second factor."""
    return user.role != Role.ACTIVIST or settings.SECOND_FACTOR_FOR_ACTIVISTS


def of(user: User) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user_id=user.pk).order_by("pk")


def has(user: User) -> bool:
    """Recovery codes alone are no second factor: they stand in for one."""
    return of(user).exclude(type=RECOVERY).exists()


def state(user: User) -> dict:
    """What the page of the second factor shows."""
    rows = list(of(user))
    return {
        "totp": next((row for row in rows if row.type == TOTP), None),
        "passkeys": [row for row in rows if row.type == PASSKEY],
        "left": next((codes.RECOVERY_CODES - len(row.data["used"]) for row in rows if row.type == RECOVERY), None),
        "required": required(user),
    }


def bound(user_id: int, kind: str) -> str:
    """What a sealed value belongs to: another person's row, or another kind, does not open it."""
    return f"mfa_authenticator|{kind}|{user_id}"


def opened(row: Authenticator) -> str:
    return sealing.unseal(row.data["sealed"], bound(row.user_id, row.type))


@transaction.atomic
def take_code(*, user: User, code: str, at: datetime) -> Authenticator | None:
    """The authenticator whose code this is, and the code is used up; nothing when it is wrong or was used.

    The rows are held until the end of the transaction, so of many who bring one code at once, one is let in.
    """
    for row in of(user).filter(type__in=(TOTP, RECOVERY)).select_for_update():
        taken = (take_totp if row.type == TOTP else take_recovery)(row, code, at)
        if taken:
            row.last_used_at = at
            row.save(update_fields=["data", "last_used_at"])
            return row
    return None


def take_totp(row: Authenticator, code: str, at: datetime) -> bool:
    """A code of now that is later than the last one used (RFC 6238, section 5.2)."""
    step = codes.step_for(opened(row), code, codes.step_of(at.timestamp()), row.data["step"])
    if step is not None:
        row.data["step"] = step
    return step is not None


def take_recovery(row: Authenticator, code: str, at: datetime) -> bool:
    place = codes.recovery_place(opened(row), code, row.data["used"])
    if place is not None:
        row.data["used"] = [*row.data["used"], place]
        recorder.record(verb="account.recovery_code_used", by=row.user, at=at, about=row.user)
    return place is not None


def code_now(user: User, at: datetime) -> str:
    """The next code that would be taken: shown in the demo, which has no telephone."""
    row = of(user).filter(type=TOTP).first()
    now = codes.step_of(at.timestamp())
    return codes.code_at(opened(row), min(max(now, row.data["step"] + 1), now + 1)) if row else ""


def store(user: User, kind: str, at: datetime, **data) -> Authenticator:
    return Authenticator.objects.create(user=user, type=kind, created_at=at, data=data)


def pending(user: User, secret: str) -> str:
    """A secret that is not stored yet, as the page of the set-up carries it."""
    return sealing.seal(secret, bound(user.pk, "pending"))


def pending_secret(user: User, sealed: str) -> str:
    """The secret that the page carried; a new one where it carried none, or what is not ours."""
    try:
        return sealing.unseal(sealed, bound(user.pk, "pending")) if sealed else codes.new_secret()
    except sealing.Broken:
        return codes.new_secret()


@transaction.atomic
def add_totp(*, user: User, secret: str, code: str, at: datetime) -> bool:
    """Begin with a telephone's codes; whether recovery codes came with it. Raises Refused (wrong code, has one)."""
    user = lock_person(user)
    if of(user).filter(type=TOTP).exists():
        raise Refused(_("You have a telephone with codes already. Take it off first."))
    step = codes.step_for(secret, code, codes.step_of(at.timestamp()), after=0)
    if step is None:
        raise Refused(_("This code is not right. Type the six digits that the telephone shows now."), "code")
    give_totp(user=user, secret=secret, at=at, step=step)
    recorder.record(verb="account.factor_added", by=user, at=at, about=user, detail={"factor": "totp"})
    return add_recovery(user, at)


def give_totp(*, user: User, secret: str, at: datetime, step: int = 0) -> Authenticator:
    """Store a telephone's secret, sealed; codes up to this step are used up."""
    return store(user, TOTP, at, sealed=sealing.seal(secret, bound(user.pk, TOTP)), step=step)


def add_recovery(user: User, at: datetime) -> bool:
    """Recovery codes, where there are none yet."""
    if of(user).filter(type=RECOVERY).exists():
        return False
    store(user, RECOVERY, at, sealed=sealing.seal(codes.new_seed(), bound(user.pk, RECOVERY)), used=[])
    return True


@transaction.atomic
def add_passkey(*, user: User, name: str, credential: dict, at: datetime) -> bool:
    """A passkey that the browser has just made; whether recovery codes were made with it. Raises Refused (too many)."""
    user = lock_person(user)
    if of(user).filter(type=PASSKEY).count() >= MOST_PASSKEYS:
        raise Refused(_("That is enough passkeys. Take one off first."))
    store(user, PASSKEY, at, name=name, credential=credential)
    recorder.record(verb="account.factor_added", by=user, at=at, about=user, detail={"factor": "passkey"})
    return add_recovery(user, at)


def passkey(user: User, ref: int) -> Authenticator | None:
    """One's own passkey with this number."""
    return of(user).filter(type=PASSKEY, pk=ref).first()


@transaction.atomic
def rename_passkey(*, row: Authenticator, name: str) -> None:
    """Another word for a passkey. Not an event: nothing is recorded."""
    row = Authenticator.objects.select_for_update().get(pk=row.pk)
    row.data["name"] = name
    row.save(update_fields=["data"])


@transaction.atomic
def remove(*, user: User, kind: str, at: datetime, ref: int | None = None) -> User:
    """Take off the telephone, or a passkey. All sessions end. Raises Refused for the last one of who needs one."""
    user = lock_person(user)
    row = of(user).filter(type=kind, **({"pk": ref} if ref else {})).first()
    if row is None:
        return user
    if required(user) and not of(user).exclude(type=RECOVERY).exclude(pk=row.pk).exists():
        raise Refused(_("Your role needs a second step. Add another one first, then take this one off."))
    row.delete()
    if not has(user):
        of(user).delete()
    user.session_stamp = new_stamp()
    keep(user, "session_stamp")
    recorder.record(verb="account.factor_removed", by=user, at=at, about=user, detail={"factor": kind})
    return user


@transaction.atomic
def renew_recovery(*, user: User, at: datetime) -> None:
    """Ten new recovery codes; the old ones end. Raises Refused without a second factor."""
    user = lock_person(user)
    if not has(user):
        raise Refused(_("Recovery codes stand in for a second step. Set one up first."))
    of(user).filter(type=RECOVERY).delete()
    add_recovery(user, at)
    recorder.record(verb="account.recovery_codes_made", by=user, at=at, about=user)


def unused_codes(user: User) -> list[str]:
    """The recovery codes that still work."""
    row = of(user).filter(type=RECOVERY).first()
    if row is None:
        return []
    return [code for place, code in enumerate(codes.recovery_codes(opened(row))) if place not in row.data["used"]]


@transaction.atomic
def reset(*, user: User, by: User, at: datetime, reason: str, version: int | None = None) -> User:
    """Take off every second factor of somebody who lost theirs; their sessions end.

    Raises Refused (no admin, oneself, no reason, nothing to reset) and Stale.
    """
    admin, user = lock_admins(by), lock_person(user, version)
    if user.pk == admin.pk:
        raise Refused(_("You cannot reset your own second step. Ask another admin."))
    if reason not in Lost.values:
        raise Refused(_("Say why."), "reason")
    if not of(user).exists():
        raise Refused(_("This person has no second step."))
    of(user).delete()
    user.session_stamp = new_stamp()
    keep(user, "session_stamp")
    recorder.record(verb="account.factor_reset", by=by, at=at, about=user, detail={"reason": reason})
    return user


def reseal_all() -> int:
    """Bring every sealed secret under the current key, each under its lock. Returns how many changed."""
    changed = 0
    for pk in Authenticator.objects.filter(type__in=(TOTP, RECOVERY)).values_list("pk", flat=True):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().filter(pk=pk).first()
            changed += bool(row and resealed(row))
    return changed


def resealed(row: Authenticator) -> bool:
    value = sealing.reseal(row.data["sealed"], bound(row.user_id, row.type))
    if value == row.data["sealed"]:
        return False
    row.data["sealed"] = value
    row.save(update_fields=["data"])
    return True
