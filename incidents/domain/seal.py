"""Sealing and unsealing: the row that closes the desk, and the lock on the key file where one is set up."""

import contextlib
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from incidents.domain import identity, keylock, keyring, seal_state
from incidents.domain.keyring import NoKeys
from incidents.policies import Denied, Unfit


def close(*, by: User | None, at: datetime, anyway: bool = False) -> bool:
    """Seal at once, then lock the private halves away where people with passphrases are named; whether they are locked.

    Raises Denied for others than admins, and Unfit where no second admin could help to open it again (unless `anyway`).
    """
    if User.objects.admins().count() < 2 and not anyway:
        raise Unfit(_("There is no second admin who could help to open it again. Invite one first."))
    seal_state.set_(by=by, at=at)
    with contextlib.suppress(NoKeys):
        kept = keyring.document()
        if keylock.is_set_up(kept) and not keylock.is_locked(kept):
            keyring.change(keylock.lock)
    return is_locked()


def agree(*, by: User, at: datetime) -> bool:
    """One admin agrees to unseal; at the second agreement the desk opens. Returns whether it did.

    Raises Denied, and Unfit (agreed already; the keys are locked and want passphrases on the server first).
    """
    if is_locked():
        raise Unfit(_("The keys are locked. Two of the people who hold a passphrase open them on the server."))
    ended = seal_state.agree(by=by, at=at)
    if ended:
        with contextlib.suppress(Denied):
            identity.fill_hashes()
    return ended


def open_with(*, people: Mapping[User, str], at: datetime) -> None:
    """Unlock the key file with the passphrases of two admins, who thereby agree. Raises Denied, Unfit and Broken."""
    phrases = {user.username: phrase for user, phrase in people.items()}
    keyring.change(lambda kept: keylock.unlock(kept, phrases))
    for user in people:
        try:
            agree(by=user, at=at)
        except (Unfit, Denied):
            if seal_state.is_sealed():
                continue
            break


def is_locked() -> bool:
    """Whether the private halves are locked away."""
    with contextlib.suppress(NoKeys):
        return keylock.is_locked(keyring.document())
    return False
