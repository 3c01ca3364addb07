"""Keeping the identity of a source for longer needs two people."""

from django.conf import settings
from django.db import models


class IdentityRenewal(models.Model):
    """One person asked to keep it, another one agreed; the second instant begins a new term (domain/retention)."""

    source = models.ForeignKey("incidents.Source", models.PROTECT, related_name="renewals")
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=models.Q(second_at__isnull=True), name="renewal_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(second_by__isnull=True, second_at__isnull=True)
                | models.Q(second_by__isnull=False, second_at__isnull=False),
                name="renewal_second_together",
            ),
            models.CheckConstraint(
                condition=models.Q(second_by__isnull=True) | ~models.Q(second_by=models.F("first_by")),
                name="renewal_two_differ",
            ),
        ]

    def __str__(self) -> str:
        return f"renewal for {self.source_id}"
