"""A tie between two mentions of one report, or between two persons the team holds."""

from django.db import models
from django.db.models import F, Q

from incidents.models.fields import choice, one_of
from incidents.vocabulary import Certainty, KinKind


class Kinship(models.Model):
    """The first is `kind` the second: parent of, child of, older brother or sister of."""

    kind = choice(KinKind, KinKind.OTHER)
    certainty = choice(Certainty, Certainty.CERTAIN)
    mention = models.ForeignKey("incidents.Mention", models.PROTECT, null=True, blank=True, related_name="kin")
    to_mention = models.ForeignKey("incidents.Mention", models.PROTECT, null=True, blank=True, related_name="kin_of")
    person = models.ForeignKey("incidents.Person", models.PROTECT, null=True, blank=True, related_name="kin")
    to_person = models.ForeignKey("incidents.Person", models.PROTECT, null=True, blank=True, related_name="kin_of")

    class Meta:
        verbose_name_plural = "kinship"
        constraints = [
            one_of("kind", KinKind, "kinship"),
            one_of("certainty", Certainty, "kinship"),
            models.CheckConstraint(
                condition=Q(
                    mention__isnull=False, to_mention__isnull=False, person__isnull=True, to_person__isnull=True
                )
                | Q(mention__isnull=True, to_mention__isnull=True, person__isnull=False, to_person__isnull=False),
                name="kinship_joins_two_of_a_kind",
            ),
            models.CheckConstraint(
                condition=(Q(mention__isnull=True) | ~Q(mention=F("to_mention")))
                & (Q(person__isnull=True) | ~Q(person=F("to_person"))),
                name="kinship_not_with_oneself",
            ),
            models.UniqueConstraint(fields=["mention", "to_mention"], name="kinship_once_between_mentions"),
            models.UniqueConstraint(fields=["person", "to_person"], name="kinship_once_between_persons"),
        ]

    def __str__(self) -> str:
        return f"{self.mention_id or self.person_id} {self.kind} {self.to_mention_id or self.to_person_id}"
