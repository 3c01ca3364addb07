"""python -m benchmarks.shortlist.compare RECORDS.csv: Splink plain, with our keys, and its shortlist scored by us.

Needs the packages of requirements.txt beside this file, in an environment of its own. Each arm is given its best
threshold, found on the very records: more than it would have in use. Prints one JSON object.
"""

import csv
import json
import logging
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations

import pyarrow as pa
from anyascii import anyascii
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_level_library as cll
from splink import comparison_library as cl

from incidents.domain.bulk.blocking import packed
from incidents.domain.bulk.comparing import Link
from incidents.domain.bulk.evaluating import Columns, record
from incidents.domain.bulk.grouping import Births, clash_of, grouped
from incidents.domain.bulk.looks import Look
from incidents.domain.scoring import score

THRESHOLDS = (-2, 0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 17, 20, 25)
SHORTLIST = -4.0  # match weight from which a pair of Splink's is scored again by us


def main(path: str) -> int:
    """Measure the three arms one after the other."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    entities = [row["entity"] for row in rows]
    found = {"records": len(rows)}
    for name, prepare, settings in (("splink_plain", plain_rows, plain), ("splink_our_keys", keyed_rows, keyed)):
        began = time.perf_counter()
        looks, table = prepare(rows)
        pairs = predicted(table, settings)
        seconds = time.perf_counter() - began
        found[name] = best(pairs, entities) | {"seconds": round(seconds, 1), "peak_mb": peak()}
        if looks:
            began = time.perf_counter()
            rescored = [again for one, other, bits in pairs if bits >= SHORTLIST for again in scored(looks, one, other)]
            found["splink_our_keys_rescored"] = best(rescored, entities) | {
                "seconds": round(seconds + time.perf_counter() - began, 1),
                "peak_mb": peak(),
            }
    print(json.dumps(found))
    return 0


def plain_rows(rows: list[dict]) -> tuple[list[Look], pa.Table]:
    """The columns as one would have them without knowing the names: Latin letters, words in one order, birth, place."""
    words = [sorted(anyascii(row["name"]).lower().replace(",", " ").split()) for row in rows]
    columns: dict[str, list] = {"unique_id": list(range(len(rows))), "words": words}
    for number, name in enumerate(("first", "second", "third")):
        columns[name] = [word[number] if len(word) > number else None for word in words]
    columns["day"] = [_iso(row["birth"]) for row in rows]
    columns["year"] = [found[0] if (found := re.findall(r"(?<![(\d])\d{4}", row["birth"])) else None for row in rows]
    columns["place"] = [anyascii(row["place"]).lower() or None for row in rows]
    return [], pa.table(columns)


def _iso(birth: str) -> str | None:
    if found := re.fullmatch(r"(\d\d)\.(\d\d)\.(\d{4})", birth):
        return f"{found[3]}-{found[2]}-{found[1]}"
    return birth if re.fullmatch(r"\d{4}-\d\d-\d\d", birth) else None


def plain() -> SettingsCreator:
    """Comparisons of the tutorial; pairs that share a word, and the birth or the place."""
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("first", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("second", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("third", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("day", [1, 2]),
            cl.ExactMatch("year"),
            cl.JaroWinklerAtThresholds("place", [0.92, 0.8]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("words", "day", arrays_to_explode=["words"]),
            block_on("words", "year", "place", arrays_to_explode=["words"]),
            block_on("first", "second"),
            block_on("day", "place"),
        ],
    )


def keyed_rows(rows: list[dict]) -> tuple[list[Look], pa.Table]:
    """Our reading of names, births and places, and our keys."""
    looks = [Look(number, record(Columns(row["name"], row["birth"], row["place"]))) for number, row in enumerate(rows)]
    columns: dict[str, list] = {"unique_id": [look.number for look in looks]}
    columns["family"] = [_role(look, "family") for look in looks]
    columns["given"] = [_role(look, "given") for look in looks]
    columns["father"] = [_role(look, "father") for look in looks]
    columns["keys"] = [sorted({f"{one}+{other}" for one, other in look.pairs()}) for look in looks]
    columns["year"] = [look.first if look.is_dated and look.last - look.first < 2 else None for look in looks]
    columns["day"] = [look.day or None for look in looks]
    columns["place"] = [min(look.places, default=None) for look in looks]
    columns["sex"] = [look.sex or None for look in looks]
    return looks, pa.table(columns)


def _role(look: Look, role: str) -> str | None:
    words = [word for name in look.record.parsed[:1] for word in name.words if word.form.sounds]
    found = [word for word in words if word.role == role]
    plain_words = [word for word in words if word.role in ("unknown", "given")]
    if not found and role in ("family", "given") and plain_words:
        found = sorted(plain_words, key=lambda word: word.form.sounds[0].root)[:: 1 if role == "given" else -1]
    return found[0].form.sounds[0].root if found else None


def keyed() -> SettingsCreator:
    """Comparisons of what our reading tells, pairs by our keys."""
    birth = cl.CustomComparison(
        output_column_name="birth",
        comparison_levels=[
            cll.NullLevel("year"),
            cll.ExactMatchLevel("day"),
            cll.CustomLevel("abs(year_l - year_r) <= 1 and (day_l is null or day_r is null)", "year beside"),
            cll.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("family", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("given", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("father", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            birth,
            cl.ExactMatch("place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("keys", "year", arrays_to_explode=["keys"]),
            block_on("keys", "place", arrays_to_explode=["keys"]),
            block_on("day", "family"),
            block_on("day", "given"),
            block_on("day", "place"),
            block_on("family", "given", "father"),
        ],
    )


def predicted(table: pa.Table, settings: Callable[[], SettingsCreator]) -> list[tuple[int, int, float]]:
    """Pairs with the weight that Splink gives them, trained on the records without their answer."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI()
    linker = Linker(api.register(table), settings())
    names = ("family", "given") if "family" in table.column_names else ("first", "second")
    linker.training.estimate_probability_two_random_records_match([block_on(*names, "day")], recall=0.4)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("day"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on(*names))
    shown = linker.inference.predict(threshold_match_weight=SHORTLIST).as_duckdbpyrelation()
    return shown.select("unique_id_l, unique_id_r, match_weight").fetchall()


def scored(looks: list[Look], one: int, other: int) -> Iterable[tuple[int, int, float]]:
    """The pair as the screens score it; nothing when something contradicts."""
    told = score(looks[one].record, looks[other].record)
    if not told.contradictions:
        yield one, other, told.bits


def best(pairs: list[tuple[int, int, float]], entities: list[str]) -> dict:
    """Precision, recall and F1 over pairs of groups at the best threshold, and what the pairs could reach at most."""
    true = sum(count * (count - 1) // 2 for count in Counter(entities).values())
    links = [Link(min(one, other), max(one, other), bits, "") for one, other, bits in pairs]
    met = len({packed(one.left, one.right) for one in links if entities[one.left] == entities[one.right]})
    return max((_at(links, least, entities, true) for least in THRESHOLDS), key=lambda figures: figures["f1"]) | {
        "pairs": len(links),
        "blocking_recall": round(met / true, 4),
    }


def _at(links: list[Link], least: float, entities: list[str], true: int) -> dict:
    groups = grouped([link for link in links if link.bits >= least], clash_of(set(), Births()))
    said = right = 0
    for group in groups:
        for one, other in combinations(group, 2):
            said += 1
            right += entities[one] == entities[other]
    precision, recall = right / said if said else 0.0, right / true
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"f1": round(f1, 4), "precision": round(precision, 4), "recall": round(recall, 4), "at": least}


def peak() -> int:
    """Most memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
