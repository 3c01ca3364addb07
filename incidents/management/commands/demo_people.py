"""bin/manage demo_people: who to log in as, for the newcomer's first screen."""

from django.core.management.base import BaseCommand

from incidents.demo.team import members


class Command(BaseCommand):
    """Prints the demo people, one a line: user name, password, role, name."""

    help = "Print the demo people: user name, password, role, name, separated by tabs."

    def handle(self, *args, **options) -> None:
        for member in members():
            self.stdout.write("\t".join([member.username, member.password, member.role, member.name]))
