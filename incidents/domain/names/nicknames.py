"""Pure domain: names by which people are called at home: Саша of Александр, Нұрик of Нұрлан. The table is data."""

import json
from functools import lru_cache
from pathlib import Path

from incidents.domain.names.sounds import sound
from incidents.domain.names.spelling import fold_word

DATA = Path(__file__).resolve().parents[2] / "data" / "matching"


@lru_cache(maxsize=1)
def table() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Sounds of a short name → sounds of the full names, and beginnings of full names (written with a star)."""
    rows = json.loads((DATA / "nicknames.json").read_text("utf-8"))
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for short, full in rows["names"].items():
        whole = tuple(_sounds(name) for name in full if not name.endswith("*"))
        begins = tuple(_sounds(name.rstrip("*")) for name in full if name.endswith("*"))
        found[_sounds(short)] = whole, begins
    return found


def is_called(short: str, full: str) -> bool:
    """Whether `short` is what somebody named `full` is called, both in sounds."""
    whole, begins = table().get(short, ((), ()))
    return full in whole or any(full.startswith(start) and full != short for start in begins)


def _sounds(name: str) -> str:
    return sound(fold_word(name)).whole
