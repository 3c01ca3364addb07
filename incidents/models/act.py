"""What one report says was done to one person, and who is alleged to have done it."""

from django.db import models

from incidents.models.fields import PartialDateFields, choice, one_of, ordered
from incidents.vocabulary import ActKind, Credibility, Involvement, Manner, Polarity, Whereabouts


class Act(PartialDateFields):
    """One thing done, with its own date, place and manner: asserted, denied, or said to be unknown."""

    mention = models.ForeignKey("incidents.Mention", models.PROTECT, related_name="acts")
    key = models.UUIDField(help_text="the same act in every revision of the report")
    kind = choice(ActKind)
    polarity = choice(Polarity, Polarity.ASSERTS)
    when_words = models.CharField(max_length=100, blank=True, help_text="evening, after the curfew")
    place = models.ForeignKey("incidents.Place", models.PROTECT, null=True, blank=True, related_name="+")
    place_text = models.CharField(max_length=300, blank=True)
    manner = choice(Manner, Manner.UNKNOWN)
    cause = choice(Manner, Manner.UNKNOWN)
    custody_place = models.CharField(max_length=300, blank=True)
    whereabouts = choice(Whereabouts, Whereabouts.UNKNOWN)
    stated_reason = models.CharField(max_length=500, blank=True)
    stated_reason_by = models.CharField(max_length=200, blank=True, help_text="who stated it")
    excerpt = models.TextField(blank=True)
    credibility = choice(Credibility, Credibility.UNJUDGED)
    incident = models.ForeignKey("incidents.Incident", models.PROTECT, null=True, blank=True, related_name="acts")
    actors = models.ManyToManyField("incidents.Actor", through="incidents.ActActor", related_name="acts")
    retired_at = models.DateTimeField(null=True, blank=True, help_text="left out by a later revision")

    class Meta:
        ordering = ["when_lower", "id"]
        indexes = [models.Index(fields=["kind", "when_lower"])]
        constraints = [
            one_of("kind", ActKind, "act"),
            one_of("polarity", Polarity, "act"),
            one_of("manner", Manner, "act"),
            one_of("cause", Manner, "act"),
            one_of("whereabouts", Whereabouts, "act"),
            one_of("credibility", Credibility, "act"),
            ordered("when_lower", "when_upper", "act"),
            models.UniqueConstraint(fields=["mention", "key"], name="act_key_once"),
            models.CheckConstraint(
                condition=models.Q(stated_reason="") | ~models.Q(stated_reason_by=""), name="act_reason_has_speaker"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class ActActor(models.Model):
    """An actor's involvement in an act, as alleged."""

    act = models.ForeignKey("incidents.Act", models.CASCADE, related_name="involved")
    actor = models.ForeignKey("incidents.Actor", models.PROTECT, related_name="involvements")
    involvement = choice(Involvement, Involvement.UNKNOWN)

    class Meta:
        constraints = [
            one_of("involvement", Involvement, "actactor"),
            models.UniqueConstraint(fields=["act", "actor"], name="actactor_once"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} in {self.act_id}"
