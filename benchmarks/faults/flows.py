"""Four ways to write, one form at a time: what is sent, how one sees that it was kept, and what half of it would be."""

import hashlib
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import User
from benchmarks.faults.house import Answer, Browser
from incidents.domain import findings, intake, matching, review, store
from incidents.domain.envelope import Broken
from incidents.models import AuditEvent, Evidence, Finding, Report
from incidents.vocabulary import ReportStatus

SIZE = 200_000


@dataclass(frozen=True)
class Cast:
    """Who works in the house: users, and their browsers."""

    users: dict[str, User]
    browsers: dict[str, Browser]


@dataclass(frozen=True)
class Try:
    """One form that is about to be sent. kept(): all of it is there; broken(): a part of it is there."""

    send: Callable[[], Answer]
    kept: Callable[[], bool]
    broken: Callable[[], bool]


def content(word: str) -> dict[str, Any]:
    """A report about one man, whose title is the word."""
    return {
        "what": {"title": word, "narrative": "A car was shot at near the bridge.", "year": 2022, "language": "en"},
        "people": [{"key": word, "name": f"{word} Testov", "acts": [{"key": word, "kind": "killed"}]}],
        "source": {"kind": "person", "knowing": "eyewitness", "protection": "secret", "name": "Invented"},
        "consent": {"consent": "partners"},
    }


def drafted(cast: Cast) -> Report:
    """A draft with every step but the file."""
    author, word = cast.users["activist"], f"w{secrets.token_hex(6)}"
    report = intake.start(by=author, at=timezone.now(), key=uuid.uuid4())
    for step, values in content(word).items():
        values = {"people": values, "kin": []} if step == "people" else values
        report = intake.save(
            report=report, step=step, values=values, by=author, at=timezone.now(), version=report.version
        )
    return report


def taken(cast: Cast) -> Report:
    """A report under review whose person is decided about."""
    author, reviewer, word = cast.users["activist"], cast.users["reviewer"], f"w{secrets.token_hex(6)}"
    report = intake.send(content=content(word), by=author, at=timezone.now(), key=uuid.uuid4())
    report = review.take(report, by=reviewer, at=timezone.now())
    for mention in report.mentions.all():
        matching.new_person(mention, because="Nobody fits.", by=reviewer, at=timezone.now())
    return Report.objects.get(pk=report.pk)


def written_down(verb: str, ref: str) -> int:
    """How many lines of the log say it."""
    return AuditEvent.objects.filter(verb=verb, ref=ref).count()


def save_a_step(cast: Cast) -> Try:
    """Step 1 of a draft."""
    report, word = drafted(cast), secrets.token_hex(8)
    path, before = f"/desk/reports/{report.ref}/what/", report.version
    form = {"narrative": word, "version": before, "tab": uuid.uuid4().hex, "title": "Kept", "language": "en"}

    def kept() -> bool:
        return Report.objects.get(pk=report.pk).draft["what"].get("narrative") == word

    def broken() -> bool:
        row = Report.objects.get(pk=report.pk)
        return kept() != (row.version > before) or kept() != (row.draft["what"].get("title") == "Kept")

    return Try(lambda: cast.browsers["activist"].post(path, form), kept, broken)


def add_a_file(cast: Cast) -> Try:
    """A file for a draft."""
    report, data = drafted(cast), secrets.token_bytes(SIZE)
    digest, form = hashlib.sha256(data).hexdigest(), {"what": "file", "file-note": ""}

    def kept() -> bool:
        return Evidence.objects.filter(report=report, sha256=digest).exists()

    def broken() -> bool:
        found = Evidence.objects.filter(report=report)
        return any(not whole(piece) or written_down("evidence_added", piece.ref) != 1 for piece in found)

    path = f"/desk/reports/{report.ref}/evidence/"
    return Try(lambda: cast.browsers["activist"].post(path, form, ("file-files", data)), kept, broken)


def whole(piece: Evidence) -> bool:
    """Whether the file of the row is there, byte for byte."""
    try:
        with store.open_original(piece.original) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == piece.sha256
    except (store.Missing, Broken):
        return False


def send_a_report(cast: Cast) -> Try:
    """The last step: check and send."""
    report = drafted(cast)

    def parts() -> tuple[bool, ...]:
        row = Report.objects.get(pk=report.pk)
        return (row.status == ReportStatus.SUBMITTED, row.revisions.count() == 1, row.mentions.count() == 1,
                bool(row.source_id), bool(row.received_at), written_down("report_submitted", row.ref) == 1)  # fmt: skip

    form = {"version": report.version}
    return Try(lambda: cast.browsers["activist"].post(f"/desk/reports/{report.ref}/check/", form),
               lambda: all(parts()), lambda: any(parts()) != all(parts()))  # fmt: skip


def accept(cast: Cast) -> Try:
    """A reviewer accepts a report."""
    report = taken(cast)

    def parts() -> tuple[bool, ...]:
        row = Report.objects.get(pk=report.pk)
        return (row.status == ReportStatus.ACCEPTED, row.moves.filter(to_status=ReportStatus.ACCEPTED).count() == 1,
                written_down("report_accepted", row.ref) == 1)  # fmt: skip

    form = {"version": report.version}
    return Try(lambda: cast.browsers["reviewer"].post(f"/desk/review/{report.ref}/accept/", form),
               lambda: all(parts()), lambda: any(parts()) != all(parts()))  # fmt: skip


def agree(cast: Cast) -> Try:
    """A second reviewer agrees to a finding."""
    report = taken(cast)
    review.accept(report, by=cast.users["reviewer"], at=timezone.now(), version=report.version)
    mention = report.mentions.get()
    held = findings.propose(
        mention.person, kind="killed", acts=list(mention.acts.all()), confirmation="weak", rationale="One eyewitness.",
        by=cast.users["reviewer"], at=timezone.now(),
    )  # fmt: skip

    def parts() -> tuple[bool, ...]:
        row = Finding.objects.select_related("person").get(pk=held.pk)
        return (row.status == "agreed", row.decided_by_id is not None, row.person.status == "killed",
                written_down("finding_agreed", row.ref) == 1)  # fmt: skip

    form = {"version": held.version, "slug": "agree", "words": ""}
    return Try(lambda: cast.browsers["second"].post(f"/desk/findings/{held.ref}/agree/", form),
               lambda: all(parts()), lambda: any(parts()) != all(parts()))  # fmt: skip


FLOWS = {
    "save a step": save_a_step,
    "add a file": add_a_file,
    "send a report": send_a_report,
    "accept": accept,
    "agree": agree,
}
