"""How fast the copies of many photographs are made in one batch, each in a child of its own. Writes thumbs.json."""

import io
import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402 - needs the settings
from django.utils import timezone  # noqa: E402
from PIL import Image  # noqa: E402

from incidents.domain import store  # noqa: E402
from incidents.domain.evidence import deriving  # noqa: E402
from incidents.models import DerivedCopy, Original  # noqa: E402
from incidents.vocabulary import CopyKind, Deriving  # noqa: E402

RESULTS = Path(__file__).resolve().parent / "thumbs.json"
PHOTOS = 1000
SIZE = (4000, 3000)  # 12 megapixels, as telephones take them


def main(arguments: Sequence[str]) -> int:
    """Keep so many photographs, all different; then one batch, with its progress."""
    number = int(arguments[0]) if arguments else PHOTOS
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        size = keep(number)
        begun = time.perf_counter()
        deriving.derive_waiting(again=False, at=timezone.now(), tell=tell)
        seconds = time.perf_counter() - begun
        assert Original.objects.filter(deriving=Deriving.DONE).count() == number
        assert DerivedCopy.objects.filter(kind=CopyKind.THUMB).count() == number
    finally:
        connection.creation.destroy_test_db("", verbosity=0)
    measured = {"photographs": number, "megapixels": SIZE[0] * SIZE[1] / 1e6, "megabytes_each": round(size / 1e6, 1),
                "seconds": round(seconds, 1), "a_second": round(number / seconds, 2),
                "memory_mb": round(peak(resource.RUSAGE_SELF)),
                "memory_of_a_child_mb": round(peak(resource.RUSAGE_CHILDREN)),
                "processors": os.cpu_count()}  # fmt: skip
    print("\n".join(f"{name.replace('_', ' '):<22}{value:>8}" for name, value in measured.items()))
    RESULTS.write_text(json.dumps(measured, indent=1) + "\n")
    return 0


def keep(number: int) -> int:
    """Photographs of noise, which is hard to decode, with a number in the comment of each; how large one is."""
    out = io.BytesIO()
    Image.effect_noise((SIZE[0] // 4, SIZE[1] // 4), 60).resize(SIZE).convert("RGB").save(out, "JPEG", quality=85)
    photo = out.getvalue()
    for count in range(number):
        kept = store.put([photo[:2], b"\xff\xfe\x00\x0a", b"%08d" % count, photo[2:]], store.EVIDENCE)
        Original.objects.create(
            sha256=kept.sha256, size=kept.size, stored=kept.name, key_sealed=kept.key_sealed, received_at=timezone.now()
        )
    return len(photo)


def tell(number: int, total: int, original: Original) -> None:
    """Every hundredth."""
    if number % 100 == 0 or number == total:
        print(f"{number} of {total}", flush=True)


def peak(whose: int) -> float:
    """The most memory that it, or the largest of its children, ever had, in MB."""
    return resource.getrusage(whose).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
