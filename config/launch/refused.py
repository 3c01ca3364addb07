"""The one way a start fails: with a sentence for the person at the terminal."""

import contextlib
import sys
from collections.abc import Iterator


class Refused(Exception):
    """Kua cannot go on; the text is one sentence that says what to do."""


@contextlib.contextmanager
def one_sentence() -> Iterator[None]:
    """Turn a refusal into its sentence on the terminal and the exit code 1."""
    try:
        yield
    except Refused as refusal:
        sys.stdout.flush()
        print(f"Kua: {refusal}", file=sys.stderr)
        raise SystemExit(1) from None
