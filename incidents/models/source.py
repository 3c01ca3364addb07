"""Who says it. What could give a protected source away lives in a table of its own, encrypted."""

from django.conf import settings
from django.db import models

from incidents.models.fields import choice, one_of, reference_field
from incidents.vocabulary import Knowing, Protection, Reliability, SourceKind


class Source(models.Model):
    """A person, an organisation, an outlet or an authority that says something."""

    ref = reference_field()
    kind = choice(SourceKind, SourceKind.PERSON)
    name = models.CharField(max_length=300, blank=True, help_text="empty for a protected person")
    name_folded = models.CharField(max_length=300, blank=True, db_index=True)
    knowing = choice(Knowing, Knowing.UNKNOWN)
    reliability = choice(Reliability, Reliability.F)
    protection = choice(Protection, Protection.SECRET)
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    rated_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("kind", SourceKind, "source"),
            one_of("knowing", Knowing, "source"),
            one_of("reliability", Reliability, "source"),
            one_of("protection", Protection, "source"),
            models.CheckConstraint(
                condition=~models.Q(protection=Protection.SECRET) | models.Q(name=""), name="source_secret_is_nameless"
            ),
            models.UniqueConstraint(
                fields=["kind", "name_folded"],
                condition=~models.Q(kind=SourceKind.PERSON)
                & ~models.Q(name_folded="")
                & models.Q(protection=Protection.OPEN),
                name="source_institution_once",
            ),
            models.CheckConstraint(
                condition=models.Q(rated_by__isnull=True, rated_at__isnull=True)
                | models.Q(rated_by__isnull=False, rated_at__isnull=False),
                name="source_rated_together",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class SourceIdentity(models.Model):
    """Who a protected source is and how to reach them: encrypted, each value under a data key of its own
    (domain/identity). `wrapped_key` and `key_id` are those of the form before key pairs, and empty since."""

    source = models.OneToOneField("incidents.Source", models.PROTECT, primary_key=True, related_name="identity")
    wrapped_key = models.BinaryField(blank=True, default=b"")
    key_id = models.CharField(max_length=16, blank=True, default="")
    name_sealed = models.BinaryField(null=True)
    contact_sealed = models.BinaryField(null=True)
    note_sealed = models.BinaryField(null=True)
    contact_hash = models.CharField(max_length=64, blank=True, db_index=True)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"identity of {self.source_id}"
