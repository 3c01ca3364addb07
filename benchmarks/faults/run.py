"""The run: kills in each flow, a database restarted under load, a disk that is full. Prints, writes faults.json."""

import hashlib
import json
import os
import platform
import random
import secrets
import statistics
import sys
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import django

from benchmarks.faults import start

SERVER = start.database()
django.setup()

from django.core.files.storage import default_storage  # noqa: E402 - needs the settings
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.faults import flows, prepare  # noqa: E402
from benchmarks.faults.flows import Cast, Try  # noqa: E402
from benchmarks.faults.house import Answer, House, standing  # noqa: E402
from incidents.domain import evidence  # noqa: E402
from incidents.models import Evidence, Original, Report  # noqa: E402

RESULTS = Path(__file__).resolve().parent.parent / "faults.json"
KILLS, SEED = 200, 2022
WRITERS, BEFORE, AWAY, AFTER = 4, 1.5, 2.0, 3.0
OURS = "cannot keep anything just now"


def main(arguments: Sequence[str]) -> int:
    """Everything; 0 when nothing was lost, nothing half-done and every page was ours."""
    kills = int(arguments[0]) if arguments else KILLS
    prepare.tables()
    users = prepare.people()
    begun = time.monotonic()
    with standing(SERVER) as house:
        cast = prepare.cast(users, house)
        killed = {name: kill(house, cast, flow, kills, name) for name, flow in flows.FLOWS.items()}
        restarted = restart(house, cast)
        say("database restarted under load", restarted)
    full = fill_disk(users)
    say("disk full", full)
    swept = sweep()
    say("files without a row", swept)
    seconds = round(time.monotonic() - begun)
    told = {"seconds": seconds, "kills_per_flow": kills, "seed": SEED, "python": platform.python_version(),
            "processors": os.cpu_count(), "load": os.getloadavg(), "killed": killed, "restart": restarted,
            "disk_full": full, "sweep": swept}  # fmt: skip
    RESULTS.write_text(json.dumps(told, indent=1) + "\n")
    bad = faults(killed, restarted, full, swept)
    print(f"\n{seconds} s. " + ("Nothing was lost, nothing is half-done." if not bad else f"FAULTS: {', '.join(bad)}"))
    return 1 if bad else 0


def say(what: str, facts: dict) -> None:
    """One line of the report."""
    print(f"{what:<30} " + ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in facts.items()), flush=True)


def faults(killed: dict, restarted: dict, full: dict, swept: dict) -> list[str]:
    """The figures that must be 0 and are not."""
    zero = [
        (f"{flow}: {name}", facts[name])
        for flow, facts in killed.items()
        for name in ("lost", "half_done", "not_repeatable")
    ]
    zero += [("restart: lost", restarted["lost"]), ("restart: foreign pages", restarted["foreign_pages"]),
             ("restart: without the words", restarted["without_the_words"]),
             ("disk: foreign pages", full.get("foreign_pages", 0)), ("disk: lost", full.get("lost", 0)),
             ("orphans after the sweep", swept["after"])]  # fmt: skip
    return [f"{name} {number}" for name, number in zero if number]


# --- Kills -----------------------------------------------------------------------------------------------------------
def kill(house: House, cast: Cast, flow: Callable[[Cast], Try], kills: int, name: str) -> dict:
    """So many forms of one flow, and SIGKILL to every worker at a random moment of each."""
    length = usual_length(house, cast, flow)
    chance = random.Random(SEED)  # noqa: S311 - moments, no secrets
    facts = dict.fromkeys(
        ("kills", "acknowledged", "kept_unsaid", "not_kept", "lost", "half_done", "not_repeatable"), 0
    )
    for _number in range(kills):
        form = flow(cast)
        answer, workers = struck(house, form, chance.uniform(0, length * 1.2))
        kept = form.kept()
        facts["kills"] += workers > 0
        facts["acknowledged"] += answer.is_taken
        facts["kept_unsaid"] += kept and not answer.is_taken
        facts["not_kept"] += not kept
        facts["lost"] += answer.is_taken and not kept
        facts["half_done"] += form.broken()
        facts["not_repeatable"] += not repeated(form, kept)
    facts["usual_ms"] = round(length * 1000)
    say(name, facts)
    return facts


def usual_length(house: House, cast: Cast, flow: Callable[[Cast], Try]) -> float:
    """How long such a form takes a worker that has just begun. It must be taken, else nothing is measured."""
    lengths = []
    for _number in range(5):
        form = flow(cast)
        house.kill_workers()
        house.await_page()
        begun = time.monotonic()
        answer = form.send()
        lengths.append(time.monotonic() - begun)
        if not (answer.is_taken and form.kept()) or form.broken():
            raise RuntimeError(f"the form is not taken even in peace ({answer.status}): {answer.text[:2000]}")
    return statistics.median(lengths)


def struck(house: House, form: Try, delay: float) -> tuple[Answer, int]:
    """Send, and kill after so many seconds; what the browser got, and how many workers were killed."""
    got: list[Answer] = []
    sender = threading.Thread(target=lambda: got.append(form.send()))
    sender.start()
    time.sleep(delay)
    workers = house.kill_workers()
    sender.join()
    house.await_page()
    return got[0], workers


def repeated(form: Try, kept: bool) -> bool:
    """Whether whoever got no answer may press the button once more: all of it is there then, and once."""
    if not kept:
        form.send()
    return form.kept() and not form.broken()


# --- A database that goes away ---------------------------------------------------------------------------------------
class Writer(threading.Thread):
    """Somebody who saves step 1 again and again, and remembers what was acknowledged."""

    def __init__(self, cast: Cast, report: Report) -> None:
        super().__init__()
        self.browser, self.ref, self.tab = cast.browsers["activist"], report.ref, uuid.uuid4().hex
        self.version, self.stop, self.word = report.version, threading.Event(), secrets.token_hex(4)
        self.number = self.taken = self.acknowledged = self.ours = self.foreign = self.broken = self.wordless = 0
        self.latest_good = 0.0

    def run(self) -> None:
        """Until told to stop."""
        while not self.stop.is_set():
            self.number += 1
            words = f"{self.word} was seen near the bridge {self.number}"
            form = {"narrative": words, "version": self.version, "tab": self.tab, "language": "en"}
            self.note(self.browser.post(f"/desk/reports/{self.ref}/what/autosave/", form), words)

    def note(self, answer: Answer, words: str) -> None:
        """What kind of answer it was. A page of ours says what is wrong and holds what was typed."""
        if answer.status == 200:
            self.taken, self.acknowledged, self.latest_good = self.taken + 1, self.number, time.monotonic()
            self.version = json.loads(answer.text)["version"]
        elif answer.status == 0:
            self.broken += 1
            time.sleep(0.05)
        elif OURS in answer.text and "Traceback" not in answer.text:
            self.ours += 1
            self.wordless += words not in answer.text
        else:
            self.foreign += 1
            print(answer.status, answer.text[:500], file=sys.stderr)


def restart(house: House, cast: Cast) -> dict:
    """Four people write; the database is stopped, is away for two seconds, and comes again."""
    writers = [Writer(cast, flows.drafted(cast)) for _number in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(BEFORE)
    connection.close()
    house.stop_database()
    time.sleep(AWAY)
    house.start_database()
    back = time.monotonic()
    time.sleep(AFTER)
    for writer in writers:
        writer.stop.set()
        writer.join()
    return {
        "acknowledged": sum(writer.taken for writer in writers),
        "pages_of_ours": sum(writer.ours for writer in writers),
        "foreign_pages": sum(writer.foreign for writer in writers),
        "without_the_words": sum(writer.wordless for writer in writers),
        "connections_cut": sum(writer.broken for writer in writers),
        "goes_on_for_all": all(writer.latest_good > back for writer in writers),
        "lost": sum(writer.acknowledged > stored(writer) for writer in writers),
    }


def stored(writer: Writer) -> int:
    """The number of the last words that are kept."""
    return int(Report.objects.get(ref=writer.ref).draft["what"]["narrative"].split()[-1])


# --- A disk that is full ---------------------------------------------------------------------------------------------
def fill_disk(users: dict) -> dict:
    """Files of two megabytes on a disk of four: what is taken is there, the rest is refused by a page of ours."""
    if not prepare.can_mount():
        return {"not_possible": "this machine lets nobody mount a small file system"}
    with standing(SERVER, small_disk=True) as house:
        cast = prepare.cast(users, house)
        report, facts = flows.drafted(cast), {"taken": 0, "refused": 0, "foreign_pages": 0, "lost": 0}
        sums = []
        for _number in range(4):
            data = secrets.token_bytes(2_000_000)
            form = {"what": "file", "file-note": ""}
            answer = cast.browsers["activist"].post(f"/desk/reports/{report.ref}/evidence/", form, ("file-files", data))
            facts["taken"] += answer.is_taken
            facts["refused"] += answer.status == 503 and OURS in answer.text
            facts["foreign_pages"] += not answer.is_taken and OURS not in answer.text
            sums += [hashlib.sha256(data).hexdigest()] if answer.is_taken else []
        kept = list(Evidence.objects.filter(report=report).values_list("sha256", flat=True))
        facts["lost"] = len(set(sums) ^ set(kept))
        facts["words_still_kept"] = flows.save_a_step(cast).send().is_taken
    Evidence.objects.filter(report=report).delete()
    return facts


def sweep() -> dict:
    """Files that no row names, before and after the daily job."""
    before = orphans()
    evidence.sweep(at=timezone.now() + timedelta(days=2))
    return {
        "before": before,
        "after": orphans(),
        "rows_without_file": sum(not flows.whole(one) for one in Evidence.objects.all()),
    }


def orphans() -> int:
    """How many."""
    known = set(Original.objects.values_list("stored", flat=True))
    folders = default_storage.listdir("evidence")[0] if default_storage.exists("evidence") else []
    names = {
        f"evidence/{folder}/{name}" for folder in folders for name in default_storage.listdir(f"evidence/{folder}")[1]
    }
    return len(names - known)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    finally:
        SERVER.stop()
