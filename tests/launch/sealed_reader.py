"""A worker that reads a secret text again and again, and says when it could for the last time."""

import sys
import time

import django

django.setup()

from incidents.domain import keyring  # noqa: E402

SEALED, READING = "sealed", "reading"


def main(patience: float) -> None:
    """Say that it reads; then, at the first refusal, that it is sealed, and how long ago it read for the last time."""
    until, last = time.monotonic() + patience, None
    while time.monotonic() < until:
        try:
            with keyring.opened() as ring:
                half = ring.private
        except keyring.Sealed:
            print(SEALED, len(half), flush=True)
            return
        if last is None:
            print(READING, flush=True)
        last = time.monotonic()
        time.sleep(0.01)


if __name__ == "__main__":
    main(float(sys.argv[1]))
