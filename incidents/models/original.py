"""The bytes of evidence: originals that never change, the copies made of them, and uploads that are still under way."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from incidents.models.fields import choice, one_of
from incidents.vocabulary import CopyKind, Deriving, Integrity, MediaForm


class Original(models.Model):
    """Bytes as they were received, once for each SHA-256; every receipt (Evidence) of the same bytes points here.

    `stored` is a random name in the file store. With `key_sealed` the file there is sealed under a data key of its own
    (domain/boxes); without, it is from before evidence was encrypted, and a job is about to seal it.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    stored = models.CharField(max_length=200, unique=True)
    key_sealed = models.BinaryField(blank=True, default=b"")
    media_type = models.CharField(max_length=100, blank=True)
    form = choice(MediaForm, MediaForm.OPAQUE)
    received_at = models.DateTimeField()
    deriving = choice(Deriving, Deriving.WAITING)
    deriving_words = models.CharField(max_length=48, blank=True, default="", help_text="a code: why no copy was made")
    derived_at = models.DateTimeField(null=True, blank=True)
    dhash = models.BigIntegerField(null=True, blank=True, help_text="64 bits: what the picture looks like")
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    told_sealed = models.BinaryField(blank=True, default=b"", help_text="what the file says of its making (EXIF …)")
    integrity = choice(Integrity, Integrity.UNCHECKED)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["integrity"], name="original_alarm", condition=Q(integrity__in=["missing", "changed"])
            ),
            models.Index(fields=["deriving", "id"], name="original_waiting", condition=Q(deriving="waiting")),
        ]
        constraints = [
            one_of("form", MediaForm, "original"),
            one_of("deriving", Deriving, "original"),
            one_of("integrity", Integrity, "original"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="original_hashed"),
            models.CheckConstraint(condition=~Q(stored=""), name="original_stored"),
            models.CheckConstraint(
                condition=Q(integrity=Integrity.UNCHECKED) | Q(checked_at__isnull=False), name="original_checked_when"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class DerivedCopy(models.Model):
    """A copy to look at in place of the original: decoded and made anew, without what the file said of itself."""

    original = models.ForeignKey("incidents.Original", models.PROTECT, related_name="copies")
    kind = choice(CopyKind, CopyKind.VIEW)
    page = models.PositiveIntegerField(default=0, help_text="from 1 for pages and frames; 0 where there is one only")
    number = models.PositiveIntegerField(default=0, help_text="from 1 for redacted copies of one page; else 0")
    stored = models.CharField(max_length=200, unique=True)
    key_sealed = models.BinaryField()
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    recipe = models.CharField(max_length=100, help_text="how it was made: the steps and the versions of the programs")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "page", "number"]
        constraints = [
            one_of("kind", CopyKind, "copy"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="copy_hashed"),
            models.CheckConstraint(
                condition=Q(kind=CopyKind.REDACTED, number__gte=1) | ~Q(kind=CopyKind.REDACTED) & Q(number=0),
                name="copy_numbered_when_redacted",
            ),
            models.UniqueConstraint(fields=["original", "kind", "page", "number"], name="copy_once"),
        ]

    def __str__(self) -> str:
        return f"{self.original_id} {self.kind} {self.page}"


class Redaction(models.Model):
    """Boxes burnt into a new copy of one page: where, why, and by whom. The original is untouched; no row changes."""

    evidence = models.ForeignKey("incidents.Evidence", models.PROTECT, related_name="redactions")
    copy = models.OneToOneField("incidents.DerivedCopy", models.PROTECT, related_name="redaction")
    key = models.UUIDField(unique=True, help_text="one form opened makes one redaction")
    page = models.PositiveIntegerField(default=0)
    boxes = models.JSONField(help_text="list of [left, top, right, bottom], each a share of 10,000")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="redaction_has_reason")]
        triggers = [
            pgtrigger.Protect(
                name="redaction_frozen", operation=pgtrigger.Update | pgtrigger.Delete, when=pgtrigger.After
            )
        ]

    def __str__(self) -> str:
        return f"redaction of {self.evidence_id}"


class Incoming(models.Model):
    """An upload under way: its sealed bytes grow in the folder of incoming files until they are whole."""

    id = models.UUIDField(primary_key=True, editable=False)
    report = models.ForeignKey("incidents.Report", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    told = models.JSONField(default=dict, help_text="the form: what it shows, how careful one must be")
    stored = models.CharField(max_length=200, unique=True)
    key_sealed = models.BinaryField()
    began_at = models.DateTimeField()
    touched_at = models.DateTimeField(db_index=True)
    evidence = models.ForeignKey("incidents.Evidence", models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return str(self.id)
