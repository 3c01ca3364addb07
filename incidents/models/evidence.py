"""A file, a link, or something said to exist that nobody here holds."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from incidents.models.fields import choice, one_of, reference_field
from incidents.vocabulary import EvidenceKind, Sensitivity


class Evidence(models.Model):
    """What supports a report. The server computes the SHA-256 of a file while it comes in."""

    ref = reference_field()
    report = models.ForeignKey("incidents.Report", models.PROTECT, related_name="evidence")
    kind = choice(EvidenceKind, EvidenceKind.FILE)
    note = models.CharField(max_length=500, blank=True, help_text="what it shows")
    file = models.FileField(max_length=200, blank=True)
    original_name = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    url = models.CharField(max_length=1000, blank=True)
    seen_edtf = models.CharField(max_length=48, blank=True, default="", help_text="when the link was seen")
    held_by = models.CharField(max_length=300, blank=True, help_text="who is said to hold it")
    sensitivity = choice(Sensitivity, Sensitivity.PLAIN)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True, help_text="taken off the draft by its author")

    class Meta:
        ordering = ["added_at", "id"]
        verbose_name_plural = "evidence"
        constraints = [
            one_of("kind", EvidenceKind, "evidence"),
            one_of("sensitivity", Sensitivity, "evidence"),
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.FILE, size__isnull=False, sha256__regex=r"^[0-9a-f]{64}$", url="")
                & ~Q(file="")
                | Q(kind=EvidenceKind.LINK, sha256="", file="") & ~Q(url="")
                | Q(kind=EvidenceKind.NOT_HELD, sha256="", file="", url=""),
                name="evidence_shape",
            ),
            models.UniqueConstraint(
                fields=["report", "sha256"],
                condition=Q(kind=EvidenceKind.FILE, removed_at__isnull=True),
                name="evidence_same_bytes_once",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
