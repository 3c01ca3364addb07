"""What the retention policies would delete, or deleting it: the same that the job worker does every day."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents.domain import retention, turns


class Command(BaseCommand):
    """retention --dry-run | retention run."""

    help = "Delete what the policies KUA_KEEP_…_DAYS say, or with --dry-run only say what it would be."

    def add_arguments(self, parser):
        parser.add_argument("what", nargs="?", choices=["run"], help="really delete")
        parser.add_argument("--dry-run", action="store_true", help="only say what is due")

    def handle(self, *, what, dry_run, **options):
        if dry_run == (what == "run"):
            raise CommandError("Say either retention --dry-run, or retention run.")
        if dry_run:
            for policy, refs in retention.due(timezone.now()).items():
                self.stdout.write(f"{policy}: {len(refs)} due {' '.join(refs)}".rstrip())
            return
        try:
            for policy, number in retention.run(at=timezone.now()).items():
                self.stdout.write(f"{policy}: {number} deleted")
        except turns.Busy as busy:
            raise CommandError(str(busy)) from None
