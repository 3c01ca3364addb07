"""How far a bundle is: the one pen that writes it, along the one table of what can follow what."""

from typing import Any

from incidents.models import CaseBundle
from incidents.vocabulary import BundleStatus

WAITING, BUILDING, READY = BundleStatus.WAITING, BundleStatus.BUILDING, BundleStatus.READY
FAILED, STOPPED, DELETED = BundleStatus.FAILED, BundleStatus.STOPPED, BundleStatus.DELETED
# A bundle whose worker was killed is “being built” still: it may begin again.
FOLLOWS = {
    BUILDING: (WAITING, BUILDING),
    READY: (BUILDING,),
    FAILED: (BUILDING,),
    STOPPED: (WAITING, BUILDING),
    DELETED: (READY, FAILED, STOPPED),
}


def move(ref: str, to: BundleStatus, **facts: Any) -> bool:
    """Move the bundle there and write what comes with it, when it can follow; whether it did. Of two who move it at
    once the second one moves nothing."""
    rows = CaseBundle.objects.filter(ref=ref, status__in=FOLLOWS[to])
    return rows.update(status=to, **facts) == 1
