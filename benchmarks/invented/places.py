"""Places of the gazetteer with all their spellings, drawn by how many people live there."""

import json
from bisect import bisect
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

SETTLEMENTS = Path(__file__).resolve().parents[2] / "incidents" / "data" / "places" / "kz-settlements.json"
WORDS = Path(__file__).resolve().parent / "words.json"
REGIONS = SETTLEMENTS.with_name("kz-regions.json")


@cache
def spellings() -> tuple[tuple[str, ...], ...]:
    """Each place: its names in three languages first, then the usual ones of its other spellings."""
    usual = json.loads(WORDS.read_text())["places"]
    return tuple(
        tuple(usual[row["en"]].split(", "))
        if row["en"] in usual
        else tuple(dict.fromkeys((row["ru"], row["kk"], row["en"], *row["variants"])))[:7]
        for row in _rows()
    )


@cache
def _ends() -> list[float]:
    return list(accumulate(max(row.get("population") or 0, 1500) ** 0.75 for row in _rows()))


@cache
def _rows() -> list[dict]:
    cities = [row for row in json.loads(REGIONS.read_text()) if row["kind"] == "city"]
    return [*cities, *json.loads(SETTLEMENTS.read_text())]


def draw(random: Random) -> int:
    """The number of one of them."""
    ends = _ends()
    return bisect(ends, random.random() * ends[-1])


def spelt(random: Random, place: int) -> str:
    """The place as one hand or another writes it."""
    names = spellings()[place]
    how = random.random()
    name = names[random.randrange(min(3, len(names)))] if how < 0.45 else random.choice(names)
    return f"г. {name}" if how < 0.04 and name[0] > "z" else name
