"""bin/manage unseal: one admin agrees with the password; or two unlock the key ring with their passphrases."""

import getpass

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from incidents.domain import seal, seal_state
from incidents.domain.envelope import Broken
from incidents.policies import Denied


class Command(BaseCommand):
    """Said twice, by two admins; or once with two names where the ring is locked."""

    help = "Agree to unseal Kua as an admin; the second one who agrees opens it. A locked ring wants two names at once."

    def add_arguments(self, parser):
        parser.add_argument(
            "--by", nargs="+", required=True, metavar="USER", help="the user name; two for a locked ring"
        )

    def handle(self, *, by, **options):
        people = [admin(name) for name in dict.fromkeys(by)]
        try:
            self._unlock(people) if seal.is_locked() else self._agree(people)
        except Denied as denied:
            raise CommandError(str(denied)) from denied
        still = seal_state.is_sealed()
        self.stdout.write("You agreed. Another admin has to agree as well." if still else "Kua is open again.")

    def _unlock(self, people: list[User]):
        if len(people) != 2:
            raise CommandError("The key ring is locked: name two of its unsealers, --by ONE OTHER.")
        phrases = {user: getpass.getpass(f"Passphrase of {user.username}: ") for user in people}
        try:
            seal.open_with(people=phrases, at=timezone.now())
        except Broken:
            raise CommandError("That does not open the ring: a passphrase is wrong, or one is no unsealer.") from None

    def _agree(self, people: list[User]):
        for user in people:
            if not user.check_password(getpass.getpass(f"Password of {user.username}: ")):
                raise CommandError("The password is wrong.")
            seal.agree(by=user, at=timezone.now())


def admin(name: str) -> User:
    """The active admin of this user name."""
    user = User.objects.admins().named(name).first()
    if user is None:
        raise CommandError(f"{name} is no active admin.")
    return user
