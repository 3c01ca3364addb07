"""A reviewer's decision that a mention and a person are the same, different, or cannot be told."""

from django.conf import settings
from django.db import models

from incidents.models.fields import choice, one_of, together
from incidents.vocabulary import Verdict


class MatchDecision(models.Model):
    """One decision for one pair. It is remembered, and it can be taken back."""

    mention = models.ForeignKey("incidents.Mention", models.PROTECT, related_name="decisions")
    person = models.ForeignKey("incidents.Person", models.PROTECT, related_name="decisions")
    verdict = choice(Verdict, Verdict.UNDECIDED)
    score = models.FloatField(default=0)
    reasons = models.JSONField(default=list, blank=True)
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
            models.UniqueConstraint(
                fields=["mention", "person"], condition=models.Q(reversed_at__isnull=True), name="match_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mention_id} {self.verdict} {self.person_id}"
