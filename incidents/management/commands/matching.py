"""bin/manage matching …: measure, fit and run the matching of names (docs/matching.md)."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from incidents.management.matching import evaluate, evaluate_bulk, evaluate_search, fit, rebuild, run
from incidents.management.matching.refused import Refused
from incidents.models import Person

# Each word is a module of incidents/management/matching with HELP, arguments(parser) and run(options, write).
WORDS: dict[str, Any] = {
    "evaluate": evaluate,
    "evaluate-search": evaluate_search,
    "evaluate-bulk": evaluate_bulk,
    "fit": fit,
    "rebuild": rebuild,
    "run": run,
}


class Command(BaseCommand):
    """Only hands on: what a word does stands in its module."""

    help = "Measure, fit and run the matching of names."

    def add_arguments(self, parser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        for word, module in WORDS.items():
            module.arguments(words.add_parser(word, help=module.HELP))

    def handle(self, *args, **options) -> None:
        if Person._meta.db_table not in connection.introspection.table_names():
            call_command("migrate", verbosity=0, interactive=False)  # a database that bin/run has not seen yet
        try:
            WORDS[options["word"]].run(options, self.stdout.write)
        except Refused as refused:
            raise CommandError(str(refused)) from None
