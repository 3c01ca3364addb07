"""Puts a backup back into an empty database and an empty folder, all of it or nothing."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from incidents.domain import audit_batches
from incidents.domain.audit_chain import Broken
from incidents.management.backup import restoring
from incidents.management.backup.refused import Refused
from incidents.management.commands.backup import add_key_arguments, master, sentence


class Command(BaseCommand):
    """restore FILE, after migrate, before the first start."""

    help = "Put a backup back. The database must be migrated and empty; the backup is read whole before anything is."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--role", default="kua_web", help="the role of the web workers (default: kua_web)")
        add_key_arguments(parser)

    def handle(self, *, file, role, **options):
        own = connection.get_new_connection(connection.get_connection_params())
        try:
            own.autocommit = True
            told = restoring.restore(file, master(options), own)
            restoring.finish(Path(settings.MEDIA_ROOT))
        except Refused as refused:
            raise CommandError(sentence(refused)) from None
        except OSError as error:
            raise CommandError(f"Nothing was put back: {error.strerror}.") from None
        finally:
            own.close()
        call_command("grant_web_role", role=role, stdout=self.stdout)
        made = f"made {told.made_at} by Kua {told.version}"
        self.stdout.write(f"Put back: {told.rows} rows and {told.files} files, {made}. Everybody signs in anew.")
        self.check_log(told.chain_ends_at)
        for name in told.missing:
            self.stdout.write(f"Was gone already when the backup was made: {name}")

    def check_log(self, end: list) -> None:
        """The audit log's chain, checked from its beginning: it must end where it ended in the backup."""
        if not end[0]:
            return
        try:
            held = audit_batches.verify()
        except Broken as broken:
            raise CommandError(f"Everything is put back as it was, but the audit log does not hold: {broken}") from None
        last = audit_batches.last()
        if [last.number, last.sha256] != end:
            raise CommandError("Everything is put back, but the audit log ends elsewhere than in the backup.")
        self.stdout.write(f"The audit log holds up to batch {held.number}.")
