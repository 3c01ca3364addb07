"""Many small objects live as long as a file is read, and none of them in a circle: the collector looks less often."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

USUAL = gc.get_threshold()
SELDOM = (50_000, *USUAL[1:])


@contextmanager
def seldom() -> Iterator[None]:
    """Until the end of the block; of two at once the first to end brings back the usual."""
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*USUAL)
