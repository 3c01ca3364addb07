"""One encrypted file with everything: rows and files. Keys are not in it: whoever has the file alone has nothing."""

import getpass
import os
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from incidents.management.backup import checking, keys, making
from incidents.management.backup.refused import Refused

USAGE = "backup FILE | backup verify FILE | backup --new-key FILE"


class Command(BaseCommand):
    """backup FILE, backup verify FILE, backup --new-key FILE."""

    help = f"Everything in one encrypted file. {USAGE}. The key: KUA_BACKUP_KEY, --key-file, or --passphrase."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("words", nargs="*", metavar="[verify] FILE")
        parser.add_argument("--new-key", type=Path, metavar="FILE", help="make a key, and nothing else")
        add_key_arguments(parser)

    def handle(self, *, words, new_key, **options):
        try:
            if new_key:
                self.make_key(new_key)
            elif len(words) == 2 and words[0] == "verify":
                self.verify(Path(words[1]), master(options))
            elif len(words) == 1:
                self.back_up(Path(words[0]), master(options))
            else:
                raise CommandError(f"Say one of: {USAGE}.")
        except Refused as refused:
            raise CommandError(sentence(refused)) from None

    def make_key(self, path: Path) -> None:
        """A new key, and what to do with it."""
        keys.make(path)
        self.stdout.write(f"A new backup key is in {path}. Keep a copy where the backups are not: without it they cannot be read.")  # fmt: skip # noqa: E501

    def back_up(self, path: Path, master: keys.Master) -> None:
        """Write, and say what; a file that a row names and nobody finds is an alarm (exit code 3)."""
        own = connection.get_new_connection(connection.get_connection_params())
        try:
            own.autocommit = True
            made = making.make(path, master, own, timezone.now())
        except OSError as error:
            raise Refused(f"{path} cannot be written: {error.strerror}.") from None
        finally:
            own.close()
        self.stdout.write(f"{path.absolute()}: {made.rows} rows, {made.files} files, {made.size} bytes, encrypted.")
        if made.missing:
            lost = "".join(f"\n  {name}" for name in made.missing)
            raise CommandError(f"The backup is whole, but these files are gone from the house:{lost}", returncode=3)

    def verify(self, path: Path, master: keys.Master) -> None:
        """Read it to its end and say what is in it."""
        about, listed = checking.verify(path, master)
        files = sum(1 for name in checking.sums(listed) if name.startswith("file:"))
        rows = sum(checking.rows(listed).values())
        self.stdout.write(f"Whole: made {about['made_at']} by Kua {about['version']}, {rows} rows, {files} files.")
        for name in listed["missing"]:
            self.stdout.write(f"Was gone already when it was made: {name}")


def add_key_arguments(parser: ArgumentParser) -> None:
    """The three ways to give the key."""
    parser.add_argument("--key-file", type=Path, help="a file with the key (instead of KUA_BACKUP_KEY)")
    parser.add_argument("--passphrase", action="store_true", help="ask for words instead of a key")
    parser.add_argument("--passphrase-file", type=Path, help="read the words from a private file")


def master(options: dict) -> keys.Master:
    """The key that was given. Raises Refused when there is none."""
    if options["passphrase_file"]:
        return keys.from_passphrase(keys.private_text(options["passphrase_file"]))
    if options["passphrase"]:
        return keys.from_passphrase(asked())
    if options["key_file"]:
        return keys.from_file(options["key_file"])
    if given := os.environ.get("KUA_BACKUP_KEY", ""):
        return keys.from_hex(given, "KUA_BACKUP_KEY")
    raise Refused("no backup key: set KUA_BACKUP_KEY, or give --key-file FILE, or --passphrase.")


def asked() -> str:
    """The words, typed without being shown."""
    if not sys.stdin.isatty():
        raise Refused("--passphrase asks at a terminal; in a script use --passphrase-file.")
    return getpass.getpass("Passphrase of the backup: ")


def sentence(refused: Refused) -> str:
    """As a sentence."""
    text = str(refused)
    return text[:1].upper() + text[1:]
