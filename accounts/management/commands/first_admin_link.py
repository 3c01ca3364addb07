"""Prints the one-time path with which the first admin joins an empty house."""

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from accounts import invite
from accounts.roles import Refused


class Command(BaseCommand):
    """Only while there is no active admin; a new link ends the earlier one."""

    help = "Print the one-time path with which the first admin joins. Refused as soon as there is an active admin."

    def handle(self, **options):
        try:
            token = invite.first_admin(at=timezone.now())
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(reverse("accounts:join", args=[token]))
