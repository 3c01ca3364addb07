"""A file, a link, or something said to exist that nobody here holds; what it is, and what it bears on."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from incidents.models.fields import choice, one_of, reference_field
from incidents.vocabulary import (
    Bearing,
    CaptureKind,
    Consent,
    EvidenceKind,
    HandedHow,
    Rights,
    Sensitivity,
    TextLanguage,
)

TARGETS = ("report", "mention", "act", "incident")


class Evidence(models.Model):
    """What supports a report. For a file it is the receipt: the same bytes received twice are one original."""

    ref = reference_field()
    report = models.ForeignKey("incidents.Report", models.PROTECT, related_name="evidence")
    kind = choice(EvidenceKind, EvidenceKind.FILE)
    note = models.CharField(max_length=500, blank=True, help_text="what it shows")
    original = models.ForeignKey("incidents.Original", models.PROTECT, null=True, blank=True, related_name="receipts")
    original_name = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    url = models.CharField(max_length=1000, blank=True)
    seen_edtf = models.CharField(max_length=48, blank=True, default="", help_text="when the link was seen")
    seen_by = models.CharField(max_length=200, blank=True, default="", help_text="who saw it there")
    capture_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="captures")
    capture_kind = choice(CaptureKind)
    held_by = models.CharField(max_length=300, blank=True, help_text="who is said to hold it")
    sensitivities = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    taken_edtf = models.CharField(max_length=48, blank=True, default="", help_text="when it was made, as decided")
    taken_place = models.ForeignKey("incidents.Place", models.PROTECT, null=True, blank=True, related_name="+")
    taken_place_text = models.CharField(max_length=300, blank=True, default="")
    handed_how = choice(HandedHow)
    handed_edtf = models.CharField(max_length=48, blank=True, default="", help_text="when it was handed over")
    rights = choice(Rights)
    consent = models.CharField(max_length=32, choices=Consent.choices, blank=True, default="")
    language = choice(TextLanguage)
    described_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    described_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True, help_text="taken off the draft by its author")

    class Meta:
        ordering = ["added_at", "id"]
        verbose_name_plural = "evidence"
        constraints = [
            one_of("kind", EvidenceKind, "evidence"),
            one_of("capture_kind", CaptureKind, "evidence"),
            one_of("handed_how", HandedHow, "evidence"),
            one_of("rights", Rights, "evidence"),
            one_of("language", TextLanguage, "evidence"),
            models.CheckConstraint(
                condition=Q(sensitivities__contained_by=Sensitivity.values), name="evidence_sensitivities_known"
            ),
            models.CheckConstraint(condition=Q(consent__in=["", *Consent.values]), name="evidence_consent_known"),
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.FILE, size__isnull=False, sha256__regex=r"^[0-9a-f]{64}$", url="")
                & Q(original__isnull=False)
                | Q(kind=EvidenceKind.LINK, sha256="", original__isnull=True) & ~Q(url="")
                | Q(kind=EvidenceKind.NOT_HELD, sha256="", original__isnull=True, url=""),
                name="evidence_shape",
            ),
            models.CheckConstraint(
                condition=Q(capture_of__isnull=True, capture_kind=CaptureKind.NONE)
                | Q(capture_of__isnull=False, kind=EvidenceKind.FILE) & ~Q(capture_kind=CaptureKind.NONE),
                name="evidence_capture_is_file",
            ),
            models.CheckConstraint(
                condition=Q(described_by__isnull=True, described_at__isnull=True)
                | Q(described_by__isnull=False, described_at__isnull=False),
                name="evidence_described_together",
            ),
            models.UniqueConstraint(
                fields=["report", "sha256"],
                condition=Q(kind=EvidenceKind.FILE, removed_at__isnull=True),
                name="evidence_same_bytes_once",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class EvidenceMaker(models.Model):
    """Who made a piece, and who handed it over: encrypted, shown to a reviewer with a reason on record."""

    evidence = models.OneToOneField("incidents.Evidence", models.PROTECT, primary_key=True, related_name="maker")
    made_by_sealed = models.BinaryField(blank=True, default=b"")
    handed_by_sealed = models.BinaryField(blank=True, default=b"")
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"maker of {self.evidence_id}"


class EvidenceBearing(models.Model):
    """What one piece does for one report, person as told, act, incident or claimed figure. Untied, it stays on record
    with who untied it."""

    evidence = models.ForeignKey("incidents.Evidence", models.PROTECT, related_name="bearings")
    bearing = choice(Bearing, Bearing.SUPPORTS)
    report = models.ForeignKey("incidents.Report", models.PROTECT, null=True, blank=True, related_name="+")
    mention = models.ForeignKey("incidents.Mention", models.PROTECT, null=True, blank=True, related_name="bearings")
    act = models.ForeignKey("incidents.Act", models.PROTECT, null=True, blank=True, related_name="bearings")
    incident = models.ForeignKey("incidents.Incident", models.PROTECT, null=True, blank=True, related_name="bearings")
    claim = models.ForeignKey("incidents.FigureClaim", models.PROTECT, null=True, blank=True, related_name="bearings")
    figure = models.CharField(max_length=300, blank=True, default="", help_text="a figure not entered, in words")
    note = models.CharField(max_length=500, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            one_of("bearing", Bearing, "bearing"),
            models.CheckConstraint(
                condition=Q(report__isnull=False, mention=None, act=None, incident=None, claim=None, figure="")
                | Q(report=None, mention__isnull=False, act=None, incident=None, claim=None, figure="")
                | Q(report=None, mention=None, act__isnull=False, incident=None, claim=None, figure="")
                | Q(report=None, mention=None, act=None, incident__isnull=False, claim=None, figure="")
                | Q(report=None, mention=None, act=None, incident=None, claim__isnull=False, figure="")
                | Q(report=None, mention=None, act=None, incident=None, claim=None) & ~Q(figure=""),
                name="bearing_on_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(removed_by__isnull=True, removed_at__isnull=True)
                | Q(removed_by__isnull=False, removed_at__isnull=False),
                name="bearing_removed_together",
            ),
            models.UniqueConstraint(
                fields=["evidence", "report", "mention", "act", "incident", "claim", "figure"],
                condition=Q(removed_at__isnull=True),
                nulls_distinct=False,
                name="bearing_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.bearing}"
