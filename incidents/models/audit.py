"""Who did or read what, and when: append-only, without foreign keys, ids rather than contents."""

import pgtrigger
from django.db import models


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

    class Meta:
        ordering = ["-id"]
        triggers = [pgtrigger.Protect(name="audit_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.by} {self.verb} {self.ref}"
