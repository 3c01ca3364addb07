"""Files that no row points to: a server killed between a file and its row leaves such a one."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage

from incidents.domain import store
from incidents.domain.evidence import taking
from incidents.models import CaseBundle, DerivedCopy, Incoming, ListExport, ListImport, Original

ORPHAN_AFTER = timedelta(days=1)
FOLDERS: dict[str, Any] = {
    store.EVIDENCE: Original,
    store.COPIES: DerivedCopy,
    store.BUNDLES: CaseBundle,
    store.LISTS: ListImport,
    store.EXPORTS: ListExport,
}


def sweep(*, at: datetime) -> int:
    """Take away uploads that nobody went on with, and what is older than a day and has no row, in the store and in the
    incoming folder; how many went.

    Files of removed evidence keep their row and stay.
    """
    gone = taking.sweep(at=at)
    for folder, model in FOLDERS.items():
        for names in _names(folder):
            known = set(model.objects.filter(stored__in=names).values_list("stored", flat=True))
            old = [name for name in names - known if _is_old(partial(default_storage.get_modified_time, name), at)]
            for name in old:
                store.discard(name)
            gone += len(old)
    return gone + _sweep_incoming(at)


def _names(folder: str) -> Iterator[set[str]]:
    """The files of a folder of the store, one of its parts after the other."""
    try:
        parts = default_storage.listdir(folder)[0]
    except FileNotFoundError:
        return
    for part in parts:
        yield {f"{folder}/{part}/{name}" for name in default_storage.listdir(f"{folder}/{part}")[1]}


def _sweep_incoming(at: datetime) -> int:
    held = {store.incoming_path(name) for name in Incoming.objects.values_list("stored", flat=True)}
    files = [path for path in Path(settings.INCOMING_ROOT).glob("*") if path not in held]
    old = [path for path in files if _is_old(partial(_changed_at, path), at)]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _is_old(changed_at: Callable[[], datetime], at: datetime) -> bool:
    """Whether it lies there for more than a day; what left meanwhile does not."""
    try:
        return at - changed_at() > ORPHAN_AFTER
    except FileNotFoundError:
        return False


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
