"""bin/manage keys: the key ring of the secret texts. docs/keys.md says when to use which."""

import getpass
import json
from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from incidents.domain import audit, keylock, keyring, rewrapping
from incidents.policies import Denied

HELP = {
    "init": "make a new ring; refuses where there is one",
    "status": "which keys there are, and how many values each of them opens; shows no key",
    "rotate": "make a new generation and wrap every data key for it; goes on where a killed rotation was",
    "complete": "make keys for kinds of secrets that are newer than the ring; bin/run does it by itself",
    "verify": "open every value, show none; exit code 1 when one does not open",
    "retire": "take the generations out of the ring that no value uses",
    "unsealers": "name the admins who lock and unlock the ring with passphrases, two together",
}


class Command(BaseCommand):
    """One word after it says what to do."""

    help = "Make, look at, renew, prove and lock the keys of the secret texts (docs/keys.md)."

    def add_arguments(self, parser):
        words = parser.add_subparsers(dest="word", required=True, metavar="WORD")
        made = {word: words.add_parser(word, help=said) for word, said in HELP.items()}
        made["init"].add_argument(
            "--print", action="store_true", dest="show", help="to the terminal, for a secret store"
        )
        made["init"].add_argument(
            "--anyway", action="store_true", help="although texts are sealed with keys that are lost"
        )
        made["rotate"].add_argument("--print", action="store_true", dest="show", help="for a ring in the environment")
        made["unsealers"].add_argument("names", nargs="+", metavar="USER", help="user names of two or more admins")

    def handle(self, *, word, **options):
        try:
            getattr(self, word)(**options)
        except Denied as denied:
            raise CommandError(str(denied)) from denied
        except OSError as error:
            raise CommandError(f"The key file cannot be written or read: {error.strerror}.") from error

    def init(self, *, show, anyway, **options):
        """A new ring, in the file or on the terminal."""
        if keyring.exists():
            raise CommandError("There is a key ring already. To renew its keys: bin/manage keys rotate.")
        if rewrapping.count().total() and not anyway:
            raise CommandError(
                "The database holds texts that are sealed with other keys. Restore that key ring from its backup;"
                " or, if it is lost for good, make a new one with --anyway: those texts are lost."
            )
        made = keyring.make(timezone.now())
        if show:
            self.stdout.write(json.dumps(made))
            return
        keyring.write(made)
        audit.record(verb="keys_made", by=None, at=timezone.now(), kind="keys")
        self.stdout.write("The key ring is made. Keep a copy of it apart from the backups of the database.")

    def status(self, **options):
        """Ids and counts."""
        kept, used = keyring.document(), rewrapping.count()
        place = f"the variable {keyring.settings.KEYS_VARIABLE}" if keyring.is_given() else keyring.settings.KEYS_FILE
        self.stdout.write(f"The ring lies in {place}; it is {'locked' if keylock.is_locked(kept) else 'not locked'}.")
        for kind, generations in kept["classes"].items():
            for number, one in enumerate(generations, start=1):
                now = " now" if number == len(generations) else ""
                self.stdout.write(
                    f"{kind:<9} {one['id']} made {one['made'][:10]} {used.pop(one['id'], 0):>7} values{now}"
                )
        self._strangers(used)

    def _strangers(self, used: Counter):
        for name, number in sorted(used.items()):
            said = "of the form before key pairs; bin/manage keys rotate renews them" if not name else "of no key here"
            self.stdout.write(f"{name or '-':<18} {number:>7} values {said}")

    def rotate(self, *, show, **options):
        """A new generation, and all of it."""
        if show:
            with keyring.opened():
                self.stdout.write(json.dumps(keyring.add_generation(keyring.document(), timezone.now())))
            return
        if keyring.is_given() and rewrapping.is_finished():
            raise CommandError(
                "The ring is in the environment. Print one with a new generation (keys rotate --print), put it there,"
                " restart Kua, and say keys rotate again."
            )
        outcome = rewrapping.rotate(at=timezone.now(), tell=self.stdout.write)
        self.stdout.write(f"{outcome.done} values are wrapped anew. Keep a copy of the ring as it is now.")
        self._told(outcome)

    def complete(self, **options):
        """Keys for what a ring from before has none for; a ring in the environment is printed as it has to be."""
        if not keyring.is_given():
            made = rewrapping.complete(at=timezone.now())
            self.stdout.write(f"Made keys for: {', '.join(made)}." if made else "Nothing is missing.")
            return
        kept = keyring.document(whole=False)
        newer, halves = keyring.with_newer(kept, keyring.lacking(kept), timezone.now())
        self.stdout.write(json.dumps(keylock.with_halves(newer, halves)))
        self.stderr.write("Put this ring in the place of the one in the environment, and restart Kua.")

    def verify(self, **options):
        """Everything opens, or exit code 1."""
        outcome = rewrapping.verify(at=timezone.now())
        self.stdout.write(f"{outcome.done} values open.")
        self._told(outcome)

    def _told(self, outcome: rewrapping.Outcome):
        for name in outcome.broken:
            self.stderr.write(f"does not open: {name}")
        if outcome.broken:
            raise CommandError(f"{len(outcome.broken)} do not open. Each is in the audit log.")

    def retire(self, **options):
        """What nothing uses goes."""
        gone = rewrapping.retire(at=timezone.now())
        self.stdout.write(f"Retired: {', '.join(gone)}." if gone else "Nothing to retire: every older key is in use.")

    def unsealers(self, *, names, **options):
        """Passphrases of two or more admins, asked one after the other."""
        admins = {user.username for user in User.objects.admins().filter(username__in=names)}
        if len(admins) < 2 or admins != set(names):
            raise CommandError("Name two or more active admins by their user names.")
        phrases = {name: phrase_twice(name) for name in sorted(admins)}
        with keyring.opened():
            keyring.change(lambda kept: keylock.set_up(kept, phrases))
        self.stdout.write(
            "Set up. From now on sealing Kua locks the ring; any two of them unlock it: bin/manage unseal."
        )


def phrase_twice(name: str) -> str:
    """A passphrase, typed the same twice."""
    phrase = getpass.getpass(f"Passphrase of {name}: ")
    if len(phrase) < keylock.SHORTEST:
        raise CommandError(f"A passphrase has at least {keylock.SHORTEST} signs. Six random words are good.")
    if getpass.getpass("Once more: ") != phrase:
        raise CommandError("These were two different passphrases. Nothing was changed.")
    return phrase
