"""Who did or read what, and when: append-only, without foreign keys, ids rather than contents; bound into a chain."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now


def appended(name: str) -> pgtrigger.Protect:
    """No row is changed or deleted. A trigger of the migration refuses the same for whole tables, and emptying them."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


class AuditEvent(models.Model):
    """One line of the log. Written by domain.audit.record through a database function; never changed."""

    at = models.DateTimeField(db_index=True)
    by = models.CharField(
        max_length=12, blank=True, db_index=True, help_text="reference of the user; empty: nobody signed in"
    )
    role = models.CharField(max_length=16, blank=True)
    verb = models.CharField(max_length=48, db_index=True)
    kind = models.CharField(max_length=24, blank=True)
    ref = models.CharField(max_length=24, blank=True, db_index=True)
    detail = models.JSONField(default=dict, blank=True)
    records = models.CharField(max_length=64, blank=True, default="", help_text="the AuditSet that was read or taken")
    written_at = models.DateTimeField(db_default=Now(), help_text="by the clock of the database")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["by", "at"], name="audit_by_at"),
            models.Index(fields=["records"], name="audit_records", condition=~models.Q(records="")),
        ]
        triggers = [appended("audit_append_only")]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.by} {self.verb} {self.ref}"


class AuditSet(models.Model):
    """The references of everybody in an export, sorted; named by their SHA-256, so that a line can hold the name."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    refs = ArrayField(models.CharField(max_length=24))

    class Meta:
        indexes = [GinIndex(fields=["refs"], name="auditset_refs")]
        triggers = [appended("auditset_append_only")]

    def __str__(self) -> str:
        return self.sha256


class AuditBatch(models.Model):
    """A stretch of the log, bound to the one before it and signed (docs/audit.md tells each byte)."""

    number = models.PositiveBigIntegerField(primary_key=True)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    leaves = models.BinaryField(help_text="the SHA-256 of each line, in order of ids, one after the other")
    lines = models.CharField(max_length=64, help_text="the SHA-256 of the leaves")
    previous = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    key = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["last_id"], name="auditbatch_ends_once")]
        triggers = [appended("auditbatch_append_only")]

    def __str__(self) -> str:
        return f"{self.number}: {self.first_id} to {self.last_id}"


class AuditCheck(models.Model):
    """What the last look at the chain found, of its newest part and of the whole: a note for the page of the log."""

    part = models.CharField(max_length=8, primary_key=True)
    at = models.DateTimeField()
    number = models.PositiveBigIntegerField(default=0, help_text="the last batch that holds")
    problem = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(part__in=["newest", "whole"]), name="auditcheck_part_of_two")
        ]

    def __str__(self) -> str:
        return f"{self.part}: {self.problem or 'holds'}"
