"""bin/manage generate_people 10000 --seed 1: invented people with reports and findings, to measure and to test with."""

from django.core.management.base import BaseCommand, CommandError

from incidents.domain import lexicon
from incidents.management.invented.people import Generator

BATCH = 1000
MOST = 5_000_000


class Command(BaseCommand):
    """Fills a scratch database; the same seed makes the same people."""

    help = "Make invented people with reports, findings and families, for tests and measurements only."

    def add_arguments(self, parser) -> None:
        parser.add_argument("people", type=int, help="how many")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args, **options) -> None:
        wanted, made = options["people"], 0
        if not 0 < wanted <= MOST:
            raise CommandError(f"Give a number from 1 to {MOST}.")
        generator = Generator(options["seed"])
        team = generator.team()
        while made < wanted:
            made += generator.batch(team, min(BATCH, wanted - made))
        lexicon.count()
        self.stdout.write(f"{made} people")
