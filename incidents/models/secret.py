"""Secret texts beside those of sources, each in a table of its own; and who looked at any of them, and why."""

import pgtrigger
from django.conf import settings
from django.db import models

from incidents.models.fields import choice, one_of
from incidents.vocabulary import LookReason, SecretKind


class WitnessNote(models.Model):
    """What a reviewer keeps apart about the witness of a report: encrypted, shown on request only (domain/notes)."""

    report = models.OneToOneField("incidents.Report", models.PROTECT, primary_key=True, related_name="witness_note")
    text_sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"note on {self.report_id}"


class ActivistContact(models.Model):
    """How a reviewer reaches an activist safely: encrypted, shown on request only (domain/contact)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="+")
    text_sealed = models.BinaryField()
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"contact of {self.user_id}"


class SecretLook(models.Model):
    """One look at a secret, written before it is shown. The reason in words stands here and not in the audit log,
    which holds codes only and is exported; it is in clear, so that an admin who may open nothing can judge it."""

    kind = choice(SecretKind, SecretKind.IDENTITY)
    ref = models.CharField(max_length=24, db_index=True, help_text="the source, the report or the account")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    because = choice(LookReason, LookReason.OTHER)
    words = models.CharField(max_length=500)

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("kind", SecretKind, "look"),
            one_of("because", LookReason, "look"),
            models.CheckConstraint(condition=~models.Q(words=""), name="look_has_reason"),
        ]
        # After, so that the checks above speak first.
        triggers = [
            pgtrigger.Protect(name="look_frozen", operation=pgtrigger.Update | pgtrigger.Delete, when=pgtrigger.After)
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"
