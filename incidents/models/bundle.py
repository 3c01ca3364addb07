"""Case bundles: what was handed over, to which circle, for what reason, and until when it lies ready."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from incidents.models.fields import choice, deleted_when, one_of, ready_is_complete, reference_field
from incidents.vocabulary import BundleStatus, Disclosure


class CaseBundle(models.Model):
    """One ZIP of chosen persons, or of an incident, for one circle of readers. Built by a job; sealed in the store."""

    ref = reference_field()
    key = models.UUIDField(unique=True, help_text="one form opened makes one bundle")
    persons = models.ManyToManyField("incidents.Person", related_name="+", blank=True)
    incident = models.ForeignKey("incidents.Incident", models.PROTECT, null=True, blank=True, related_name="+")
    disclosure = choice(Disclosure, Disclosure.PUBLIC)
    reason = models.CharField(max_length=500)
    language = models.CharField(max_length=2, default="en")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    status = choice(BundleStatus, BundleStatus.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failed_words = models.CharField(max_length=48, blank=True, default="", help_text="a code: why it was not built")
    stored = models.CharField(max_length=200, blank=True, default="")
    key_sealed = models.BinaryField(blank=True, default=b"")
    size = models.PositiveBigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True, db_index=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("disclosure", Disclosure, "bundle"),
            one_of("status", BundleStatus, "bundle"),
            models.CheckConstraint(condition=~Q(reason=""), name="bundle_has_reason"),
            ready_is_complete(BundleStatus.READY, "bundle"),
            deleted_when(BundleStatus.DELETED, "bundle"),
        ]

    def __str__(self) -> str:
        return self.ref
