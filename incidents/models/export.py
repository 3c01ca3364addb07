"""Files that go out: who asked for which, who agreed, what is in it, and until when it lies ready."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from incidents.models.fields import choice, deleted_when, one_of, ready_is_complete, reference_field, together
from incidents.vocabulary import Disclosure, ExportFormat, ExportStatus, ExportWhat


class ExportProfile(models.Model):
    """Columns in their order, for a circle and a format, under a name, for the next time."""

    name = models.CharField(max_length=100, unique=True)
    what = choice(ExportWhat, ExportWhat.PEOPLE)
    disclosure = choice(Disclosure, Disclosure.PARTNER)
    fmt = choice(ExportFormat, ExportFormat.CSV)
    columns = ArrayField(models.CharField(max_length=32), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            one_of("what", ExportWhat, "exportprofile"),
            one_of("disclosure", Disclosure, "exportprofile"),
            one_of("fmt", ExportFormat, "exportprofile"),
            models.CheckConstraint(condition=~Q(name=""), name="exportprofile_named"),
        ]

    def __str__(self) -> str:
        return f"profile {self.pk}"


class ListExport(models.Model):
    """One file. Built by a job when it is long; sealed in the store; gone after its days."""

    ref = reference_field()
    key = models.UUIDField(unique=True, help_text="one form opened makes one file")
    what = choice(ExportWhat, ExportWhat.PEOPLE)
    disclosure = choice(Disclosure, Disclosure.PUBLIC)
    fmt = choice(ExportFormat, ExportFormat.CSV)
    language = models.CharField(max_length=2, default="en")
    columns = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    filters = models.JSONField(
        default=dict, help_text="the address of the list, as it was typed; emptied with the file"
    )
    filter_codes = models.JSONField(default=dict, help_text="the same as the log may keep it")
    options = models.JSONField(default=dict, help_text="which lists, which submission")
    purpose = models.CharField(max_length=500)
    recipient = models.CharField(max_length=2000, blank=True, help_text="the public key (age) that alone opens it")
    flags = models.JSONField(default=dict, help_text="how many rows point at one person by themselves")
    status = choice(ExportStatus, ExportStatus.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_words = models.CharField(max_length=500, blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    stored = models.CharField(max_length=200, blank=True, default="")
    key_sealed = models.BinaryField(blank=True, default=b"")
    size = models.PositiveBigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    manifest = models.TextField(blank=True, help_text="the signed manifest, as the ZIP has it")
    failed_words = models.CharField(max_length=48, blank=True, default="", help_text="a code: why it was not made")
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True, db_index=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("what", ExportWhat, "export"),
            one_of("disclosure", Disclosure, "export"),
            one_of("fmt", ExportFormat, "export"),
            one_of("status", ExportStatus, "export"),
            models.CheckConstraint(condition=~Q(purpose=""), name="export_has_purpose"),
            together("export_decided_together", ["decided_by", "decided_at"], empty=Q(decided_words="")),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("by")), name="export_two_admins"
            ),
            models.CheckConstraint(
                condition=~Q(status=ExportStatus.REFUSED) | Q(decided_by__isnull=False), name="export_refused_by_whom"
            ),
            ready_is_complete(ExportStatus.READY, "export"),
            deleted_when(ExportStatus.DELETED, "export"),
        ]

    def __str__(self) -> str:
        return self.ref
