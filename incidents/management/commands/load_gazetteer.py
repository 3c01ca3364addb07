"""bin/manage load_gazetteer: running it again changes nothing."""

from django.core.management.base import BaseCommand

from incidents.domain import gazetteer_load


class Command(BaseCommand):
    """Loads places, where they lay when, and the known institutions."""

    help = "Load the places of Kazakhstan, where they lay when, and the known institutions."

    def handle(self, *args, **options) -> None:
        counts = gazetteer_load.load()
        self.stdout.write(", ".join(f"{number} {what}" for what, number in counts.items()))
