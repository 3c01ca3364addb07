"""After a new key was put first in KUA_SIGN_IN_KEY: seals every second factor anew, so that the old key can go."""

from django.core.management.base import BaseCommand

from accounts import factors


class Command(BaseCommand):
    """Each row under its own lock; can be stopped and begun again."""

    help = "Seal every second factor with the first key of KUA_SIGN_IN_KEY. Then the other keys can be taken out."

    def handle(self, **options):
        self.stdout.write(f"Sealed anew: {factors.reseal_all()}")
