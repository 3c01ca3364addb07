"""The state of the seal: set by one person, lifted by two."""

from django.conf import settings
from django.db import models


class Seal(models.Model):
    """One sealing, and the two admins who ended it. While a row stands, no secret is read and the desk is closed."""

    standing = models.BooleanField(default=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    first_at = models.DateTimeField(null=True, blank=True)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["standing"], condition=models.Q(standing=True), name="seal_stands_once"),
            models.CheckConstraint(
                condition=models.Q(first_by=None, first_at=None)
                | models.Q(first_by__isnull=False, first_at__isnull=False),
                name="seal_first_together",
            ),
            models.CheckConstraint(
                condition=models.Q(standing=True, second_by=None, second_at=None)
                | models.Q(standing=False, second_by__isnull=False, second_at__isnull=False, first_by__isnull=False),
                name="seal_ends_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(second_by=None) | ~models.Q(second_by=models.F("first_by")),
                name="seal_two_differ",
            ),
        ]

    def __str__(self) -> str:
        return f"sealed {self.at:%F %T}"
