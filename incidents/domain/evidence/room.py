"""Whether the disk takes a file that comes in, and the sentences for one that could not be taken."""

import contextlib
import errno
import shutil

from django.utils.translation import gettext as _

from incidents.domain import store
from incidents.policies import Unfit

RESERVE = 256 * 1024 * 1024  # what stays free on the disk for everything else
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def check(size: int) -> None:
    """Raises Unfit when the disk cannot take so many bytes more."""
    folder = store.incoming_path("any").parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < size + RESERVE:
        raise Unfit(full(), "files")


def full() -> str:
    """The sentence for a full disk."""
    return _("The server has no room for this file just now. Try again later, and tell your admin.")


def gone() -> str:
    """The sentence for an upload that is lost."""
    return _("This upload is not here any more. Begin it once more.")


def close_quietly(arrival: store.Arrival) -> None:
    """Close a file that is given up, also when the disk takes its last bytes no more."""
    with contextlib.suppress(OSError):
        arrival.out.close()
