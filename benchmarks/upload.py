"""The run: a large file by each road against sha256sum, what the workers need for it, pages beside slow uploads."""

import json
import os
import platform
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import django

from benchmarks.faults import start

SERVER = start.database()
django.setup()

from django.conf import settings  # noqa: E402 - needs the settings

from benchmarks.faults import flows, prepare  # noqa: E402
from benchmarks.faults.flows import Cast  # noqa: E402
from benchmarks.faults.house import House, standing, workers_of  # noqa: E402
from benchmarks.sending import Sender, Slow, timed  # noqa: E402
from incidents.models import Evidence  # noqa: E402

RESULTS = Path(__file__).resolve().parent / "upload.json"
MEGABYTES, ROUNDS = 500, 3
SLOW, PAGES = (0, 10, 40), 30
GOAL_TIMES, GOAL_MEGABYTES = 2.0, 64


def main(arguments: Sequence[str]) -> int:
    """Everything; 0 when the goal is met."""
    megabytes = int(arguments[0]) if arguments else MEGABYTES
    prepare.tables()
    users = prepare.people()
    file = Path(os.environ["KUA_FAULTS_HOME"]) / "film.bin"
    fill(file, megabytes)
    with standing(SERVER) as house:
        cast = prepare.cast(users, house)
        warm(cast, file)
        roads = {road: measured(house, cast, file, road) for road in ("in_parts", "in_one_go", "by_the_form")}
        beside = {str(number): pages_beside(cast, number) for number in SLOW}
    told = {"megabytes": megabytes, "python": platform.python_version(), "processors": os.cpu_count(),
            "load": os.getloadavg(), "roads": roads, "pages_beside_slow_uploads": beside}  # fmt: skip
    RESULTS.write_text(json.dumps(told, indent=1) + "\n")
    good = all(one["times"] <= GOAL_TIMES and one["above_idle_mb"] < GOAL_MEGABYTES for one in roads.values())
    goal = f"at most {GOAL_TIMES:g} × sha256sum, less than {GOAL_MEGABYTES} MB above idle"
    print(f"Goal ({goal}): {'met' if good else 'MISSED'}")
    return 0 if good else 1


def fill(file: Path, megabytes: int) -> None:
    """Bytes that nobody held before."""
    with file.open("wb") as out:
        for _number in range(megabytes):
            out.write(os.urandom(1024 * 1024))


def fresh(file: Path) -> None:
    """The same file with another beginning: other bytes than those that are held."""
    with file.open("r+b") as out:
        out.write(os.urandom(64))


def warm(cast: Cast, file: Path) -> None:
    """Each worker has answered, and has taken a small file."""
    small = file.with_name("small.bin")
    for _number in range(8):
        fill(small, 1)
        Sender(cast.browsers["activist"], flows.drafted(cast).ref).in_parts(small)


def measured(house: House, cast: Cast, file: Path, road: str) -> dict:
    """Several rounds of one road, each beside sha256sum of the same bytes."""
    rounds = [one_round(house, cast, file, road) for _round in range(ROUNDS)]
    facts = {name: round(statistics.median(one[name] for one in rounds), 2) for name in rounds[0]}
    facts["times"] = round(facts["seconds"] / facts["sha256sum_seconds"], 2)
    facts["above_idle_mb"] = round(max(one["above_idle_mb"] for one in rounds), 1)
    print(f"{road:<14}" + ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in facts.items()), flush=True)
    return facts


def one_round(house: House, cast: Cast, file: Path, road: str) -> dict:
    """Seconds by the clock and of a processor, and what the busiest worker needed. It must be kept byte for byte."""
    fresh(file)
    spent, begun = os.times().children_user + os.times().children_system, time.perf_counter()
    told = subprocess.run(["sha256sum", str(file)], check=True, capture_output=True, text=True)
    usual, usual_spent = time.perf_counter() - begun, os.times().children_user + os.times().children_system - spent
    sender = Sender(cast.browsers["activist"], flows.drafted(cast).ref)
    idle = {pid: memory(pid, "VmRSS") for pid in workers_of(house.master.pid)}
    for pid in idle:
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    before = sum(map(processor, idle))
    took = timed(partial(getattr(sender, road), file))
    assert Evidence.objects.get(report__ref=sender.report).sha256 == told.stdout.split()[0]  # noqa: S101
    return {"seconds": took, "sha256sum_seconds": usual, "processor_seconds": sum(map(processor, idle)) - before,
            "sha256sum_processor_seconds": usual_spent,
            "above_idle_mb": max(memory(pid, "VmHWM") - idle[pid] for pid in idle)}  # fmt: skip


def memory(pid: int, name: str) -> float:
    """Megabytes of a process: VmRSS now, VmHWM at most since the mark was set back."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def processor(pid: int) -> float:
    """Seconds of a processor that a process has had: says more than the clock on a busy machine."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pages_beside(cast: Cast, number: int) -> dict:
    """How long a page takes while so many people upload on slow lines."""
    stop, browser = threading.Event(), cast.browsers["activist"]
    slow = [Slow(Sender(browser, flows.drafted(cast).ref), stop) for _number in range(number)]
    for one in slow:
        one.start()
    time.sleep(2)
    took = [timed(lambda: browser.get("/desk/reports/")) * 1000 for _number in range(PAGES)]
    stop.set()
    for one in slow:
        one.join(5)
    facts = {"median_ms": round(statistics.median(took)), "slowest_ms": round(max(took)),
             "asked_to_wait": sum(one.refused > 0 for one in slow)}  # fmt: skip
    print(f"page beside {number} slow uploads: {facts}", flush=True)
    return facts


if __name__ == "__main__":
    settings.VAR_DIR.mkdir(exist_ok=True)
    try:
        sys.exit(main(sys.argv[1:]))
    finally:
        SERVER.stop()
