"""bin/manage audit seal | verify | export FILE | checkpoint | key: the audit log in signed batches (docs/audit.md)."""

import json
import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents.domain import audit_batches, audit_chain


class Command(BaseCommand):
    """What the page of the log does not do: bind, check, take out."""

    help = "Bind the audit log into signed batches, check it, take it out."

    def add_arguments(self, parser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("seal", help="bind what was written since the last batch, now")
        verify = actions.add_parser(
            "verify", help="check every batch against the lines; exit code 1 when it does not hold"
        )
        verify.add_argument("--checkpoint", type=Path, help="a file that `audit checkpoint` wrote")
        export = actions.add_parser("export", help="write the whole log, for tools/verify_audit.py")
        export.add_argument("file", type=Path)
        actions.add_parser("checkpoint", help="print the last batch; keep it elsewhere")
        actions.add_parser("key", help="print the public key")

    def handle(self, *, action, file=None, checkpoint=None, **options) -> None:
        given = {"verify": (checkpoint,), "export": (file,)}.get(action, ())
        getattr(self, action)(*given)

    def seal(self) -> None:
        """Bind now."""
        self.secret()
        try:
            made = audit_batches.bind(at=timezone.now())
        except audit_batches.Busy:
            raise CommandError("A transaction that wrote a line does not end; try again later.") from None
        self.stdout.write(f"{len(made)} batches" + (f", up to number {made[-1]}" if made else ": nothing new"))

    def verify(self, checkpoint: Path | None) -> None:
        """The whole chain."""
        try:
            held = audit_batches.verify(checkpoint=self.read(checkpoint) if checkpoint else None)
        except audit_chain.Broken as found:
            raise CommandError(f"BROKEN: {found}.") from None
        self.stdout.write(f"Holds: {held.lines} lines in {held.number} batches, up to line {held.last_id}.")
        self.stdout.write(f"{held.waiting} lines after that are not signed yet: nothing is said about them.")

    def export(self, file: Path) -> None:
        """Whole or not at all, for its owner only."""
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.writelines(audit_batches.export())
            draft.replace(file)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from None
        self.stdout.write(f"Written: {file}")

    def checkpoint(self) -> None:
        """The last batch, without its leaves."""
        batch = audit_batches.last()
        if not batch.number:
            raise CommandError("There is no batch yet; run `audit seal` first.")
        self.stdout.write(json.dumps({"form": audit_batches.FORM, **batch.told()}))

    def key(self) -> None:
        """For those who check."""
        self.stdout.write(audit_chain.public_of(self.secret()))

    def secret(self) -> str:
        """The key that signs; only the machine that makes batches has it."""
        if not settings.AUDIT_KEY:
            raise CommandError("KUA_AUDIT_KEY is not set here: this process does not sign batches.")
        return settings.AUDIT_KEY

    def read(self, file: Path) -> dict:
        """A checkpoint."""
        try:
            return json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{file} cannot be read: {error}.") from None
