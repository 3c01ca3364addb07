"""Whether the originals are what they were: runs that hash them anew, and time stamps over the root of all hashes."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q


class CheckRun(models.Model):
    """One pass over all originals, as far as it is. A run that was killed goes on after `last_id`."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    began_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    up_to_id = models.BigIntegerField(default=0, help_text="the newest original when the run began")
    last_id = models.BigIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    total_bytes = models.PositiveBigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    done_bytes = models.PositiveBigIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0, help_text="time spent in hashing, over all its stretches")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(models.Value(1), condition=Q(ended_at__isnull=True), name="checkrun_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.began_at:%F %T} {self.done}/{self.total}"


class RootStamp(models.Model):
    """The root of the hashes of all originals on one day, and what an authority elsewhere certified of its time."""

    at = models.DateTimeField()
    count = models.PositiveIntegerField()
    leaves = models.BinaryField(help_text="the SHA-256 of each original, sorted, one after the other")
    root = models.CharField(max_length=64, help_text="SHA-256 of the leaves")
    request = models.BinaryField(help_text="RFC 3161 TimeStampReq, DER")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    receipt = models.BinaryField(blank=True, default=b"", help_text="RFC 3161 TimeStampResp, DER")
    authority = models.CharField(max_length=300, blank=True, default="")
    trusted = models.TextField(
        blank=True, default="", help_text="PEM: the root certificate that an admin trusted in it"
    )
    stamped_at = models.DateTimeField(null=True, blank=True, help_text="the time that the authority certified")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(receipt=b"", stamped_at__isnull=True, received_at__isnull=True)
                | ~Q(receipt=b"") & Q(stamped_at__isnull=False, received_at__isnull=False),
                name="rootstamp_receipt_together",
            ),
        ]
        triggers = [pgtrigger.Protect(name="rootstamp_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.root
