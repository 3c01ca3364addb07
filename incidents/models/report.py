"""One thing received: as it stands, as it was frozen at each sending, and every move it made."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from incidents.models.fields import PartialDateFields, choice, one_of, ordered, reference_field
from incidents.vocabulary import (
    Channel,
    Consent,
    Derivation,
    RejectReason,
    ReportStatus,
    TextLanguage,
    TranslationMethod,
    Urgency,
)

TAKEN = (ReportStatus.UNDER_REVIEW, ReportStatus.RETURNED, ReportStatus.ACCEPTED, ReportStatus.REJECTED)


class Report(PartialDateFields):
    """What was received. `draft` is its author's working copy; everything else shows the last revision sent."""

    ref = reference_field()
    key = models.UUIDField(unique=True, help_text="idempotency key: one form opened makes one report")
    status = choice(ReportStatus, ReportStatus.DRAFT)
    version = models.PositiveIntegerField(default=1)
    draft = models.JSONField(default=dict, blank=True)
    draft_saved_at = models.DateTimeField(null=True, blank=True)
    channel = choice(Channel, Channel.FORM)
    source = models.ForeignKey("incidents.Source", models.PROTECT, null=True, blank=True, related_name="reports")
    title = models.CharField(max_length=300, blank=True)
    narrative = models.TextField(blank=True)
    language = choice(TextLanguage)
    translation_method = choice(TranslationMethod)
    translation_caveats = models.TextField(blank=True)
    derivation = choice(Derivation)
    derived_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="derived")
    derived_words = models.CharField(max_length=300, blank=True, help_text="where the text comes from, as typed")
    place = models.ForeignKey("incidents.Place", models.PROTECT, null=True, blank=True, related_name="+")
    place_text = models.CharField(max_length=300, blank=True)
    when_words = models.CharField(max_length=100, blank=True)
    persons_unknown = models.BooleanField(default=False)
    consent = models.CharField(max_length=32, choices=Consent.choices, blank=True, default="")
    urgency = choice(Urgency, Urgency.NORMAL)
    submitter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports")
    created_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True, db_index=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="taken_reports"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    reject_reason = models.CharField(max_length=32, choices=RejectReason.choices, blank=True, default="")
    emptied_at = models.DateTimeField(null=True, blank=True, help_text="contents deleted by policy (domain/retention)")

    class Meta:
        indexes = [
            models.Index(fields=["status", "urgency", "received_at"]),
            models.Index(fields=["submitter", "-created_at"]),
            GinIndex(fields=["title"], name="report_title_trgm", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            one_of("status", ReportStatus, "report"),
            one_of("channel", Channel, "report"),
            one_of("language", TextLanguage, "report"),
            one_of("translation_method", TranslationMethod, "report"),
            one_of("derivation", Derivation, "report"),
            one_of("urgency", Urgency, "report"),
            ordered("when_lower", "when_upper", "report"),
            models.CheckConstraint(
                condition=models.Q(taken_by__isnull=True) | ~models.Q(taken_by=models.F("submitter")),
                name="report_not_reviewed_by_author",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_by__isnull=True, taken_at__isnull=True)
                | models.Q(taken_by__isnull=False, taken_at__isnull=False),
                name="report_taken_together",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=TAKEN) | models.Q(taken_by__isnull=False),
                name="report_review_has_reviewer",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=(ReportStatus.DRAFT, ReportStatus.WITHDRAWN))
                | models.Q(received_at__isnull=False, source__isnull=False) & ~models.Q(consent=""),
                name="report_sent_is_complete",
            ),
            models.CheckConstraint(
                condition=models.Q(derived_from__isnull=True) | ~models.Q(derived_from=models.F("id")),
                name="report_not_from_itself",
            ),
            models.CheckConstraint(
                condition=models.Q(status=ReportStatus.REJECTED, reject_reason__in=RejectReason.values)
                | ~models.Q(status=ReportStatus.REJECTED) & models.Q(reject_reason=""),
                name="report_rejected_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(emptied_at__isnull=True)
                | models.Q(status__in=(ReportStatus.REJECTED, ReportStatus.WITHDRAWN), title="", narrative=""),
                name="report_emptied_is_over",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class ReportRevision(models.Model):
    """The frozen content at one sending. The database refuses to change or delete it."""

    report = models.ForeignKey("incidents.Report", models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="revision_number_once")]
        triggers = [pgtrigger.Protect(name="revision_frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.number}"


class ReportMove(models.Model):
    """One move of a report from status to status: who, when and why. Written by workflow.move only."""

    report = models.ForeignKey("incidents.Report", models.PROTECT, related_name="moves")
    from_status = models.CharField(max_length=32, choices=ReportStatus.choices, blank=True)
    to_status = choice(ReportStatus)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.TextField(blank=True, help_text="the question, or the reason in words")

    class Meta:
        ordering = ["at", "id"]
        triggers = [pgtrigger.Protect(name="move_frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.from_status} to {self.to_status}"
