"""bin/manage evidence verify, derive, limits, seal, unseal; stamp request, receipt, prove (docs/evidence.md)."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents.domain import decoding, timestamps, turns
from incidents.domain.evidence import checking, deriving, sealing, stamping, sweep
from incidents.models import CheckRun, Evidence, Original
from incidents.policies import Denied
from incidents.vocabulary import Deriving

LARGEST = 1024 * 1024
LIMITS = {
    "limits": "memory, time, and not one file or connection more can be opened",
    "no_privileges": "no privileges, and none to be had; it ends with its parent",
    "no_net": "no network (namespaces)",
    "no_files": "an empty root folder (namespaces)",
}


class Command(BaseCommand):
    """What is done with files of evidence on the server."""

    help = "Hash the originals anew; ask for a time stamp, take its receipt in, prove a file by it."

    def add_arguments(self, parser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        verify = actions.add_parser(
            "verify", help="hash every original anew; exit code 1 when one is missing or changed"
        )
        verify.add_argument("--from-start", action="store_true", help="do not go on with the run that is unfinished")
        derive = actions.add_parser("derive", help="make the copies to look at that are not made yet")
        derive.add_argument("--again", action="store_true", help="also of files of which none could be made before")
        actions.add_parser("limits", help="say what keeps the process in that decodes files")
        actions.add_parser("seal", help="seal the files from before files were sealed; a job does it by itself")
        actions.add_parser("unseal", help="lay all originals in clear; only before going back to a version of then")
        stamp = actions.add_parser("stamp", help="time stamps of an authority elsewhere (RFC 3161)")
        words = stamp.add_subparsers(dest="word", required=True)
        request = words.add_parser("request", help="write a request over the root of all hashes")
        request.add_argument("file", type=Path, help="the .tsq file to be carried to the authority")
        receipt = words.add_parser("receipt", help="verify a receipt offline and keep it")
        receipt.add_argument("file", type=Path, help="the .tsr file that came back")
        receipt.add_argument(
            "--roots", type=Path, help="root certificates (PEM) that are trusted in place of KUA_TSA_ROOTS"
        )
        prove = words.add_parser("prove", help="show since when a file is known to have been as it is")
        prove.add_argument("ref", help="reference of the file: E-…")
        prove.add_argument("--to", type=Path, help="a new folder, for what is needed to verify it without Kua")

    def handle(
        self, *, action, word="", from_start=False, again=False, file=None, roots=None, ref="", to=None, **options
    ):
        try:
            if action == "verify":
                self.verify(from_start)
            elif action == "derive":
                self.derive(again)
            elif action == "limits":
                self.limits()
            elif action in ("seal", "unseal"):
                self.move(getattr(sealing, action))
            else:
                getattr(self, word)(**{"request": {"file": file}, "receipt": {"file": file, "roots": roots},
                                       "prove": {"ref": ref, "to": to}}[word])  # fmt: skip
        except (Denied, turns.Busy) as denied:
            raise CommandError(str(denied)) from denied
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read or written: {error.strerror}.") from None

    def verify(self, from_start: bool) -> None:
        """The run that is unfinished, or a new one; then everything that is not as it should be."""
        run = checking.run(at=timezone.now(), tell=self.tell, from_start=from_start)
        self.stdout.write(f"Checked: {run.done} files in {run.seconds:.0f} s, {speed(run):.0f} MB/s.")
        alarms = list(Original.objects.filter(integrity__in=checking.ALARMS).prefetch_related("receipts"))
        for original in alarms:
            self.alarm(original)
        if alarms:
            raise CommandError(f"Missing or changed: {len(alarms)}. What to do now: docs/evidence.md.")
        self.stdout.write("All of them are what they were when they came.")

    def derive(self, again: bool) -> None:
        """One after the other, oldest first; killed and said again, it goes on."""
        begun = time.monotonic()

        def tell(number: int, total: int, original: Original) -> None:
            rest = (time.monotonic() - begun) / number * (total - number)
            self.stdout.write(f"{number} of {total}: {original.form}, {original.deriving}; about {rest:.0f} s left")

        left = deriving.derive_waiting(again=again, at=timezone.now(), tell=tell)
        failed = Original.objects.filter(deriving=Deriving.FAILED).count()
        self.stdout.write(f"Done in {time.monotonic() - begun:.0f} s; of {failed} files no copy could be made.")
        if left:
            raise CommandError(f"{left} files could not be read.")

    def limits(self) -> None:
        """What holds for a process that decodes: exit code 1 when not even the limits do."""
        holds = decoding.holds()
        for name, words in LIMITS.items():
            self.stdout.write(f"{'yes' if holds[name] else 'NO':<5}{words}")
        if not holds["limits"]:
            raise CommandError("Files must not be taken in like this.")

    def move(self, act) -> None:
        """All originals into boxes, or out of them; killed and said again, it goes on."""
        outcome = act(at=timezone.now(), tell=self.stdout.write)
        swept = sweep(at=timezone.now())
        self.stdout.write(f"{outcome.done} files moved, each compared with its SHA-256; {swept} left over taken away.")
        for line in outcome.left:
            self.stderr.write(f"left as it is: {line}")
        if outcome.left:
            raise CommandError(f"{len(outcome.left)} files are missing or changed. What to do now: docs/evidence.md.")

    def tell(self, run: CheckRun) -> None:
        """How far it is."""
        rest = (run.total_bytes - run.done_bytes) / (speed(run) * 1e6) if run.done_bytes else 0
        self.stdout.write(
            f"{run.done} of {run.total} files, {run.done_bytes / 1e6:.0f} of {run.total_bytes / 1e6:.0f} MB,"
            f" {speed(run):.0f} MB/s, about {rest:.0f} s left"
        )

    def alarm(self, original: Original) -> None:
        """One that is not as it should be, with what helps to find and replace it."""
        refs = ", ".join(piece.ref for piece in original.receipts.all()) or "no receipt"
        self.stderr.write(f"{original.integrity.upper()} {refs}")
        self.stderr.write(f"  expected: SHA-256 {original.sha256}, {original.size} bytes; stored as {original.stored}")
        for begin, end in checking.damage(original):
            self.stderr.write(f"  does not open: bytes {begin} to {end - 1} of the stored file")

    def request(self, file: Path) -> None:
        """A request, and beside it the list that it is about."""
        stamp = stamping.prepare(by=None, at=timezone.now())
        file.write_bytes(bytes(stamp.request))
        self.stdout.write(f"Request {stamp.pk} over {stamp.count} files, root {stamp.root}: {file}")

    def receipt(self, file: Path, roots: Path | None) -> None:
        """The request is found by what the receipt answers."""
        told, trusted = taken(file), taken(roots) if roots else b""
        stamp = stamping.accept(
            stamp=stamping.answered_by(told), receipt=told, roots=trusted, by=None, at=timezone.now()
        )
        self.shown(stamping.verify(stamp), stamp)

    def prove(self, ref: str, to: Path | None) -> None:
        """The oldest stamp that holds, and on request the files to verify it elsewhere."""
        piece = Evidence.objects.select_related("original").filter(ref=ref).first()
        if piece is None:
            raise CommandError(f"There is no evidence {ref}.")
        proof = next((proof for proof in stamping.proofs(piece) if proof.certified), None)
        if proof is None:
            raise CommandError(f"No time stamp holds {ref} yet: SHA-256 {piece.sha256 or '-'}.")
        self.stdout.write(f"{ref}: SHA-256 {piece.sha256}")
        self.shown(proof.certified, proof.stamp)
        if to:
            to.mkdir(mode=0o700)
            for name, data in timestamps.files(proof.stamp).items():
                (to / name).write_bytes(data)
            self.stdout.write(f"Written to {to}. How to verify it without Kua: docs/evidence.md.")

    def shown(self, told: timestamps.Certified, stamp) -> None:
        """What a receipt says."""
        self.stdout.write(f"in the list of {stamp.count} under root {stamp.root} (request {stamp.pk})")
        self.stdout.write(f"which was certified for {told.at:%F %T} UTC, says {told.authority}")
        self.stdout.write(f"trusted root certificate, SHA-256: {told.fingerprint}")


def speed(run: CheckRun) -> float:
    """MB a second, over all stretches."""
    return run.done_bytes / 1e6 / max(run.seconds, 1e-3)


def taken(file: Path) -> bytes:
    """A small file."""
    with file.open("rb") as source:
        return source.read(LARGEST)
