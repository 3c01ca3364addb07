"""bin/manage seed_demo: the demo team, its stories, a list of others, claimed figures. Run again it changes nothing."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents.demo import figures, lists, walk
from incidents.domain.bulk import running


class Command(BaseCommand):
    """Fills the demo data through the real verbs."""

    help = "Fill the demo data: invented people, one known case. Only in demo mode; running it again changes nothing."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError(
                "This is not a demo: demo people with known passwords are refused. Set KUA_DEMO=1 for a demo."
            )
        told = walk.seed() + lists.seed() + figures.seed()
        self.stdout.write(f"{told} stories told")
        if told:  # so that the queue of likely same persons has something to read
            running.run(at=timezone.now())
