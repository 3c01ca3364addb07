"""A reviewer's decision that two records are the same person, different ones, or cannot be told."""

from django.conf import settings
from django.db import models

from incidents.models.fields import choice, one_of, together
from incidents.vocabulary import Verdict


class MatchDecision(models.Model):
    """One decision for one pair, a mention and a person or two persons. Remembered; it can be taken back."""

    mention = models.ForeignKey("incidents.Mention", models.PROTECT, null=True, blank=True, related_name="decisions")
    other = models.ForeignKey(
        "incidents.Person", models.PROTECT, null=True, blank=True, related_name="decisions_as_other",
        help_text="for two persons: the newer of them",
    )  # fmt: skip
    person = models.ForeignKey("incidents.Person", models.PROTECT, related_name="decisions")
    verdict = choice(Verdict, Verdict.UNDECIDED)
    score = models.FloatField(default=0)
    reasons = models.JSONField(default=list, blank=True)
    levels = models.JSONField(default=dict, blank=True, help_text="field to level of agreement, for fitting weights")
    facts = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what was compared")
    because = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reversed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reversed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            one_of("verdict", Verdict, "match"),
            together("match_reversed_together", ["reversed_by", "reversed_at"]),
            models.CheckConstraint(condition=~models.Q(because=""), name="match_has_reason"),
            models.CheckConstraint(
                condition=models.Q(mention__isnull=True) ^ models.Q(other__isnull=True), name="match_of_two"
            ),
            models.CheckConstraint(
                condition=models.Q(other__isnull=True) | models.Q(other__gt=models.F("person")),
                name="match_older_first",
            ),
            models.UniqueConstraint(
                fields=["other", "person"], condition=models.Q(reversed_at__isnull=True), name="match_persons_once"
            ),
            models.UniqueConstraint(
                fields=["mention", "person"], condition=models.Q(reversed_at__isnull=True), name="match_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mention_id or self.other_id} {self.verdict} {self.person_id}"
