"""Puts a backup back into an empty database and an empty folder, all of it or nothing."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

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
            told = restoring.restore(file, master(options), own, Path(settings.MEDIA_ROOT))
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
        for name in told.missing:
            self.stdout.write(f"Was gone already when the backup was made: {name}")
