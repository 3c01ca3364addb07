"""Institutions and units that are alleged to act, or that claim figures."""

from django.db import models

from incidents.models.fields import choice, one_of
from incidents.vocabulary import ActorKind

CLAIMANT = "c-"  # how the key of one begins that is known only for claiming figures


class ActorQuerySet(models.QuerySet):
    """Which institutions."""

    def alleged(self) -> "ActorQuerySet":
        """Those of whom one may say that they did it: not whoever was named only because they claim figures."""
        return self.exclude(key__startswith=CLAIMANT)


class Actor(models.Model):
    """An institution or unit, named in three languages."""

    key = models.SlugField(max_length=60, unique=True)
    kind = choice(ActorKind, ActorKind.OTHER)
    name_en = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_kk = models.CharField(max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")

    objects = ActorQuerySet.as_manager()

    class Meta:
        constraints = [one_of("kind", ActorKind, "actor")]

    def __str__(self) -> str:
        return self.name_en
