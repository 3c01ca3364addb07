"""An ear at the real log handler: what it lets through is what a server would have written down."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from config.logs import WithoutContents


@contextmanager
def listening() -> Iterator[io.StringIO]:
    """Everything that any logger says at INFO and above, through our filter and format."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(WithoutContents())
    handler.setFormatter(logging.Formatter(settings.LOGGING["formatters"]["plain"]["format"]))
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    try:
        yield out
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
