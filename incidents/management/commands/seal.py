"""bin/manage seal: at once, by whoever has the server's command line."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents.domain import seal
from incidents.policies import Denied


class Command(BaseCommand):
    """Sessions end, the desk closes, keys are given to nobody, the ring is locked where that is set up."""

    help = "Seal Kua: everybody is signed out, nobody reads a secret text, reports are still received (docs/keys.md)."

    def add_arguments(self, parser):
        parser.add_argument("--anyway", action="store_true", help="although fewer than two admins could unseal it")

    def handle(self, *, anyway, **options):
        try:
            locked = seal.close(by=None, at=timezone.now(), anyway=anyway)
        except Denied as denied:
            raise CommandError(str(denied)) from denied
        self.stdout.write("Kua is sealed. Two admins unseal it, in Kua or with bin/manage unseal.")
        self.stdout.write(
            "The key ring is locked with the passphrases of its unsealers."
            if locked
            else "The key ring itself is not locked: whoever takes this machine can read it. See docs/keys.md."
        )
