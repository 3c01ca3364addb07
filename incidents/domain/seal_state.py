"""Whether Kua is sealed: one row that one person sets and two admins end. Asked of the database each time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.everybody import end_all_sessions
from accounts.models import User
from accounts.roles import may
from incidents.domain import audit
from incidents.models import Seal
from incidents.policies import Denied, Unfit


def is_sealed() -> bool:
    """Whether a seal stands now."""
    return Seal.objects.filter(standing=True).exists()


def standing() -> Seal | None:
    """The seal that stands, with its people."""
    return Seal.objects.filter(standing=True).select_related("by", "first_by").first()


@transaction.atomic
def set_(*, by: User | None, at: datetime) -> Seal:
    """Seal: from the commit on nobody reads a secret, the desk is closed, and everybody is signed out.

    `by` is nobody on the server's command line. Sealing twice is sealing once. Raises Denied for others than admins.
    """
    if by is not None:
        _check_admin(by)
    made, is_new = Seal.objects.get_or_create(standing=True, defaults={"at": at, "by": by})
    if is_new:
        end_all_sessions()
        audit.record(verb="sealed", by=by, at=at, kind="seal")
    return made


@transaction.atomic
def agree(*, by: User, at: datetime) -> bool:
    """One admin agrees to unseal; the second, another one, ends the seal. Returns whether it ended.

    Raises Denied (no admin, not sealed) and Unfit (agreed already). An agreement counts as long as its admin is one.
    """
    _check_admin(by)
    seal = Seal.objects.select_for_update().filter(standing=True).first()
    if seal is None:
        raise Denied(_("Kua is not sealed."))
    if seal.first_by_id == by.pk:
        raise Unfit(_("You agreed already. Another admin has to agree as well."))
    if seal.first_by is None or not _is_admin(seal.first_by):
        seal.first_by, seal.first_at = by, at
        audit.record(verb="unseal_agreed", by=by, at=at, kind="seal")
    else:
        seal.standing, seal.second_by, seal.second_at = False, by, at
        audit.record(verb="unsealed", by=by, at=at, kind="seal", detail={"first": seal.first_by.ref})
    seal.save()
    return not seal.standing


def _check_admin(by: User) -> None:
    if not _is_admin(by):
        raise Denied(_("Only an admin can do this."))


def _is_admin(user: User) -> bool:
    """As stored now, not as signed in."""
    now = User.objects.filter(pk=user.pk).first()
    return now is not None and may(now, "team.manage")
